import { afterAll, describe, expect, it } from 'vitest';
import { endC2pa, withC2pa } from './c2pa';
import { DIGITAL_SOURCE_TYPE } from './disclosure';
import {
  ALLOWED,
  findText,
  jpegWithPrivateMetadata,
  patched,
  sampleMp4,
  samplePhoto,
  signAsStranger,
  signedFilm,
} from './samples.test-support';
import { readCredentials } from './read';
import { randomPayload } from '../shared/watermark/payload';
import { DISCLOSURE_LABEL, MODERATION_LABEL, SOFT_BINDING_LABEL, TRAINING_LABEL } from './film-manifest';
import { signVideo } from './sign';

const signal = new AbortController().signal;
const MARKER = 'Zq7Planted';

afterAll(endC2pa);

/** A photo out of a signing camera: location, EXIF, a maker's own assertion and a thumbnail, all of them private. */
async function signedPhoto(base?: Blob): Promise<Blob> {
  return signAsStranger(base ?? (await samplePhoto()), {
    thumbnail: await jpegWithPrivateMetadata(`${MARKER}Thumbnail`),
    assertions: [
      {
        label: 'stds.exif',
        data: { '@context': { exif: 'http://ns.adobe.com/exif/1.0/' }, 'exif:GPSLatitude': MARKER },
      },
      { label: 'c2pa.location.precise', data: { latitude: 48.1371, place: MARKER } },
      { label: 'cawg.identity', data: { name: MARKER } },
      { label: 'com.maker.thing', data: { owner: MARKER } },
    ],
  });
}

async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer());
}

function readStore(file: Blob) {
  return withC2pa(
    async (sdk) => {
      const reader = await sdk.reader.fromBlob(file.type, file);
      if (!reader) throw new Error('no manifest');
      try {
        return { store: await reader.manifestStore(), active: await reader.activeManifest() };
      } finally {
        await reader.free();
      }
    },
    { signal, limitMilliseconds: 20_000 },
  );
}

async function readReport(file: Blob) {
  const reading = await readCredentials(file, file.type, { signal });
  if (reading.kind !== 'found') throw new Error(`credentials: ${reading.kind}`);
  return reading.report;
}

