import { MOTION_LIMITS, type Motion } from '../motion';
import type { MotionEdit, Point, Stroke } from './edits';
import { cellCentre, distanceToSegment, neighbours, toShortSides, type GridFrame } from './grid';
import { SPECTRUM_COMPONENTS } from './harmonics';
import { styleOf } from './materials';

/** What the brushes say of each cell, 0..1. */
export interface BrushMasks {
  frozen: Float32Array<ArrayBuffer>;
  woken: Float32Array<ArrayBuffer>;
  /** Unit direction [x, y] of the last waking stroke over a cell; zeros for a dab. */
  wayX: Float32Array<ArrayBuffer>;
  wayY: Float32Array<ArrayBuffer>;
}

/** How sure a cell must be to move before its motion is lent to woken neighbours. */
const DONOR_CERTAINTY = 0.5;
/** A woken cell takes after what moves within this distance, in cells. */
const DONOR_REACH_CELLS = 14;
/** What a woken cell does when nothing near it moves: drift in short sides per second, swing in short sides. */
const LONE_DRIFT = 0.03;
const LONE_SWING = 0.008;
/** Length of the wave in which lone cells swing, in short sides: neighbours a little later than each other. */
const LONE_WAVE = 0.7;
/** The least that a woken cell moves: it was woken to be seen moving. */
const LEAST_DRIFT = 0.02;
const LEAST_SWING = 0.004;

/** How much of a cell the stroke covers: whole cells inside, fading over the cell at its rim. */
function strokeCover(stroke: Stroke, frame: GridFrame, paint: (cell: number, cover: number) => void): void {
  const points = stroke.points.map((point) => toShortSides(frame, point));
  const soft = 0.5 * Math.max(frame.cellWidth, frame.cellHeight);
  for (let cell = 0; cell < frame.width * frame.height; cell++) {
    const centre = cellCentre(frame, cell);
    let distance = Infinity;
    for (let i = 0; i < points.length; i++) {
      distance = Math.min(distance, distanceToSegment(centre, points[Math.max(0, i - 1)]!, points[i]!));
    }
    const cover = Math.min(1, Math.max(0, (stroke.radius + soft - distance) / (2 * soft)));
    if (cover > 0) paint(cell, cover);
  }
}

