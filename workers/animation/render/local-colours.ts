import { boxBlur } from './planes';

/** Rounds of estimating colours from regions and regions from colours. */
const ROUNDS = 3;
/** Least variance of a colour channel in 0..1: sensor noise and JPEG. */
const LEAST_VARIANCE = 6e-4;
/** Colours alone shift the log-odds of a region by no more than this: place always counts too. */
const LARGEST_EVIDENCE = 5;
/** Places always leave this much doubt for colours to speak to. */
const LEAST_DOUBT = 0.04;

/**
 * Decides pixel by pixel between a region and its surroundings by the colours that both have nearby: local expectation
 * maximisation of two Gaussians with diagonal covariance, after a coarse map that may be wrong by several cells. Leaves that stick out of a
 * coarse tree are found against the sky.
 *
 * @param colours [3] planes of sRGB in 0..1
 * @param region 0..1, the coarse map enlarged to the planes' size
 * @param window half side of the neighbourhood whose colours count, in pixels
 * @param blur half side over which the coarse map's borders are in doubt, in pixels
 * @returns 0..1: the probability of the region
 */
export function separateByColour(
  colours: Float32Array<ArrayBuffer>[],
  region: Float32Array<ArrayBuffer>,
  width: number,
  height: number,
  window: number,
  blur: number,
): Float32Array<ArrayBuffer> {
  const prior = boxBlur(boxBlur(region, width, height, blur), width, height, blur).map((value) => {
    const p = Math.min(1 - LEAST_DOUBT, Math.max(LEAST_DOUBT, value));
    return Math.log(p / (1 - p));
  });
  let inside = region;
  for (let round = 0; round < ROUNDS; round++) {
    const outside = inside.map((value) => 1 - value);
    const own = likelihood(colours, inside, width, height, window);
    const other = likelihood(colours, outside, width, height, window);
    inside = prior.map((odds, i) => {
      const evidence = own[i]! - other[i]!;
      const bounded = Math.min(LARGEST_EVIDENCE, Math.max(-LARGEST_EVIDENCE, evidence));
      return 1 / (1 + Math.exp(-odds - bounded));
    });
  }
  return inside;
}

/** Log-likelihood of each pixel's colour among the colours nearby that `weight` counts in. */
function likelihood(
  colours: Float32Array<ArrayBuffer>[],
  weight: Float32Array<ArrayBuffer>,
  width: number,
  height: number,
  window: number,
): Float32Array<ArrayBuffer> {
  const total = boxBlur(weight, width, height, window);
  const result = new Float32Array(weight.length);
  for (const colour of colours) {
    const weighted = colour.map((value, i) => value * weight[i]!);
    const mean = boxBlur(weighted, width, height, window);
    const square = boxBlur(
      weighted.map((value, i) => value * colour[i]!),
      width,
      height,
      window,
    );
    for (let i = 0; i < result.length; i++) {
      const mass = total[i]! + 1e-6;
      const centre = mean[i]! / mass;
      const variance = Math.max(0, square[i]! / mass - centre * centre) + LEAST_VARIANCE;
      result[i] = result[i]! - 0.5 * ((colour[i]! - centre) ** 2 / variance + Math.log(variance));
    }
  }
  return result;
}
