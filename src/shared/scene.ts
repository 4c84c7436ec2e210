/** What the scene parser tells apart, in the order of its output channels (models/scene-parser). */
export const SCENE_CLASSES = [
  'sky',
  'cloud',
  'still_water',
  'moving_water',
  'waterfall',
  'foliage',
  'grass',
  'fire',
  'smoke',
  'face',
  'hair',
  'body',
  'animal',
  'flag',
  'built',
  'ground',
] as const;

export type SceneClass = (typeof SCENE_CLASSES)[number];

/** Area fraction of each class, 0..1; the fractions sum to 1. */
export type SceneSummary = Record<SceneClass, number>;

/** What the scene parser takes each cell of a motion grid for: [h,w] indices into {@link SCENE_CLASSES}, the likeliest class. */
export interface SceneMap {
  grid: { height: number; width: number };
  classes: Uint8Array<ArrayBuffer>;
}
