import { REGIONS } from '../../../src/shared/atmosphere';
import { MOVING_THRESHOLD, type Motion } from '../../../src/shared/motion';

/** A change of gain below this is not seen. */
const DARK = 1e-3;
/** Way of a cell (short sides; a drift's over the loop) that is seen: two thirds of a pixel of a 720-pixel film. */
const SEEN = 1e-3;
/** So many of the cells must move for a picture to be alive. */
const ALIVE = 2e-3;

/** Photo pixels to a cell, each way. */
const DETAIL = 4;
/** A way of more pixels than this changes a texture no further. */
const LONGEST_WAY = 3;
/** Change of luma (0..1) that an eye notices in a moving picture: four levels. */
const NOTICED = 4 / 255;
/**
 * Share of the cells seen to change below which a picture as a whole is quiet. Chosen by eye on the 87 held-out photos: of the 35 below it none looked alive (faces,
 * food, monuments before clear skies), of those above it leaves, clouds or water did.
 */
const QUIET = 0.08;
/** A sky is wide from this share of the picture on, and stands where less than this share of its cells is seen to change. */
const WIDE_SKY = 0.15;
const STANDING_SKY = 0.1;
/**
 * A sky's light may change where its border is known: the photo shows one (mean step of luma from pixel to pixel) at this share of the border's cells, and so many cells
 * for each of the sky's are torn. Of 130 photos with a wide sky twelve fail: fogs, seas that melt into the sky, backdrops out of focus, where a tint would show the map's own border.
 */
const EDGE = 4 / 255;
const EDGED_BORDER = 0.75;
const TORN_CELLS = 0.45;
const TORN = { from: 0.15, to: 0.85 };

/** Stills `moving`, in place, where nothing is left of all cells' motion and light: what only could move is no motion. */
export function quietLeftovers(motion: Motion): void {
  const lit = motion.glow.some((value) => Math.abs(value) > DARK);
  if (!lit && standsStill(motion)) motion.moving.fill(0);
}

/** Whether nothing in a picture goes anywhere (its light may change). */
export function standsStill(motion: Motion): boolean {
  const cells = motion.moving.length;
  let alive = 0;
  for (let cell = 0; cell < cells; cell++) {
    if (motion.moving[cell]! >= MOVING_THRESHOLD && wayOf(motion, cell) > SEEN) alive++;
  }
  return alive < ALIVE * cells;
}

/** How much of a picture an eye sees moving; light is left out. */
export interface SeenMotion {
  /** So little of it that the film looks like the photo. */
  quiet: boolean;
  /** A wide sky with a clear border in which nothing is seen to drift. */
  skyStands: boolean;
}

/**
 * What is seen of a motion on its photo: a clear sky may drift and nobody notices, since it has nothing that could be seen to go.
 *
 * @param photo [3,4h,4w] sRGB 0..1
 * @param regions [R,h,w] probabilities in the order of REGIONS
 */
export function seenMotion(motion: Motion, photo: Float32Array, regions: Float32Array): SeenMotion {
  const { width, height } = motion.grid;
  const cells = width * height;
  const detail = detailOf(photo, width, height);
  const shortPixels = DETAIL * Math.min(width, height);
  const from = REGIONS.indexOf('sky') * cells;
  const sky = regions.subarray(from, from + cells);
  let seen = 0;
  let skyCells = 0;
  let skySeen = 0;
  for (let cell = 0; cell < cells; cell++) {
    const way = Math.min(LONGEST_WAY, wayOf(motion, cell) * shortPixels);
    const changes = motion.moving[cell]! >= MOVING_THRESHOLD && way * detail[cell]! > NOTICED;
    if (changes) seen++;
    if (sky[cell]! < 0.5) continue;
    skyCells++;
    if (changes) skySeen++;
  }
  return {
    quiet: seen < QUIET * cells,
    skyStands:
      skyCells >= WIDE_SKY * cells &&
      skySeen < STANDING_SKY * skyCells &&
      hasClearBorder(sky, skyCells, detail, width),
  };
}

/** Whether the photo itself shows where the sky ends, and the map is sure of it. */
function hasClearBorder(sky: Float32Array, skyCells: number, detail: Float32Array, width: number): boolean {
  const height = sky.length / width;
  const isSky = (x: number, y: number) =>
    sky[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))]! >= 0.5;
  let torn = 0;
  let border = 0;
  let edged = 0;
  for (let cell = 0; cell < sky.length; cell++) {
    if (sky[cell]! > TORN.from && sky[cell]! < TORN.to) torn++;
    const x = cell % width;
    const y = Math.floor(cell / width);
    if (sky[cell]! < 0.5) continue;
    if (isSky(x - 1, y) && isSky(x + 1, y) && isSky(x, y - 1) && isSky(x, y + 1)) continue;
    border++;
    if (sharpestNear(detail, x, y, width, height) > EDGE) edged++;
  }
  // A picture of nothing but sky may be a painted gradient.
  return border > 0 && torn <= TORN_CELLS * skyCells && edged >= EDGED_BORDER * border;
}

/** Largest value among a cell and its eight neighbours. */
function sharpestNear(detail: Float32Array, x: number, y: number, width: number, height: number): number {
  let most = 0;
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++)
      most = Math.max(most, detail[row * width + column]!);
  return most;
}

/** [h,w] mean step of luma (0..1) from pixel to pixel, the larger of across and down. */
function detailOf(photo: Float32Array, width: number, height: number): Float32Array {
  const across = DETAIL * width;
  const pixels = across * DETAIL * height;
  const luma = (at: number) =>
    0.299 * photo[at]! + 0.587 * photo[pixels + at]! + 0.114 * photo[2 * pixels + at]!;
  const detail = new Float32Array(width * height);
  for (let y = 0; y < DETAIL * height; y++) {
    for (let x = 0; x < across; x++) {
      const at = y * across + x;
      const here = luma(at);
      const right = x + 1 < across ? Math.abs(luma(at + 1) - here) : 0;
      const below = at + across < pixels ? Math.abs(luma(at + across) - here) : 0;
      detail[Math.floor(y / DETAIL) * width + Math.floor(x / DETAIL)]! +=
        Math.max(right, below) / DETAIL ** 2;
    }
  }
  return detail;
}

/** How far a cell goes, in short sides: its drift over the loop and its sway. */
function wayOf({ moving, drift, spectrum, durationSeconds }: Motion, cell: number): number {
  const cells = moving.length;
  let sway = 0;
  for (let at = cell; at < spectrum.length; at += cells) sway += spectrum[at]! ** 2;
  return Math.hypot(drift[cell]!, drift[cells + cell]!) * durationSeconds + Math.sqrt(sway);
}
