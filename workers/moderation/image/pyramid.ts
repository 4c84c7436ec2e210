import type { RgbaImage } from '../../../src/shared/pixels';
import type { Box } from '../../../src/shared/verdict';

/** A piece of a picture, in its pixels: a rectangle about a centre, turned clockwise about it. It may reach outside. */
export interface Patch {
  centreX: number;
  centreY: number;
  width: number;
  height: number;
  /** Clockwise, as the picture is seen. */
  angleRadians: number;
}

/** A picture and its halves, quarters and so on, from which pieces are sampled without aliasing. Only RGB is kept. */
export class Pyramid {
  readonly width: number;
  readonly height: number;
  readonly #levels: RgbaImage[];

  constructor(image: RgbaImage) {
    this.width = image.width;
    this.height = image.height;
    this.#levels = [image];
    for (let last = image; Math.min(last.width, last.height) >= 16;) {
      last = halve(last);
      this.#levels.push(last);
    }
  }

  /**
   * A patch as [3, height, width] float32 planes, sRGB 0..1, bilinear from the level next above its scale; what lies outside
   * the picture is 0. Written to `target` from `offset` on.
   */
  sample(patch: Patch, width: number, height: number, target: Float32Array, offset = 0): void {
    const scale = Math.max(patch.width / width, patch.height / height);
    const depth = Math.min(this.#levels.length - 1, Math.max(0, Math.floor(Math.log2(scale))));
    const level = this.#levels[depth]!;
    const shrink = level.width / this.width;
    const shrinkY = level.height / this.height;
    const cos = Math.cos(patch.angleRadians);
    const sin = Math.sin(patch.angleRadians);
    const area = width * height;
    for (let row = 0; row < height; row++) {
      const v = ((row + 0.5) / height - 0.5) * patch.height;
      for (let column = 0; column < width; column++) {
        const u = ((column + 0.5) / width - 0.5) * patch.width;
        const x = (patch.centreX + u * cos - v * sin) * shrink - 0.5;
        const y = (patch.centreY + u * sin + v * cos) * shrinkY - 0.5;
        readBilinear(level, x, y, target, offset + row * width + column, area);
      }
    }
  }
}

/** The patch that a box (in shares of the picture) covers, upright. */
export function patchOf({ x, y, width, height }: Box, picture: { width: number; height: number }): Patch {
  return {
    centreX: (x + width / 2) * picture.width,
    centreY: (y + height / 2) * picture.height,
    width: width * picture.width,
    height: height * picture.height,
    angleRadians: 0,
  };
}

function readBilinear(
  { width, height, data }: RgbaImage,
  x: number,
  y: number,
  target: Float32Array,
  at: number,
  area: number,
): void {
  if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5) {
    target[at] = target[at + area] = target[at + 2 * area] = 0;
    return;
  }
  const left = Math.min(width - 1, Math.max(0, Math.floor(x)));
  const top = Math.min(height - 1, Math.max(0, Math.floor(y)));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const across = Math.min(1, Math.max(0, x - left));
  const down = Math.min(1, Math.max(0, y - top));
  const a = 4 * (top * width + left);
  const b = 4 * (top * width + right);
  const c = 4 * (bottom * width + left);
  const d = 4 * (bottom * width + right);
  for (let channel = 0; channel < 3; channel++) {
    const upper = data[a + channel]! + (data[b + channel]! - data[a + channel]!) * across;
    const lower = data[c + channel]! + (data[d + channel]! - data[c + channel]!) * across;
    target[at + channel * area] = (upper + (lower - upper) * down) / 255;
  }
}

/** Means of two by two pixels; an odd last row or column is left out. */
function halve({ width, height, data }: RgbaImage): RgbaImage {
  const halfWidth = Math.max(1, width >> 1);
  const halfHeight = Math.max(1, height >> 1);
  const half = new Uint8ClampedArray(4 * halfWidth * halfHeight);
  const stride = 4 * width;
  for (let y = 0; y < halfHeight; y++) {
    for (let x = 0; x < halfWidth; x++) {
      const from = 2 * y * stride + 8 * x;
      const to = 4 * (y * halfWidth + x);
      for (let channel = 0; channel < 3; channel++) {
        const at = from + channel;
        half[to + channel] =
          (data[at]! + data[at + 4]! + data[at + stride]! + data[at + stride + 4]! + 2) >> 2;
      }
      half[to + 3] = 255;
    }
  }
  return { width: halfWidth, height: halfHeight, data: half };
}
