import type { FitTarget } from '../../workers/media/protocol';

/** Size of the film: the photo's own aspect within a bound, or exact pixels (the photo is covered and cropped). */
export type OutputSize =
  { kind: 'photo'; maxPixels?: number } | { kind: 'exact'; width: number; height: number };

/** What a phone shows well and two cores render in seconds: the area of 720x1280. */
export const STANDARD_PIXELS = 720 * 1280;
/** The largest film: the area of 1080x1920 (H.264 level 4 stays within reach of every decoder). */
export const MAX_PIXELS = 1080 * 1920;
const MAX_SIDE = 2560;
const MIN_SIDE = 64;

/** The decoder's target for an output size. Exact sizes are made even. Throws RangeError for sizes that no film can have. */
export function fitTarget(size: OutputSize): FitTarget {
  if (size.kind === 'photo') {
    return { kind: 'own', maxPixels: Math.min(size.maxPixels ?? MAX_PIXELS, MAX_PIXELS), maxSide: MAX_SIDE };
  }
  const width = size.width - (size.width % 2);
  const height = size.height - (size.height % 2);
  const fits =
    width >= MIN_SIDE &&
    height >= MIN_SIDE &&
    width * height <= MAX_PIXELS &&
    Math.max(width, height) <= MAX_SIDE;
  if (!fits) throw new RangeError(`no film can be ${size.width}x${size.height}`);
  return { kind: 'exact', width, height };
}
