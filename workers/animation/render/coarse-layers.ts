import { AppError } from '../../../src/shared/errors';
import {
  GLOW_HARMONICS,
  MOTION_LIMITS,
  MOVING_THRESHOLD,
  SPECTRUM_HARMONICS,
  type Motion,
} from '../../../src/shared/motion';
import type { RgbaImage } from '../../../src/shared/pixels';
import { frontShare } from './front';
import { boxBlur, extreme, pushPull, smoothstep } from './planes';

/** Certainty from which a cell moves in full. */
const MOVING_FULL = 0.75;

/**
 * A cell flows (drift layer) where its path over one loop is at least this many short sides and no shorter than this part of
 * its oscillation; elsewhere its drift is dropped and it only sways. Shorter paths are a few pixels: not worth a cross-fade.
 */
const MIN_FLOW_PATH = 0.008;
const MIN_FLOW_TO_SWAY = 1;

/** Cells over which colours may take a place out of a region (leaves before the sky), and into what moves (static is sacred). */
const COLOUR_REACH_CELLS = 4;
const SPILL_CELLS = 1;

/** Motion maps of one layer, carried on beneath whatever hides the layer: planes of the coarse grid. */
export interface CoarseLayers {
  width: number;
  height: number;
  /** 0..1: `moving` as it was given. */
  moving: Float32Array<ArrayBuffer>;
  /** 1 where the surroundings move for sure: there no photo edge can stop the motion. */
  surelyMoving: Float32Array<ArrayBuffer>;
  /** 0 where nothing in reach moves: there no photo edge can start a motion. */
  maybeMoving: Float32Array<ArrayBuffer>;
  /** 0..1: what flows, of what moves (carried on beneath what is static). */
  flowShare: Float32Array<ArrayBuffer>;
  /** 1 deep inside what flows, 0 far from it: bounds of what colours may decide. */
  surelyFlowing: Float32Array<ArrayBuffer>;
  maybeFlowing: Float32Array<ArrayBuffer>;
  /** [2] short sides per second, of what flows. */
  drift: Float32Array<ArrayBuffer>[];
  /** [4K] short sides: oscillation of what flows (swell on a river). */
  flowSpectrum: Float32Array<ArrayBuffer>[];
  /** [4K] short sides: oscillation of what only sways, tapered towards what is static. */
  swaySpectrum: Float32Array<ArrayBuffer>[];
  /** [6J] relative gain of linear RGB. */
  glow: Float32Array<ArrayBuffer>[];
  /** 0..1: where what sways stands before what is static; null: nowhere. */
  front: Float32Array<ArrayBuffer> | null;
  flows: boolean;
  sways: boolean;
  glows: boolean;
}

/** Throws AppError `model-output-invalid` where maps have wrong sizes, values that are not finite or a wrong loop length. */
export function validateMotion(motion: Motion): void {
  const cells = motion.grid.width * motion.grid.height;
  const sizes: [Float32Array, number][] = [
    [motion.drift, 2 * cells],
    [motion.spectrum, 4 * SPECTRUM_HARMONICS * cells],
    [motion.glow, 6 * GLOW_HARMONICS * cells],
    [motion.moving, cells],
  ];
  const valid =
    cells > 0 &&
    motion.durationSeconds > 0 &&
    Number.isFinite(motion.durationSeconds) &&
    sizes.every(([map, length]) => map.length === length && map.every(Number.isFinite));
  if (!valid) throw new AppError('model-output-invalid', 'the motion maps are not well formed');
}

/**
 * Splits a Motion into what flows (drawn by advection, lies behind) and what sways (drawn by warping, lies before it), and
 * carries each layer's maps on beneath what hides it, so that a layer moves as one up to its edge. Throws as {@link validateMotion}.
 */
