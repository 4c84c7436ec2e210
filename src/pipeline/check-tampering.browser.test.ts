import { Conversion, BlobSource, BufferTarget, Input, Mp4OutputFormat, Output, MP4 } from 'mediabunny';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBox, readBoxHeader } from '../provenance/boxes';
import { endC2pa, withC2pa } from '../provenance/c2pa';
import { withMaterials } from '../provenance/crowded-store.test-support';
import { manifestBoxes, superboxes, type Superbox } from '../provenance/jumbf';
import { readCredentials } from '../provenance/read';
import {
  findText,
  samplePhoto,
  signAsStranger,
  signedFilm,
  strangersSigner,
} from '../provenance/samples.test-support';
import { readStatements } from './check-file';
import { assembleReport, type CheckReport } from './check-report';

const signal = new AbortController().signal;
/** The report without the look at the picture, which has nothing to say of credentials and takes seconds each time. */
const check = async (bytes: Uint8Array<ArrayBuffer> | Blob, type = 'video/mp4') => {
  const file = bytes instanceof Blob ? bytes : new Blob([bytes], { type });
  const statements = await readStatements(file, { signal });
  return assembleReport({ ...statements, watermark: { state: 'no-picture' } });
};

/** Longer than any of these takes on a slow machine, shorter than a hang. */
const PATIENCE = 90_000;

let film: Uint8Array<ArrayBuffer>;
let other: Uint8Array<ArrayBuffer>;
/** Where the C2PA box of the film begins and ends, and the JUMBF store in it. */
let place: { start: number; end: number; store: number };

beforeAll(async () => {
  film = await bytesOf((await signedFilm(await signAsStranger(await samplePhoto()))).mp4);
  other = await bytesOf((await signedFilm(await signAsStranger(await samplePhoto()))).mp4);
  place = credentialsOf(film);
});
afterAll(endC2pa);

it('starts from a film that is whole', async () => {
  const report = await check(film);
  expect(report).toMatchObject({ state: 'trusted', summary: 'own-device', ingredientProblems: false });
});

describe('a changed byte', () => {
  const at = (text: string, plus: number, from = 0) => findText(film, text, from) + plus;

  it.each<[name: string, offset: () => number, code: string]>([
    ['at the start of the pictures', () => at('mdat', 12), 'assertion.bmffHash.mismatch'],
    ['at the end of the pictures', () => boxOf(film, 'mdat').end - 3, 'assertion.bmffHash.mismatch'],
    ['in the film header', () => at('mvhd', 20), 'assertion.bmffHash.mismatch'],
    ['in the table of sample sizes', () => at('stsz', 16), 'assertion.bmffHash.mismatch'],
    ['in the track header', () => at('tkhd', 12), 'assertion.bmffHash.mismatch'],
    ['in the codec settings', () => at('avcC', 8), 'assertion.bmffHash.mismatch'],
    ['in the XMP', () => at('AISystemUsed', 13), 'assertion.bmffHash.mismatch'],
    ['in the claim', () => at('Stillwake video', 1), 'claimSignature.mismatch'],
  ])('%s is seen', async (_, offset, code) => {
    const report = await check(flipped(film, offset()));
    expect(report).toMatchObject({ state: 'invalid', summary: 'altered' });
    expect(report.codes).toContain(code);
  });

  it(
    'in each assertion of the film is seen',
    async () => {
      const assertions = assertionsOf(activeManifest(film));
      expect(assertions.map(({ label }) => label)).toEqual(
        expect.arrayContaining(['c2pa.actions.v2', 'c2pa.hash.bmff.v3', 'org.stillwake.disclosure']),
      );
      for (const { label, content } of assertions) {
        // Well into the content, past the description box.
        const offset = content.byteOffset + Math.floor(content.length * 0.7);
        const report = await check(flipped(film, offset));
        expectBroken(report, label);
      }
    },
    PATIENCE,
  );

  it(
    'in each assertion of the photo that it was made from is seen, and told as the photo’s',
    async () => {
      for (const { label, content } of assertionsOf(materialManifest(film))) {
        const offset = content.byteOffset + Math.floor(content.length * 0.7);
        const report = await check(flipped(film, offset));
        expect([label, report.state, report.ingredientProblems]).toEqual([label, 'invalid', true]);
        expect([label, report.summary]).toEqual([label, 'materials']);
      }
    },
    PATIENCE,
  );

  it(
    'anywhere in signature, certificate or its chain is seen',
    async () => {
      const signature = superboxes(activeManifest(film).content).find(
        ({ label }) => label === 'c2pa.signature',
      )!;
      // Protected header, certificate (twice), and the 64 bytes of the signature; the padding behind is covered by nothing.
      for (const offset of [60, 200, 400, signatureOffset(signature)]) {
        const report = await check(flipped(film, signature.content.byteOffset + offset));
        expectBroken(report, String(offset));
      }
    },
    PATIENCE,
  );
});

