/**
 * Cubic sampling of packed RGBA pixels in integers: the same operations run in the CPU renderer and in WGSL, so that both
 * give the same bytes. Two channels travel in one 32-bit word, each in a 16-bit half; a bias keeps halves from borrowing.
 */

/** Sub-pixel positions that the weights are tabulated for. Positions are fixed point with 16 fractional bits. */
export const CUBIC_PHASES = 128;
export const POSITION_BITS = 16;
/** From a 16-bit fraction to a phase. */
export const PHASE_SHIFT = 9;

/**
 * Slope of the cubic convolution kernel (Keys, 1981). -0.5 is Catmull-Rom; -0.6 lies nearer to an ideal low-pass filter at the
 * frequencies that photos hold and loses less sharpness at half-pixel shifts (docs/measures.md, sharpnessRatio).
 */
const KERNEL_SLOPE = -0.6;

/** Sum of the four integer weights of a phase. */
const WEIGHT_SUM = 128;

/**
 * [phase, tap] integer weights of taps -1, 0, 1, 2; each phase sums to 128. Phase 0 is (0, 128, 0, 0): a shift by whole
 * pixels copies pixels exactly.
 */
export const CUBIC_WEIGHTS: Int32Array<ArrayBuffer> = buildWeights();

function kernel(distance: number): number {
  const d = Math.abs(distance);
  const a = KERNEL_SLOPE;
  if (d <= 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  if (d < 2) return ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
  return 0;
}

function buildWeights(): Int32Array<ArrayBuffer> {
  const table = new Int32Array(4 * CUBIC_PHASES);
  for (let phase = 0; phase < CUBIC_PHASES; phase++) {
    const fraction = phase / CUBIC_PHASES;
    let sum = 0;
    for (let tap = 0; tap < 4; tap++) {
      const weight = Math.round(WEIGHT_SUM * kernel(fraction + 1 - tap));
      table[4 * phase + tap] = weight;
      sum += weight;
    }
    const largest = 4 * phase + (fraction < 0.5 ? 1 : 2);
    table[largest] = table[largest]! + WEIGHT_SUM - sum;
  }
  return table;
}

const HALVES = 0x00ff00ff;
const NINE_BITS = 0x01ff01ff;
/** Horizontal bias: 64 * 128, so that a negative lobe stays positive, and 64 to round. In both halves. */
const ROW_BIAS = ((8192 + 64) << 16) | (8192 + 64) | 0;
/** Vertical bias: 32 * 128 and 64 to round. In both halves. */
const COLUMN_BIAS = ((4096 + 64) << 16) | (4096 + 64) | 0;
/** What both biases add to a channel. */
const OFFSET = 64 + 32;

const imul = Math.imul;

/**
 * The pixel at a fixed-point position (16 fractional bits, 0 = centre of the first pixel), packed RGBA with red in the low
 * byte. All sixteen taps must lie inside: 1 <= x < width - 2 and 1 <= y < height - 2. Written out by hand: V8 does not inline
 * {@link rowSum} eight times, and calls would double the time (24 ns a pixel as it stands).
 */
export function sampleCubic(pixels: Int32Array, width: number, x: number, y: number): number {
  const column = ((x >> PHASE_SHIFT) & (CUBIC_PHASES - 1)) << 2;
  const row = ((y >> PHASE_SHIFT) & (CUBIC_PHASES - 1)) << 2;
  const w0 = CUBIC_WEIGHTS[column]!;
  const w1 = CUBIC_WEIGHTS[column + 1]!;
  const w2 = CUBIC_WEIGHTS[column + 2]!;
  const w3 = CUBIC_WEIGHTS[column + 3]!;
  let at = ((y >> POSITION_BITS) - 1) * width + (x >> POSITION_BITS) - 1;
  let a = pixels[at]!;
  let b = pixels[at + 1]!;
  let c = pixels[at + 2]!;
  let d = pixels[at + 3]!;
  let weight = CUBIC_WEIGHTS[row]!;
  let redBlue = imul(
    ((imul(a & HALVES, w0) +
      imul(b & HALVES, w1) +
      imul(c & HALVES, w2) +
      imul(d & HALVES, w3) +
      ROW_BIAS) >>>
      7) &
      NINE_BITS,
    weight,
  );
  let greenAlpha = imul(
    ((imul((a >>> 8) & HALVES, w0) +
      imul((b >>> 8) & HALVES, w1) +
      imul((c >>> 8) & HALVES, w2) +
      imul((d >>> 8) & HALVES, w3) +
      ROW_BIAS) >>>
      7) &
      NINE_BITS,
    weight,
  );
  at += width;
  a = pixels[at]!;
  b = pixels[at + 1]!;
  c = pixels[at + 2]!;
  d = pixels[at + 3]!;
  weight = CUBIC_WEIGHTS[row + 1]!;
  redBlue =
    (redBlue +
      imul(
        ((imul(a & HALVES, w0) +
          imul(b & HALVES, w1) +
          imul(c & HALVES, w2) +
          imul(d & HALVES, w3) +
          ROW_BIAS) >>>
          7) &
          NINE_BITS,
        weight,
      )) |
    0;
  greenAlpha =
    (greenAlpha +
      imul(
        ((imul((a >>> 8) & HALVES, w0) +
          imul((b >>> 8) & HALVES, w1) +
          imul((c >>> 8) & HALVES, w2) +
          imul((d >>> 8) & HALVES, w3) +
          ROW_BIAS) >>>
          7) &
          NINE_BITS,
        weight,
      )) |
    0;
  at += width;
  a = pixels[at]!;
  b = pixels[at + 1]!;
  c = pixels[at + 2]!;
  d = pixels[at + 3]!;
  weight = CUBIC_WEIGHTS[row + 2]!;
  redBlue =
    (redBlue +
      imul(
        ((imul(a & HALVES, w0) +
          imul(b & HALVES, w1) +
          imul(c & HALVES, w2) +
          imul(d & HALVES, w3) +
          ROW_BIAS) >>>
          7) &
          NINE_BITS,
        weight,
      )) |
    0;
  greenAlpha =
    (greenAlpha +
      imul(
        ((imul((a >>> 8) & HALVES, w0) +
          imul((b >>> 8) & HALVES, w1) +
          imul((c >>> 8) & HALVES, w2) +
          imul((d >>> 8) & HALVES, w3) +
          ROW_BIAS) >>>
          7) &
          NINE_BITS,
        weight,
      )) |
    0;
  at += width;
  a = pixels[at]!;
  b = pixels[at + 1]!;
  c = pixels[at + 2]!;
  d = pixels[at + 3]!;
  weight = CUBIC_WEIGHTS[row + 3]!;
  redBlue =
    (redBlue +
      imul(
        ((imul(a & HALVES, w0) +
          imul(b & HALVES, w1) +
          imul(c & HALVES, w2) +
          imul(d & HALVES, w3) +
          ROW_BIAS) >>>
          7) &
          NINE_BITS,
        weight,
      ) +
      COLUMN_BIAS) |
    0;
  greenAlpha =
    (greenAlpha +
      imul(
        ((imul((a >>> 8) & HALVES, w0) +
          imul((b >>> 8) & HALVES, w1) +
          imul((c >>> 8) & HALVES, w2) +
          imul((d >>> 8) & HALVES, w3) +
          ROW_BIAS) >>>
          7) &
          NINE_BITS,
        weight,
      ) +
      COLUMN_BIAS) |
    0;
  return packHalves(redBlue, greenAlpha);
}

/** Like {@link sampleCubic} for any position: the picture goes on mirrored beyond its borders. */
export function sampleCubicMirrored(
  pixels: Int32Array,
  width: number,
  height: number,
  x: number,
  y: number,
): number {
  const column = ((x >> PHASE_SHIFT) & (CUBIC_PHASES - 1)) << 2;
  const row = ((y >> PHASE_SHIFT) & (CUBIC_PHASES - 1)) << 2;
  const left = (x >> POSITION_BITS) - 1;
  const top = (y >> POSITION_BITS) - 1;
  const x0 = mirror(left, width);
  const x1 = mirror(left + 1, width);
  const x2 = mirror(left + 2, width);
  const x3 = mirror(left + 3, width);
  const w0 = CUBIC_WEIGHTS[column]!;
  const w1 = CUBIC_WEIGHTS[column + 1]!;
  const w2 = CUBIC_WEIGHTS[column + 2]!;
  const w3 = CUBIC_WEIGHTS[column + 3]!;
  let redBlue = COLUMN_BIAS;
  let greenAlpha = COLUMN_BIAS;
  for (let tap = 0; tap < 4; tap++) {
    const start = mirror(top + tap, height) * width;
    const a = pixels[start + x0]!;
    const b = pixels[start + x1]!;
    const c = pixels[start + x2]!;
    const d = pixels[start + x3]!;
    const weight = CUBIC_WEIGHTS[row + tap]!;
    redBlue = (redBlue + imul(rowSum(a, b, c, d, w0, w1, w2, w3), weight)) | 0;
    greenAlpha = (greenAlpha + imul(rowSum(a >>> 8, b >>> 8, c >>> 8, d >>> 8, w0, w1, w2, w3), weight)) | 0;
  }
  return packHalves(redBlue, greenAlpha);
}

/** Index of a pixel on an axis of `size` pixels that goes on mirrored at both ends: ... 1 0 | 0 1 .. n-1 | n-1 n-2 ... */
export function mirror(index: number, size: number): number {
  if (index >= 0 && index < size) return index;
  const period = 2 * size;
  const folded = ((index % period) + period) % period;
  return folded < size ? folded : period - 1 - folded;
}

/** Two channels of four pixels weighted and rounded to nine bits each, 64 above their value. */
function rowSum(
  a: number,
  b: number,
  c: number,
  d: number,
  w0: number,
  w1: number,
  w2: number,
  w3: number,
): number {
  return (
    ((imul(a & HALVES, w0) +
      imul(b & HALVES, w1) +
      imul(c & HALVES, w2) +
      imul(d & HALVES, w3) +
      ROW_BIAS) >>>
      7) &
    NINE_BITS
  );
}

/** The bytes of both pairs; most lie in 0..255 already, which one test of all four shows. */
function packHalves(redBlue: number, greenAlpha: number): number {
  const red = ((redBlue >>> 7) & 511) - OFFSET;
  const green = ((greenAlpha >>> 7) & 511) - OFFSET;
  const blue = (redBlue >>> 23) - OFFSET;
  const alpha = (greenAlpha >>> 23) - OFFSET;
  if (((red | green | blue | alpha) & ~255) === 0) return red | (green << 8) | (blue << 16) | (alpha << 24);
  return clampByte(red) | (clampByte(green) << 8) | (clampByte(blue) << 16) | (clampByte(alpha) << 24);
}

/** {@link sampleCubic} where all taps lie inside, else {@link sampleCubicMirrored}. */
export function sampleAnywhere(
  pixels: Int32Array,
  width: number,
  height: number,
  x: number,
  y: number,
): number {
  const column = x >> POSITION_BITS;
  const row = y >> POSITION_BITS;
  return column >= 1 && row >= 1 && column < width - 2 && row < height - 2
    ? sampleCubic(pixels, width, x, y)
    : sampleCubicMirrored(pixels, width, height, x, y);
}

/** The nearest of 0..255. */
export function clampByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
