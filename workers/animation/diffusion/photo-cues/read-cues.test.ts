import { describe, expect, it } from 'vitest';
import golden from '../../../../models/denoiser/photo-cues-golden.json';
import { decodeGolden, maxAbsoluteDifference } from '../../../shared/onnx/golden.test-support';
import { cohere } from '../coherence';
import { findBorders } from './borders';
import { photoSize } from './planes';
import { readCues } from './read-cues';

const grid = { height: 48, width: 64 };
const { height: rows, width: columns } = photoSize(grid);

/** A photo [3,4h,4w] of a brightness at each pixel, the same in all channels. */
function photoOf(at: (x: number, y: number) => number): Float32Array {
  const plane = Float32Array.from({ length: rows * columns }, (_, pixel) =>
    Math.min(1, Math.max(0, at(pixel % columns, Math.floor(pixel / columns)))),
  );
  const photo = new Float32Array(3 * plane.length);
  for (let channel = 0; channel < 3; channel++) photo.set(plane, channel * plane.length);
  return photo;
}

/** Grain of 0..1, the same each time. */
const grain = (x: number, y: number) =>
  (Math.imul(x * 73_856_093 + y * 19_349_663, 2_654_435_761) >>> 24) / 255;
const clouds = (x: number, y: number) => 0.7 + 0.1 * Math.sin(x / 17) * Math.cos(y / 13);
const marked = (map: Uint8Array, test: (x: number, y: number) => boolean) =>
  map.reduce((sum, value, at) => sum + (test(at % grid.width, Math.floor(at / grid.width)) ? value : 0), 0);

const asMarks = (tensor: { shape: number[]; dtype: string; data: string; scale?: number }) => [
  ...decodeGolden(tensor).data,
];

