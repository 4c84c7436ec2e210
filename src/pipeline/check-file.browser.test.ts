import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endC2pa } from '../provenance/c2pa';
import { makeBox } from '../provenance/boxes';
import { forgetDeviceIdentity, releaseDeviceIdentity, rotateDeviceIdentity } from '../provenance/identity';
import {
  findText,
  jpegWithPrivateMetadata,
  patched,
  sampleMp4,
  samplePhoto,
  signAsStranger,
  signedFilm,
} from '../provenance/samples.test-support';
import { checkFile } from './check-file';

const signal = new AbortController().signal;
const check = async (file: Blob) => (await checkFile(file, { signal })).report;

let film: Awaited<ReturnType<typeof signedFilm>>;
let bytes: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  film = await signedFilm(await samplePhoto());
  bytes = new Uint8Array(await film.mp4.arrayBuffer());
});
afterAll(endC2pa);

describe('a film of this device', () => {
  it('is whole, known and AI-made, and its photo is named', async () => {
    const report = await check(film.mp4);
    expect(report).toMatchObject({ state: 'trusted', summary: 'own-device', codes: [] });
    expect(report.ai).toEqual({ says: true, kind: 'ai-composite', by: 'credentials' });
    expect(report.credentials).toMatchObject({
      integrity: { state: 'valid', problems: [] },
      signer: {
        name: 'Stillwake on this device',
        known: 'own-device',
        issuer: 'Stillwake device root',
        problems: [],
      },
      origin: {
        kind: 'ai-composite',
        claimGenerator: 'Stillwake 0.1.0',
        when: film.facts.createdAt.toISOString(),
      },
    });
    const { validFrom, validUntil } = report.credentials!.signer!;
    expect(new Date(validUntil!).getUTCFullYear() - new Date(validFrom!).getUTCFullYear()).toBe(10);
    expect(report.credentials?.ingredients).toEqual([
      expect.objectContaining({
        title: 'Photo',
        relationship: 'inputTo',
        credentials: null,
        ingredients: [],
      }),
    ]);
  });

  it('carries the unsigned marks too, which are read without C2PA', async () => {
    const { otherMarks, state, ai } = await check(film.unsigned);
    expect(state).toBe('no-credentials');
    expect(ai).toEqual({ says: true, kind: 'unknown', by: 'marks' });
    expect(otherMarks).toContainEqual(
      expect.objectContaining({ kind: 'digital-source-type', where: 'xmp', saysAi: true }),
    );
    const aigc = otherMarks.find(({ kind }) => kind === 'aigc');
    expect(JSON.parse(aigc!.value)).toMatchObject({ Label: '1', ProduceID: film.facts.id });
    expect((await check(film.mp4)).otherMarks).toEqual(otherMarks);
  });

  it('is merely unknown, not broken, once the device has forgotten its key', async () => {
    await forgetDeviceIdentity();
    const report = await check(film.mp4);
    expect(report.state).toBe('valid');
    expect(report.credentials).toMatchObject({
      integrity: { state: 'valid' },
      signer: { known: 'unknown', problems: [] },
    });
    expect(report.summary).toBe('unknown-signer');
    expect(report.codes).toEqual(['signingCredential.untrusted']);
  });

  it("still reads as this device's after its key was replaced, twice, and the page loaded again", async () => {
    const { mp4 } = await signedFilm(await samplePhoto());
    await rotateDeviceIdentity();
    await rotateDeviceIdentity();
    releaseDeviceIdentity();
    const report = await check(mp4);
    expect(report).toMatchObject({ state: 'trusted', summary: 'own-device', codes: [] });
    expect(report.credentials?.signer).toMatchObject({ known: 'own-device', list: null });
  });
});

