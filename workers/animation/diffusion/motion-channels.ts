import {
  GLOW_HARMONICS,
  MOTION_LIMITS,
  SPECTRUM_HARMONICS,
  stillMotion,
  type Motion,
} from '../../../src/shared/motion';

const DRIFT_CHANNELS = 2;
const SPECTRUM_CHANNELS = 4 * SPECTRUM_HARMONICS;
const GLOW_CHANNELS = 6 * GLOW_HARMONICS;
/** Channels of the denoiser, in this order: drift, spectrum, glow, moving. */
export const MOTION_CHANNELS = DRIFT_CHANNELS + SPECTRUM_CHANNELS + GLOW_CHANNELS + 1;

/** One number for each group of amplitudes: the manifest's `sampler.scales` and `sampler.powers`. */
export interface MotionScales {
  drift: number;
  spectrum: number;
  glow: number;
}

/**
 * The denoiser's product, [31,h,w] of about unit range, as a Motion: n -> sign(n) |n|^power scale, clamped to MOTION_LIMITS;
 * `moving` -> (n + 1) / 2 in 0..1. The inverse of `normalise` in models/training/motion/grid.py.
 */
export function toMotion(
  values: Float32Array,
  grid: { height: number; width: number },
  { scales, powers }: { scales: MotionScales; powers: MotionScales },
  durationSeconds: number,
): Motion {
  const cells = grid.height * grid.width;
  if (values.length !== MOTION_CHANNELS * cells) {
    throw new RangeError(`${values.length} values are no motion of ${grid.height}x${grid.width} cells`);
  }
  let offset = 0;
  const take = (channels: number) => values.slice(cells * offset, cells * (offset += channels));
  const amplitude = (channels: number, group: keyof MotionScales) => {
    const limit = MOTION_LIMITS[group];
    return take(channels).map((value) =>
      clamp(Math.sign(value) * Math.abs(value) ** powers[group] * scales[group], -limit, limit),
    );
  };
  return {
    ...stillMotion(grid, durationSeconds),
    drift: amplitude(DRIFT_CHANNELS, 'drift'),
    spectrum: amplitude(SPECTRUM_CHANNELS, 'spectrum'),
    glow: amplitude(GLOW_CHANNELS, 'glow'),
    moving: take(1).map((value) => clamp((value + 1) / 2, 0, 1)),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
