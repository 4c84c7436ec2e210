/**
 * Weights of the four-tap kernels by which layers are sampled, as numbers of Q15: the same integers run in WebAssembly and in WGSL, so
 * that both give the same samples. Layers hold int16 coefficients with {@link COEFFICIENT_BITS} fractional bits and a border of {@link PAD} mirrored pixels.
 */

/** Sub-pixel positions that the weights are tabulated for. Positions are fixed point with 16 fractional bits. */
export const PHASES = 128;
export const POSITION_BITS = 16;
/** From a 16-bit fraction to a phase, and half a phase: positions are rounded to the nearest. */
export const PHASE_SHIFT = 9;
export const HALF_PHASE = 1 << 8;
export const COEFFICIENT_BITS = 4;
export const PAD = 2;

const ONE = 32768;

/** Taps -1, 0, 1, 2 of a kernel at a fraction of a pixel past tap 0. They sum to 1. */
export type KernelTaps = (fraction: number) => [number, number, number, number];

/**
 * The cubic B-spline: interpolates once the picture has been turned into its coefficients (`prefilter`). At a shift by half a pixel it keeps 93 % of
 * a wave of 3.3 pixels and 76 % of one of 2.7, where cubic convolution (Keys, 1981) keeps 82 % and 58 %.
 */
export const B_SPLINE_TAPS: KernelTaps = (f) => [
  (1 - f) ** 3 / 6,
  (4 - 6 * f * f + 3 * f ** 3) / 6,
  (4 - 6 * (1 - f) ** 2 + 3 * (1 - f) ** 3) / 6,
  f ** 3 / 6,
];

/** Slope of cubic convolution for pictures that are drawn anew for each frame: a little sharper than Catmull-Rom's -0.5. */
const KEYS_SLOPE = -0.6;

const keys: KernelTaps = (f) => {
  const near = (d: number) => ((KEYS_SLOPE + 2) * d - (KEYS_SLOPE + 3)) * d * d + 1;
  const far = (d: number) => ((KEYS_SLOPE * d - 5 * KEYS_SLOPE) * d + 8 * KEYS_SLOPE) * d - 4 * KEYS_SLOPE;
  return [far(1 + f), near(f), near(1 - f), far(2 - f)];
};

/** [phase, tap] weights of plain pixels; those of coefficients are each photo's own (keen-kernel.ts). */
export const PIXEL_WEIGHTS: Int16Array<ArrayBuffer> = tabulate(keys);

/** [phase, tap] of a kernel. Each phase sums to 1, but for phase 0 of {@link PIXEL_WEIGHTS}: 1 is no Q15 number, and 32767 of them copies 12-bit numbers exactly once rounded. */
export function tabulate(kernel: KernelTaps): Int16Array<ArrayBuffer> {
  const table = new Int16Array(4 * PHASES);
  for (let phase = 0; phase < PHASES; phase++) {
    const fraction = phase / PHASES;
    const weights: number[] = kernel(fraction).map((weight) => Math.round(ONE * weight));
    const largest = fraction < 0.5 ? 1 : 2;
    weights[largest] = weights[largest]! + ONE - weights.reduce((sum, weight) => sum + weight, 0);
    weights.forEach((weight, tap) => (table[4 * phase + tap] = Math.min(ONE - 1, weight)));
  }
  return table;
}

/** The table as the compiled kernel reads it: [128, 4], then [128, 16] with each tap four times, once for each channel. */
export function wideWeights(table: Int16Array): Int16Array<ArrayBuffer> {
  const wide = new Int16Array(20 * PHASES);
  wide.set(table);
  table.forEach((weight, i) => wide.fill(weight, 4 * PHASES + 4 * i, 4 * PHASES + 4 * i + 4));
  return wide;
}

/** Int16 numbers of a layer of coefficients: four channels a pixel, with its border. */
export function coefficientCount(width: number, height: number): number {
  return 4 * (width + 2 * PAD) * (height + 2 * PAD);
}