describe('a part that is exchanged', () => {
  it('signature and certificate of somebody else are seen', async () => {
    const [mine, theirs] = [film, other].map((bytes) =>
      superboxes(activeManifest(bytes).content).find(({ label }) => label === 'c2pa.signature')!,
    );
    const changed = film.slice();
    expect(theirs!.content.length).toBe(mine!.content.length);
    changed.set(theirs!.content, mine!.content.byteOffset);
    const report = await check(changed);
    expect(report).toMatchObject({ state: 'invalid', summary: 'altered' });
    expect(report.codes).toContain('claimSignature.mismatch');
  });

  it('the credentials of another film are seen', async () => {
    const theirs = credentialsOf(other);
    const report = await check(
      joined(
        film.subarray(0, place.start),
        other.subarray(theirs.start, theirs.end),
        film.subarray(place.end),
      ),
    );
    expect(report.state).not.toBe('trusted');
    expect(report.state).not.toBe('valid');
  });

  it('the credentials of another film, put behind its own, don’t pass for the film’s', async () => {
    const theirs = credentialsOf(other);
    const report = await check(joined(film, other.subarray(theirs.start, theirs.end)));
    expect(['invalid', 'unreadable']).toContain(report.state);
  });

  it('pictures of another film are seen', async () => {
    const [mine, theirs] = [boxOf(film, 'mdat'), boxOf(other, 'mdat')];
    const pictures = flipped(other, theirs.start + 200).subarray(theirs.start, theirs.end);
    const report = await check(joined(film.subarray(0, mine.start), pictures, film.subarray(mine.end)));
    expect(report).toMatchObject({ state: 'invalid', summary: 'altered' });
  });

  it('boxes in another order are seen', async () => {
    const [moov, mdat] = [boxOf(film, 'moov'), boxOf(film, 'mdat')];
    const report = await check(
      joined(
        film.subarray(0, moov.start),
        film.subarray(mdat.start, mdat.end),
        film.subarray(moov.start, mdat.start),
        film.subarray(mdat.end),
      ),
    );
    expect(['invalid', 'unreadable']).toContain(report.state);
  });
});

describe('a file that was cut or grew', () => {
  it.each([0.2, 0.5, 0.9, 0.999])('cut to %f of its length, it is never whole', async (share) => {
    const report = await check(film.slice(0, Math.floor(film.length * share)));
    expect(['invalid', 'unreadable', 'no-credentials']).toContain(report.state);
  });

  it('cut within its credentials, it is never whole', async () => {
    for (const share of [0.1, 0.5, 0.99]) {
      const end = Math.floor(place.start + (place.end - place.start) * share);
      const report = await check(film.slice(0, end));
      expect(['invalid', 'unreadable', 'no-credentials']).toContain(report.state);
    }
  });

  it.each<[string, () => Uint8Array<ArrayBuffer>]>([
    ['a byte', () => joined(film, Uint8Array.of(0))],
    ['a box of media', () => joined(film, makeBox('mdat', new Uint8Array(50)))],
    ['an unknown box', () => joined(film, makeBox('evil', new Uint8Array(50)))],
    ['a second index', () => joined(film, makeBox('moov', new Uint8Array(50)))],
  ])('with %s at its end, it is not whole', async (_, make) => {
    expect(['invalid', 'unreadable']).toContain((await check(make())).state);
  });

  it('re-muxed, it has lost its credentials and is told so, not as authentic', async () => {
    const output = new Output({ format: new Mp4OutputFormat(), target: new BufferTarget() });
    const input = new Input({ formats: [MP4], source: new BlobSource(new Blob([film])) });
    await (await Conversion.init({ input, output, showWarnings: false })).execute();
    const report = await check(new Blob([output.target.buffer!], { type: 'video/mp4' }));
    expect(report).toMatchObject({ state: 'no-credentials', credentials: null });
  });

  it('with its credentials cut out or blanked, it is told so', async () => {
    expect((await check(joined(film.subarray(0, place.start), film.subarray(place.end)))).state).toBe(
      'no-credentials',
    );
    const blank = film.slice();
    blank.fill(0, place.store, place.end);
    expect(['unreadable', 'no-credentials', 'invalid']).toContain((await check(blank)).state);
  });
});

