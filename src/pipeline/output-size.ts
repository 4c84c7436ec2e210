import type { FitTarget } from '../../workers/media/protocol';
import { chooseCrop, type PixelRect } from '../shared/crop/choose-crop';
import type { Motion } from '../shared/motion';
import type { SceneMap } from '../shared/scene';

/** Size of the film: the photo's own aspect within a bound, or exact pixels (the photo covers them; the crop is chosen by what it shows). */
export type OutputSize =
  { kind: 'photo'; maxPixels?: number } | { kind: 'exact'; width: number; height: number };

/** What a phone shows well and two cores render in seconds: the area of 720x1280. */
export const STANDARD_PIXELS = 720 * 1280;
/** The area of 1080x1920: the largest film that every machine is trusted with (H.264 level 4 stays within reach of every decoder). */
export const FULL_PIXELS = 1080 * 1920;
/** The largest film, where the browser's own encoder takes it: the area of 2160x3840. */
export const ULTRA_PIXELS = 2160 * 3840;
const MAX_SIDE = 4096;
const MIN_SIDE = 64;
/** Pixels of a whole photo of which a film shows a part; of a very long one the film gets smaller instead. */
const MAX_WHOLE_PIXELS = 40_000_000;

/** Frame rates that are offered. 25 is for those who cut with PAL material. */
export const FRAME_RATES = [24, 25, 30, 60] as const;

/** The decoder's target for the whole photo. Exact sizes are made even. Throws RangeError for sizes that no film can have. */
export function fitTarget(size: OutputSize): FitTarget {
  if (size.kind === 'photo') {
    const maxPixels = Math.min(size.maxPixels ?? FULL_PIXELS, ULTRA_PIXELS);
    return { kind: 'own', maxPixels, maxSide: MAX_SIDE };
  }
  const width = size.width - (size.width % 2);
  const height = size.height - (size.height % 2);
  const fits =
    width >= MIN_SIDE &&
    height >= MIN_SIDE &&
    width * height <= ULTRA_PIXELS &&
    Math.max(width, height) <= MAX_SIDE;
  if (!fits) throw new RangeError(`no film can be ${size.width}x${size.height}`);
  return { kind: 'cover', width, height, maxPixels: MAX_WHOLE_PIXELS };
}

/** The part of the whole photo, decoded to its {@link fitTarget}, that the film shows. */
export function filmPart(
  picture: { width: number; height: number },
  size: OutputSize,
  motion: Motion,
  sceneMap: SceneMap,
): PixelRect {
  if (size.kind === 'photo') return { x: 0, y: 0, width: picture.width, height: picture.height };
  const scale = Math.min(1, picture.width / size.width, picture.height / size.height);
  const even = (side: number) => 2 * Math.floor((side * scale) / 2 + 1e-6);
  return chooseCrop(picture, { width: even(size.width), height: even(size.height) }, motion, sceneMap);
}

/** The same film with no more than `maxPixels`. */
export function boundSize(size: OutputSize, maxPixels: number): OutputSize {
  if (size.kind === 'photo')
    return { kind: 'photo', maxPixels: Math.min(size.maxPixels ?? maxPixels, maxPixels) };
  const scale = Math.min(1, Math.sqrt(maxPixels / (size.width * size.height)));
  const even = (side: number) => 2 * Math.floor((side * scale) / 2);
  return { kind: 'exact', width: even(size.width), height: even(size.height) };
}