describe('signVideo', () => {
  it('signs, and the file says what was written', async () => {
    const film = await signedFilm(await samplePhoto());
    expect(film.provenance).toEqual({
      state: 'valid',
      digitalSourceType: DIGITAL_SOURCE_TYPE,
      signer: 'Stillwake on this device',
    });
    const { active } = await readStore(film.mp4);
    const data = (label: string) => active.assertions?.find((assertion) => assertion.label === label)?.data;
    expect(active.claim_version).toBe(2);
    expect(data('c2pa.actions.v2')).toMatchObject({
      actions: [
        {
          action: 'c2pa.created',
          when: film.facts.createdAt.toISOString(),
          digitalSourceType: DIGITAL_SOURCE_TYPE,
          softwareAgent: { name: 'Stillwake' },
          parameters: {
            'org.stillwake.width': 160,
            'org.stillwake.models': ['denoiser 9.9.9'],
          },
        },
        { action: 'c2pa.cropped' },
        { action: 'c2pa.edited', parameters: { 'org.stillwake.label': 'AI-generated' } },
        { action: 'c2pa.watermarked.bound' },
        { action: 'c2pa.transcoded', when: film.facts.createdAt.toISOString() },
      ],
      allActionsIncluded: true,
    });
    expect(data(SOFT_BINDING_LABEL)).toMatchObject({
      alg: 'org.stillwake.watermark.1',
      blocks: [{ value: film.facts.watermark }],
    });
    expect(data(TRAINING_LABEL)).toMatchObject({
      entries: { 'cawg.ai_generative_training': { use: 'notAllowed' }, 'cawg.data_mining': {} },
    });
    expect(active.instance_id).toBe(`xmp:iid:${film.facts.id}`);
    expect(active.thumbnail).toBeTruthy();
    expect(data(DISCLOSURE_LABEL)).toMatchObject({ id: film.facts.id, visibleLabel: 'AI-generated' });
    expect(data(MODERATION_LABEL)).toEqual({
      imagePolicyVersion: 7,
      promptPolicyVersion: 8,
      gates: [
        {
          gate: 'photo',
          verdict: 'review',
          decidedBy: 'person',
          models: [{ id: 'nsfw', version: '1.0.0' }],
        },
        { gate: 'prompt', verdict: 'allow', decidedBy: 'machine', models: [] },
        { gate: 'video', verdict: 'allow', decidedBy: 'machine', models: [{ id: 'nsfw', version: '1.0.0' }] },
      ],
      consent: 'confirmed',
    });
    expect(active.ingredients).toHaveLength(1);
    expect(active.ingredients?.[0]).toMatchObject({
      title: 'Photo',
      relationship: 'inputTo',
      format: 'image/jpeg',
    });
    expect(active.ingredients?.[0]?.thumbnail).toBeTruthy();
  });

  it("names the person's own sound as a material, by its type alone", async () => {
    const film = await signedFilm(await samplePhoto(), { ownAudio: { mimeType: 'audio/mpeg' } });
    const { store, active } = await readStore(film.mp4);
    expect(store.validation_state).toBe('Valid');
    expect(active.ingredients).toContainEqual(
      expect.objectContaining({ title: 'Sound', format: 'audio/mpeg', relationship: 'componentOf' }),
    );
  });

  it('plays: the signed file has the samples of the unsigned one', async () => {
    const film = await signedFilm(await samplePhoto());
    const video = document.createElement('video');
    video.muted = true;
    video.src = URL.createObjectURL(film.mp4);
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve;
      video.onerror = reject;
    });
    expect(video.duration).toBeCloseTo(1, 1);
    expect(video.videoWidth).toBe(160);
    URL.revokeObjectURL(video.src);
  });

  it('takes nothing of an unsigned photo but its type: no EXIF, no GPS, no XMP ids, no name', async () => {
    const photo = await jpegWithPrivateMetadata(MARKER);
    expect(findText(await bytesOf(photo), MARKER)).toBeGreaterThan(0);
    const film = await signedFilm(new File([photo], `${MARKER}.jpg`, { type: 'image/jpeg' }));
    expect(findText(await bytesOf(film.mp4), MARKER)).toBe(-1);
    expect(findText(await bytesOf(film.mp4), 'Exif')).toBe(-1);
    expect(film.notices).not.toContain('photo-manifest-left-out');
  });

  it("carries a signed photo's history over, with all that is private redacted", async () => {
    // The instance id stands in the camera's own claim, which can't be changed without breaking its signature: it stays.
    const photo = await signedPhoto(await jpegWithPrivateMetadata(MARKER, 'instance-id'));
    const film = await signedFilm(new File([photo], 'holiday.jpg', { type: 'image/jpeg' }));
    expect(film.notices).not.toContain('photo-manifest-left-out');
    const bytes = await bytesOf(film.mp4);
    expect(findText(bytes, MARKER)).toBe(-1);
    expect(findText(bytes, '48.1371')).toBe(-1);
    expect(findText(bytes, 'holiday')).toBe(-1);
    const { store, active } = await readStore(film.mp4);
    expect(store.validation_state).toBe('Valid');
    expect(Object.keys(store.manifests ?? {})).toHaveLength(2);
    const redacted = (active.redactions ?? []).map((uri) => uri.slice(uri.lastIndexOf('/') + 1)).sort();
    expect(redacted).toEqual([
      'c2pa.location.precise',
      'c2pa.thumbnail.claim',
      'cawg.identity',
      'com.maker.thing',
      'stds.exif',
    ]);
    const report = await readReport(film.mp4);
    expect(report.ingredients[0]?.credentials).toMatchObject({
      integrity: { state: 'valid' },
      origin: { kind: 'camera', claimGenerator: 'Some Camera 1.0' },
    });
  });

  it.each([
    ['a place in what cannot be redacted', { title: 'plain' }, 'plain-name.jpg', true],
    ["the file's own name in the claim", { title: `${MARKER}.jpg` }, `${MARKER}.jpg`, false],
  ])('leaves the history out for %s, and says so', async (_, options, name, actionIsPrivate) => {
    const photo = actionIsPrivate
      ? await signAsStranger(await samplePhoto(), {
          ...options,
          assertions: [
            {
              label: 'c2pa.actions.v2',
              data: {
                actions: [
                  {
                    action: 'c2pa.created',
                    digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture',
                    parameters: { 'com.maker.location': MARKER },
                  },
                ],
              },
            },
          ],
        })
      : await signAsStranger(await samplePhoto(), options);
    expect(findText(await bytesOf(photo), MARKER)).toBeGreaterThan(0);
    const film = await signedFilm(new File([photo], name, { type: 'image/jpeg' }));
    expect(film.notices).toContain('photo-manifest-left-out');
    expect(findText(await bytesOf(film.mp4), MARKER)).toBe(-1);
    const { active } = await readStore(film.mp4);
    expect(active.ingredients?.[0]?.description).toMatch(/left out/);
  });

  it('keeps on record that a signed photo was tampered with', async () => {
    const photo = await signedPhoto();
    const film = await signedFilm(await patched(photo, photo.size - 20, [1, 2, 3]));
    const report = await readReport(film.mp4);
    expect(report.validationState).toBe('trusted');
    expect(report.integrity.state).toBe('valid');
    expect(report.ingredients[0]?.credentials?.integrity).toMatchObject({
      state: 'invalid',
      problems: [{ code: 'assertion.dataHash.mismatch', key: 'content-changed' }],
    });
  });

  it("a photo whose signature was broken before does not break the film's", async () => {
    const photo = await signAsStranger(await samplePhoto());
    const place = findText(await bytesOf(photo), 'Some Camera');
    const film = await signedFilm(await patched(photo, place, new TextEncoder().encode('Fake')));
    const report = await readReport(film.mp4);
    expect(report.validationState).toBe('trusted');
    expect(report.ingredients[0]?.credentials?.integrity.problems.map(({ key }) => key)).toContain(
      'signature-broken',
    );
  });

  it.each(['image/bmp', 'image/heic', 'image/x-nobody-knows'])(
    'needs no bytes of an unsigned %s',
    async (type) => {
      const film = await signedFilm(new Blob([new Uint8Array(500)], { type }));
      const { active } = await readStore(film.mp4);
      expect(active.ingredients?.[0]).toMatchObject({ format: type, relationship: 'inputTo' });
    },
  );

  it('names every photo of a story, each with its own history', async () => {
    const thumbnail = await samplePhoto('image/jpeg', 48);
    const plain = await samplePhoto('image/png');
    const film = await signedFilm(plain, {
      photos: [
        { file: plain, mimeType: 'image/png', thumbnail },
        { file: await signedPhoto(), mimeType: 'image/jpeg', thumbnail },
        { file: await samplePhoto('image/webp'), mimeType: 'image/webp', thumbnail },
      ],
      film: {
        width: 160,
        height: 96,
        framesPerSecond: 12,
        durationSeconds: 1,
        cropped: false,
        story: { transition: 'cross-fade', titled: true },
        models: [],
      },
    });
    expect(film.provenance.state).toBe('valid');
    const { active } = await readStore(film.mp4);
    expect(active.ingredients?.map(({ format, relationship }) => [format, relationship])).toEqual([
      ['image/png', 'inputTo'],
      ['image/jpeg', 'inputTo'],
      ['image/webp', 'inputTo'],
    ]);
    expect(active.ingredients?.map((ingredient) => Boolean(ingredient.active_manifest))).toEqual([
      false,
      true,
      false,
    ]);
    const actions = active.assertions?.find(({ label }) => label === 'c2pa.actions.v2')?.data as {
      actions: { action: string; description?: string; parameters?: { ingredients?: unknown[] } }[];
    };
    expect(actions.actions[0]?.description).toMatch(/^Still photos animated/);
    expect(actions.actions[0]?.parameters?.ingredients).toHaveLength(3);
    expect(actions.actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['c2pa.edited', 'c2pa.addedText']),
    );
    const report = await readReport(film.mp4);
    expect(report.integrity).toMatchObject({ state: 'valid', problems: [] });
  });

  it('stops when it is cancelled, and the next signature works', async () => {
    const cancelled = signVideo(
      {
        mp4: await sampleMp4(),
        photos: [{ file: await samplePhoto(), mimeType: 'image/jpeg', thumbnail: await samplePhoto() }],
        facts: {
          id: crypto.randomUUID(),
          createdAt: new Date(),
          watermark: randomPayload(),
          labelText: 'AI-generated',
        },
        moderation: ALLOWED,
      },
      AbortSignal.abort(),
    );
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect((await signedFilm(await samplePhoto())).provenance.state).toBe('valid');
  });

  it('says so when the film is none', async () => {
    const broken = signVideo(
      {
        mp4: new Blob(['not a film'], { type: 'video/mp4' }),
        photos: [{ file: await samplePhoto(), mimeType: 'image/jpeg', thumbnail: await samplePhoto() }],
        facts: {
          id: crypto.randomUUID(),
          createdAt: new Date(),
          watermark: randomPayload(),
          labelText: 'AI-generated',
        },
        moderation: ALLOWED,
      },
      signal,
    );
    await expect(broken).rejects.toMatchObject({ code: 'sign-failed' });
  });
});
