import { gatedLufs } from '../../shared/loudness';
import type { Stereo } from './circular';

/** Rec. ITU-R BS.1770-5, tables 1 and 2: the two stages of K-weighting at 48 kHz [b0, b1, b2, a1, a2]. */
const SHELF = [
  1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585,
] as const;
const HIGH_PASS = [1, -2, 1, -1.99004745483398, 0.99007225036621] as const;
/** Blocks of 400 ms, each 100 ms after the last. */
const HOP = 4800;
const HOPS_PER_BLOCK = 4;

/** Integrated loudness in LUFS of a signal that loops; -Infinity for silence. */
export function loudness({ left, right }: Stereo): number {
  const hops = Math.max(1, Math.floor(left.length / HOP));
  const energies = new Float64Array(hops);
  for (const samples of [left, right]) addHopEnergies(samples, energies);
  const blocks = Array.from(energies, (_, start) => {
    let sum = 0;
    for (let hop = 0; hop < HOPS_PER_BLOCK; hop++) sum += energies[(start + hop) % hops]!;
    return sum / HOPS_PER_BLOCK;
  });
  return gatedLufs(blocks);
}

/** Adds each hop's K-weighted mean square; the filters run in over the last half second. */
function addHopEnergies(samples: Float32Array, energies: Float64Array): void {
  const [b0, b1, b2, a1, a2] = SHELF;
  const [c0, c1, c2, d1, d2] = HIGH_PASS;
  let x1 = 0;
  let x2 = 0;
  let y1 = 0;
  let y2 = 0;
  let z1 = 0;
  let z2 = 0;
  const hopLength = samples.length / energies.length;
  const runIn = Math.min(samples.length, 24_000);
  for (let step = -runIn; step < samples.length; step++) {
    const x = samples[step < 0 ? samples.length + step : step]!;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    const z = c0 * y + c1 * y1 + c2 * y2 - d1 * z1 - d2 * z2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    z2 = z1;
    z1 = z;
    if (step >= 0)
      energies[Math.min(energies.length - 1, Math.floor(step / hopLength))]! += (z * z) / hopLength;
  }
}
