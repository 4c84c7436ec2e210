import { describe, expect, it } from 'vitest';
import { AppError } from '../shared/errors';
import type { RgbaImage } from '../shared/pixels';
import type { Verdict, VerdictKind } from '../shared/verdict';
import { LEAST_PREVIEW_FRAMES, copyOfFilm, passPreviewGate, type SignedVideo } from './gates';
import { showPreview } from './preview-motion';

const frame: RgbaImage = { width: 1, height: 1, data: new Uint8ClampedArray([1, 2, 3, 255]) };
const frames = Array.from({ length: LEAST_PREVIEW_FRAMES }, () => frame);
const handle = { id: 7, width: 1, height: 1 };
const verdict = (kind: VerdictKind): Verdict => ({
  verdict: kind,
  reasons: kind === 'allow' ? [] : [{ rule: 'test', category: 'sexual' }],
  scores: { Neutral: 0.9 },
});

describe('the gate of a live preview', () => {
  it('lets through what is allowed, having seen every frame', async () => {
    let seen = 0;
    const checked = await passPreviewGate(handle, frames, (given) => {
      seen = given.length;
      return Promise.resolve(verdict('allow'));
    });
    expect(checked.preview).toBe(handle);
    expect(seen).toBe(8);
  });

  it.each([
    ['block', 'gate-blocked'],
    ['review', 'gate-held'],
  ] as const)('stops on %s', async (kind, code) => {
    await expect(passPreviewGate(handle, frames, () => Promise.resolve(verdict(kind)))).rejects.toMatchObject(
      { code, details: { gate: 'video' } },
    );
  });

  it('stops when it cannot run, or sees too little', async () => {
    const failing = () => Promise.reject(new AppError('worker-crashed', 'test'));
    await expect(passPreviewGate(handle, frames, failing)).rejects.toMatchObject({
      code: 'gate-unavailable',
    });
    await expect(
      passPreviewGate(handle, frames.slice(1), () => Promise.resolve(verdict('allow'))),
    ).rejects.toMatchObject({ code: 'gate-unavailable' });
  });
});

/** Never run: each line must fail to compile, or `npm run types` fails on the unused directive. */
export async function showingWhatIsUncheckedDoesNotCompile(): Promise<void> {
  const request = { framesPerSecond: 30, startSeconds: 0, paused: false };
  const { signal } = new AbortController();
  // @ts-expect-error a preview that has passed no gate
  await showPreview({ preview: handle, verdict: verdict('allow') }, request, () => undefined, signal);
  // @ts-expect-error a film that was not signed
  const film: SignedVideo = { mp4: new Blob(), verdict: verdict('allow') };
  await copyOfFilm(film, (mp4) => Promise.resolve(mp4));
}
