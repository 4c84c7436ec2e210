import type { Dressing } from '../protocol';
import { blendLayer } from './label';

/** What a picture fades into: the app's night, not pure black, so that the watermark has room both ways. */
const DARK = [10, 16, 20] as const;

/**
 * Lays a film's dressing over one frame in place, beneath label and watermark: first what light is left, then words.
 * @param frame packed RGBA, alpha 255, `width` pixels a row
 */
export function dress(frame: Int32Array, width: number, dressing: Dressing, index: number): void {
  const light = dressing.light?.[index] ?? 1;
  if (light < 1) dim(frame, light);
  const { card } = dressing;
  if (card) blendLayer(frame, width, card.layer, Math.round(255 * (card.opacity[index] ?? 0)));
}

/** Mixes a frame with the dark, in place: `light` of it (0..1) stays. */
export function dim(frame: Int32Array, light: number): void {
  const [red, green, blue] = DARK.map((dark) =>
    Int32Array.from({ length: 256 }, (_, value) => Math.round(dark + light * (value - dark))),
  );
  for (let at = 0; at < frame.length; at++) {
    const pixel = frame[at]!;
    frame[at] =
      red![pixel & 255]! |
      (green![(pixel >>> 8) & 255]! << 8) |
      (blue![(pixel >>> 16) & 255]! << 16) |
      0xff000000;
  }
}
