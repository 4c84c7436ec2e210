import { ATMOSPHERE_KINDS } from '../atmosphere';
import type { Motion } from '../motion';
import type { SceneMap } from '../scene';
import { applyArrows, wakeLanes } from './arrows';
import { editedCamera, effectStrength, sliderValue, type MotionEdit } from './edits';
import { gridFrame } from './grid';
import { materialMap } from './materials';
import { applySpeed, applyStrength, applyWind } from './sliders';
import { applyMasks, clampMotion, paintMasks } from './strokes';

/** What edits go by, beside the motion: what each place shows, and the photo's shape. */
export interface EditScene {
  sceneMap: SceneMap;
  /** Width / height of the whole photo. */
  aspect: number;
}

/**
 * The motion as edited: brushes in their order, then arrows, then wind, speed and strength; camera and effects. Pure: the given motion stays as it
 * is, the same edits give the same maps, and no edits give the very same object.
 *
 * Throws RangeError where the scene's grid is not the motion's.
 */
export function applyEdits(motion: Motion, scene: EditScene, edits: readonly MotionEdit[]): Motion {
  if (edits.length === 0) return motion;
  const { grid } = scene.sceneMap;
  if (grid.width !== motion.grid.width || grid.height !== motion.grid.height) {
    throw new RangeError(
      `a scene of ${grid.width}x${grid.height} cells for a motion of ${motion.grid.width}x${motion.grid.height}`,
    );
  }
  const frame = gridFrame(grid, scene.aspect);
  const materials = materialMap(scene.sceneMap);
  const masks = paintMasks(wakeLanes(edits, motion, frame), frame);
  let edited = applyMasks(motion, masks, materials, frame);
  applyArrows(edited, edits, materials, frame);
  const [wind, speed, strength] = (['wind', 'speed', 'strength'] as const).map((kind) =>
    sliderValue(edits, kind),
  ) as [number, number, number];
  if (wind !== 1) applyWind(edited, scene.sceneMap, wind);
  if (speed !== 1) edited = applySpeed(edited, speed);
  if (strength !== 1) applyStrength(edited, strength);
  return {
    ...clampMotion(edited),
    camera: editedCamera(edits, motion.camera),
    atmosphere: ATMOSPHERE_KINDS.map((kind) => ({
      kind,
      strength: effectStrength(edits, motion.atmosphere, kind),
    })).filter((effect) => effect.strength > 0),
  };
}

/** The motion in a loop of another length: the same speeds, swings stretched to the loop. */
export function withLoopSeconds(motion: Motion, durationSeconds: number): Motion {
  return motion.durationSeconds === durationSeconds ? motion : { ...motion, durationSeconds };
}
