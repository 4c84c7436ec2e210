import type { LabelLayer } from '../../shared/label/draw-label';

export { drawLabel, premultiply, type LabelLayer } from '../../shared/label/draw-label';

/** Blends the label over a frame in place (packed RGBA, alpha 255, `width` pixels a row): colour + frame * (255 - alpha) / 255. */
export function blendLabel(frame: Int32Array, width: number, label: LabelLayer): void {
  for (let y = 0; y < label.height; y++) {
    for (let x = 0; x < label.width; x++) {
      const over = label.pixels[y * label.width + x]!;
      const rest = 255 - (over >>> 24);
      if (rest === 255) continue;
      const at = (label.y + y) * width + label.x + x;
      const under = frame[at]!;
      frame[at] =
        ((over & 255) + divide255((under & 255) * rest)) |
        ((((over >>> 8) & 255) + divide255(((under >>> 8) & 255) * rest)) << 8) |
        ((((over >>> 16) & 255) + divide255(((under >>> 16) & 255) * rest)) << 16) |
        0xff000000;
    }
  }
}

/** value / 255, rounded, for 0 <= value <= 65025. */
function divide255(value: number): number {
  return ((value + 128) * 257) >>> 16;
}
