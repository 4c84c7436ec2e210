import { describe, expect, it } from 'vitest';
import { paintIn } from './paint-in';
import { randomStream } from './scenes.test-support';

const width = 200;
const height = 120;

/** Grey of a slow slope with grain of one to two pixels. */
function grainy(): Int32Array {
  const random = randomStream(4);
  const grain = Float32Array.from({ length: width * height }, () => 60 * (random() - 0.5));
  return Int32Array.from({ length: width * height }, (_, i) => {
    const level = Math.round(90 + 0.3 * (i % width) + 0.5 * (grain[i]! + grain[Math.max(0, i - 1)]!));
    return level * 0x010101;
  });
}

function spread(layer: Int32Array, inside: (x: number) => boolean): { mean: number; deviation: number } {
  const levels = [...layer].filter((_, i) => inside(i % width)).map((pixel) => pixel & 255);
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  const deviation = Math.sqrt(levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / levels.length);
  return { mean, deviation };
}

describe('paintIn', () => {
  const pixels = grainy();
  const hidden = (x: number) => x >= 90 && x < 110;
  const own = Uint8Array.from(pixels, (_, i) => (hidden(i % width) ? 0 : 255));
  // What hides it is black.
  const photo = pixels.map((pixel, i) => (hidden(i % width) ? 0 : pixel));

  it('carries tone and grain on beneath what hides them, and leaves the rest alone', () => {
    const layer = paintIn(photo, own, width, height, 40);
    expect(layer.filter((pixel, i) => !hidden(i % width) && pixel !== photo[i]).length).toBe(0);
    const real = spread(pixels, hidden);
    const painted = spread(layer, hidden);
    expect(Math.abs(painted.mean - real.mean)).toBeLessThan(5);
    expect(painted.deviation / real.deviation).toBeGreaterThan(0.7);
    expect(painted.deviation / real.deviation).toBeLessThan(1.3);
    expect([...paintIn(photo, own, width, height, 40)]).toEqual([...layer]);
  });

  it('paints tone alone beyond what motion can open', () => {
    const layer = paintIn(photo, own, width, height, 2);
    expect(spread(layer, (x) => x >= 98 && x < 102).deviation).toBeLessThan(3);
  });

  it('is the picture itself where all of it is known, and where nothing is', () => {
    for (const share of [255, 0]) {
      const layer = paintIn(photo, new Uint8Array(photo.length).fill(share), width, height, 40);
      expect([...layer]).toEqual([...photo]);
    }
  });

  it.each([
    [1, 1],
    [2, 3],
    [16, 128],
    [128, 16],
  ])('takes a picture of %i x %i', (w, h) => {
    const small = Int32Array.from({ length: w * h }, (_, i) => (i * 37) & 255);
    const half = Uint8Array.from(small, (_, i) => (i % 2 === 0 ? 255 : 0));
    const layer = paintIn(small, half, w, h, 10);
    expect(layer.length).toBe(w * h);
    expect(layer.filter((pixel, i) => half[i] === 255 && pixel !== small[i]).length).toBe(0);
  });
});
