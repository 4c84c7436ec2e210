import { MOVING_THRESHOLD, type Motion } from '../../../src/shared/motion';
import type { SceneClass } from '../../../src/shared/scene';
import { cohere } from './coherence';
import { flatCells, growAlong, hardEdges, isPage } from './hard-edges';
import { evenOut, headroom, type Grid } from './headroom';
import { sinkIslands } from './islands';
import { aroundBlurred, awayFrom, heldCells, largePieces, tornGround } from './photo-cues/holds';
import { boxMean, meanOf, rank, shareOf, smoothstep } from './photo-cues/planes';
import { readCues, type Cues } from './photo-cues/read-cues';

const AIR: readonly SceneClass[] = ['sky', 'cloud', 'smoke'];
const WATER: readonly SceneClass[] = ['still_water', 'moving_water', 'waterfall'];
/** What may drift, and into what: flames into their smoke. */
interface Body {
  own: readonly SceneClass[];
  free: readonly SceneClass[];
  /** Coarse energy (nine in ten cells have less) below which it shows nothing that could be seen to move, and from which on it does. */
  empty?: readonly [number, number];
}
/**
 * A clear sky, or a wall taken for one, is empty; calm water shows less than air. Chosen on skies of labelled photos: clear ones end at
 * 0.0053, haze and faint clouds that an eye sees begin at 0.0059, fog at 0.0093.
 */
const BODIES: readonly Body[] = [
  { own: AIR, free: AIR, empty: [0.005, 0.0075] },
  { own: WATER, free: WATER, empty: [0.002, 0.004] },
  { own: ['fire'], free: ['fire', 'smoke'] },
];
/** All that can move; hair only when a prompt names it. */
const CAN_MOVE: readonly SceneClass[] = [
  ...(['sky', 'cloud', 'still_water', 'moving_water', 'waterfall'] as const),
  ...(['foliage', 'grass', 'fire', 'smoke', 'flag', 'hair'] as const),
];
/** What sways against the sky without a seam. */
const PLANTS: readonly SceneClass[] = ['foliage', 'grass'];
/** Light never changes on these. */
const UNLIT: readonly SceneClass[] = ['face', 'hair', 'body', 'animal', 'built', 'ground'];
/** Their blurred backdrop stands where they are sharp, but for leaves and water. */
const SUBJECTS: readonly SceneClass[] = ['face', 'hair', 'body', 'built'];
/** Probability of what is never lit otherwise from which light changes less, and where it ends to: a small doubt is enough. */
const UNLIT_FROM = 0.02;
const UNLIT_TO = 0.3;
/** A person or a thing before a blurred backdrop: so much of what is sharp is they, so much of all is blurred; what still moves there is amid so much that is sharp and can move. */
const SUBJECT = 0.5;
const BACKDROP = 0.25;
const AMID_FROM = 0.5;
const AMID_TO = 0.8;
/** There leaves still sway by GENTLY, and water moves that covers SEA of the picture, from such a probability on and wholly from the second. */
const SURE_FROM = 0.6;
const SURE_TO = 0.85;
const GENTLY = 0.7;
const SEA = 0.03;
/** A lamp at night stands where a building is likely by so much, unless it is a flame by so much. */
const LIT = 0.04;
const FLAME = 0.1;
/** What is darker than this part of the air around it (cells each way) is no air. */
const SILHOUETTE = 0.75;
const AIR_AROUND_CELLS = 6;
/** Cells from anything foreign at which a body is looked at, and how much of the picture must be so far inside. */
const INSIDE_CELLS = 4;
const ENOUGH_INSIDE = 0.02;
/** So far does a thin thing hang together with what it grows out of, cells. */
const THIN_GROWTH_CELLS = 64;
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
  /** Whether the photo was enlarged to that size: then nothing is said of its focus. */
  enlarged?: boolean;
}

/**
 * What physics and the photo take away from a motion after the net, in place; no drift grows, no direction of it turns. What the class map
 * surely calls static is stilled, doubtful specks sink, so does what is flat itself on a page of flat colour, and a picture without content or
 * focus. Nothing crosses a printed border. Each drifting body (air, water, flames) slows down before what is not itself; a hard edge of the
 * photo that hangs together with something foreign belongs to it, and so does a long thin thing or a silhouette before the air: a mast, a
 * lamp, a branch, which a class map is too coarse for. A body without anything to be seen in it does not move at all. Plants near by sway as
 * bodies (coherence.ts), the blurred backdrop of people and things stands but for leaves and water, and leaves out of focus don't glint.
 * Oscillation and light end before what surely stands still, and the air's before all but plants, which sway against it; people, animals,
 * buildings and the ground are not lit otherwise. The twin of `constrain` in models/training/motion/constraint.py;
 * models/denoiser/{constraint,holds}-golden.json hold shared values.
 */