describe('readCues', () => {
  it.each(golden.cases.map((shared, index) => [index, shared] as const))(
    'equals Python on shared photo %i',
    (_, { inputs, outputs }) => {
      const [, h = 0, w = 0] = inputs.scene.shape;
      const size = { height: h, width: w };
      const cues = readCues(Float32Array.from(decodeGolden(inputs.photo).data), size, false);
      for (const name of ['frame', 'framed', 'thin', 'afloat', 'sharp'] as const) {
        expect([...cues[name]], name).toEqual(asMarks(outputs[name]).map(Math.round));
      }
      for (const name of ['coarse', 'light', 'blurred'] as const) {
        const difference = maxAbsoluteDifference(cues[name], decodeGolden(outputs[name]).data);
        expect(difference, name).toBeLessThanOrEqual(name === 'blurred' ? 1e-3 : golden.tolerance);
      }
      if (!inputs.spectrum || !outputs.cohered) return;
      const spectrum = Float32Array.from(decodeGolden(inputs.spectrum).data);
      cohere(spectrum, Float32Array.from(decodeGolden(inputs.scene).data), cues, size);
      const expected = decodeGolden(outputs.cohered).data;
      expect(maxAbsoluteDifference(spectrum, expected)).toBeLessThanOrEqual(golden.tolerance);
    },
  );

  it('finds a pole before clouds, along all of it, and no cloud', () => {
    const { thin, afloat } = readCues(
      photoOf((x, y) => (x >= 130 && x < 133 && y > 40 ? 0.15 : clouds(x, y))),
      grid,
      false,
    );
    expect(marked(thin, (x, y) => (x === 32 || x === 33) && y > 11)).toBeGreaterThanOrEqual(35);
    expect(marked(thin, (x) => x < 30 || x > 36)).toBe(0);
    expect(marked(afloat, (x) => x === 32 || x === 33)).toBeGreaterThanOrEqual(35);
  });

  it('takes a bright trail for thin, but for nothing that stands in the air by itself', () => {
    const { thin, afloat } = readCues(
      photoOf((x, y) => (Math.abs(y - 60 - x / 4) < 2 ? 1 : 0.5)),
      grid,
      false,
    );
    expect(marked(thin, () => true)).toBeGreaterThan(40);
    expect(marked(afloat, () => true)).toBe(0);
  });

  it.each<[string, (x: number, y: number) => number, ReturnType<typeof findBorders>]>([
    ['none', clouds, { top: 0, bottom: 0, left: 0, right: 0 }],
    [
      'a line of two pixels on the left',
      (x, y) => (x < 2 ? 0.2 : clouds(x, y)),
      { top: 0, bottom: 0, left: 2, right: 0 },
    ],
    [
      'a frame',
      (x, y) => (x < 9 || y < 9 || x >= columns - 9 || y >= rows - 9 ? 1 : 0.8 * clouds(x, y)),
      { top: 9, bottom: 9, left: 9, right: 9 },
    ],
    [
      'bars above and below',
      (x, y) => (y < 40 || y >= rows - 40 ? 0 : clouds(x, y)),
      { top: 40, bottom: 40, left: 0, right: 0 },
    ],
    [
      'a flat sky over a straight sea',
      (x, y) => (y < 40 ? 0.9 : 0.4 + 0.1 * grain(x, y)),
      { top: 0, bottom: 0, left: 0, right: 0 },
    ],
    [
      'a print that lies a little askew',
      (x, y) => (y < 8 + x / 70 ? 0.95 : 0.8 * clouds(x, y)),
      { top: 11, bottom: 0, left: 0, right: 0 },
    ],
    ['a gradient', (_, y) => y / rows, { top: 0, bottom: 0, left: 0, right: 0 }],
  ])('finds printed borders: %s', (_, at, expected) => {
    expect(findBorders(photoOf(at), grid)).toEqual(expected);
  });

  it('lets nothing move in the cell beside a border that ends with a cell', () => {
    const { frame, framed } = readCues(
      photoOf((x, y) => (y < 8 ? 0.95 : 0.8 * clouds(x, y))),
      grid,
      false,
    );
    const rowsOf = (map: Uint8Array) => marked(map, (x) => x === 20);
    expect([rowsOf(frame), rowsOf(framed)]).toEqual([3, 2]);
  });

  it('finds lamps at night, no wide light, and nothing by day', () => {
    const town = (dark: number) => (x: number, y: number) =>
      x % 40 < 3 && y % 48 < 2 ? 0.8 : x > 200 && y > 150 ? 0.9 : dark;
    const lamps = (dark: number) => marked(readCues(photoOf(town(dark)), grid, false).lamps, () => true);
    expect(lamps(0.1)).toBe(28);
    expect(lamps(0.5)).toBe(0);
  });

  it('tells a thing in focus from its blurred backdrop, unless the photo was enlarged', () => {
    const inside = (x: number, y: number) => x > 80 && x < 176 && y > 60 && y < 150;
    const photo = photoOf((x, y) =>
      inside(x, y) ? grain(x, y) : 0.5 + 0.3 * Math.sin(x / 19) * Math.sin(y / 23),
    );
    const { sharp, blurred, hasNothing } = readCues(photo, grid, false);
    expect(marked(sharp, (x, y) => x > 23 && x < 41 && y > 18 && y < 34)).toBe(17 * 15);
    expect(marked(sharp, (x) => x < 15)).toBe(0);
    expect(Math.min(...blurred.filter((_, cell) => cell % grid.width < 12))).toBeGreaterThan(0.8);
    expect(hasNothing).toBe(false);
    const enlarged = readCues(photo, grid, true);
    expect(enlarged.sharp.every(Boolean)).toBe(true);
    expect(enlarged.blurred.some((value) => value > 0)).toBe(false);
  });

  it.each<[string, boolean, (x: number, y: number) => number]>([
    ['a gradient', true, (x, y) => 0.2 + 0.5 * (x / columns) + 0.2 * (y / rows)],
    ['a backdrop out of focus', true, (x, y) => 0.5 + 0.4 * Math.sin(x / 11) * Math.sin(y / 14)],
    [
      'fog with a shore in it',
      false,
      (x, y) => 0.7 + (y > 150 ? 0.12 * grain(x, y) : 0.004 * Math.sin(x / 9)),
    ],
    ['leaves', false, (x, y) => grain(x, y)],
  ])('says whether there is anything in %s: nothing is %s', (_, expected, at) => {
    expect(readCues(photoOf(at), grid, false).hasNothing).toBe(expected);
  });
});
