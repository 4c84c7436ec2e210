import type { Box } from '../../../src/shared/verdict';

/**
 * Flashes by which people with photosensitive epilepsy could come to harm, measured on every frame: WCAG 2.2, 2.3.1 (general
 * and red flash thresholds) and Rec. ITU-R BT.1702-3, annex 1.
 */

/** One frame as a coarse grid: relative luminance and redness of each cell, both 0..1, row-major. */
export interface FlashFrame {
  timestampSeconds: number;
  luminance: Float32Array;
  /** How red it is where it is saturated, else 0: see {@link flashFrame}. */
  red: Float32Array;
}

/** The most flashes of one kind in one second, and how much of the picture flashes more often than is safe. */
export interface FlashMeasure {
  /** Of a cell, in its worst second. A flash is a pair of opposing changes, so halves occur. */
  flashesPerSecond: number;
  /** Largest part of the picture, 0..1, whose cells flash more than three times in the same second. */
  area: number;
  /** The same within the worst window of a third of the width by a third of the height (WCAG's field of 10 degrees). */
  windowArea: number;
  /** Start of the worst second. */
  atSeconds: number;
  /** About the cells that flash too often then; missing where none does. */
  box?: Box;
}

export interface FlashReport {
  general: FlashMeasure;
  red: FlashMeasure;
}

/** Cells along the longer side. */
export const FLASH_GRID = 48;
/** A change of a tenth of the largest relative luminance counts (WCAG; BT.1702: 20 cd/m2 of 200), */
const LUMINANCE_STEP = 0.1;
/** where the darker of the two is below this (WCAG; BT.1702: 160 cd/m2 of 200). */
const DARKER_BELOW = 0.8;
/** WCAG 2.2's saturated red: R/(R+G+B) of 0.8 or more. */
const SATURATED_RED = 0.8;
/** WCAG 2.2's red flash: (R-G-B) x 320 differs by more than 20 between the two; here as a share of 320. */
const RED_STEP = 20 / 320;
/** Three flashes in any one second are safe; each is two changes. */
const SAFE_CHANGES = 6;
/** Timestamps come in whole microseconds, or as sums of fractions. */
const CLOCK_ROUNDING = 1e-4;

/** A frame's grid from its pixels (RGBA, sRGB, already averaged down to `columns` x `rows`). */
export function flashFrame(data: Uint8ClampedArray, timestampSeconds: number): FlashFrame {
  const cells = data.length / 4;
  const luminance = new Float32Array(cells);
  const red = new Float32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const r = LINEAR[data[4 * cell]!]!;
    const g = LINEAR[data[4 * cell + 1]!]!;
    const b = LINEAR[data[4 * cell + 2]!]!;
    luminance[cell] = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    const sum = r + g + b;
    red[cell] = sum > 0 && r / sum >= SATURATED_RED ? Math.max(0, r - g - b) : 0;
  }
  return { timestampSeconds, luminance, red };
}

/** IEC 61966-2-1, as WCAG's definition of relative luminance has it. */
const LINEAR = Float32Array.from({ length: 256 }, (_, value) => {
  const c = value / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
});

/**
 * Measures a film of frames in order, `columns` cells a row. `loops` says that the film is played in a loop, so that its end
 * runs on into its beginning. Throws RangeError without frames.
 */
export function measureFlashes(
  frames: readonly FlashFrame[],
  columns: number,
  { loops }: { loops: boolean },
): FlashReport {
  const [first] = frames;
  const last = frames.at(-1);
  if (!first || !last) throw new RangeError('a film without a frame has no flashes to measure');
  const step = frames.length > 1 ? (last.timestampSeconds - first.timestampSeconds) / (frames.length - 1) : 0;
  const length = last.timestampSeconds - first.timestampSeconds + step;
  const repeated = loops
    ? frames
        .filter(({ timestampSeconds }) => timestampSeconds - first.timestampSeconds < 1)
        .map((frame) => ({ ...frame, timestampSeconds: frame.timestampSeconds + length }))
    : [];
  const all = [...frames, ...repeated];
  return {
    general: measure(all, columns, ({ luminance }) => luminance, LUMINANCE_STEP, DARKER_BELOW),
    red: measure(all, columns, ({ red }) => red, RED_STEP, Infinity),
  };
}

