import { STANDARD_PIXELS, type OutputSize } from '../pipeline/output-size';
import type { Shape } from './job-state';

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

/** The film's size for a shape: about the area of 720x1280, sides in multiples of 16 where that keeps the aspect. */
export function shapeSize(shape: Shape): OutputSize {
  switch (shape) {
    case 'photo':
      return { kind: 'photo', maxPixels: STANDARD_PIXELS };
    case 'story':
      return { kind: 'exact', width: 720, height: 1280 };
    case 'square':
      return { kind: 'exact', width: 960, height: 960 };
    case 'portrait':
      return { kind: 'exact', width: 864, height: 1080 };
    case 'wide':
      return { kind: 'exact', width: 1280, height: 720 };
  }
}