describe('tampering', () => {
  const at = (text: string, from = 0) => {
    const found = findText(bytes, text, from);
    expect(found).toBeGreaterThan(0);
    return found;
  };

  it.each([
    ['the film itself (mdat)', () => at('mdat') + 40, 'content-changed', 'assertion.bmffHash.mismatch'],
    ['its index (moov)', () => at('mvhd') + 20, 'content-changed', 'assertion.bmffHash.mismatch'],
    ['its XMP', () => at('AISystemUsed') + 13, 'content-changed', 'assertion.bmffHash.mismatch'],
    ['a statement', () => at('visibleLabel') + 14, 'statement-changed', 'assertion.hashedURI.mismatch'],
    ['the claim', () => at('Stillwake video') + 1, 'signature-broken', 'claimSignature.mismatch'],
    [
      'the digital source type',
      () => at('compositeWithTrained') + 1,
      'statement-changed',
      'assertion.hashedURI.mismatch',
    ],
  ])('with %s is seen', async (_, place, key, code) => {
    const offset = place();
    const report = await check(await patched(film.mp4, offset, [bytes[offset]! ^ 1]));
    expect(report.state).toBe('invalid');
    expect(report.codes).toContain(code);
    expect(report.credentials?.integrity.state).toBe('invalid');
    expect(report.credentials?.integrity.problems.map((problem) => problem.key)).toContain(key);
  });

  it('with the signature is seen', async () => {
    // The 64 bytes of r || s close the COSE message, which closes the manifest's signature box.
    const signature = at('c2pa.signature\0');
    const end = film.mp4.size;
    const offset = lastCborBytes64(bytes, signature, end);
    const report = await check(await patched(film.mp4, offset + 10, [bytes[offset + 10]! ^ 1]));
    expect(report.state).toBe('invalid');
    expect(report.codes).toContain('claimSignature.mismatch');
  });

  it('by cutting off or adding is seen', async () => {
    const cut = await check(film.mp4.slice(0, film.mp4.size - 100, 'video/mp4'));
    expect(['invalid', 'unreadable']).toContain(cut.state);
    const more = await check(
      new Blob([film.mp4, makeBox('mdat', new Uint8Array(50))], { type: 'video/mp4' }),
    );
    expect(more.state).toBe('invalid');
    expect(more.codes).toContain('assertion.bmffHash.mismatch');
  });

  it("with another file's manifest is seen", async () => {
    const other = await signedFilm(await samplePhoto());
    const otherBytes = new Uint8Array(await other.mp4.arrayBuffer());
    // Same length of everything but the manifest's random parts: ftyp and the C2PA box of one, the rest of the other.
    const from = findText(bytes, 'moov') - 4;
    const otherFrom = findText(otherBytes, 'moov') - 4;
    const changed = otherBytes.slice(otherFrom);
    changed[changed.length - 700] = changed[changed.length - 700]! ^ 1;
    const report = await check(new Blob([bytes.subarray(0, from), changed], { type: 'video/mp4' }));
    expect(report.state).toBe('invalid');
  });

  it('with the credentials of a material is seen, although the film is whole', async () => {
    const photo = await signAsStranger(await samplePhoto());
    const signed = await signedFilm(photo);
    const signedBytes = new Uint8Array(await signed.mp4.arrayBuffer());
    const place = findText(signedBytes, 'Some Camera');
    expect(place).toBeGreaterThan(0);
    const report = await check(await patched(signed.mp4, place, new TextEncoder().encode('Fake')));
    expect(report.ingredientProblems).toBe(true);
    expect(report.state).toBe('invalid');
  });
});

it('an exchanged signature of a material is seen, even where it verifies', async () => {
  const signed = await signedFilm(await signAsStranger(await samplePhoto()));
  const signedBytes = new Uint8Array(await signed.mp4.arrayBuffer());
  // The padding of a COSE message is covered by no signature, only by the hash that the film keeps of the whole box.
  const padding = findText(signedBytes, 'c2pa.signature\0', findText(signedBytes, 'Some Camera')) + 2500;
  expect(signedBytes[padding]).toBe(0);
  const report = await check(await patched(signed.mp4, padding, [1]));
  expect(report.codes).toEqual(['ingredient.claimSignature.mismatch']);
  expect(report.state).toBe('invalid');
  expect(report.credentials?.integrity.state).toBe('valid');
});

