import type { Motion } from '../motion';
import type { Arrow, MotionEdit, Point } from './edits';
import { cellAt, cellCentre, distanceToSegment, neighbours, toShortSides, type GridFrame } from './grid';
import { turnSwing } from './harmonics';
import { styleOf } from './materials';

/** What flows travels an arrow's length in this time. */
export const ARROW_SECONDS = 4;
/** An arrow shorter than this, in short sides, is a tap. */
export const SHORTEST_ARROW = 0.03;
/** The length of an arrow that leaves a swing as wide as it is, in short sides, and how much it may widen or narrow it. */
const NATURAL_ARROW = 0.2;
const SWING_SCALE = { least: 0.5, most: 2 };
/** A cell counts as moving from here on; an arrow that begins beside such cells, within so many, still means them. */
const MOVES = 0.5;
const CATCH_CELLS = 3;
/** An arrow on what stands still wakes a lane of this half-width, in short sides. */
const LANE_RADIUS = 0.06;
/** How the flow's own differences in speed are kept: bounds of a cell's speed over the region's. */
const PROFILE = { least: 0.4, most: 1.6 };

/** The lanes that arrows on still ground wake, as strokes: to be painted with the brushes. */
export function wakeLanes(edits: readonly MotionEdit[], motion: Motion, frame: GridFrame): MotionEdit[] {
  return edits.map((edit) =>
    edit.kind === 'arrow' && findStart(motion, frame, edit) === undefined
      ? { kind: 'wake', points: [edit.from, edit.to], radius: LANE_RADIUS }
      : edit,
  );
}

/** The moving cell that an arrow begins at, or the nearest within reach. */
function findStart(motion: Motion, frame: GridFrame, arrow: Arrow): number | undefined {
  const start = cellAt(frame, arrow.from);
  if (motion.moving[start]! >= MOVES) return start;
  const x0 = start % frame.width;
  const y0 = Math.floor(start / frame.width);
  let best: number | undefined;
  let nearest = CATCH_CELLS + 0.5;
  for (let y = Math.max(0, y0 - CATCH_CELLS); y <= Math.min(frame.height - 1, y0 + CATCH_CELLS); y++) {
    for (let x = Math.max(0, x0 - CATCH_CELLS); x <= Math.min(frame.width - 1, x0 + CATCH_CELLS); x++) {
      const distance = Math.hypot(x - x0, y - y0);
      if (motion.moving[y * frame.width + x]! < MOVES || distance >= nearest) continue;
      nearest = distance;
      best = y * frame.width + x;
    }
  }
  return best;
}

/** The cells that belong together with `start`: moving, of its material, connected. */
function regionOf(motion: Motion, materials: Uint8Array, frame: GridFrame, start: number): Uint8Array {
  const region = new Uint8Array(frame.width * frame.height);
  region[start] = 1;
  const open = [start];
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    for (const neighbour of neighbours(frame, cell)) {
      if (region[neighbour] === 1 || motion.moving[neighbour]! < MOVES) continue;
      if (materials[neighbour] !== materials[start]) continue;
      region[neighbour] = 1;
      open.push(neighbour);
    }
  }
  return region;
}

interface Pull {
  from: Point;
  to: Point;
  vector: Point;
}

/**
 * Turns what moves the way of the arrows: each arrow takes hold of the connected region of one material that it begins in; where several
 * lie in one region, each counts the more the nearer it is. What flows takes direction and speed, what sways its direction and
 * its width. In place; `motion` must be a copy.
 */
export function applyArrows(
  motion: Motion,
  edits: readonly MotionEdit[],
  materials: Uint8Array,
  frame: GridFrame,
): void {
  const cells = frame.width * frame.height;
  const pulls: Pull[][] = Array.from({ length: cells }, () => []);
  for (const edit of edits) {
    if (edit.kind !== 'arrow') continue;
    const start = findStart(motion, frame, edit);
    if (start === undefined) continue;
    const from = toShortSides(frame, edit.from);
    const to = toShortSides(frame, edit.to);
    const vector = { x: to.x - from.x, y: to.y - from.y };
    if (Math.hypot(vector.x, vector.y) < SHORTEST_ARROW) continue;
    const region = regionOf(motion, materials, frame, start);
    for (let cell = 0; cell < cells; cell++) if (region[cell] === 1) pulls[cell]!.push({ from, to, vector });
  }
  const profile = speedProfile(motion, pulls, materials, cells);
  for (let cell = 0; cell < cells; cell++) {
    if (pulls[cell]!.length === 0) continue;
    const { x, y } = blend(pulls[cell]!, cellCentre(frame, cell));
    const length = Math.hypot(x, y);
    if (styleOf(materials[cell]!) === 'flow') {
      motion.drift[cell] = (profile[cell]! * x) / ARROW_SECONDS;
      motion.drift[cells + cell] = (profile[cell]! * y) / ARROW_SECONDS;
    } else if (length > 0) {
      const scale = Math.min(SWING_SCALE.most, Math.max(SWING_SCALE.least, length / NATURAL_ARROW));
      turnSwing(motion.spectrum, cell, cells, { x: x / length, y: y / length }, scale);
      // What sways does not also wander off in its old direction.
      const speed = Math.hypot(motion.drift[cell]!, motion.drift[cells + cell]!);
      motion.drift[cell] = (speed * x) / length;
      motion.drift[cells + cell] = (speed * y) / length;
    }
  }
}

/** Weights by the inverse square of the distance from the arrow's shaft. */
function blend(pulls: Pull[], place: Point): Point {
  let x = 0;
  let y = 0;
  let total = 0;
  for (const { from, to, vector } of pulls) {
    const weight = 1 / (distanceToSegment(place, from, to) ** 2 + 1e-4);
    x += weight * vector.x;
    y += weight * vector.y;
    total += weight;
  }
  return { x: x / total, y: y / total };
}

/** How fast each pulled cell flows beside the mean of all pulled cells of its material: a river stays slower at its banks. */
function speedProfile(motion: Motion, pulls: Pull[][], materials: Uint8Array, cells: number): Float32Array {
  const profile = new Float32Array(cells).fill(1);
  const speed = (cell: number) => Math.hypot(motion.drift[cell]!, motion.drift[cells + cell]!);
  for (const material of new Set(materials)) {
    const members: number[] = [];
    for (let cell = 0; cell < cells; cell++) {
      if (materials[cell] === material && pulls[cell]!.length > 0) members.push(cell);
    }
    const mean = members.reduce((sum, cell) => sum + speed(cell), 0) / Math.max(1, members.length);
    if (mean < 1e-3) continue;
    for (const cell of members) {
      profile[cell] = Math.min(PROFILE.most, Math.max(PROFILE.least, speed(cell) / mean));
    }
  }
  return profile;
}
