/** Cells of a map. */
export interface Grid {
  height: number;
  width: number;
}

/**
 * Part of the way of a whole loop (speed times T) that must be free: a velocity that falls in proportion to the distance left never gets
 * there, since the way left shrinks exponentially.
 */
const REACH = 0.6;
/** Nothing drifts nearer to a foreign body than this (short sides): class maps and photos do not agree to the pixel. */
const MARGIN = 0.022;
/** Shortest and longest look ahead, short sides. */
const SHORTEST = 0.012;
const LONGEST = 0.25;
/** Steps of the look ahead and the first of them, cells: none falls on a border between cells. */
const STEP_CELLS = 0.5;
const FIRST_STEP_CELLS = 0.3;
const SLOWEST = 1e-9;

/**
 * The part of a velocity, 0..1, that may stay before blocked cells: it slows down there, so that nothing hard is torn or smeared. Looks up
 * and down stream along the cell's own velocity, since a loop is drawn from both sides; 0 in blocked cells. The twin of `headroom` in
 * models/training/motion/headroom.py, and what the denoiser's training targets obey.
 * @param drift [2,h,w], short sides per second
 * @param blocked [h,w], 1 where nothing may drift to
 * @returns [h,w]
 */
export function headroom(
  drift: Float32Array,
  blocked: Uint8Array,
  grid: Grid,
  seconds: number,
): Float32Array {
  const { height, width } = grid;
  const cells = height * width;
  const short = Math.min(height, width);
  const free = new Float32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    if (blocked[cell]) continue;
    const vx = drift[cell]!;
    const vy = drift[cells + cell]!;
    const speed = Math.max(Math.hypot(vx, vy), SLOWEST);
    const ahead = clamp(REACH * speed * seconds, SHORTEST, LONGEST);
    const hit = nearestBlocked(cell, vx / speed, vy / speed, (ahead + MARGIN) * short);
    free[cell] = clamp((hit / short - MARGIN) / ahead, 0, 1);
  }

  /** Distance to the first blocked cell both ways, in cells; Infinity within `limit`. */
  function nearestBlocked(cell: number, ux: number, uy: number, limit: number): number {
    const row = Math.floor(cell / width);
    const column = cell % width;
    for (let way = FIRST_STEP_CELLS; way <= limit; way += STEP_CELLS) {
      for (const sign of [way, -way]) {
        const x = clamp(Math.floor(column + sign * ux + 0.5), 0, width - 1);
        const y = clamp(Math.floor(row + sign * uy + 0.5), 0, height - 1);
        if (blocked[y * width + x]) return way;
      }
    }
    return Infinity;
  }

  // Neighbours slow down together; only ever less.
  const even = evenOut(free, grid, 2);
  return free.map((value, cell) => Math.min(value, even[cell]!));
}

/** [h,w] mean over 3x3 neighbours, so many times; beyond the border the border's own values count. */
export function evenOut(values: Float32Array, { height, width }: Grid, times: number): Float32Array {
  let from = new Float32Array(values);
  for (let time = 0; time < times; time++) {
    const to = new Float32Array(from.length);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        let sum = 0;
        for (let dy = -1; dy <= 1; dy++) {
          const line = clamp(row + dy, 0, height - 1) * width;
          for (let dx = -1; dx <= 1; dx++) sum += from[line + clamp(column + dx, 0, width - 1)]!;
        }
        to[row * width + column] = sum / 9;
      }
    }
    from = to;
  }
  return from;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