describe('sizes that lie and boxes without end', () => {
  it.each([0, 1, 7, 9, 0x7fffffff, 0xffffffff])('a credentials box of size %i is survived', async (size) => {
    const changed = film.slice();
    new DataView(changed.buffer).setUint32(place.start, size);
    expect((await check(changed)).state).not.toBe('trusted');
    // The outermost size of the store is covered by no signature, and the reader goes by the box around it: then all that was
    // signed has to read as before.
    const inner = film.slice();
    new DataView(inner.buffer).setUint32(place.store, size);
    const report = await check(inner);
    if (report.state === 'trusted') expect(report).toEqual(await check(film));
    else expect(report.state).toMatch(/^(invalid|unreadable|no-credentials)$/);
  });

  it(
    'ten thousand boxes, each in the one before, are survived',
    async () => {
      let nest = new Uint8Array(8);
      // One buffer for all of them: each header says how much is left behind it.
      const depth = 10_000;
      nest = new Uint8Array(8 * depth);
      const view = new DataView(nest.buffer);
      for (let level = 0; level < depth; level++) {
        view.setUint32(8 * level, 8 * (depth - level));
        nest.set(new TextEncoder().encode(level % 2 ? 'udta' : 'meta'), 8 * level + 4);
      }
      for (const parts of [[makeBox('moov', nest)], [makeBox('jumb', nest)]]) {
        const report = await check(joined(film.subarray(0, place.start), ...parts, film.subarray(place.end)));
        expect(['unreadable', 'no-credentials']).toContain(report.state);
      }
    },
    PATIENCE,
  );

  it(
    'ten thousand boxes within the credentials are survived',
    async () => {
      const depth = 10_000;
      const nest = new Uint8Array(8 * depth);
      const view = new DataView(nest.buffer);
      for (let level = 0; level < depth; level++) {
        view.setUint32(8 * level, 8 * (depth - level));
        nest.set(new TextEncoder().encode('jumb'), 8 * level + 4);
      }
      const head = film.subarray(place.start + 8, place.store);
      const report = await check(
        joined(film.subarray(0, place.start), makeBox('uuid', head, nest), film.subarray(place.end)),
      );
      expect(['unreadable', 'no-credentials', 'invalid']).toContain(report.state);
    },
    PATIENCE,
  );
});

describe('too much of everything', () => {
  const oneMaterial = async () =>
    signedBy(await samplePhoto(), {
      ingredients: [{ title: 'Material', relationship: 'componentOf', instance_id: 'xmp:iid:1' }],
    });

  it(
    'hundreds of materials are all walked',
    async () => {
      const photo = await withMaterials(await oneMaterial(), 400);
      const report = await check(photo, 'image/jpeg');
      expect(report).toMatchObject({ state: 'valid', credentials: { ingredientsCutShort: false } });
      expect(report.credentials?.ingredients).toHaveLength(400);
    },
    PATIENCE,
  );

  it(
    'ten thousand materials, each bound and signed: the reader is ended, that is said, and the page never stood still',
    async () => {
      const photo = await withMaterials(await oneMaterial(), 10_000);
      let stillMilliseconds = 0;
      let last = performance.now();
      const clock = setInterval(() => {
        stillMilliseconds = Math.max(stillMilliseconds, performance.now() - last);
        last = performance.now();
      }, 20);
      // c2pa-rs takes the square of their number, natively over a quarter of an hour: what ends it is the time limit, here a short one.
      const reading = await readCredentials(photo, 'image/jpeg', { signal, limitMilliseconds: 4000 });
      clearInterval(clock);
      expect(reading).toEqual({ kind: 'not-finished' });
      expect(stillMilliseconds).toBeLessThan(1000);
      // And the next file is read as if nothing had been.
      expect((await check(film)).state).toBe('trusted');
    },
    PATIENCE,
  );

  it(
    'a title and a name of five megabytes come out bounded',
    async () => {
      const long = 'Aa\u202E'.repeat(1_700_000);
      const photo = await signedBy(await samplePhoto(), {
        title: long,
        claim_generator_info: [{ name: long, version: '1' }],
      });
      const report = await check(photo, 'image/jpeg');
      expect(report.state).toBe('valid');
      expect(JSON.stringify(report).length).toBeLessThan(60_000);
      expectHarmless(report);
    },
    PATIENCE,
  );

  it('scripts, direction marks and control characters are text everywhere', async () => {
    const evil =
      '<script>globalThis.executed = 1</script><img src=x onerror="executed=1">\u202Egpj.\u0000\u2028"\'`';
    const photo = await signedBy(await samplePhoto(), {
      title: evil,
      claim_generator_info: [{ name: evil, version: evil }],
      ingredients: [{ title: evil, relationship: 'componentOf', description: evil, instance_id: evil }],
      assertions: [{ label: 'org.example.<b>evil</b>', data: { [evil]: evil } }],
    });
    const report = await check(photo, 'image/jpeg');
    expect(report.credentials?.title).toContain('<script>');
    expectHarmless(report);
    expect((globalThis as { executed?: unknown }).executed).toBeUndefined();
  });

  it(
    'a name that the language has uses for is only a name',
    async () => {
      for (const label of ['__proto__', 'constructor', 'toString']) {
        const changed = film.slice();
        const urn = /urn:c2pa:[0-9a-f-]+/.exec(new TextDecoder('latin1').decode(film))![0];
        const name = label.padEnd(urn.length, '_');
        for (let at = findText(changed, urn); at >= 0; at = findText(changed, urn))
          changed.set(new TextEncoder().encode(name), at);
        expect(['invalid', 'unreadable']).toContain((await check(changed)).state);
      }
      expect(({} as { title?: unknown }).title).toBeUndefined();
    },
    PATIENCE,
  );
});