/** From a stroke's first point to its last, as a unit vector; zero for a dab. */
function strokeWay(stroke: Stroke, frame: GridFrame): Point {
  const from = toShortSides(frame, stroke.points[0]!);
  const to = toShortSides(frame, stroke.points.at(-1)!);
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return length < 0.01 ? { x: 0, y: 0 } : { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/** Paints all strokes in their order: the later brush wins where two overlap. */
export function paintMasks(edits: readonly MotionEdit[], frame: GridFrame): BrushMasks {
  const plane = () => new Float32Array(frame.width * frame.height);
  const masks: BrushMasks = { frozen: plane(), woken: plane(), wayX: plane(), wayY: plane() };
  for (const edit of edits) {
    if (edit.kind !== 'freeze' && edit.kind !== 'wake') continue;
    const [over, under] = edit.kind === 'freeze' ? [masks.frozen, masks.woken] : [masks.woken, masks.frozen];
    const way = strokeWay(edit, frame);
    strokeCover(edit, frame, (cell, cover) => {
      over[cell] = Math.max(over[cell]!, cover);
      under[cell] = under[cell]! * (1 - cover);
      if (edit.kind === 'wake') {
        masks.wayX[cell] = way.x;
        masks.wayY[cell] = way.y;
      }
    });
  }
  return masks;
}

/** The motion with its woken cells awake and its frozen cells still. Maps are new; the given ones stay. */
export function applyMasks(
  motion: Motion,
  masks: BrushMasks,
  materials: Uint8Array,
  frame: GridFrame,
): Motion {
  const cells = frame.width * frame.height;
  const next: Motion = {
    ...motion,
    drift: motion.drift.slice(),
    spectrum: motion.spectrum.slice(),
    glow: motion.glow.slice(),
    moving: motion.moving.slice(),
  };
  if (masks.woken.some((value) => value > 0)) wake(next, motion, masks, materials, frame);
  for (let cell = 0; cell < cells; cell++) {
    const kept = 1 - masks.frozen[cell]!;
    if (kept === 1) continue;
    next.moving[cell] = next.moving[cell]! * kept;
    for (const map of [next.drift, next.spectrum, next.glow]) {
      for (let at = cell; at < map.length; at += cells) map[at] = map[at]! * kept;
    }
  }
  return next;
}

function wake(
  next: Motion,
  motion: Motion,
  masks: BrushMasks,
  materials: Uint8Array,
  frame: GridFrame,
): void {
  const cells = frame.width * frame.height;
  const donors = nearestDonors(motion, masks, materials, frame);
  for (let cell = 0; cell < cells; cell++) {
    const woken = masks.woken[cell]!;
    if (woken === 0) continue;
    next.moving[cell] = Math.max(next.moving[cell]!, woken);
    const donor = donors[cell]!;
    if (donor === cell) continue;
    if (donor >= 0) {
      for (const [map, source] of [
        [next.drift, motion.drift],
        [next.spectrum, motion.spectrum],
        [next.glow, motion.glow],
      ] as const) {
        for (let at = cell, from = donor; at < map.length; at += cells, from += cells)
          map[at] = source[from]!;
      }
    } else {
      moveAlone(next, cell, masks, materials[cell]!, frame);
    }
  }
  smoothWoken(next, masks, donors, frame);
  for (let cell = 0; cell < cells; cell++) {
    if (masks.woken[cell]! > 0) raiseToLeast(next, cell, cells, materials[cell]!);
  }
}

/** For each woken cell the nearest cell of its style that moves by itself (perhaps itself), or -1. */
function nearestDonors(
  motion: Motion,
  masks: BrushMasks,
  materials: Uint8Array,
  frame: GridFrame,
): Int32Array<ArrayBuffer> {
  const cells = frame.width * frame.height;
  const donors = new Int32Array(cells).fill(-1);
  for (const style of ['flow', 'sway'] as const) {
    const found = new Int32Array(cells).fill(-1);
    let rim: number[] = [];
    for (let cell = 0; cell < cells; cell++) {
      if (motion.moving[cell]! < DONOR_CERTAINTY || styleOf(materials[cell]!) !== style) continue;
      found[cell] = cell;
      rim.push(cell);
    }
    for (let step = 0; step < DONOR_REACH_CELLS && rim.length > 0; step++) {
      const further: number[] = [];
      for (const cell of rim) {
        for (const neighbour of neighbours(frame, cell)) {
          if (found[neighbour] !== -1) continue;
          found[neighbour] = found[cell]!;
          further.push(neighbour);
        }
      }
      rim = further;
    }
    for (let cell = 0; cell < cells; cell++) {
      if (masks.woken[cell]! > 0 && styleOf(materials[cell]!) === style) donors[cell] = found[cell]!;
    }
  }
  return donors;
}

/** A quiet motion of its own, along the stroke: drift for what flows, a wave for what sways. */
function moveAlone(next: Motion, cell: number, masks: BrushMasks, material: number, frame: GridFrame): void {
  const cells = frame.width * frame.height;
  const still = masks.wayX[cell] === 0 && masks.wayY[cell] === 0;
  const way = still ? { x: 1, y: 0 } : { x: masks.wayX[cell]!, y: masks.wayY[cell]! };
  if (styleOf(material) === 'flow') {
    next.drift[cell] = LONE_DRIFT * way.x;
    next.drift[cells + cell] = LONE_DRIFT * way.y;
    return;
  }
  const centre = cellCentre(frame, cell);
  for (let k = 1; k <= 2; k++) {
    const phase = (2 * Math.PI * k * (centre.x * way.x + centre.y * way.y)) / LONE_WAVE;
    const amplitude = (0.5 * LONE_SWING) / k;
    const at = (k - 1) * SPECTRUM_COMPONENTS * cells + cell;
    next.spectrum[at] = amplitude * Math.cos(phase) * way.x;
    next.spectrum[at + cells] = -amplitude * Math.sin(phase) * way.x;
    next.spectrum[at + 2 * cells] = amplitude * Math.cos(phase) * way.y;
    next.spectrum[at + 3 * cells] = -amplitude * Math.sin(phase) * way.y;
  }
}

/** Evens out what was lent from different places, within the woken cells that move by a loan. */
function smoothWoken(next: Motion, masks: BrushMasks, donors: Int32Array, frame: GridFrame): void {
  const cells = frame.width * frame.height;
  const lent = (cell: number) => masks.woken[cell]! > 0 && donors[cell]! >= 0 && donors[cell] !== cell;
  for (let round = 0; round < 2; round++) {
    for (const map of [next.drift, next.spectrum, next.glow]) {
      const last = map.slice();
      for (let cell = 0; cell < cells; cell++) {
        if (!lent(cell)) continue;
        const around = [...neighbours(frame, cell)].filter((other) => masks.woken[other]! > 0);
        for (let at = cell; at < map.length; at += cells) {
          let sum = last[at]!;
          for (const other of around) sum += last[at - cell + other]!;
          map[at] = sum / (1 + around.length);
        }
      }
    }
  }
}

function raiseToLeast(next: Motion, cell: number, cells: number, material: number): void {
  const speed = Math.hypot(next.drift[cell]!, next.drift[cells + cell]!);
  let energy = 0;
  for (let at = cell; at < next.spectrum.length; at += cells) energy += next.spectrum[at]! ** 2;
  const swing = Math.sqrt(energy);
  const flows = styleOf(material) === 'flow';
  if (flows && speed > 0 && speed < LEAST_DRIFT && swing < LEAST_SWING) {
    for (const at of [cell, cells + cell]) next.drift[at] = next.drift[at]! * (LEAST_DRIFT / speed);
  } else if (!flows && swing > 0 && swing < LEAST_SWING && speed < LEAST_DRIFT) {
    const factor = LEAST_SWING / swing;
    for (let at = cell; at < next.spectrum.length; at += cells)
      next.spectrum[at] = next.spectrum[at]! * factor;
  }
}

/** Keeps every map within the format's limits, in place. */
export function clampMotion(motion: Motion): Motion {
  const clamp = (map: Float32Array, limit: number) => {
    for (let i = 0; i < map.length; i++) map[i] = Math.min(limit, Math.max(-limit, map[i]!));
  };
  clamp(motion.drift, MOTION_LIMITS.drift);
  clamp(motion.spectrum, MOTION_LIMITS.spectrum);
  clamp(motion.glow, MOTION_LIMITS.glow);
  return motion;
}
