import { boxMean, extreme, piecesOf, smoothstep, type Size } from './planes';

/** What is out of focus keeps so many cells from what stands, twice over, and what stands is static by so much. */
const MARGIN_CELLS = 3;
const MARGIN_SHARE = 0.35;
/**
 * A cell that is static by STANDS does stand where LEAST_STANDING such cells hang together, and one that is by EDGE_SHARE where a hard edge
 * runs through it beside them.
 */
const STANDS = 0.5;
const EDGE_SHARE = 0.12;
const LEAST_STANDING = 12;
/**
 * Leaves and what is static are torn where the product of their shares (times 4, mean of TORN_CELLS cells each way) is so much, and wholly
 * from the second on. There the mean share of leaves, LITTER_CELLS each way, decides: up to LITTER_FROM all stands, from LITTER_TO on all sways.
 */
const TORN_FROM = 0.3;
const TORN_TO = 0.5;
const TORN_CELLS = 3;
const LITTER_FROM = 0.3;
const LITTER_TO = 0.6;
const LITTER_CELLS = 4;
/** So far does what is sharp make what is beside it look sharp, cells. */
const LEAK_CELLS = 3;

/**
 * How far cells are from what stands. The twin of `away_from` in models/training/motion/holds.py.
 * @param rests [h,w] probability of what stands
 * @returns [h,w] 0..1: 0 beside it, 1 some six cells away from it
 */
export function awayFrom(rests: Float32Array, grid: Size): Float32Array {
  const free = rests.map((share) => Number(share < MARGIN_SHARE));
  return boxMean(free, grid, MARGIN_CELLS, 2).map((value) => Math.min(1, Math.max(0, 2 * value - 1)));
}

/**
 * What is out of focus with its borders moved out: beside what is sharp, what is not looks sharp, since focus is a mean over cells.
 * @param blurred [h,w] 0..1
 * @returns [h,w] 0..1
 */
export function aroundBlurred(blurred: Float32Array, grid: Size): Float32Array {
  return extreme(blurred, grid, LEAK_CELLS, 'largest');
}

/**
 * What is marked without the pieces (joined by sides and corners) of fewer than `least` cells.
 * @param marked [h,w]
 * @returns [h,w], 1 on pieces that are large
 */
export function largePieces(marked: Uint8Array, grid: Size, least: number): Uint8Array<ArrayBuffer> {
  const large = new Uint8Array(marked.length);
  for (const piece of piecesOf(marked, grid)) {
    if (piece.length >= least) for (const cell of piece) large[cell] = 1;
  }
  return large;
}

/** [h,w] each, 0..1: how surely a cell lies where the class map is torn between plants and what stands, and the part of a sway that stays there. */
export interface TornGround {
  torn: Float32Array;
  stays: Float32Array;
}

/**
 * Ground that is half leaves: instead of boxes that sway between boxes that stand, all of it does the one or the other. The twin of
 * `torn_ground` in models/training/motion/holds.py.
 * @param plants [h,w] probability of plants
 * @param still [h,w] probability of what can't move
 */
export function tornGround(plants: Float32Array, still: Float32Array, grid: Size): TornGround {
  const both = plants.map((share, cell) => 4 * share * still[cell]!);
  const torn = boxMean(both, grid, TORN_CELLS).map((value) => smoothstep(value, TORN_FROM, TORN_TO));
  const stays = boxMean(plants, grid, LITTER_CELLS).map(
    (share, cell) => 1 - torn[cell]! * (1 - smoothstep(share, LITTER_FROM, LITTER_TO)),
  );
  return { torn, stays };
}

/**
 * What stands and the hard edges of the photo at its border, since a class map is right to a cell or two only; no specks, and nothing where
 * the map is torn. The twin of `held_cells` in models/training/motion/holds.py.
 * @param rests [h,w] probability of what stands
 * @param hard [h,w], 1 where a hard edge of the photo runs through a cell
 * @returns [h,w], 1 where nothing sways
 */
export function heldCells(
  rests: Float32Array,
  hard: Uint8Array,
  torn: Float32Array,
  grid: Size,
): Uint8Array<ArrayBuffer> {
  const stands = largePieces(
    Uint8Array.from(rests, (share, cell) => Number(share > STANDS && torn[cell]! < 0.5)),
    grid,
    LEAST_STANDING,
  );
  const near = extreme(Float32Array.from(stands), grid, 1, 'largest');
  return stands.map((value, cell) =>
    Number(value > 0 || (near[cell]! > 0 && hard[cell]! > 0 && rests[cell]! > EDGE_SHARE)),
  );
}
