import { describe, expect, it } from 'vitest';
import { lumaOf } from '../../src/shared/watermark/planes';
import { marked, seenThrough, testPhoto, type TestPicture } from './photos.test-support';
import { MarkReader } from './read-mark';

const photo = testPhoto(360, 640);
const film = marked(photo, '1c0ffee15600d000');
const PAYLOAD = film.payload;

async function read(pictures: TestPicture | TestPicture[], thorough = true) {
  const reader = new MarkReader();
  for (const picture of [pictures].flat()) reader.add(lumaOf(picture));
  const found =
    reader.readUpright() ?? (thorough ? await reader.readAnyhow(() => Promise.resolve()) : undefined);
  return reader.report(found);
}

describe('MarkReader', { timeout: 120_000 }, () => {
  it('reads a single frame as it was made, without a search', async () => {
    expect(await read(film, false)).toMatchObject({
      kind: 'found',
      payload: PAYLOAD,
      version: 1,
      id: PAYLOAD.slice(1),
      mirrored: false,
      geometry: { scale: 1, rotationDegrees: 0 },
      framesLookedAt: 1,
    });
  });

  it.each([
    ['at half size', { width: 180, height: 320, scale: 0.5 }],
    ['mirrored', { width: 360, height: 640, scale: 1, mirrored: true }],
  ])('reads it %s, without a search', async (_, view) => {
    const reading = await read(seenThrough(film, view), false);
    expect(reading).toMatchObject({ kind: 'found', payload: PAYLOAD, mirrored: 'mirrored' in view });
  });

  it.each([
    ['cropped by a tenth on one side', { width: 324, height: 640, scale: 1, dx: 18 }, 360 / 324, 0],
    ['cropped by a tenth all around', { width: 288, height: 512, scale: 1 }, 1.25, 0],
    ['turned by two degrees', { width: 360, height: 640, scale: 1, degrees: 2 }, 1, 2],
    ['in the middle of bars', { width: 640, height: 640, scale: 1 }, 360 / 640, 0],
  ])('finds it %s', async (_, view, scale, degrees) => {
    const reading = await read(seenThrough(film, view));
    if (reading.kind !== 'found') throw new Error(reading.kind);
    expect(reading.payload).toBe(PAYLOAD);
    expect(reading.geometry.scale).toBeCloseTo(scale, 1);
    expect(Math.abs(Math.abs(reading.geometry.rotationDegrees) - degrees)).toBeLessThan(0.6);
  });

  it('finds nothing where there is nothing', async () => {
    expect(await read(photo)).toEqual({ kind: 'not-found', framesLookedAt: 1 });
    const grey = { width: 200, height: 300, data: new Uint8ClampedArray(4 * 200 * 300).fill(128) };
    expect(await read(grey, false)).toEqual({ kind: 'not-found', framesLookedAt: 1 });
  });

  it('gathers what single frames hold too little of', async () => {
    const hidden = (seed: number): TestPicture => {
      const noise = testPhoto(360, 640, seed).data;
      const data = film.data.map((value, i) => value + 0.55 * (noise[(i * 31) % noise.length]! - 110));
      return { ...film, data };
    };
    const frames = Array.from({ length: 10 }, (_, i) => hidden(100 + i));
    const one = await read(frames[0]!, false);
    const all = await read(frames, false);
    expect(all).toMatchObject({ kind: 'found', payload: PAYLOAD });
    if (one.kind === 'found' && all.kind === 'found') expect(all.confidence).toBeGreaterThan(one.confidence);
  });
});
