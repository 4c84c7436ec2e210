import { afterEach, describe, expect, it } from 'vitest';
import { WorkerClient } from '../../src/shared/rpc';
import {
  AVIF_PLAIN,
  encodeBmp,
  encodeGif,
  fromBase64,
  HEIC_DISPLAY_P3,
  HEIC_PLAIN,
  HEIC_TURNED,
  ORIENTED_QUARTERS,
  QUARTERS,
  quarters,
  readQuarters,
  withExifOrientation,
} from './media.test-support';
import type { FitTarget, MediaProtocol } from './protocol';

const client = new WorkerClient<MediaProtocol>(
  () => new Worker(new URL('./index.ts', import.meta.url), { type: 'module' }),
);
afterEach(() => client.end());

const OWN: FitTarget = { kind: 'own', maxPixels: 1e6, maxSide: 4096 };

function decode(part: BlobPart, fit: FitTarget = OWN) {
  // Names and types say nothing: all files here claim to be PNG.
  return client.call('decodePhoto', { file: new Blob([part], { type: 'image/png' }), fit });
}

async function encodeCanvas(
  type: string,
  { width, height, data } = quarters(64, 48),
  quality = 0.95,
): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(new ImageData(data, width, height), 0, 0);
  const blob = await canvas.convertToBlob({ type, quality });
  if (blob.type !== type) throw new Error(`${type} is not written by this browser`);
  return new Uint8Array(await blob.arrayBuffer());
}

function expectColours(actual: number[][], expected: readonly (readonly number[])[], within: number) {
  expected.forEach((colour, index) => {
    colour.forEach((value, channel) => {
      expect(
        Math.abs(actual[index]![channel]! - value),
        `quarter ${index}: ${actual[index]!.join()} for ${colour.join()}`,
      ).toBeLessThanOrEqual(within);
    });
  });
}

