import { describe, expect, it } from 'vitest';
import { stillMotion } from '../shared/motion';
import { SCENE_CLASSES } from '../shared/scene';
import {
  FULL_PIXELS,
  STANDARD_PIXELS,
  ULTRA_PIXELS,
  boundSize,
  chooseFraming,
  filmPart,
  fitTarget,
  type OutputSize,
} from './output-size';

describe('fitTarget', () => {
  it('bounds the photo by what was asked for, and by the largest film', () => {
    expect(fitTarget({ kind: 'photo' })).toMatchObject({ kind: 'own', maxPixels: FULL_PIXELS });
    expect(fitTarget({ kind: 'photo', maxPixels: STANDARD_PIXELS })).toMatchObject({
      maxPixels: STANDARD_PIXELS,
    });
    expect(fitTarget({ kind: 'photo', maxPixels: 1e9 })).toMatchObject({ maxPixels: ULTRA_PIXELS });
  });

  it('makes exact sizes even, as yuv420p needs, and keeps the whole photo', () => {
    expect(fitTarget({ kind: 'exact', width: 721, height: 1281 })).toMatchObject({
      kind: 'cover',
      width: 720,
      height: 1280,
    });
  });

  it.each([
    [10, 720],
    [720, 63],
    [4000, 4000],
    [5000, 100],
  ])('refuses %ix%i', (width, height) => {
    expect(() => fitTarget({ kind: 'exact', width, height })).toThrow(RangeError);
  });
});

describe('filmPart', () => {
  const grid = { width: 24, height: 16 };
  const motion = stillMotion(grid, 4);
  for (let cell = 0; cell < 24 * 16; cell++) motion.moving[cell] = cell % 24 >= 16 ? 1 : 0;
  const sceneMap = { grid, classes: new Uint8Array(24 * 16).fill(SCENE_CLASSES.indexOf('ground')) };

  const framed = (picture: { width: number; height: number }, size: OutputSize) =>
    filmPart(picture, size, chooseFraming(picture, size, motion, sceneMap));

  it('is the whole photo in its own shape', () => {
    const part = framed({ width: 300, height: 200 }, { kind: 'photo' });
    expect(part).toEqual({ x: 0, y: 0, width: 300, height: 200 });
  });

  it('is of the exact size, where it moves', () => {
    const size = { kind: 'exact', width: 112, height: 200 } as const;
    expect(framed({ width: 300, height: 200 }, size)).toMatchObject({
      width: 112,
      height: 200,
      x: 188,
    });
  });

  it('is smaller, of the same shape, where the photo could not be made large enough', () => {
    const size = { kind: 'exact', width: 1080, height: 1920 } as const;
    const part = framed({ width: 9600, height: 960 }, size);
    expect(part).toMatchObject({ width: 540, height: 960 });
  });

  it('shows the same of the photo whatever its size', () => {
    const small = framed({ width: 300, height: 200 }, { kind: 'exact', width: 112, height: 200 });
    const large = framed({ width: 1500, height: 1000 }, { kind: 'exact', width: 560, height: 1000 });
    expect(large.x / 1500).toBeCloseTo(small.x / 300, 2);
    const framing = { x: 0.25, y: 0.5 };
    expect(
      filmPart({ width: 300, height: 200 }, { kind: 'exact', width: 560, height: 1000 }, framing),
    ).toEqual({
      x: 47,
      y: 0,
      width: 112,
      height: 200,
    });
  });
});

describe('boundSize', () => {
  it('keeps the shape and evenness', () => {
    expect(boundSize({ kind: 'photo', maxPixels: ULTRA_PIXELS }, FULL_PIXELS)).toEqual({
      kind: 'photo',
      maxPixels: FULL_PIXELS,
    });
    expect(boundSize({ kind: 'exact', width: 2160, height: 3840 }, FULL_PIXELS)).toEqual({
      kind: 'exact',
      width: 1080,
      height: 1920,
    });
    expect(boundSize({ kind: 'exact', width: 720, height: 720 }, FULL_PIXELS)).toEqual({
      kind: 'exact',
      width: 720,
      height: 720,
    });
  });
});
