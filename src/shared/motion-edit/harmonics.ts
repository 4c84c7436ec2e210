import type { Point } from './edits';

/** Components of one harmonic of `spectrum`: re x, im x, re y, im y. */
export const SPECTRUM_COMPONENTS = 4;

/** Below this part of the whole, the swing along a direction says nothing of the phase. */
const LEAST_PROJECTION = 0.05;

/**
 * Turns one cell's swing into `direction` (a unit vector): every harmonic keeps its amplitude and its phase, and goes to and fro
 * along the direction alone, `scale` times as far.
 */
export function turnSwing(
  spectrum: Float32Array,
  cell: number,
  cells: number,
  direction: Point,
  scale: number,
): void {
  const harmonics = spectrum.length / (SPECTRUM_COMPONENTS * cells);
  for (let k = 0; k < harmonics; k++) {
    const at = k * SPECTRUM_COMPONENTS * cells + cell;
    const reX = spectrum[at]!;
    const imX = spectrum[at + cells]!;
    const reY = spectrum[at + 2 * cells]!;
    const imY = spectrum[at + 3 * cells]!;
    const whole = Math.hypot(reX, imX, reY, imY);
    if (whole === 0) continue;
    let re = reX * direction.x + reY * direction.y;
    let im = imX * direction.x + imY * direction.y;
    if (Math.hypot(re, im) < LEAST_PROJECTION * whole) {
      const useX = Math.hypot(reX, imX) >= Math.hypot(reY, imY);
      re = useX ? reX : reY;
      im = useX ? imX : imY;
    }
    const factor = (scale * whole) / Math.hypot(re, im);
    spectrum[at] = factor * re * direction.x;
    spectrum[at + cells] = factor * im * direction.x;
    spectrum[at + 2 * cells] = factor * re * direction.y;
    spectrum[at + 3 * cells] = factor * im * direction.y;
  }
}

/**
 * The share of harmonic k (1-based) that goes to each harmonic when everything happens `speed` times as fast: between the two that lie
 * nearest to speed * k, the loop's own first harmonic being the slowest there is and the last the fastest.
 * @returns pairs of a 1-based harmonic and a weight; the weights sum to 1
 */
export function spreadHarmonic(k: number, speed: number, harmonics: number): [number, number][] {
  const target = Math.min(harmonics, Math.max(1, k * speed));
  const low = Math.floor(target);
  const high = low + 1;
  const share = target - low;
  if (share === 0 || high > harmonics) return [[low, 1]];
  return [
    [low, 1 - share],
    [high, share],
  ];
}

/** Maps [harmonic, component, cell] as they are when everything happens `speed` times as fast. */
export function retimeHarmonics(
  maps: Float32Array<ArrayBuffer>,
  harmonics: number,
  speed: number,
): Float32Array<ArrayBuffer> {
  const block = maps.length / harmonics;
  const result = new Float32Array(maps.length);
  for (let k = 1; k <= harmonics; k++) {
    // What cannot swing slower than the loop swings less far, so that it is slower all the same.
    const slack = Math.min(1, k * speed);
    for (const [to, weight] of spreadHarmonic(k, speed, harmonics)) {
      const from = (k - 1) * block;
      const target = (to - 1) * block;
      for (let i = 0; i < block; i++) {
        result[target + i] = result[target + i]! + slack * weight * maps[from + i]!;
      }
    }
  }
  return result;
}
