import { blurPlane, erodePlane, type Plane } from './planes';

/**
 * How strong the mark may be at each place. It is bounded by structural similarity: noise of power n on a texture of variance v costs about
 * n / (2 v + C2) of SSIM's contrast term (Wang et al. 2004, C2 = 58.5), so n = {@link SHARE} * (2 v + {@link STILL_VARIANCE}) costs
 * the same everywhere; the constant is smaller than C2 because a flat sky forgives less than SSIM does. An edge is no texture: v is
 * the least within reach, so that nothing spills from an edge into the calm beside it.
 *
 * SHARE, STILL_VARIANCE and LEAST_PSNR were set on photos at 720x1280 (`npm run survival`): as strong as 42 dB and 0.98 allow, and
 * 0.7 code values in a flat sky.
 */
const SHARE = 0.1;
const STILL_VARIANCE = 5;
/** Decibels, over the whole picture; 42 is promised, and rounding and clamping move it by hundredths. */
const LEAST_PSNR = 42.06;
/** Power that no texture exceeds, in squared code values. */
const MOST_POWER = 40;
/** In samples of the reading size. */
const TEXTURE_RADIUS = 2;
const CALM_RADIUS = 3;
const LOUDNESS_RADIUS = 4;
/** Squared code values: below this a place's own detail drowns nothing. */
const QUIET_VARIANCE = 10;

/**
 * @param luma a picture at reading size, 0..255
 * @returns the mark's root-mean-square strength at each place, in code values
 */
export function markStrength(luma: Plane): Plane {
  const detail = blurPlane(luma, TEXTURE_RADIUS, 2);
  for (let i = 0; i < detail.data.length; i++) {
    detail.data[i] = (luma.data[i]! - detail.data[i]!) ** 2;
  }
  const loudness = blurPlane(detail, LOUDNESS_RADIUS, 2);
  const calmest = erodePlane(blurPlane(detail, TEXTURE_RADIUS, 1), CALM_RADIUS);
  const strength = blurPlane(calmest, TEXTURE_RADIUS, 2);
  for (let i = 0; i < strength.data.length; i++) {
    strength.data[i] = SHARE * (2 * strength.data[i]! + STILL_VARIANCE);
  }
  const limit = powerLimit(strength, loudness);
  for (let i = 0; i < strength.data.length; i++) {
    strength.data[i] = Math.sqrt(Math.min(limit(i), strength.data[i]!));
  }
  return strength;
}

/**
 * The bound on power at each place that brings the mean to what {@link LEAST_PSNR} leaves. A reader hears the mark against the picture's
 * own detail: of a given sum of power most is heard where power stands in inverse proportion to that, so loud places give way first.
 */
function powerLimit(power: Plane, loudness: Plane): (at: number) => number {
  const allowed = 255 ** 2 / 10 ** (LEAST_PSNR / 10);
  const bound = (level: number, at: number) =>
    Math.min(MOST_POWER, level / (loudness.data[at]! + QUIET_VARIANCE));
  const meanBelow = (level: number) => {
    let sum = 0;
    for (let i = 0; i < power.data.length; i++) sum += Math.min(bound(level, i), power.data[i]!);
    return sum / power.data.length;
  };
  // From a level that leaves hardly anything to one that binds nowhere: detail has at most the variance of black beside white.
  let low = Math.log(1e-3);
  let high = Math.log(MOST_POWER * (128 ** 2 + QUIET_VARIANCE));
  for (let step = 0; step < 24; step++) {
    const middle = (low + high) / 2;
    if (meanBelow(Math.exp(middle)) > allowed) high = middle;
    else low = middle;
  }
  return (at) => bound(Math.exp(low), at);
}
