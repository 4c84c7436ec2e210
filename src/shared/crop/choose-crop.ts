import type { Motion } from '../motion';
import { SCENE_CLASSES, type SceneClass, type SceneMap } from '../scene';

/** A part of a picture, in its pixels. */
export interface PixelRect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What a place counts for beside its motion: faces must not be lost, nor cut. */
const CLASS_WEIGHTS: Partial<Record<SceneClass, number>> = { face: 6, hair: 2, body: 1.5, animal: 2.5 };
/** What must not be cut by the edge of the crop, and how much of the crop counts as its edge. */
const WHOLE_CLASSES: ReadonlySet<SceneClass> = new Set(['face', 'hair', 'animal']);
const EDGE_SHARE = 0.06;
const EDGE_COST = 8;
/** How much of its motion counts: sky is there wherever a crop lies, and a clear one shows none. Others count whole. */
const MOTION_WEIGHTS: Partial<Record<SceneClass, number>> = { sky: 0.2, cloud: 0.6 };
/** A pull to the photo's centre, where most photos have what they are about: parts of the whole weight, and of that of so many of the cells. */
const CENTRE_PULL = 0.08;
const CENTRE_CELLS = 0.35;
/** Positions that are tried along the free axis. */
const POSITIONS = 201;

/**
 * The part of `width` x `height` pixels of a picture that shows most of what moves, and faces whole. Ties go to the centre.
 *
 * @param picture its size in pixels, not smaller than the crop
 * Throws RangeError for a crop that does not fit.
 */
export function chooseCrop(
  picture: { width: number; height: number },
  crop: { width: number; height: number },
  motion: Pick<Motion, 'moving' | 'grid'>,
  sceneMap: SceneMap,
): PixelRect {
  if (crop.width > picture.width || crop.height > picture.height) {
    throw new RangeError(`${crop.width}x${crop.height} does not fit ${picture.width}x${picture.height}`);
  }
  const { x, y } = profiles(motion, sceneMap);
  return {
    x: bestOffset(x, picture.width, crop.width, CENTRE_CELLS * sceneMap.classes.length),
    y: bestOffset(y, picture.height, crop.height, CENTRE_CELLS * sceneMap.classes.length),
    width: crop.width,
    height: crop.height,
  };
}

interface Profile {
  /** Sums over the other axis. */
  weight: Float64Array;
  whole: Float64Array;
}

function profiles({ moving, grid }: Pick<Motion, 'moving' | 'grid'>, { classes }: SceneMap) {
  const make = (length: number): Profile => ({
    weight: new Float64Array(length),
    whole: new Float64Array(length),
  });
  const x = make(grid.width);
  const y = make(grid.height);
  for (let cell = 0; cell < classes.length; cell++) {
    const name = SCENE_CLASSES[classes[cell]!]!;
    const weight = moving[cell]! * (MOTION_WEIGHTS[name] ?? 1) + (CLASS_WEIGHTS[name] ?? 0);
    const whole = WHOLE_CLASSES.has(name) ? 1 : 0;
    for (const [profile, at] of [
      [x, cell % grid.width],
      [y, Math.floor(cell / grid.width)],
    ] as const) {
      profile.weight[at] = profile.weight[at]! + weight;
      profile.whole[at] = profile.whole[at]! + whole;
    }
  }
  return { x, y };
}

/** The offset along one axis, in whole pixels. @param inertia weight that speaks for the centre beside the profile's own */
function bestOffset(profile: Profile, pictureSide: number, cropSide: number, inertia: number): number {
  const room = pictureSide - cropSide;
  if (room === 0) return 0;
  const cells = profile.weight.length;
  const total = profile.weight.reduce((sum, value) => sum + value, 0);
  const between = (values: Float64Array, from: number, to: number) => {
    let sum = 0;
    for (let cell = Math.max(0, Math.floor(from)); cell < Math.min(cells, Math.ceil(to)); cell++) {
      sum += values[cell]! * Math.max(0, Math.min(to, cell + 1) - Math.max(from, cell));
    }
    return sum;
  };
  let best = room / 2;
  let bestScore = -Infinity;
  for (let i = 0; i < POSITIONS; i++) {
    const offset = (room * i) / (POSITIONS - 1);
    const from = (offset / pictureSide) * cells;
    const to = ((offset + cropSide) / pictureSide) * cells;
    const edge = EDGE_SHARE * (to - from);
    // The photo's own edge cuts nothing more.
    const cut =
      (offset > 0 ? between(profile.whole, from - edge, from + edge) : 0) +
      (offset < room ? between(profile.whole, to - edge, to + edge) : 0);
    const centred = 1 - Math.abs(offset / room - 0.5) * 2;
    const score =
      between(profile.weight, from, to) - EDGE_COST * cut + CENTRE_PULL * (total + inertia) * centred;
    if (score > bestScore) {
      bestScore = score;
      best = offset;
    }
  }
  return Math.round(best);
}
