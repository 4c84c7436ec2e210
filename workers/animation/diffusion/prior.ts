import { MOTION_CHANNELS } from './motion-channels';
import { standardNormal } from './random';

/** Which noise a denoiser starts from, as its manifest record names it. */
export type Prior = 'white' | 'octaves';

interface Grid {
  height: number;
  width: number;
}

/**
 * The octaves of the prior: lattice spacing in short sides and share of the variance, coarse to fine. Spacing Infinity is one
 * value for the whole map, 0 one for each cell. The twin of OCTAVES in models/training/motion/noise.py, which says why.
 */
const OCTAVES: readonly (readonly [spacing: number, variance: number])[] = [
  [Infinity, 0.2],
  [1 / 2, 0.3],
  [1 / 4, 0.26],
  [1 / 8, 0.14],
  [1 / 16, 0.07],
  [0, 0.03],
];

/** One axis of a lattice: for each cell its first node and the weights of four. */
interface Axis {
  nodes: number;
  first: Int32Array;
  /** [cells, 4], divided by their root sum of squares: every cell has unit variance. */
  weights: Float64Array;
}

/**
 * The noise that a flow starts from: [31,h,w], unit variance a cell, the same for the same grid and seed.
 * @param seed as `sfc32` takes it; throws RangeError for one that is none
 */
export function drawPrior(prior: Prior, grid: Grid, seed: number): Float32Array<ArrayBuffer> {
  if (prior === 'white') return standardNormal(MOTION_CHANNELS * grid.height * grid.width, seed);
  const perMap = drawCount(grid);
  return composeOctaves(standardNormal(MOTION_CHANNELS * perMap, seed), grid);
}

/** How many standard normal numbers one map of the octave prior needs. */
export function drawCount(grid: Grid): number {
  return OCTAVES.reduce((sum, [spacing]) => {
    if (spacing === Infinity) return sum + 1;
    if (spacing === 0) return sum + grid.height * grid.width;
    const { rows, columns } = lattice(grid, spacing);
    return sum + rows.nodes * columns.nodes;
  }, 0);
}

/**
 * Octave noise of standard normal numbers: [maps, drawCount] -> [maps, h, w]. Each octave is white noise on a lattice, joined
 * by cubic B-splines; nodes row by row, octaves in their order, map after map.
 */
export function composeOctaves(draws: Float32Array, grid: Grid): Float32Array<ArrayBuffer> {
  const { height, width } = grid;
  const cells = height * width;
  const perMap = drawCount(grid);
  const maps = draws.length / perMap;
  if (!Number.isInteger(maps)) throw new RangeError(`${draws.length} numbers are no maps of ${perMap}`);
  const out = new Float32Array(maps * cells);
  const lattices = OCTAVES.map(([spacing]) =>
    spacing === Infinity || spacing === 0 ? undefined : lattice(grid, spacing),
  );
  for (let map = 0; map < maps; map++) {
    const target = out.subarray(map * cells, (map + 1) * cells);
    let start = map * perMap;
    OCTAVES.forEach(([spacing, variance], octave) => {
      const deviation = Math.sqrt(variance);
      const axes = lattices[octave];
      if (axes) {
        start += addOctave(target, draws.subarray(start), axes, width, deviation);
      } else if (spacing === 0) {
        for (let cell = 0; cell < cells; cell++) target[cell]! += deviation * draws[start + cell]!;
        start += cells;
      } else {
        const value = deviation * draws[start]!;
        for (let cell = 0; cell < cells; cell++) target[cell]! += value;
        start += 1;
      }
    });
  }
  return out;
}

/** Adds one octave; how many numbers it took. */
function addOctave(
  target: Float32Array,
  nodes: Float32Array,
  { rows, columns }: { rows: Axis; columns: Axis },
  width: number,
  deviation: number,
): number {
  const height = rows.first.length;
  // Across first: [nodes down, width].
  const across = new Float64Array(rows.nodes * width);
  for (let down = 0; down < rows.nodes; down++) {
    for (let x = 0; x < width; x++) {
      const at = down * columns.nodes + columns.first[x]!;
      let sum = 0;
      for (let i = 0; i < 4; i++) sum += columns.weights[4 * x + i]! * nodes[at + i]!;
      across[down * width + x] = sum;
    }
  }
  for (let y = 0; y < height; y++) {
    const top = rows.first[y]!;
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let i = 0; i < 4; i++) sum += rows.weights[4 * y + i]! * across[(top + i) * width + x]!;
      target[y * width + x]! += deviation * sum;
    }
  }
  return rows.nodes * columns.nodes;
}

function lattice({ height, width }: Grid, spacing: number): { rows: Axis; columns: Axis } {
  const short = Math.min(height, width);
  return { rows: axis(height, short, spacing), columns: axis(width, short, spacing) };
}

/** Cubic B-spline weights of the cells' centres. */
function axis(cells: number, short: number, spacing: number): Axis {
  const first = new Int32Array(cells);
  const weights = new Float64Array(4 * cells);
  for (let cell = 0; cell < cells; cell++) {
    const position = (cell + 0.5) / short / spacing;
    const node = Math.floor(position);
    const t = position - node;
    const parts = [(1 - t) ** 3, 3 * t ** 3 - 6 * t ** 2 + 4, -3 * t ** 3 + 3 * t ** 2 + 3 * t + 1, t ** 3];
    const norm = Math.hypot(...parts);
    first[cell] = node;
    parts.forEach((part, index) => (weights[4 * cell + index] = part / norm));
  }
  return { nodes: first[cells - 1]! + 4, first, weights };
}
