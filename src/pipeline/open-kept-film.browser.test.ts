import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endC2pa } from '../provenance/c2pa';
import {
  ALLOWED,
  findText,
  patched,
  samplePhoto,
  signAsStranger,
  signedFilm,
} from '../provenance/samples.test-support';
import { sha256Hex } from '../shared/sha256';
import { openKeptFilm } from './open-kept-film';

const signal = new AbortController().signal;
let film: Awaited<ReturnType<typeof signedFilm>>;

beforeAll(async () => {
  film = await signedFilm(await samplePhoto());
});
afterAll(endC2pa);

/** A file as the album stores it. */
async function stored(file: Blob) {
  return { file, sha256: await sha256Hex(await file.arrayBuffer()) };
}

describe('openKeptFilm', () => {
  it('gives the very bytes that were kept, once they and their signature are found whole', async () => {
    const { video, credentials } = await openKeptFilm(await stored(film.mp4), signal);
    expect(new Uint8Array(await video.mp4.arrayBuffer())).toEqual(
      new Uint8Array(await film.mp4.arrayBuffer()),
    );
    expect(video.mp4.type).toBe('video/mp4');
    expect(video.verdict.verdict).toBe('allow');
    expect(credentials.origin.kind).toBe('ai-composite');
  });

  it('refuses bytes that are not those that were kept', async () => {
    const { sha256 } = await stored(film.mp4);
    const changed = { file: await patched(film.mp4, film.mp4.size - 10, [1, 2, 3]), sha256 };
    await expect(openKeptFilm(changed, signal)).rejects.toMatchObject({ code: 'film-damaged' });
  });

  it('refuses what was changed together with its hash: the signature does not fit', async () => {
    const bytes = new Uint8Array(await film.mp4.arrayBuffer());
    const picture = await patched(film.mp4, findText(bytes, 'mdat') + 40, [1, 2, 3]);
    await expect(openKeptFilm(await stored(picture), signal)).rejects.toMatchObject({ code: 'film-damaged' });
    const words = new TextEncoder().encode('AI-denerated');
    const statement = await patched(film.mp4, findText(bytes, 'AI-generated'), words);
    await expect(openKeptFilm(await stored(statement), signal)).rejects.toMatchObject({
      code: 'film-damaged',
    });
  });

  it('refuses a film that nobody signed, and one that another maker did', async () => {
    for (const file of [film.unsigned, await signAsStranger(film.unsigned), new Blob(['no film'])]) {
      await expect(openKeptFilm(await stored(file), signal)).rejects.toMatchObject({ code: 'film-damaged' });
    }
  });

  it('refuses a film whose own record says that the video gate did not let it through', async () => {
    const { gates } = ALLOWED;
    const blocked = await signedFilm(await samplePhoto(), {
      moderation: { ...ALLOWED, gates: { ...gates, video: { ...gates.video, verdict: 'block' } } },
    });
    await expect(openKeptFilm(await stored(blocked.mp4), signal)).rejects.toMatchObject({
      code: 'gate-blocked',
    });
  });

  it('stops when it is cancelled', async () => {
    const cancelled = openKeptFilm(await stored(film.mp4), AbortSignal.abort());
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  });
});
