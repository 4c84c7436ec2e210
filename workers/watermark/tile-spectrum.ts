import {
  CODE_BITS,
  PILOT_COUNT,
  TILE,
  codeBook,
  type Amplitudes,
  type Carrier,
} from '../../src/shared/watermark/code-book';
import { transform2d } from '../../src/shared/watermark/fft';

/** Where a tile begins, in samples. */
export interface Shift {
  across: number;
  down: number;
}

/** The best shift of a set of numbers against the pilots. */
export interface PilotMatch extends Shift {
  /** Of the agreement, in standard deviations of what chance gives at one place. */
  score: number;
}

/** Pilots and the grid of shifts on which they are tried. */
export interface PilotSet {
  /** Indices into the code book's pilots. */
  indices: readonly number[];
  carriers: readonly Carrier[];
  /** Shifts along each axis, a power of two above twice the highest frequency. */
  grid: number;
}

function pilotSet(highest: number, grid: number): PilotSet {
  const { pilots } = codeBook();
  const indices = pilots.flatMap(({ across, down }, i) => (Math.hypot(across, down) <= highest ? [i] : []));
  return { indices, carriers: indices.map((i) => pilots[i]!), grid };
}

let sets: { all: PilotSet; low: PilotSet } | undefined;

/** All pilots; and the low ones, which take a tenth of the work and bear coarser steps. */
export function pilotSets(): { all: PilotSet; low: PilotSet } {
  return (sets ??= { all: pilotSet(TILE, TILE), low: pilotSet(15.5, TILE / 2) });
}

/**
 * Tries every shift of the tile against the pilots' known signs.
 * @param numbers of the set's carriers, levelled; more may follow
 */
export function matchPilots(numbers: Amplitudes, { indices, carriers, grid }: PilotSet): PilotMatch {
  const re = new Float64Array(grid * grid);
  const im = new Float64Array(grid * grid);
  const { pilotSigns } = codeBook();
  carriers.forEach(({ across, down }, i) => {
    // (a - ib) times the conjugate of the pilot's (p - iq): what a shift turns by e^(-i phase).
    const a = numbers[2 * i]!;
    const b = numbers[2 * i + 1]!;
    const p = pilotSigns[2 * indices[i]!]!;
    const q = pilotSigns[2 * indices[i]! + 1]!;
    const at = down * grid + ((across + grid) % grid);
    re[at] = a * p + b * q;
    im[at] = a * q - b * p;
  });
  transform2d(re, im, { width: grid, height: grid, inverse: true, rowsUsed: grid / 2 });
  let best = 0;
  for (let i = 1; i < re.length; i++) if (re[i]! > re[best]!) best = i;
  const column = best % grid;
  const row = Math.floor(best / grid);
  const near = (dx: number, dy: number) =>
    re[((row + dy + grid) % grid) * grid + ((column + dx + grid) % grid)]!;
  const samples = TILE / grid;
  return {
    across: (column + between(near(-1, 0), near(0, 0), near(1, 0))) * samples,
    down: (row + between(near(0, -1), near(0, 0), near(0, 1))) * samples,
    score: re[best]! / Math.sqrt(2 * carriers.length),
  };
}

/** Where between its neighbours a peak stands: the vertex of the parabola through the three. */
function between(before: number, here: number, after: number): number {
  const bend = before - 2 * here + after;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0;
}

/** Numbers as they were before the tile was shifted. */
export function unshifted(numbers: Amplitudes, carriers: readonly Carrier[], shift: Shift): Amplitudes {
  const result = new Float64Array(numbers.length);
  carriers.forEach(({ across, down }, i) => {
    const phase = (2 * Math.PI * (across * shift.across + down * shift.down)) / TILE;
    const cos = Math.cos(phase);
    const sin = Math.sin(phase);
    const a = numbers[2 * i]!;
    const b = numbers[2 * i + 1]!;
    result[2 * i] = a * cos + b * sin;
    result[2 * i + 1] = b * cos - a * sin;
  });
  return result;
}

/**
 * Log-likelihood ratios of the coded bits, positive for a zero, on a common scale.
 * @param numbers all carriers', pilots first, levelled and unshifted
 */
export function likelihoodsOf(numbers: Amplitudes): Float64Array {
  const { dataSigns } = codeBook();
  const likelihoods = new Float64Array(CODE_BITS);
  for (let i = 0; i < CODE_BITS; i++) likelihoods[i] = numbers[2 * PILOT_COUNT + i]! * dataSigns[i]!;
  return likelihoods;
}
