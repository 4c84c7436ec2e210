import { FULL_PIXELS, STANDARD_PIXELS, ULTRA_PIXELS, type OutputSize } from '../pipeline/output-size';
import type { Quality, Shape } from './job-state';

/** Width / height of a shape; undefined for the photo's own. */
export function shapeAspect(shape: Shape): number | undefined {
  switch (shape) {
    case 'photo':
      return undefined;
    case 'story':
      return 9 / 16;
    case 'square':
      return 1;
    case 'portrait':
      return 4 / 5;
    case 'wide':
      return 16 / 9;
  }
}

/** Sizes of the common shapes: about the area of 720x1280, and of 1080x1920. */
const EXACT = {
  story: { standard: [720, 1280], full: [1080, 1920] },
  square: { standard: [960, 960], full: [1440, 1440] },
  portrait: { standard: [864, 1080], full: [1280, 1600] },
  wide: { standard: [1280, 720], full: [1920, 1080] },
} as const satisfies Record<Exclude<Shape, 'photo'>, Record<'standard' | 'full', readonly [number, number]>>;

/** The film's size. The photo's own size is for its own shape; others have no more than {@link EXACT} says. */
export function shapeSize(shape: Shape, quality: Quality): OutputSize {
  if (shape === 'photo') {
    const maxPixels = { standard: STANDARD_PIXELS, full: FULL_PIXELS, own: ULTRA_PIXELS }[quality];
    return { kind: 'photo', maxPixels };
  }
  const [width, height] = EXACT[shape][quality === 'standard' ? 'standard' : 'full'];
  return { kind: 'exact', width, height };
}
