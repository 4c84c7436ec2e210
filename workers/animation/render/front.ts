import { REGIONS, type Region } from '../../../src/shared/atmosphere';
import type { Motion } from '../../../src/shared/motion';
import type { RgbaImage } from '../../../src/shared/pixels';
import { boxBlur, extreme, pushPull, smoothstep } from './planes';

/** Cells around a place that decide what stands before what; coarse maps may be wrong by as much. */
const REACH_CELLS = 4;
/** Cells by which a decision goes on into what is still, where the coarse map's own border hides what differs. */
const SPREAD_CELLS = 2;
/** Of what moves at a border: these never stand before what is still. Hair hangs on its head. */
const BEHIND: readonly Region[] = ['sky', 'water', 'fire', 'person'];
/** Least variance of a channel in 0..1, as of JPEG and noise. */
const LEAST_VARIANCE = 2e-3;

/**
 * Where what sways stands before what is still (leaves before a wall), 0..1 a cell: there it moves as a cut-out with its own edge, and opens
 * onto a background painted in beneath it. Elsewhere the still thing is in front, or both are of one piece: a meadow of which a part is sheltered
 * has no edge between, but two that differ in colour do. Null where that is nowhere.
 *
 * @param certainty 0..1: what moves for sure
 * @param flow 0..1: what of it flows
 */
export function frontShare(
  photo: RgbaImage,
  motion: Motion,
  certainty: Float32Array,
  flow: Float32Array,
): Float32Array<ArrayBuffer> | null {
  const { regions, grid } = motion;
  if (!regions) return null;
  const { width, height } = grid;
  const cells = width * height;
  const region = (kind: Region, cell: number) => regions[REGIONS.indexOf(kind) * cells + cell]!;
  const near = (value: (cell: number) => number) =>
    boxBlur(
      Float32Array.from({ length: cells }, (_, cell) => value(cell)),
      width,
      height,
      REACH_CELLS,
    );
  const swaying = near(
    (cell) =>
      certainty[cell]! * (1 - flow[cell]!) * (1 - Math.max(...BEHIND.map((kind) => region(kind, cell)))),
  );
  const moving = near((cell) => certainty[cell]!);
  const still = near((cell) => 1 - certainty[cell]!);
  const person = near((cell) => (1 - certainty[cell]!) * region('person', cell));
  const moments = knownMoments(photo, width, height);
  const within = (plane: Float32Array, moves: boolean) =>
    near((cell) => plane[cell]! * (moves ? certainty[cell]! : 1 - certainty[cell]!));
  const [ours, theirs] = [true, false].map((moves) => moments.map((plane) => within(plane, moves)));
  const label = new Float32Array(cells);
  const known = new Float32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const m = moving[cell]! + 1e-4;
    const s = still[cell]! + 1e-4;
    let distance = 0;
    for (let c = 0; c < 3; c++) {
      const a = ours![c]![cell]! / m;
      const b = theirs![c]![cell]! / s;
      const variance = ours![3 + c]![cell]! / m - a * a + theirs![3 + c]![cell]! / s - b * b;
      distance += (a - b) ** 2 / (0.5 * Math.max(0, variance) + LEAST_VARIANCE);
    }
    label[cell] =
      smoothstep(0.15, 0.5, distance) *
      smoothstep(0.4, 0.7, swaying[cell]! / m) *
      (1 - smoothstep(0.1, 0.3, person[cell]! / s));
    // Known at borders alone; from there it is carried on.
    known[cell] = smoothstep(0.04, 0.16, moving[cell]! * still[cell]!);
  }
  pushPull([label], known, width, height);
  const spread = extreme(label, width, height, SPREAD_CELLS, false);
  const decided = boxBlur(spread, width, height, 1).map((value) => smoothstep(0.3, 0.6, value));
  return decided.some((value, cell) => value > 0.1 && known[cell]! > 0.1) ? decided : null;
}

/** Of the photos that live: an edit of what moves asks for the same again. */
const surveyed = new WeakMap<RgbaImage, { width: number; height: number; moments: Float32Array[] }>();

function knownMoments(photo: RgbaImage, width: number, height: number): Float32Array[] {
  const found = surveyed.get(photo);
  if (found?.width === width && found.height === height) return found.moments;
  const moments = momentsOf(photo, width, height);
  surveyed.set(photo, { width, height, moments });
  return moments;
}

/** [6] planes of the grid: means of red, green and blue (sRGB in 0..1) in each cell, and of their squares. */
function momentsOf(photo: RgbaImage, width: number, height: number): Float32Array[] {
  const sums = Array.from({ length: 6 }, () => new Float32Array(width * height));
  const counts = new Float32Array(width * height);
  for (let y = 0; y < photo.height; y++) {
    const row = Math.floor((y * height) / photo.height) * width;
    for (let x = 0; x < photo.width; x++) {
      const cell = row + Math.floor((x * width) / photo.width);
      counts[cell] = counts[cell]! + 1;
      for (let c = 0; c < 3; c++) {
        const value = photo.data[4 * (y * photo.width + x) + c]! / 255;
        sums[c]![cell] = sums[c]![cell]! + value;
        sums[3 + c]![cell] = sums[3 + c]![cell]! + value * value;
      }
    }
  }
  // A grid finer than the photo leaves cells without a pixel: black, and alike on both sides.
  for (const plane of sums)
    for (let i = 0; i < plane.length; i++) plane[i] = plane[i]! / Math.max(1, counts[i]!);
  return sums;
}