export function splitMotion(photo: RgbaImage, motion: Motion): CoarseLayers {
  validateMotion(motion);
  const { width, height } = motion.grid;
  const cells = width * height;
  const plane = (map: Float32Array, index: number, limit: number) =>
    map.slice(index * cells, (index + 1) * cells).map((value) => Math.min(limit, Math.max(-limit, value)));
  const moving = plane(motion.moving, 0, 1);
  const drift = [0, 1].map((i) => plane(motion.drift, i, MOTION_LIMITS.drift));
  const components = Array.from({ length: 4 * SPECTRUM_HARMONICS }, (_, i) => i);
  const spectrum = components.map((i) => plane(motion.spectrum, i, MOTION_LIMITS.spectrum));
  const glow = Array.from({ length: 6 * GLOW_HARMONICS }, (_, i) =>
    plane(motion.glow, i, MOTION_LIMITS.glow),
  );

  const certainty = moving.map((value) => smoothstep(MOVING_THRESHOLD, MOVING_FULL, value));
  const flow = smoothLabel(flowLabel(drift, spectrum, motion.durationSeconds), certainty, width, height);
  const flowWeight = certainty.map((value, i) => value * flow[i]!);
  const swayWeight = certainty.map((value, i) => value * (1 - flow[i]!));

  const carriedFlow = carryOn([...drift, ...spectrum], flowWeight, certainty, width, height);
  const carriedSway = carryOn(spectrum, swayWeight, certainty, width, height);
  const carriedGlow = carryOn(glow, certainty, certainty, width, height);
  const flowShare = flow.slice();
  pushPull([flowShare], certainty, width, height);

  const front = frontShare(photo, motion, certainty, flow);
  const taper = swayTaper(swayWeight, certainty, front, width, height);
  for (const map of carriedSway) for (let i = 0; i < cells; i++) map[i] = map[i]! * taper[i]!;

  const some = (maps: Float32Array[]) => maps.some((map) => map.some((value) => value !== 0));
  return {
    width,
    height,
    moving,
    surelyMoving: extreme(
      moving.map((value) => smoothstep(0.45, 0.7, value)),
      width,
      height,
      COLOUR_REACH_CELLS,
      true,
    ),
    maybeMoving: extreme(moving, width, height, SPILL_CELLS, false).map((value) =>
      value >= MOVING_THRESHOLD ? 1 : 0,
    ),
    flowShare,
    surelyFlowing: extreme(flowShare, width, height, COLOUR_REACH_CELLS, true),
    maybeFlowing: extreme(flowShare, width, height, COLOUR_REACH_CELLS, false),
    drift: carriedFlow.slice(0, 2),
    flowSpectrum: carriedFlow.slice(2),
    swaySpectrum: carriedSway,
    glow: carriedGlow,
    front,
    flows: flowWeight.some((weight) => weight > 0),
    sways: swayWeight.some((weight) => weight > 0) && some(carriedSway),
    glows: some(carriedGlow),
  };
}

/** 1 where a cell flows, else 0. */
function flowLabel(
  drift: Float32Array[],
  spectrum: Float32Array[],
  seconds: number,
): Float32Array<ArrayBuffer> {
  const [x, y] = drift as [Float32Array, Float32Array];
  return Float32Array.from(x, (_, i) => {
    const path = seconds * Math.hypot(x[i]!, y[i]!);
    let energy = 0;
    for (const map of spectrum) energy += map[i]! ** 2;
    return path >= MIN_FLOW_PATH && path >= MIN_FLOW_TO_SWAY * Math.sqrt(energy) ? 1 : 0;
  });
}

/** Labels by the majority of the moving neighbours: a lone cell does not make a layer. */
function smoothLabel(
  label: Float32Array,
  weight: Float32Array,
  width: number,
  height: number,
): Float32Array<ArrayBuffer> {
  let current = Float32Array.from(label);
  for (let round = 0; round < 2; round++) {
    const votes = boxBlur(
      current.map((value, i) => value * weight[i]!),
      width,
      height,
      1,
    );
    const total = boxBlur(weight, width, height, 1);
    current = current.map((value, i) => (total[i]! > 0 ? (votes[i]! > 0.5 * total[i]! ? 1 : 0) : value));
  }
  return current;
}

/**
 * Maps beyond the cells that own them: values by push-pull from the owners, scaled by the certainty of the nearest owners, so
 * that a region that may not move at all moves less, up to its very edge.
 */
function carryOn(
  maps: Float32Array[],
  weight: Float32Array,
  certainty: Float32Array,
  width: number,
  height: number,
): Float32Array<ArrayBuffer>[] {
  const carried = maps.map((map) => Float32Array.from(map));
  const trust = Float32Array.from(certainty);
  if (!weight.some((w) => w > 0)) return carried.map((map) => map.fill(0));
  // Squared: in a region with a soft border its interior speaks.
  const known = weight.map((w) => w * w);
  pushPull([...carried, trust], known, width, height);
  for (const map of carried) for (let i = 0; i < map.length; i++) map[i] = map[i]! * trust[i]!;
  return carried;
}

/**
 * How much of its sway a place keeps: leaves carry the sky's edge with them for about a cell; beside what is static
 * the sway dies out within a cell, since nothing can be seen behind a static thing's edge, unless it sways before that.
 */
function swayTaper(
  swayWeight: Float32Array,
  certainty: Float32Array,
  front: Float32Array | null,
  width: number,
  height: number,
): Float32Array<ArrayBuffer> {
  const reach = boxBlur(swayWeight, width, height, 1);
  return reach.map((near, i) => {
    const kept = smoothstep(0, 0.35, near) * smoothstep(0, 0.7, certainty[i]!);
    return kept + (1 - kept) * (front?.[i] ?? 0);
  });
}
