import { describe, expect, it } from 'vitest';
import { STANDARD_PIXELS, fitTarget } from '../pipeline/output-size';
import { SHAPES } from './job-state';
import { shapeAspect, shapeSize } from './shapes';

describe('shapeSize', () => {
  it.each(SHAPES.filter((shape) => shape !== 'photo'))(
    '%s has its aspect, the standard area and even sides',
    (shape) => {
      const size = shapeSize(shape);
      if (size.kind !== 'exact') throw new Error('not exact');
      expect(size.width / size.height).toBeCloseTo(shapeAspect(shape)!, 6);
      expect(size.width * size.height).toBeLessThanOrEqual(1.02 * STANDARD_PIXELS);
      expect(size.width * size.height).toBeGreaterThanOrEqual(0.95 * STANDARD_PIXELS);
      expect(fitTarget(size)).toEqual({ kind: 'exact', width: size.width, height: size.height });
    },
  );

  it("keeps the photo's own aspect", () => {
    expect(shapeAspect('photo')).toBeUndefined();
    expect(shapeSize('photo')).toEqual({ kind: 'photo', maxPixels: STANDARD_PIXELS });
  });
});
