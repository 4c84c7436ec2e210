import { SCENE_CLASSES, type SceneClass } from '../../../src/shared/scene';
import { evenOut, type Grid } from './headroom';
import { boxAround, boxMean, meanOf, piecesOf, rank } from './photo-cues/planes';
import type { Cues } from './photo-cues/read-cues';

/** Plants under a sky stand far off and answer one by one; with less sky than this they are near. */
const OPEN_SKY = 0.06;
/** A photo is shallow when so much of its plants is blurred and so much of the picture is plants in focus. */
const SHALLOW_BLURRED = 0.25;
const SHALLOW_SHARP = 0.03;
/** A piece in focus holds together where this part of the neighbours is in focus. */
const TOGETHER = 0.4;
/** A body: least and largest part of the picture, widest part of the width, fullest box, least height (short sides). */
const BODY_LEAST = 0.015;
const BODY_MOST = 0.5;
const BODY_WIDEST = 0.85;
const BODY_FULL = 0.42;
const BODY_HEIGHT = 0.12;
/** Sway at a body's foot, of that at its head, and how much a body may gain to keep the size that its cells had. */
const FOOT = 0.45;
const KEEP_MOST = 1.6;
/** Means by which plants near by are evened out, in cells each way. */
const EVEN_CELLS = 4;
/** How much blurred plants lose; a plant sways no more than so many times as far as half of the plants do. */
const BLUR_LOSS = 0.35;
const LIVELIEST = 1.25;
const MOSTLY = 0.5;

/**
 * Lets plants near by sway as whole bodies, and what is out of focus less and evenly, in place: what the photo's focus tells of the
 * oscillation. In a shallow photo each piece of flowers and of plants in focus is a body, else each compact piece of flowers. The twin of
 * `cohere` in models/training/motion/coherence.py.
 * @param spectrum [16,h,w], short sides
 * @param scene [16,h,w], probabilities in the order of SCENE_CLASSES
 */
export function cohere(spectrum: Float32Array, scene: Float32Array, cues: Cues, grid: Grid): void {
  const cells = grid.height * grid.width;
  const share = (name: SceneClass) => {
    const from = SCENE_CLASSES.indexOf(name) * cells;
    return scene.subarray(from, from + cells);
  };
  const flowers = share('grass');
  const plants = share('foliage').map((value, cell) => value + flowers[cell]!);
  const here = plants.map((value) => Number(value > MOSTLY));
  const places = [...here.keys()].filter((cell) => here[cell]);
  if (places.length === 0) return;
  const before = spectrum.slice();
  const blurred = meanOf(places.map((cell) => cues.blurred[cell]!)) > SHALLOW_BLURRED;
  const inFocus = here.map((value, cell) => value * cues.sharp[cell]!);
  const shallow = blurred && meanOf(inFocus) > SHALLOW_SHARP;
  const bodies = bodiesOf(here, inFocus, flowers, shallow, grid);
  const isNear = meanOf(share('sky')) + meanOf(share('cloud')) < OPEN_SKY;
  if (isNear || blurred) evenWidely(spectrum, here, grid);
  for (const body of bodies) swayAsOne(spectrum, before, body, grid);
  boundSway(spectrum, places, cells);
  if (!blurred) return;
  const isBody = new Set(bodies.flat());
  const weight = boxMean(here, grid, EVEN_CELLS, 2);
  const blur = boxMean(
    here.map((value, cell) => value * cues.blurred[cell]!),
    grid,
    EVEN_CELLS,
    2,
  );
  for (const cell of places) {
    if (isBody.has(cell)) continue;
    const factor = 1 - (BLUR_LOSS * blur[cell]!) / Math.max(weight[cell]!, 1e-3);
    for (let at = cell; at < spectrum.length; at += cells) spectrum[at] = spectrum[at]! * factor;
  }
}

