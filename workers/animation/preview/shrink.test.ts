import { describe, expect, it } from 'vitest';
import { shrink } from './shrink';

function picture(width: number, height: number, paint: (x: number, y: number) => number) {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    data.fill(paint(i % width, Math.floor(i / width)), 4 * i, 4 * i + 3);
    data[4 * i + 3] = 255;
  }
  return { width, height, data };
}

describe('shrink', () => {
  it('leaves a picture that is small enough as it is', () => {
    const small = picture(10, 10, () => 5);
    expect(shrink(small, 100)).toBe(small);
  });

  it('averages what falls on a pixel, whole and in parts', () => {
    const half = shrink(
      picture(8, 8, (x) => (x % 2 ? 200 : 100)),
      16,
    );
    expect([half.width, half.height]).toEqual([4, 4]);
    expect(half.data.every((value, i) => value === (i % 4 === 3 ? 255 : 150))).toBe(true);
    const third = shrink(
      picture(7, 7, (x) => 10 * x),
      17,
    );
    expect([third.width, third.height]).toEqual([4, 4]);
    // 1.75 old pixels: 0, and three quarters of 10.
    expect(third.data[0]).toBeCloseTo((0 * 1 + 10 * 0.75) / 1.75, 0);
  });

  it('keeps the shape, evenly', () => {
    const shrunk = shrink(
      picture(1706, 1280, () => 90),
      360 * 640,
    );
    expect(shrunk.width % 2 || shrunk.height % 2).toBe(0);
    expect(shrunk.width / shrunk.height).toBeCloseTo(1706 / 1280, 1);
    expect(shrunk.width * shrunk.height).toBeLessThanOrEqual(360 * 640);
    expect(shrunk.data[0]).toBe(90);
  });
});
