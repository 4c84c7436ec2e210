import { describe, expect, it } from 'vitest';
import { MAX_PIXELS, STANDARD_PIXELS, fitTarget } from './output-size';

describe('fitTarget', () => {
  it('bounds the photo by the largest film', () => {
    expect(fitTarget({ kind: 'photo' })).toMatchObject({ kind: 'own', maxPixels: MAX_PIXELS });
    expect(fitTarget({ kind: 'photo', maxPixels: STANDARD_PIXELS })).toMatchObject({
      maxPixels: STANDARD_PIXELS,
    });
    expect(fitTarget({ kind: 'photo', maxPixels: 1e9 })).toMatchObject({ maxPixels: MAX_PIXELS });
  });

  it('makes exact sizes even, as yuv420p needs', () => {
    expect(fitTarget({ kind: 'exact', width: 721, height: 1281 })).toEqual({
      kind: 'exact',
      width: 720,
      height: 1280,
    });
  });

  it.each([
    [10, 720],
    [720, 63],
    [4000, 4000],
    [3000, 100],
  ])('refuses %ix%i', (width, height) => {
    expect(() => fitTarget({ kind: 'exact', width, height })).toThrow(RangeError);
  });
});
