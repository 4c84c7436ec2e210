import { SCENE_CLASSES, type SceneClass, type SceneMap } from '../scene';

/** What belongs together when a person points at it: an arrow in the sky does not turn the sea. */
export type Material = 'air' | 'water' | 'plants' | 'fire' | 'person' | 'cloth' | 'solid';

/** How a material moves when nobody has said how: carried along, or to and fro. */
export type MotionStyle = 'flow' | 'sway';

const MATERIALS: Record<SceneClass, Material> = {
  sky: 'air',
  cloud: 'air',
  smoke: 'air',
  still_water: 'water',
  moving_water: 'water',
  waterfall: 'water',
  foliage: 'plants',
  grass: 'plants',
  fire: 'fire',
  face: 'person',
  hair: 'person',
  body: 'person',
  animal: 'person',
  flag: 'cloth',
  built: 'solid',
  ground: 'solid',
};

/** Materials in the order of their numbers in {@link materialMap}. */
export const MATERIAL_NAMES = ['air', 'water', 'plants', 'fire', 'person', 'cloth', 'solid'] as const;

const STYLES: Record<Material, MotionStyle> = {
  air: 'flow',
  water: 'flow',
  plants: 'sway',
  fire: 'sway',
  person: 'sway',
  cloth: 'sway',
  solid: 'sway',
};

/** [h,w]: the material of each cell, as an index into {@link MATERIAL_NAMES}. */
export function materialMap({ classes }: SceneMap): Uint8Array<ArrayBuffer> {
  const byClass = SCENE_CLASSES.map((name) => MATERIAL_NAMES.indexOf(MATERIALS[name]));
  return classes.map((index) => byClass[index]!);
}

/** How the material of that index moves. */
export function styleOf(material: number): MotionStyle {
  return STYLES[MATERIAL_NAMES[material]!];
}

/** How much a class follows the wind, 0..1: its sway, and its drift. */
export const WIND_SHARE: Record<SceneClass, { sway: number; drift: number }> = {
  sky: { sway: 0.5, drift: 0.5 },
  cloud: { sway: 0.5, drift: 0.5 },
  still_water: { sway: 0.6, drift: 0.2 },
  moving_water: { sway: 0.4, drift: 0 },
  waterfall: { sway: 0.1, drift: 0 },
  foliage: { sway: 1, drift: 0 },
  grass: { sway: 1, drift: 0 },
  fire: { sway: 0.6, drift: 0.3 },
  smoke: { sway: 1, drift: 1 },
  face: { sway: 0, drift: 0 },
  hair: { sway: 1, drift: 0 },
  body: { sway: 0.4, drift: 0 },
  animal: { sway: 0.2, drift: 0 },
  flag: { sway: 1, drift: 0 },
  built: { sway: 0.3, drift: 0 },
  ground: { sway: 0.2, drift: 0.5 },
};