describe('files of others', () => {
  it('valid and unknown reads as valid; a camera as a camera', async () => {
    const report = await check(await signAsStranger(await samplePhoto()));
    expect(report).toMatchObject({
      state: 'valid',
      summary: 'unknown-signer',
      codes: ['signingCredential.untrusted'],
      ai: { says: false, kind: 'camera', by: 'credentials' },
      credentials: { signer: { known: 'unknown' }, integrity: { state: 'valid' } },
    });
  });

  it('wholly generated reads as such', async () => {
    const digitalSourceType = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';
    const report = await check(await signAsStranger(await samplePhoto('image/png'), { digitalSourceType }));
    expect(report.ai).toEqual({ says: true, kind: 'ai-generated', by: 'credentials' });
  });

  it('hostile titles are text without direction marks and with an end', async () => {
    const title = `<img src=x onerror=alert(1)>\u202Egpj.exe\u0007${'x'.repeat(5000)}`;
    const photo = await signAsStranger(await samplePhoto(), { title });
    const film2 = await check((await signedFilm(photo)).mp4);
    expect(JSON.stringify(film2)).not.toMatch(/[\p{Cc}\u202A-\u202E]/u);
    expect(JSON.stringify(film2).length).toBeLessThan(20_000);
  });

  it.each([
    ['image/jpeg', 'no-credentials'],
    ['image/png', 'no-credentials'],
    ['image/webp', 'no-credentials'],
  ])('%s without credentials', async (type, state) => {
    const report = await check(await samplePhoto(type));
    expect(report).toMatchObject({ state, codes: [], credentials: null, file: { mimeType: type } });
    expect(report.ai).toEqual({ says: false, kind: 'unknown', by: 'nothing' });
  });

  it.each([
    ['WebM', new Blob([new Uint8Array([0x1a, 0x45, 0xdf, 0xa3]), 'webm', new Uint8Array(100)]), 'video/webm'],
    ['BMP', new Blob(['BM', new Uint8Array(100)]), 'image/bmp'],
    ['text', new Blob(['Dear reader, this is no picture.']), null],
  ])('%s cannot carry them', async (_, file, mimeType) => {
    await expect(check(file)).resolves.toMatchObject({
      state: 'format-without-credentials',
      file: { mimeType },
    });
  });

  it('a JPEG that is none is unreadable or empty of credentials, never valid', async () => {
    const report = await check(new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), new Uint8Array(3000)]));
    expect(['unreadable', 'no-credentials']).toContain(report.state);
  });

  it('finds what image generators leave in PNG text', async () => {
    const png = new Uint8Array(await (await samplePhoto('image/png')).arrayBuffer());
    const text = new TextEncoder().encode('parameters\0a cat, Steps: 20, Sampler: Euler a');
    const chunk = makeBox('tEXt', text, new Uint8Array(4));
    new DataView(chunk.buffer).setUint32(0, text.length);
    const report = await check(
      new Blob([png.subarray(0, 33), chunk, png.subarray(33)], { type: 'image/png' }),
    );
    expect(report.otherMarks).toEqual([
      {
        kind: 'generator-parameters',
        where: 'png-text',
        generator: 'Stable Diffusion web UI',
        field: 'parameters',
        value: 'a cat, Steps: 20, Sampler: Euler a',
        saysAi: true,
      },
    ]);
    expect(report.ai.by).toBe('marks');
  });

  it("does not show a photo's own description", async () => {
    const report = await check(await jpegWithPrivateMetadata('Aunt Ada at home'));
    expect(JSON.stringify(report)).not.toContain('Ada');
  });

  it('refuses what it cannot do, with a reason', async () => {
    await expect(check(new Blob([]))).rejects.toMatchObject({ code: 'file-empty' });
    const huge = new Blob(Array.from({ length: 1001 }, () => new Uint8Array(1_000_000)));
    await expect(check(huge)).rejects.toMatchObject({
      code: 'file-too-large',
      details: { limitBytes: 1_000_000_000 },
    });
    await expect(checkFile(await sampleMp4(), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

/** Where the last 64-byte CBOR byte string (0x58 0x40) of a range begins its content. */
function lastCborBytes64(file: Uint8Array, start: number, end: number): number {
  let found = -1;
  for (let index = start; index < Math.min(end, start + 4400) - 66; index++) {
    if (file[index] === 0x58 && file[index + 1] === 0x40) found = index + 2;
  }
  expect(found).toBeGreaterThan(0);
  return found;
}