/** Either the reader says what does not hold, or that it can make nothing of it. */
function expectBroken({ state, codes }: CheckReport, what: string): void {
  expect([what, state]).toEqual([what, expect.stringMatching(/^(invalid|unreadable)$/)]);
  if (state === 'invalid') expect([what, codes]).not.toEqual([what, []]);
}

function expectHarmless(report: CheckReport): void {
  expect(JSON.stringify(report)).not.toMatch(/[\p{Cc}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F]/u);
}

async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer());
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function flipped(bytes: Uint8Array<ArrayBuffer>, offset: number): Uint8Array<ArrayBuffer> {
  expect(offset).toBeGreaterThan(0);
  const changed = bytes.slice();
  changed[offset] = changed[offset]! ^ 1;
  return changed;
}

function boxOf(bytes: Uint8Array, type: string): { start: number; end: number } {
  for (let start = 0; start < bytes.length;) {
    const header = readBoxHeader(bytes, start)!;
    if (header.type === type) return { start, end: start + header.sizeBytes };
    start += header.sizeBytes;
  }
  throw new Error(`the film has no ${type}`);
}

/** The `uuid` box of C2PA 2.x section A.5: uuid, version and flags, purpose, offset, then the store. */
function credentialsOf(bytes: Uint8Array): { start: number; end: number; store: number } {
  for (let start = 0; start < bytes.length;) {
    const header = readBoxHeader(bytes, start)!;
    const end = start + header.sizeBytes;
    const store = findText(bytes.subarray(start, end), 'jumb');
    if (header.type === 'uuid' && store > 0) return { start, end, store: start + store - 4 };
    start = end;
  }
  throw new Error('the film carries no credentials');
}

/** The manifests of a film, the active one last, as C2PA has it. */
function manifestsOf(bytes: Uint8Array<ArrayBuffer>): Superbox[] {
  const { store, end } = credentialsOf(bytes);
  return [...manifestBoxes(bytes.subarray(store, end)).values()];
}

function activeManifest(bytes: Uint8Array<ArrayBuffer>): Superbox {
  const active = manifestsOf(bytes).at(-1);
  if (!active) throw new Error('the film has no manifest');
  return active;
}

function materialManifest(bytes: Uint8Array<ArrayBuffer>): Superbox {
  return manifestsOf(bytes)[0]!;
}

function assertionsOf(manifest: Superbox): Superbox[] {
  const found = superboxes(
    superboxes(manifest.content).find(({ label }) => label === 'c2pa.assertions')!.content,
  );
  expect(found.length).toBeGreaterThan(1);
  return found;
}

/** Where in a signature box the 64 bytes of r and s begin: the last CBOR byte string of that length. */
function signatureOffset({ content }: Superbox): number {
  for (let index = content.length - 66; index > 0; index--) {
    if (content[index] === 0x58 && content[index + 1] === 0x40) return index + 12;
  }
  throw new Error('no signature');
}

/** A JPEG signed as a stranger, with more in its manifest than a maker would put there. */
function signedBy(photo: Blob, definition: Record<string, unknown>): Promise<Blob> {
  return withC2pa(
    async (sdk) => {
      const builder = await sdk.builder.fromDefinition({
        claim_generator_info: [{ name: 'Some Camera', version: '1.0' }],
        format: photo.type,
        ...definition,
      });
      try {
        await builder.setIntent({ create: 'http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture' });
        return new Blob([await builder.sign(await strangersSigner(), photo.type, photo)], {
          type: photo.type,
        });
      } finally {
        await builder.free();
      }
    },
    { signal, limitMilliseconds: PATIENCE * 2 },
  );
}
