import type { PictureLayer } from '../protocol';

export { drawLabel, premultiply, type LabelLayer } from '../../shared/label/draw-label';

/**
 * Blends a layer over a frame in place (packed RGBA, alpha 255, `width` pixels a row): colour + frame * (255 - alpha) / 255, both times
 * `opacity` (0..255).
 */
export function blendLayer(frame: Int32Array, width: number, layer: PictureLayer, opacity = 255): void {
  if (opacity === 0) return;
  for (let y = 0; y < layer.height; y++) {
    for (let x = 0; x < layer.width; x++) {
      const full = layer.pixels[y * layer.width + x]!;
      const over = opacity === 255 ? full : fade(full, opacity);
      const rest = 255 - (over >>> 24);
      if (rest === 255) continue;
      const at = (layer.y + y) * width + layer.x + x;
      const under = frame[at]!;
      frame[at] =
        ((over & 255) + divide255((under & 255) * rest)) |
        ((((over >>> 8) & 255) + divide255(((under >>> 8) & 255) * rest)) << 8) |
        ((((over >>> 16) & 255) + divide255(((under >>> 16) & 255) * rest)) << 16) |
        0xff000000;
    }
  }
}

/** A premultiplied pixel, `opacity` / 255 of it. */
function fade(pixel: number, opacity: number): number {
  return (
    divide255((pixel & 255) * opacity) |
    (divide255(((pixel >>> 8) & 255) * opacity) << 8) |
    (divide255(((pixel >>> 16) & 255) * opacity) << 16) |
    (divide255((pixel >>> 24) * opacity) << 24)
  );
}

/** value / 255, rounded, for 0 <= value <= 65025. */
function divide255(value: number): number {
  return ((value + 128) * 257) >>> 16;
}
