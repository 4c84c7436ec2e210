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
  const width = evenly(size.width);
  const height = evenly(size.height);
  const fits =
    width >= MIN_SIDE &&
    height >= MIN_SIDE &&
    width * height <= ULTRA_PIXELS &&
    Math.max(width, height) <= MAX_SIDE;
  if (!fits) throw new RangeError(`no film can be ${size.width}x${size.height}`);
  return { kind: 'cover', width, height, maxPixels: MAX_WHOLE_PIXELS };
}

/** Where the shown part lies in the photo: 0..1 of the room that there is beside it, each way. */
export interface Framing {
  x: number;
  y: number;
}

/** The framing that shows most of what moves, and faces whole. */
export function chooseFraming(
  picture: { width: number; height: number },
  size: OutputSize,
  motion: Motion,
  sceneMap: SceneMap,
): Framing {
  const { width, height } = filmPart(picture, size, { x: 0.5, y: 0.5 });
  const part = chooseCrop(picture, { width, height }, motion, sceneMap);
  const share = (offset: number, room: number) => (room === 0 ? 0.5 : offset / room);
  return {
    x: share(part.x, picture.width - width),
    y: share(part.y, picture.height - height),
  };
}

/** The part of the whole photo that the film shows: exactly the film's size where the photo was decoded to its {@link fitTarget}. */
export function filmPart(
  picture: { width: number; height: number },
  size: OutputSize,
  framing: Framing,
): PixelRect {
  if (size.kind === 'photo') return { x: 0, y: 0, width: picture.width, height: picture.height };
  const target = { width: evenly(size.width), height: evenly(size.height) };
  const scale = Math.min(picture.width / target.width, picture.height / target.height);
  const width = evenly(target.width * scale);
  const height = evenly(target.height * scale);
  return {
    x: Math.round(framing.x * (picture.width - width)),
    y: Math.round(framing.y * (picture.height - height)),
    width,
    height,
  };
}

function evenly(side: number): number {
  return 2 * Math.floor(side / 2 + 1e-6);
}

/** The same film with no more than `maxPixels`. */
export function boundSize(size: OutputSize, maxPixels: number): OutputSize {
  if (size.kind === 'photo')
    return { kind: 'photo', maxPixels: Math.min(size.maxPixels ?? maxPixels, maxPixels) };
  const scale = Math.min(1, Math.sqrt(maxPixels / (size.width * size.height)));
  return { kind: 'exact', width: evenly(size.width * scale), height: evenly(size.height * scale) };
}
