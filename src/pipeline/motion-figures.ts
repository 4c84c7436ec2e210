import { MOVING_THRESHOLD, SPECTRUM_HARMONICS, type Motion } from '../shared/motion';

/** How much a Motion moves; formulas in docs/measures.md. */
export interface MotionFigures {
  /** Share of the cells that move, 0..1. */
  movingFraction: number;
  /** Mean over moving cells and time of the oscillation's displacement, short sides. */
  meanDisplacement: number;
  /** Largest displacement of any moving cell at any time, oscillation only, short sides. */
  maxDisplacement: number;
  /** Mean over moving cells of the drift's speed, short sides per second. */
  driftSpeed: number;
}

/** Points in time over the loop at which the oscillation is sampled. */
const TIME_SAMPLES = 16;

/** Figures of a Motion on its own grid. A Motion without a moving cell gives zeros. */
export function motionFigures(motion: Motion): MotionFigures {
  const { width, height } = motion.grid;
  const cells = width * height;
  let movingCells = 0;
  let displacementSum = 0;
  let maxDisplacement = 0;
  let driftSum = 0;
  for (let cell = 0; cell < cells; cell++) {
    if (motion.moving[cell]! < MOVING_THRESHOLD) continue;
    movingCells++;
    driftSum += Math.hypot(motion.drift[cell]!, motion.drift[cells + cell]!);
    for (let sample = 0; sample < TIME_SAMPLES; sample++) {
      const displacement = Math.hypot(...displacementAt(motion, cell, sample / TIME_SAMPLES));
      displacementSum += displacement;
      maxDisplacement = Math.max(maxDisplacement, displacement);
    }
  }
  const per = (sum: number, count: number) => (count === 0 ? 0 : sum / count);
  return {
    movingFraction: movingCells / cells,
    meanDisplacement: per(displacementSum, movingCells * TIME_SAMPLES),
    maxDisplacement,
    driftSpeed: per(driftSum, movingCells),
  };
}

/** u(t) - u(0) of one cell at `phase` = t / T, in short sides. */
function displacementAt(motion: Motion, cell: number, phase: number): [number, number] {
  const cells = motion.grid.width * motion.grid.height;
  let x = 0;
  let y = 0;
  for (let harmonic = 1; harmonic <= SPECTRUM_HARMONICS; harmonic++) {
    const cosine = Math.cos(2 * Math.PI * harmonic * phase) - 1;
    const sine = Math.sin(2 * Math.PI * harmonic * phase);
    const base = (harmonic - 1) * 4 * cells + cell;
    x += motion.spectrum[base]! * cosine - motion.spectrum[base + cells]! * sine;
    y += motion.spectrum[base + 2 * cells]! * cosine - motion.spectrum[base + 3 * cells]! * sine;
  }
  return [x, y];
}
