import { TILE, type Amplitudes, type Carrier } from './code-book';

/** Bounds what one loud frequency of a picture, a fence or a weave, can do. */
const LOUDEST = 2;

/**
 * The numbers, each divided by what is usual at its frequency, so that chance has variance 1 everywhere.
 * @param amplitudes [2 carriers], cosine and sine
 */
export function levelled(amplitudes: Amplitudes, carriers: readonly Carrier[]): Amplitudes {
  const radii = carriers.map(({ across, down }) => Math.round(Math.hypot(across, down)));
  const power = new Float64Array(TILE);
  const count = new Float64Array(TILE);
  radii.forEach((radius, i) => {
    power[radius]! += amplitudes[2 * i]! ** 2 + amplitudes[2 * i + 1]! ** 2;
    count[radius]! += 2;
  });
  const result = new Float64Array(amplitudes.length);
  radii.forEach((radius, i) => {
    let sum = 0;
    let number = 0;
    for (let near = radius - 1; near <= radius + 1; near++) {
      sum += power[near] ?? 0;
      number += count[near] ?? 0;
    }
    const scale = sum > 0 ? 1 / Math.sqrt(sum / number) : 0;
    for (const at of [2 * i, 2 * i + 1]) {
      result[at] = Math.max(-LOUDEST, Math.min(LOUDEST, amplitudes[at]! * scale));
    }
  });
  return result;
}
