import { REGIONS, type Region } from '../../../src/shared/atmosphere';
import { SCENE_CLASSES, type SceneClass } from '../../../src/shared/scene';

/** Which classes make a region of light. */
const REGION_CLASSES: Record<Region, readonly SceneClass[]> = {
  sky: ['sky', 'cloud'],
  water: ['still_water', 'moving_water', 'waterfall'],
  fire: ['fire'],
  built: ['built'],
  person: ['face', 'hair', 'body'],
};

/** Lies flat, so that its distance grows up to the horizon. */
const FLAT: readonly SceneClass[] = ['still_water', 'moving_water', 'grass', 'ground'];
const FAR: readonly SceneClass[] = ['sky', 'cloud'];

/** Depth of the picture's lower edge, of what lies at the horizon, and of ground that rises above it (mountains). */
const DEPTH_NEAREST = 0.05;
const DEPTH_HORIZON = 0.9;
const DEPTH_BEYOND = 0.93;
/** Something that stands on nothing seen: at the middle of the room. */
const DEPTH_UNKNOWN = 0.4;
/** Share of a row that must be sky or beyond for the horizon to lie below it. */
const SKY_ROW = 0.5;

/** [R,h,w] in the order of REGIONS: probabilities of the regions, from those of the classes ([16,h,w]). */
export function regionsOf(scene: Float32Array, cells: number): Float32Array<ArrayBuffer> {
  const regions = new Float32Array(REGIONS.length * cells);
  REGIONS.forEach((region, plane) => {
    for (const name of REGION_CLASSES[region]) {
      const from = SCENE_CLASSES.indexOf(name) * cells;
      for (let cell = 0; cell < cells; cell++) {
        regions[plane * cells + cell] = Math.min(1, regions[plane * cells + cell]! + scene[from + cell]!);
      }
    }
  });
  return regions;
}

/**
 * Coarse depth from the scene's layout, [1,h,w], 0 near .. 1 the sky: what lies flat recedes up to the horizon, what stands is as far as the
 * ground at its foot. No measured depth; good for a few percent of parallax.
 *
 * @param scene [16,h,w] probabilities in the order of SCENE_CLASSES
 */
export function depthOf(
  scene: Float32Array,
  grid: { width: number; height: number },
): Float32Array<ArrayBuffer> {
  const { width, height } = grid;
  const cells = width * height;
  const classes = Array.from({ length: cells }, (_, cell) => {
    let best = 0;
    for (let c = 1; c < SCENE_CLASSES.length; c++) {
      if (scene[c * cells + cell]! > scene[best * cells + cell]!) best = c;
    }
    return SCENE_CLASSES[best]!;
  });
  let horizon = 0;
  for (let y = 0; y < height; y++) {
    const far = classes.slice(y * width, (y + 1) * width).filter((name) => FAR.includes(name)).length;
    if (far >= SKY_ROW * width) horizon = y + 1;
  }
  // Without a sky the room begins above the picture.
  const top = horizon > 0 ? horizon : -0.4 * height;
  const flatDepth = (y: number) =>
    y < horizon
      ? DEPTH_BEYOND
      : DEPTH_NEAREST +
        (DEPTH_HORIZON - DEPTH_NEAREST) * (1 - Math.min(1, (y + 1 - top) / (height - top))) ** 0.8;
  const depth = new Float32Array(cells);
  for (let x = 0; x < width; x++) {
    let foot = height;
    for (let y = height - 1; y >= 0; y--) {
      const cell = y * width + x;
      const name = classes[cell]!;
      if (FAR.includes(name)) {
        depth[cell] = 1;
        foot = -1;
      } else if (FLAT.includes(name)) {
        depth[cell] = flatDepth(y);
        foot = y;
      } else {
        // Above the sky's lower edge again (a branch from above): no foot is seen.
        depth[cell] = foot < 0 ? DEPTH_UNKNOWN : flatDepth(Math.min(height - 1, foot));
      }
    }
  }
  return depth;
}