export function constrain(motion: Motion, { scene, photo, enlarged = false }: Surroundings): void {
  const { grid } = motion;
  const cells = grid.height * grid.width;
  const still = shareOf(scene, CAN_MOVE, cells).map((share) => 1 - share);
  motion.moving.forEach((value, cell) => {
    motion.moving[cell] = value * (1 - smoothstep(still[cell]!, STILL_FROM, STILL_TO));
  });
  sinkIslands(motion.moving, grid);
  const drawn = motion.drift.slice();
  const cues = photo && readCues(photo, grid, enlarged);
  const hard = photo ? hardEdges(photo, grid) : new Uint8Array(cells);
  let solid = new Uint8Array(cells);
  let held = new Uint8Array(cells);
  if (photo && cues) {
    if (cues.hasNothing || showsNoMotion(motion, photo)) motion.moving.fill(0);
    cohere(motion.spectrum, scene, cues, grid);
    const lights = cityLights(scene, cues);
    const withLights = (value: number, cell: number) => value | lights[cell]!;
    held = quietSurroundings(motion, scene, cues, { still, hard }).map(withLights);
    solid = solidBeforeAir(motion, scene, cues).map(withLights);
  }
  const frame = cues?.frame ?? new Uint8Array(cells);

  const own = BODIES.map((body) => shareOf(scene, body.own, cells));
  const driftFactor = new Float32Array(cells);
  const swayFactor = endsBefore(
    Uint8Array.from(still, (share, cell) => Number(share > STILL_TO || held[cell] || frame[cell])),
    grid,
  );
  const foreignTo = (names: readonly SceneClass[]) =>
    Uint8Array.from(shareOf(scene, names, cells), (share, cell) =>
      Number(share < MOSTLY || frame[cell] || solid[cell]),
    );
  const airEnds = endsBefore(growAlong(foreignTo([...AIR, ...PLANTS]), hard, grid), grid);
  BODIES.forEach((body, index) => {
    const foreign = foreignTo(body.free);
    const blocked = body.own === AIR ? growAlong(foreign, hard, grid) : foreign;
    const full = cues && body.empty ? fullness(own[index]!, blocked, cues.coarse, body.empty, grid) : 1;
    const room = headroom(drawn, blocked, grid, motion.durationSeconds);
    for (let cell = 0; cell < cells; cell++) {
      const share = own[index]![cell]!;
      const here = own.every((other, at) => (at < index ? share > other[cell]! : share >= other[cell]!));
      if (!here || share <= FAINT) continue;
      driftFactor[cell] = room[cell]! * full;
      if (share <= MOSTLY) continue;
      if (body.own === AIR) swayFactor[cell] = Math.min(swayFactor[cell]!, airEnds[cell]!);
      for (let at = cell; at < motion.spectrum.length; at += cells) {
        motion.spectrum[at] = motion.spectrum[at]! * full;
      }
    }
  });
  scale(motion.drift, driftFactor);
  scale(motion.spectrum, swayFactor);
  const lit = shareOf(scene, UNLIT, cells).map((share) => 1 - smoothstep(share, UNLIT_FROM, UNLIT_TO));
  scale(
    motion.glow,
    lit.map((value, cell) => value * swayFactor[cell]!),
  );
}

/**
 * Stills the blurred backdrop of people and things but for what surely is leaves, which sway gently, or water; lets leaves out of focus
 * keep away from what stands, so that skin and fur keep still; and lets ground that is half leaves sway or stand as a whole.
 * @param seen [h,w] each: probability of what can't move, and 1 where a hard edge of the photo runs through a cell
 * @returns [h,w], 1 on what stands and the photo's edges at its border: no oscillation gets there
 */
function quietSurroundings(
  motion: Motion,
  scene: Float32Array,
  cues: Cues,
  seen: { still: Float32Array; hard: Uint8Array },
): Uint8Array<ArrayBuffer> {
  const { still, hard } = seen;
  const { grid, moving } = motion;
  const behind = backdropOf(scene, cues, grid);
  const plants = shareOf(scene, PLANTS, moving.length);
  const water = shareOf(scene, WATER, moving.length);
  // A veil is no water: a sea behind a person is wide.
  const wide = largePieces(
    Uint8Array.from(water, (share) => Number(share > SURE_FROM)),
    grid,
    SEA * water.length,
  );
  const sea = water.map((share, cell) => wide[cell]! * smoothstep(share, SURE_FROM, SURE_TO));
  const hair = shareOf(scene, ['hair'], moving.length);
  const rests = still.map((share, cell) => share + (moving[cell]! < MOVING_THRESHOLD ? hair[cell]! : 0));
  const away = awayFrom(rests, grid);
  const lively = plants.map((share, cell) =>
    Math.max(GENTLY * smoothstep(share, SURE_FROM, SURE_TO), sea[cell]!),
  );
  const left = (alive: Float32Array) => behind.map((value, cell) => 1 - value * (1 - alive[cell]!));
  scale(motion.drift, left(sea));
  for (const maps of [motion.spectrum, motion.glow]) scale(maps, left(lively));
  // Leaves glint one by one; out of focus nothing of that is left to see.
  scale(
    motion.glow,
    plants.map((share, cell) => 1 - cues.blurred[cell]! * smoothstep(share, SURE_FROM, SURE_TO)),
  );
  scale(
    motion.spectrum,
    aroundBlurred(cues.blurred, grid).map((value, cell) =>
      plants[cell]! > MOSTLY ? 1 - value * (1 - away[cell]!) : 1,
    ),
  );
  const { torn, stays } = tornGround(plants, still, grid);
  scale(motion.spectrum, stays);
  return heldCells(rests, hard, torn, grid);
}