describe('decodePhoto reads', () => {
  const formats: [string, () => Promise<Uint8Array<ArrayBuffer>>, string][] = [
    ['JPEG', () => encodeCanvas('image/jpeg'), 'image/jpeg'],
    ['PNG', () => encodeCanvas('image/png'), 'image/png'],
    ['WebP', () => encodeCanvas('image/webp'), 'image/webp'],
    ['AVIF', () => Promise.resolve(fromBase64(AVIF_PLAIN)), 'image/avif'],
    ['BMP', () => Promise.resolve(encodeBmp(quarters(64, 48))), 'image/bmp'],
    ['the first frame of a GIF', () => Promise.resolve(encodeGif(64, 48)), 'image/gif'],
    ['HEIC', () => Promise.resolve(fromBase64(HEIC_PLAIN)), 'image/heic'],
  ];
  it.each(formats)('%s', async (_name, make, mimeType) => {
    const photo = await decode(await make());
    expect(photo).toMatchObject({ mimeType, natural: { width: 64, height: 48 } });
    expect(photo.image).toMatchObject({ width: 64, height: 48 });
    expectColours(readQuarters(photo.image), QUARTERS, 4);
    expect(photo.image.data.every((value, index) => index % 4 !== 3 || value === 255)).toBe(true);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('EXIF orientation %i', async (orientation) => {
    const photo = await decode(withExifOrientation(await encodeCanvas('image/jpeg'), orientation));
    const isTurned = orientation >= 5;
    expect(photo.natural).toEqual({ width: isTurned ? 48 : 64, height: isTurned ? 64 : 48 });
    const expected = ORIENTED_QUARTERS[orientation - 1]!.map((index) => QUARTERS[index]);
    expectColours(readQuarters(photo.image), expected, 4);
  });

  it('HEIC that lies on its side', async () => {
    const photo = await decode(fromBase64(HEIC_TURNED));
    expect(photo.natural).toEqual({ width: 48, height: 64 });
    expectColours(
      readQuarters(photo.image),
      ORIENTED_QUARTERS[5].map((index) => QUARTERS[index]),
      4,
    );
  });
});

/** Display P3 code values as sRGB ones: the matrices of CSS Color 4, one tone curve. */
function fromDisplayP3(colour: readonly number[]): number[] {
  const [r, g, b] = colour.map((code) => {
    const value = code / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const linear = [
    1.2249401 * r - 0.2249404 * g,
    -0.0420569 * r + 1.0420571 * g,
    -0.0196376 * r - 0.0786361 * g + 1.0982735 * b,
  ];
  return linear.map((value) => {
    const clipped = Math.min(1, Math.max(0, value));
    return 255 * (clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055);
  });
}

describe('decodePhoto gives opaque sRGB', () => {
  it.each(['image/jpeg', 'image/png'])('from Display P3 in %s', async (type) => {
    const { width, height, data } = quarters(64, 48);
    const canvas = new OffscreenCanvas(width, height);
    canvas
      .getContext('2d', { colorSpace: 'display-p3' })!
      .putImageData(new ImageData(data, width, height, { colorSpace: 'display-p3' }), 0, 0);
    const photo = await decode(await canvas.convertToBlob({ type, quality: 0.95 }));
    expectColours(readQuarters(photo.image), QUARTERS.map(fromDisplayP3), 4);
  });

  it('from Display P3 in HEIC', async () => {
    const photo = await decode(fromBase64(HEIC_DISPLAY_P3));
    expectColours(readQuarters(photo.image), QUARTERS.map(fromDisplayP3), 4);
  });

  it('with white behind what is transparent', async () => {
    const picture = quarters(64, 48);
    for (let index = 3; index < picture.data.length; index += 4) picture.data[index] = index < 2000 ? 0 : 128;
    const photo = await decode(await encodeCanvas('image/png', picture));
    expect([...photo.image.data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
    expectColours(
      readQuarters(photo.image).slice(2),
      QUARTERS.slice(2).map((c) => c.map((v) => (v + 255) / 2)),
      2,
    );
  });
});

describe('decodePhoto fits', () => {
  it('a large photo into a bound, its aspect kept', async () => {
    const photo = await decode(await encodeCanvas('image/png', quarters(1600, 1200)), {
      kind: 'own',
      maxPixels: 100_000,
      maxSide: 2000,
    });
    expect(photo.natural).toEqual({ width: 1600, height: 1200 });
    expect(photo.image).toMatchObject({ width: 364, height: 272 });
    expectColours(readQuarters(photo.image), QUARTERS, 0);
  });

  it('a small photo untouched, but for an odd row and column', async () => {
    const picture = quarters(65, 49);
    const photo = await decode(await encodeCanvas('image/png', picture));
    expect(photo.image).toMatchObject({ width: 64, height: 48 });
    for (const [x, y] of [
      [0, 0],
      [63, 0],
      [31, 24],
      [63, 47],
    ] as const) {
      const from = 4 * (y * 65 + x);
      const to = 4 * (y * 64 + x);
      expect([...photo.image.data.subarray(to, to + 4)]).toEqual([...picture.data.subarray(from, from + 4)]);
    }
  });

  it('exact targets by covering and cropping, larger ones too', async () => {
    const png = await encodeCanvas('image/png', quarters(200, 100));
    const small = await decode(png, { kind: 'exact', width: 50, height: 50 });
    expect(small.image).toMatchObject({ width: 50, height: 50 });
    expectColours(readQuarters(small.image), QUARTERS, 0);
    const large = await decode(png, { kind: 'exact', width: 400, height: 720 });
    expect(large.image).toMatchObject({ width: 400, height: 720 });
    expectColours(readQuarters(large.image), QUARTERS, 0);
  });
});

describe('decodePhoto refuses', () => {
  const text = (value: string) => new TextEncoder().encode(value);
  const bytes = (...parts: (string | number[])[]) =>
    Uint8Array.from(
      parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (c) => c.charCodeAt(0)) : part)),
    );
  const filler = Array.from({ length: 500 }, () => 0);

  const hostile: [string, string, () => BlobPart | Promise<BlobPart>][] = [
    ['an empty file', 'file-empty', () => new Uint8Array()],
    ['a text named .jpg', 'file-not-an-image', () => text('Dear all,\nplease find the photo attached.')],
    [
      'random bytes',
      'file-not-an-image',
      () => Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251),
    ],
    ['a PDF', 'file-not-an-image', () => text('%PDF-1.7 ...')],
    [
      'an SVG',
      'file-is-svg',
      () => text('<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
    ['an MP4', 'file-is-video', () => bytes([0, 0, 0, 24], 'ftypisom', [0, 0, 2, 0], 'isommp42', filler)],
    ['a MOV', 'file-is-video', () => bytes([0, 0, 0, 20], 'ftypqt  ', [0, 0, 2, 0], 'qt  ', filler)],
    ['a WebM', 'file-is-video', () => bytes([0x1a, 0x45, 0xdf, 0xa3], filler)],
    ['an AVI', 'file-is-video', () => bytes('RIFF', [0, 2, 0, 0], 'AVI LIST', filler)],
    ['a TIFF', 'format-unsupported', () => bytes('II*', [0, 8, 0, 0, 0], filler)],
    ['a JPEG XL', 'format-unsupported', () => bytes([0xff, 0x0a], filler)],
    ['one pixel', 'image-too-small', () => encodeCanvas('image/png', quarters(1, 1))],
    ['30,000x20', 'image-too-elongated', () => encodeBmp(quarters(30_000, 20))],
    ['120 megapixels in a PNG', 'image-too-many-pixels', async () => pngOfSize(12_000, 10_000)],
    ['120 megapixels in a JPEG', 'image-too-many-pixels', async () => jpegOfSize(12_000, 10_000)],
  ];
  it.each(hostile)('%s: %s', async (_name, code, make) => {
    await expect(decode(await make())).rejects.toMatchObject({ name: 'AppError', code });
  });

  async function pngOfSize(width: number, height: number) {
    const png = await encodeCanvas('image/png');
    const view = new DataView(png.buffer);
    view.setUint32(16, width);
    view.setUint32(20, height);
    return png;
  }

  async function jpegOfSize(width: number, height: number) {
    const jpeg = await encodeCanvas('image/jpeg');
    const frame = jpeg.findIndex((value, index) => value === 0xff && jpeg[index + 1] === 0xc0);
    const view = new DataView(jpeg.buffer);
    view.setUint16(frame + 5, height);
    view.setUint16(frame + 7, width);
    return jpeg;
  }

  it('2 GB, without reading them', async () => {
    let blob = new Blob([new Uint8Array(2 ** 20)]);
    while (blob.size < 2 ** 31) blob = new Blob([blob, blob]);
    await expect(client.call('decodePhoto', { file: blob, fit: OWN })).rejects.toMatchObject({
      code: 'file-too-large',
      details: { sizeBytes: 2 ** 31 },
    });
  });

  it.each([
    ['JPEG', () => encodeCanvas('image/jpeg', quarters(400, 300))],
    ['PNG', () => encodeCanvas('image/png', quarters(400, 300))],
    ['WebP', () => encodeCanvas('image/webp', quarters(400, 300))],
    ['BMP', () => Promise.resolve(encodeBmp(quarters(64, 48)))],
    ['GIF', () => Promise.resolve(encodeGif(64, 48))],
    ['AVIF', () => Promise.resolve(fromBase64(AVIF_PLAIN))],
    ['HEIC', () => Promise.resolve(fromBase64(HEIC_PLAIN))],
  ])('a %s cut off anywhere', async (format, make) => {
    const whole = await make();
    // A GIF may end after its first frame, the only one we take; it is about half of the file.
    const parts = format === 'GIF' ? [0.05, 0.3, 0.45] : [0.1, 0.5, 0.9, 0.99];
    for (const part of parts) {
      const cut = whole.subarray(0, Math.max(40, Math.floor(whole.length * part)));
      await expect(decode(cut), `${part} of the file`).rejects.toMatchObject({ code: 'image-corrupt' });
    }
  });

  it('a JPEG whose picture is noise from the second half on, or takes it, but never hangs', async () => {
    const jpeg = await encodeCanvas('image/jpeg', quarters(400, 300));
    for (let index = jpeg.length >> 1; index < jpeg.length - 2; index++) jpeg[index] = (index * 31) % 255;
    await decode(jpeg).catch((error: unknown) => expect(error).toMatchObject({ code: 'image-corrupt' }));
    const photo = await decode(await encodeCanvas('image/jpeg'));
    expect(photo.image.width).toBe(64);
  });
});

describe('encodeThumbnail', () => {
  it('makes a small JPEG of the picture without metadata', async () => {
    const blob = await client.call('encodeThumbnail', { image: quarters(600, 400), maxSide: 150 });
    expect(blob.type).toBe('image/jpeg');
    const bytes = new Uint8Array(await blob.arrayBuffer());
    expect(new TextDecoder('latin1').decode(bytes)).not.toMatch(/Exif|http:\/\/ns\.adobe/);
    const bitmap = await createImageBitmap(blob);
    expect([bitmap.width, bitmap.height]).toEqual([150, 100]);
    const photo = await decode(bytes);
    expectColours(readQuarters(photo.image), QUARTERS, 6);
  });
});
