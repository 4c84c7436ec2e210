import { describe, expect, it } from 'vitest';
import { fitPicture } from './fit';
import { resample, type RowReader } from './resample';

type Pixel = (x: number, y: number) => number;

/** Rows of a grey picture, and a check that they are asked for in order and within it. */
function greyRows(width: number, height: number, pixel: Pixel): RowReader {
  let lastRow = 0;
  return (x, y, columns, count) => {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + columns).toBeLessThanOrEqual(width);
    expect(y).toBeGreaterThanOrEqual(lastRow);
    expect(y + count).toBeLessThanOrEqual(height);
    lastRow = y;
    const rows = new Uint8ClampedArray(4 * columns * count);
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < columns; column++) {
        rows.fill(pixel(x + column, y + row), 4 * (row * columns + column), 4 * (row * columns + column) + 3);
      }
    }
    return rows;
  };
}

function scale(size: [number, number], target: [number, number], pixel: Pixel) {
  const [width, height] = size;
  const source = { x: 0, y: 0, width, height };
  const image = resample(greyRows(width, height, pixel), source, { width, height }, ...target);
  expect(image.data).toHaveLength(4 * target[0] * target[1]);
  return (x: number, y: number) => image.data[4 * (y * target[0] + x)]!;
}

describe('resample', () => {
  it.each([
    [
      [400, 300],
      [97, 61],
    ],
    [
      [1000, 900],
      [31, 20],
    ],
    [
      [30, 20],
      [101, 77],
    ],
    [
      [64, 64],
      [64, 20],
    ],
  ] as [[number, number], [number, number]][])('keeps a flat picture of %s flat at %s', (size, target) => {
    const value = scale(size, target, () => 77);
    for (let y = 0; y < target[1]; y++) for (let x = 0; x < target[0]; x++) expect(value(x, y)).toBe(77);
  });

  it('copies where nothing is scaled', () => {
    const pixel: Pixel = (x, y) => (x * 31 + y * 17) % 256;
    const value = scale([70, 150], [70, 150], pixel);
    for (let y = 0; y < 150; y++) for (let x = 0; x < 70; x++) expect(value(x, y)).toBe(pixel(x, y));
  });

  it.each([4, 6, 9])('keeps the light of a fine chequerboard at 1/%i', (shrink) => {
    const side = 8 * shrink * 4;
    const value = scale([side, side], [side / shrink, side / shrink], (x, y) =>
      (x + y) % 2 === 0 ? 255 : 0,
    );
    // Half the light is 188 in sRGB, where a mean of code values gives 128.
    expect(Math.abs(value(16, 16) - 188)).toBeLessThanOrEqual(2);
  });

  it('puts a slope where it belongs, shrunk and enlarged', () => {
    const ramp: Pixel = (x) => 40 + x * 0.5;
    const small = scale([300, 40], [60, 8], ramp);
    for (let x = 3; x < 57; x++)
      expect(Math.abs(small(x, 4) - ramp((x + 0.5) * 5 - 0.5, 0))).toBeLessThan(1.2);
    const large = scale([300, 40], [750, 100], ramp);
    for (let x = 9; x < 740; x++) {
      expect(Math.abs(large(x, 50) - ramp((x + 0.5) / 2.5 - 0.5, 0))).toBeLessThan(1.2);
    }
  });

  it('keeps an edge sharp: at most a pixel and a half from dark to light', () => {
    const value = scale([500, 20], [100, 4], (x) => (x < 250 ? 50 : 200));
    expect(value(48, 2)).toBeLessThan(60);
    expect(value(51, 2)).toBeGreaterThan(190);
  });
});

describe('fitPicture', () => {
  it('gives even sizes within the bounds and a source of the same aspect', () => {
    for (const natural of [
      { width: 4032, height: 3024 },
      { width: 1001, height: 777 },
      { width: 160, height: 16 },
      { width: 3000, height: 301 },
    ]) {
      const fit = fitPicture(natural, { kind: 'own', maxPixels: 921_600, maxSide: 1600 });
      expect(fit.width % 2).toBe(0);
      expect(fit.height % 2).toBe(0);
      expect(fit.width * fit.height).toBeLessThanOrEqual(921_600);
      expect(fit.width).toBeLessThanOrEqual(1600);
      expect(fit.source.width / fit.source.height).toBeCloseTo(fit.width / fit.height, 6);
      expect(fit.source.x).toBeGreaterThanOrEqual(0);
      expect(fit.source.x + fit.source.width).toBeLessThanOrEqual(natural.width + 1e-6);
      // hardly anything is cropped
      expect((fit.source.width * fit.source.height) / (natural.width * natural.height)).toBeGreaterThan(0.93);
    }
  });

  it('covers an exact target about the centre', () => {
    const fit = fitPicture({ width: 4000, height: 3000 }, { kind: 'exact', width: 720, height: 1280 });
    expect(fit).toMatchObject({ width: 720, height: 1280 });
    expect(fit.source.height).toBeCloseTo(3000, 6);
    expect(fit.source.width).toBeCloseTo(1687.5, 6);
    expect(fit.source.x).toBeCloseTo((4000 - 1687.5) / 2, 6);
  });

  it('covers a target and keeps what is over', () => {
    const cover = { kind: 'cover', width: 720, height: 1280, maxPixels: 12e6 } as const;
    const landscape = fitPicture({ width: 4000, height: 3000 }, cover);
    expect(landscape).toMatchObject({ width: 1706, height: 1280 });
    expect(landscape.source.width).toBeGreaterThan(3997);
    const portrait = fitPicture({ width: 1000, height: 4000 }, cover);
    expect(portrait).toMatchObject({ width: 720, height: 2880 });
    // A panorama is kept whole, and made smaller rather than fill the memory.
    const panorama = fitPicture({ width: 10_000, height: 1000 }, cover);
    expect(panorama.width * panorama.height).toBeLessThanOrEqual(12e6);
    expect(panorama.width / panorama.height).toBeCloseTo(10, 1);
  });
});
