import { MOVING_THRESHOLD } from '../../../src/shared/motion';
import type { Lattice } from './lattice';
import { easedPart } from './loop-time';
import type { RenderPlan } from './plan';
import type { ReferenceRenderer } from './reference';

/** Instants of the loop at which steps are measured, beside that at its seam. */
const INSTANTS = 8;
/** One row of tiles in so many is drawn for it. */
const ROWS_APART = 4;
/** Pixels that are compared, at most. */
const SAMPLES = 8192;
/** How the seam is to compare with the median step: a little less than 1, since a few rows speak for all. */
const WANTED = 0.93;
/** Largest ease, and how finely it is chosen. More would be seen as a breath that is held once a loop. */
const LARGEST_EASE = 0.5;
const STEPS = 20;

/**
 * How much slower a loop runs at its seam, 0..{@link LARGEST_EASE} ({@link Lattice.ease}), so that the step from its last frame to its first is no larger
 * than its median step. What flows has no instant at which it rests, and in mid-loop two samples of it are mixed, which hides some of each step: drawn at
 * an even pace the seam of a picture full of flow is the largest step of all. Steps are measured on some rows of real frames of this very film; the CPU's,
 * whoever draws the film, so that every renderer runs at the same pace. Leaves the lattice where it happens to stand.
 */
export function fitEase(
  plan: RenderPlan,
  lattice: Lattice,
  renderer: ReferenceRenderer,
  framesPerSecond: number,
): number {
  const { tilesAcross, tilesDown } = plan;
  const rows = Array.from({ length: tilesDown }, (_, row) => row).filter(
    (row) =>
      row % ROWS_APART === Math.min(ROWS_APART >> 1, tilesDown - 1) &&
      plan.tileKinds.subarray(row * tilesAcross, (row + 1) * tilesAcross).some((kind) => kind !== 0),
  );
  const samples = chooseSamples(plan, rows);
  if (samples.length === 0 || !plan.layers.moving.some((value) => value >= MOVING_THRESHOLD)) return 0;
  const seconds = plan.durationSeconds;
  const frame = 1 / framesPerSecond;
  const drawn = (time: number) => {
    lattice.moveTo(time);
    const scene = renderer.drawRows(rows);
    return Uint8Array.from({ length: 3 * samples.length }, (_, i) => {
      return (scene[samples[Math.floor(i / 3)]!]! >>> (8 * (i % 3))) & 255;
    });
  };
  lattice.ease = 0;
  const start = drawn(0);
  const steps = Array.from({ length: INSTANTS }, (_, i) => {
    const time = (seconds * (i + 0.5)) / INSTANTS;
    return distance(drawn(time), drawn(Math.min(time + frame, seconds - 1e-6)));
  });
  const seam = distance(drawn(seconds - frame), start);
  let ease = 0;
  for (let step = 0; step <= STEPS; step++) {
    ease = (LARGEST_EASE * step) / STEPS;
    if ((1 - ease) * seam <= WANTED * medianStep(steps, ease)) break;
  }
  return ease;
}

/** The median step of a loop that runs with an ease, from its steps at an even pace. */
function medianStep(steps: readonly number[], ease: number): number {
  const places = 4 * INSTANTS;
  const eased = Array.from({ length: places }, (_, i) => {
    const part = (i + 0.5) / places;
    const warped = INSTANTS * easedPart(part, ease) - 0.5;
    const low = Math.min(INSTANTS - 1, Math.max(0, Math.floor(warped)));
    const high = Math.min(INSTANTS - 1, Math.max(0, Math.floor(warped) + 1));
    const even = steps[low]! + (steps[high]! - steps[low]!) * (warped - Math.floor(warped));
    return even * (1 - ease * Math.cos(2 * Math.PI * part));
  });
  return eased.toSorted((a, b) => a - b)[places >> 1]!;
}

/** Pixels in full motion in those rows of tiles. */
function chooseSamples({ width, height, tile, matte }: RenderPlan, rows: readonly number[]): number[] {
  const found: number[] = [];
  for (const row of rows) {
    for (let y = row * tile; y < Math.min(height, (row + 1) * tile); y++) {
      for (let x = 0; x < width; x++) if (matte[y * width + x] === 255) found.push(y * width + x);
    }
  }
  const stride = Math.max(1, Math.ceil(found.length / SAMPLES));
  return found.filter((_, i) => i % stride === 0);
}

function distance(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum / a.length;
}