function measure(
  frames: readonly FlashFrame[],
  columns: number,
  valuesOf: (frame: FlashFrame) => Float32Array,
  smallestStep: number,
  darkerBelow: number,
): FlashMeasure {
  const cells = valuesOf(frames[0]!).length;
  const trackers = Array.from({ length: cells }, (_, cell) => new ChangeTracker(valuesOf(frames[0]!)[cell]!));
  const worst: FlashMeasure = { flashesPerSecond: 0, area: 0, windowArea: 0, atSeconds: 0 };
  /** Times of each cell's changes within the last second. */
  const recent: number[][] = Array.from({ length: cells }, () => []);
  const unsafe = new Uint8Array(cells);
  for (const frame of frames) {
    const values = valuesOf(frame);
    let most = 0;
    let unsafeCells = 0;
    for (let cell = 0; cell < cells; cell++) {
      const times = recent[cell]!;
      while (times.length > 0 && times[0]! <= frame.timestampSeconds - 1 + CLOCK_ROUNDING) times.shift();
      if (trackers[cell]!.sees(values[cell]!, smallestStep, darkerBelow)) times.push(frame.timestampSeconds);
      most = Math.max(most, times.length);
      unsafe[cell] = times.length > SAFE_CHANGES ? 1 : 0;
      unsafeCells += unsafe[cell]!;
    }
    if (most / 2 > worst.flashesPerSecond) worst.flashesPerSecond = most / 2;
    const area = unsafeCells / cells;
    const windowArea = unsafeCells === 0 ? 0 : worstWindow(unsafe, columns);
    if (windowArea > worst.windowArea || area > worst.area) {
      worst.atSeconds = Math.max(0, frame.timestampSeconds - 1);
      worst.box = boxAbout(unsafe, columns);
    }
    worst.area = Math.max(worst.area, area);
    worst.windowArea = Math.max(worst.windowArea, windowArea);
  }
  return worst;
}

/** Follows one cell: a change is counted once it has come as far as the smallest step from the last turning point, and not before it turns again. */
class ChangeTracker {
  #low: number;
  #high: number;
  #direction: 'up' | 'down' | undefined;

  constructor(value: number) {
    this.#low = value;
    this.#high = value;
  }

  /** True when the value completes a change that counts. */
  sees(value: number, smallestStep: number, darkerBelow: number): boolean {
    this.#low = Math.min(this.#low, value);
    this.#high = Math.max(this.#high, value);
    const rises = this.#direction !== 'up' && value - this.#low >= smallestStep && this.#low < darkerBelow;
    const falls = this.#direction !== 'down' && this.#high - value >= smallestStep && value < darkerBelow;
    if (!rises && !falls) return false;
    this.#direction = rises ? 'up' : 'down';
    this.#low = value;
    this.#high = value;
    return true;
  }
}

/** The box, in shares of the grid, about all ones. */
function boxAbout(flags: Uint8Array, columns: number): Box {
  const rows = flags.length / columns;
  let [left, right, top, bottom] = [columns, 0, rows, 0];
  flags.forEach((flag, cell) => {
    if (flag === 0) return;
    const [x, y] = [cell % columns, Math.floor(cell / columns)];
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  });
  return { x: left / columns, y: top / rows, width: (right - left) / columns, height: (bottom - top) / rows };
}

/** The largest share of ones in any window of a third of the grid each way. */
function worstWindow(flags: Uint8Array, columns: number): number {
  const rows = flags.length / columns;
  const width = Math.max(1, Math.round(columns / 3));
  const height = Math.max(1, Math.round(rows / 3));
  const stride = columns + 1;
  const sums = new Uint32Array(stride * (rows + 1));
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      sums[(y + 1) * stride + x + 1] =
        flags[y * columns + x]! +
        sums[y * stride + x + 1]! +
        sums[(y + 1) * stride + x]! -
        sums[y * stride + x]!;
    }
  }
  let worst = 0;
  for (let y = 0; y + height <= rows; y++) {
    for (let x = 0; x + width <= columns; x++) {
      const sum =
        sums[(y + height) * stride + x + width]! -
        sums[y * stride + x + width]! -
        sums[(y + height) * stride + x]! +
        sums[y * stride + x]!;
      worst = Math.max(worst, sum);
    }
  }
  return worst / (width * height);
}
