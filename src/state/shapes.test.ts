import { describe, expect, it } from 'vitest';
import { FULL_PIXELS, STANDARD_PIXELS, ULTRA_PIXELS, fitTarget } from '../pipeline/output-size';
import { SHAPES } from './job-state';
import { shapeAspect, shapeSize } from './shapes';

describe('shapeSize', () => {
  describe.each(SHAPES.filter((shape) => shape !== 'photo'))('%s', (shape) => {
    it.each([
      ['standard', STANDARD_PIXELS],
      ['full', FULL_PIXELS],
      ['own', FULL_PIXELS],
    ] as const)('in %s has its aspect, about the area and even sides', (quality, pixels) => {
      const size = shapeSize(shape, quality);
      if (size.kind !== 'exact') throw new Error('not exact');
      expect(size.width / size.height).toBeCloseTo(shapeAspect(shape)!, 6);
      expect(size.width * size.height).toBeLessThanOrEqual(1.02 * pixels);
      expect(size.width * size.height).toBeGreaterThanOrEqual(0.95 * pixels);
      expect(fitTarget(size)).toMatchObject({ kind: 'cover', width: size.width, height: size.height });
    });
  });

  it("keeps the photo's own aspect, and its own size up to 4K", () => {
    expect(shapeAspect('photo')).toBeUndefined();
    expect(shapeSize('photo', 'standard')).toEqual({ kind: 'photo', maxPixels: STANDARD_PIXELS });
    expect(shapeSize('photo', 'own')).toEqual({ kind: 'photo', maxPixels: ULTRA_PIXELS });
  });
});