/** [h,w] 1 on lamps of a town at night, which a class map half drowns in leaves or air; not on flames, nor on light on water. */
function cityLights(scene: Float32Array, { lamps }: Cues): Uint8Array {
  const built = shareOf(scene, ['built'], lamps.length);
  const water = shareOf(scene, WATER, lamps.length);
  const fire = shareOf(scene, ['fire'], lamps.length);
  const isLit = (cell: number) => built[cell]! > LIT && water[cell]! <= SURE_FROM && fire[cell]! < FLAME;
  return lamps.map((lamp, cell) => Number(lamp > 0 && isLit(cell)));
}

/** [h,w] 0..1: how surely a cell belongs to people or things in focus and their blurred backdrop, and is not air; 0 in other photos. */
function backdropOf(scene: Float32Array, cues: Cues, grid: Grid): Float32Array<ArrayBuffer> {
  const cells = cues.sharp.length;
  const subject = shareOf(scene, SUBJECTS, cells);
  const sharpCells = [...cues.sharp.keys()].filter((cell) => cues.sharp[cell]);
  const ofSubject = meanOf(sharpCells.map((cell) => Number(subject[cell]! > MOSTLY)));
  if (ofSubject <= SUBJECT || meanOf(cues.blurred) <= BACKDROP) return new Float32Array(cells);
  const moves = shareOf(
    scene,
    CAN_MOVE.filter((name) => name !== 'hair'),
    cells,
  );
  const amid = evenOut(
    moves.map((share, cell) => Number(cues.sharp[cell] && share > MOSTLY)),
    grid,
    3,
  );
  const air = shareOf(scene, AIR, cells);
  return amid.map((value, cell) => (air[cell]! < MOSTLY ? 1 - smoothstep(value, AMID_FROM, AMID_TO) : 0));
}

/**
 * [h,w] 1 on cells of the air that something solid stands before: thin things that hang together with what is foreign or are dark, and
 * silhouettes. Stills `moving` on the thin ones and on what a border takes half of.
 */
function solidBeforeAir({ moving, grid }: Motion, scene: Float32Array, cues: Cues): Uint8Array<ArrayBuffer> {
  const air = shareOf(scene, AIR, moving.length);
  const foreign = Uint8Array.from(air, (share) => Number(share < MOSTLY));
  const anchored = growAlong(foreign, cues.thin, grid, THIN_GROWTH_CELLS);
  const here = air.map((share) => Number(share > MOSTLY));
  const weight = boxMean(here, grid, AIR_AROUND_CELLS);
  const around = boxMean(
    here.map((value, cell) => value * cues.light[cell]!),
    grid,
    AIR_AROUND_CELLS,
  );
  return Uint8Array.from(air, (share, cell) => {
    const thin = cues.thin[cell] && (cues.afloat[cell] || anchored[cell]) && share > FAINT;
    if (thin || cues.framed[cell]) moving[cell] = 0;
    const dark = share > FAINT && cues.light[cell]! * weight[cell]! < SILHOUETTE * around[cell]!;
    return Number(Boolean(thin) || dark);
  });
}

/** 0 (nothing to be seen in a body: its motion would show at its borders alone) .. 1. */
function fullness(
  own: Float32Array,
  foreign: Uint8Array,
  coarse: Float32Array,
  [empty, full]: readonly [number, number],
  grid: Grid,
): number {
  const near = boxMean(Float32Array.from(foreign), grid, INSIDE_CELLS);
  // Sums of zeros and ones that slid along are whole numbers but for rounding.
  const smallest = 0.5 / (2 * INSIDE_CELLS + 1) ** 2;
  const inside = coarse.filter((_, cell) => own[cell]! > MOSTLY && near[cell]! < smallest);
  if (inside.length < ENOUGH_INSIDE * coarse.length) return 1;
  return smoothstep(rank(inside, 0.9), empty, full);
}

/** Whether the photo is a page of one colour on which hardly anything moves that is not flat. */
function showsNoMotion({ moving, grid }: Motion, photo: Float32Array): boolean {
  const flat = flatCells(photo, grid);
  if (!isPage(photo, flat, grid)) return false;
  const visible = moving.filter((value, cell) => value >= MOVING_THRESHOLD && !flat[cell]).length;
  return visible / moving.length < MUCH;
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
