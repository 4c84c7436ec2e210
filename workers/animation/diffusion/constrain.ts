import { MOVING_THRESHOLD, type Motion } from '../../../src/shared/motion';
import { SCENE_CLASSES, type SceneClass } from '../../../src/shared/scene';
import { flatCells, growAlong, hardEdges, isPage } from './hard-edges';
import { evenOut, headroom, type Grid } from './headroom';
import { sinkIslands } from './islands';

const AIR: readonly SceneClass[] = ['sky', 'cloud', 'smoke'];
const WATER: readonly SceneClass[] = ['still_water', 'moving_water', 'waterfall'];
/** What may drift, and into what: flames into their smoke. */
const BODIES: readonly { own: readonly SceneClass[]; free: readonly SceneClass[] }[] = [
  { own: AIR, free: AIR },
  { own: WATER, free: WATER },
  { own: ['fire'], free: ['fire', 'smoke'] },
];
/** All that can move; hair only when a prompt names it. */
const CAN_MOVE: readonly SceneClass[] = [
  ...(['sky', 'cloud', 'still_water', 'moving_water', 'waterfall'] as const),
  ...(['foliage', 'grass', 'fire', 'smoke', 'flag', 'hair'] as const),
];
/** What sways against the sky without a seam. */
const PLANTS: readonly SceneClass[] = ['foliage', 'grass'];
/** Share of static classes from which `moving` falls, and where it ends. */
const STILL_FROM = 0.55;
const STILL_TO = 0.8;
/** On a page what moves is believed when this share of all cells moves and is not flat: a screenshot's blue bar is no sky. */
const MUCH = 0.02;
/** Share from which a cell may be a body's, and from which it surely is. */
const FAINT = 0.25;
const MOSTLY = 0.5;

/** What a motion is held against. */
export interface Surroundings {
  /** [16,h,w], probabilities in the order of SCENE_CLASSES. */
  scene: Float32Array;
  /** [3,4h,4w], sRGB 0..1; null: the class map alone decides. */
  photo: Float32Array | null;
}

/**
 * What physics takes away from a motion after the net, in place; no amplitude grows, no direction turns. What the class map surely
 * calls static is stilled, doubtful specks sink, and so does what is flat itself on a page of flat colour. Each drifting body (air, water, flames) slows down before what is not itself; a hard
 * edge of the photo that hangs together with something foreign belongs to it: a roof's aerial, a lamp, a branch, which a class map is
 * too coarse for. Oscillation and light end before what surely stands still, and the air's before all but plants, which sway against it. The twin of
 * `constrain` in models/training/motion/constraint.py; models/denoiser/constraint-golden.json holds shared values.
 */
export function constrain(motion: Motion, { scene, photo }: Surroundings): void {
  const { grid } = motion;
  const cells = grid.height * grid.width;
  const still = shareOf(scene, CAN_MOVE, cells).map((share) => 1 - share);
  motion.moving.forEach((value, cell) => {
    motion.moving[cell] = value * (1 - smoothstep(still[cell]!, STILL_FROM, STILL_TO));
  });
  sinkIslands(motion.moving, grid);
  if (photo && showsNoMotion(motion, photo)) motion.moving.fill(0);

  const hard = photo ? hardEdges(photo, grid) : new Uint8Array(cells);
  const own = BODIES.map((body) => shareOf(scene, body.own, cells));
  const driftFactor = new Float32Array(cells);
  const swayFactor = endsBefore(
    Uint8Array.from(still, (share) => Number(share > STILL_TO)),
    grid,
  );
  const lacking = (names: readonly SceneClass[]) =>
    Uint8Array.from(shareOf(scene, names, cells), (share) => Number(share < MOSTLY));
  const airEnds = endsBefore(growAlong(lacking([...AIR, ...PLANTS]), hard, grid), grid);
  BODIES.forEach((body, index) => {
    const foreign = lacking(body.free);
    const blocked = body.own === AIR ? growAlong(foreign, hard, grid) : foreign;
    const room = headroom(motion.drift, blocked, grid, motion.durationSeconds);
    for (let cell = 0; cell < cells; cell++) {
      const share = own[index]![cell]!;
      const here = own.every((other, at) => (at < index ? share > other[cell]! : share >= other[cell]!));
      if (!here || share <= FAINT) continue;
      driftFactor[cell] = room[cell]!;
      if (body.own === AIR && share > MOSTLY) swayFactor[cell] = Math.min(swayFactor[cell]!, airEnds[cell]!);
    }
  });
  scale(motion.drift, driftFactor);
  scale(motion.spectrum, swayFactor);
  scale(motion.glow, swayFactor);
}

/** Whether the photo is a page of one colour on which hardly anything moves that is not flat. */
function showsNoMotion({ moving, grid }: Motion, photo: Float32Array): boolean {
  const flat = flatCells(photo, grid);
  if (!isPage(photo, flat, grid)) return false;
  const visible = moving.filter((value, cell) => value >= MOVING_THRESHOLD && !flat[cell]).length;
  return visible / moving.length < MUCH;
}

/** [h,w] summed probability of classes. */
function shareOf(scene: Float32Array, names: readonly SceneClass[], cells: number): Float32Array {
  const sum = new Float32Array(cells);
  for (const name of names) {
    const from = SCENE_CLASSES.indexOf(name) * cells;
    for (let cell = 0; cell < cells; cell++) sum[cell]! += scene[from + cell]!;
  }
  return sum;
}

/** [h,w] 0..1: 0 in and beside blocked cells, 1 from three cells on. */
function endsBefore(blocked: Uint8Array, grid: Grid): Float32Array {
  const even = evenOut(
    Float32Array.from(blocked, (value) => 1 - value),
    grid,
    3,
  );
  return even.map((value, cell) => (blocked[cell] ? 0 : Math.min(1, Math.max(0, 2 * value - 1))));
}

/** Multiplies each map of a stack by a factor a cell. */
function scale(maps: Float32Array, factor: Float32Array): void {
  maps.forEach((value, index) => {
    maps[index] = value * factor[index % factor.length]!;
  });
}

function smoothstep(x: number, start: number, end: number): number {
  const t = Math.min(1, Math.max(0, (x - start) / (end - start)));
  return t * t * (3 - 2 * t);
}