/** The cells of each body. */
function bodiesOf(
  here: Float32Array,
  inFocus: Float32Array,
  flowers: Float32Array,
  shallow: boolean,
  grid: Grid,
): number[][] {
  const { height, width } = grid;
  const together = evenOut(inFocus, grid, 1);
  const mask = Uint8Array.from(here, (value, cell) =>
    Number(value > 0 && (flowers[cell]! > MOSTLY || (shallow && together[cell]! > TOGETHER))),
  );
  return piecesOf(mask, grid).filter((piece) => {
    const box = boxAround(piece, width);
    const part = piece.length / (height * width);
    const compact =
      part <= BODY_MOST &&
      box.width <= BODY_WIDEST * width &&
      piece.length >= BODY_FULL * box.width * box.height &&
      box.height >= BODY_HEIGHT * Math.min(height, width);
    return part >= BODY_LEAST && (shallow || compact);
  });
}

/** Wide means over plants in place of each cell's own sway, as large on the whole as before. */
function evenWidely(spectrum: Float32Array, here: Float32Array, grid: Grid): void {
  const cells = here.length;
  const weight = boxMean(here, grid, EVEN_CELLS, 2);
  const means = new Float32Array(spectrum.length);
  for (let from = 0; from < spectrum.length; from += cells) {
    const own = spectrum.subarray(from, from + cells).map((value, cell) => value * here[cell]!);
    means.set(
      boxMean(own, grid, EVEN_CELLS, 2).map((value, cell) => value / Math.max(weight[cell]!, 1e-3)),
      from,
    );
  }
  const keep = keptSize(spectrum, means, here);
  means.forEach((mean, at) => {
    if (here[at % cells]) spectrum[at] = mean * keep;
  });
}

/** One sway for a body's cells, less at its foot, softly over into what is around. */
function swayAsOne(spectrum: Float32Array, before: Float32Array, body: readonly number[], grid: Grid): void {
  const cells = grid.height * grid.width;
  const box = boxAround(body, grid.width);
  const bend = Float32Array.from({ length: cells }, (_, cell) => {
    const row = Math.floor(cell / grid.width);
    const above = Math.min(1, Math.max(0, (box.top + box.height - (row + 0.5)) / box.height));
    return FOOT + (1 - FOOT) * above;
  });
  const inside = new Float32Array(cells);
  for (const cell of body) inside[cell] = 1;
  const meanBend = meanOf(body.map((cell) => bend[cell]!));
  const sway = new Float32Array(spectrum.length);
  for (let from = 0; from < spectrum.length; from += cells) {
    const mean = meanOf(body.map((cell) => before[from + cell]!)) / meanBend;
    for (let cell = 0; cell < cells; cell++) sway[from + cell] = mean * bend[cell]!;
  }
  const keep = keptSize(before, sway, inside);
  const soft = evenOut(inside, grid, 2).map((value, cell) => Math.max(value, inside[cell]!));
  spectrum.forEach((value, at) => {
    spectrum[at] = value + soft[at % cells]! * (sway[at]! * keep - value);
  });
}

/** No plant sways much farther than half of the plants do. */
function boundSway(spectrum: Float32Array, places: readonly number[], cells: number): void {
  const size = Float32Array.from(places, (cell) => {
    let sum = 0;
    for (let at = cell; at < spectrum.length; at += cells) sum += spectrum[at]! ** 2;
    return Math.sqrt(sum);
  });
  const most = LIVELIEST * rank(size, 0.5);
  places.forEach((cell, index) => {
    if (size[index]! <= most) return;
    for (let at = cell; at < spectrum.length; at += cells)
      spectrum[at] = (spectrum[at]! * most) / size[index]!;
  });
}

/** The factor that gives `after` the root mean square of `before` where `where` is 1, no larger than KEEP_MOST. */
function keptSize(before: Float32Array, after: Float32Array, where: Float32Array): number {
  const power = (maps: Float32Array) =>
    maps.reduce((sum, value, at) => sum + value ** 2 * where[at % where.length]!, 0);
  return Math.min(KEEP_MOST, Math.sqrt(power(before) / Math.max(power(after), 1e-20)));
}
