import { boxAround, boxMean, extreme, gradientOf, photoSize, piecesOf, type Size } from './planes';

/** What is thin is narrower than a square of 2 RADIUS + 1 pixels and stands out from what is beside it by STEP and by RATIO times what does so around it. */
const RADIUS = 4;
const STEP = 0.03;
const RATIO = 2.5;
const AROUND = 20;
/** It is as steep as this somewhere (edges of clouds are not), long, and long for its breadth. */
const STEEP = 0.06;
const LENGTH = 8;
const ELONGATION = 3;
/** A thin thing that hangs in the air by itself is one when it is darker than the air and so long; bright ones are trails and edges of clouds. */
const AFLOAT_LENGTH = 14;
const MOSTLY_DARK = 0.8;

/** [4h,4w] each, 1 on pixels of long thin things, and of those that are dark and longer still. */
export interface ThinThings {
  thin: Uint8Array<ArrayBuffer>;
  afloat: Uint8Array<ArrayBuffer>;
}

/**
 * Long, thin things that stand out sharply from both sides: masts, poles, wires, sails of a mill. The twin of `thin_pixels` in
 * models/training/motion/photo_cues.py.
 * @param photo [3,4h,4w], sRGB 0..1
 */
export function findThinThings(photo: Float32Array, grid: Size): ThinThings {
  const size = photoSize(grid);
  const pixels = size.height * size.width;
  const stands = new Float32Array(pixels);
  const darker = new Float32Array(pixels);
  const steep = new Float32Array(pixels);
  for (let channel = 0; channel < 3; channel++) {
    const values = photo.subarray(channel * pixels, (channel + 1) * pixels);
    // Opening and closing: what is narrower than the square is wiped out of one of them.
    const opened = extreme(extreme(values, size, RADIUS, 'least'), size, RADIUS, 'largest');
    const closed = extreme(extreme(values, size, RADIUS, 'largest'), size, RADIUS, 'least');
    const slopes = gradientOf(values, size);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const below = closed[pixel]! - values[pixel]!;
      stands[pixel] = Math.max(stands[pixel]!, values[pixel]! - opened[pixel]!, below);
      darker[pixel] = Math.max(darker[pixel]!, below);
      steep[pixel] = Math.max(steep[pixel]!, slopes[pixel]!);
    }
  }
  const usual = boxMean(stands, size, AROUND);
  const marked = Uint8Array.from(stands, (value, pixel) => Number(value > STEP + RATIO * usual[pixel]!));
  const thin = new Uint8Array(pixels);
  const afloat = new Uint8Array(pixels);
  for (const piece of piecesOf(marked, size)) {
    const box = boxAround(piece, size.width);
    if (Math.max(box.width, box.height) < LENGTH / 2) continue;
    if (!piece.some((pixel) => steep[pixel]! >= STEEP)) continue;
    const { length, breadth } = extentOf(piece, size.width);
    if (length < LENGTH || length < ELONGATION * breadth) continue;
    const sum = (plane: Float32Array) => piece.reduce((total, pixel) => total + plane[pixel]!, 0);
    const floats = length >= AFLOAT_LENGTH && sum(darker) > MOSTLY_DARK * sum(stands);
    for (const pixel of piece) {
      thin[pixel] = 1;
      if (floats) afloat[pixel] = 1;
    }
  }
  return { thin, afloat };
}

/** Length and breadth of the even bar that has the same second moments as some pixels. */
function extentOf(piece: readonly number[], columns: number): { length: number; breadth: number } {
  const count = piece.length;
  const meanX = piece.reduce((sum, at) => sum + (at % columns), 0) / count;
  const meanY = piece.reduce((sum, at) => sum + Math.floor(at / columns), 0) / count;
  let a = 1 / 12;
  let b = 1 / 12;
  let c = 0;
  for (const at of piece) {
    const x = (at % columns) - meanX;
    const y = Math.floor(at / columns) - meanY;
    a += (y * y) / count;
    b += (x * x) / count;
    c += (x * y) / count;
  }
  const middle = (a + b) / 2;
  const half = Math.sqrt(((a - b) / 2) ** 2 + c * c);
  return { length: Math.sqrt(12 * (middle + half)), breadth: Math.sqrt(12 * Math.max(0, middle - half)) };
}
