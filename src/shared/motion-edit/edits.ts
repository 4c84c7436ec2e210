import * as v from 'valibot';
import { ATMOSPHERE_KINDS, cameraSchema, type AtmosphereKind, type CameraMove } from '../atmosphere';

/** A place in the photo: 0..1 of its width and of its height. */
const pointSchema = v.object({
  x: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  y: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
});

/** Ranges of the sliders; 1 is the motion as it was generated. */
export const STRENGTH_RANGE = { min: 0, max: 2, natural: 1 } as const;
export const SPEED_RANGE = { min: 0.25, max: 2, natural: 1 } as const;
export const WIND_RANGE = { min: 0, max: 2, natural: 1 } as const;
/** Radius of a brush, in short sides of the photo. */
export const BRUSH_RANGE = { min: 0.02, max: 0.2, usual: 0.07 } as const;
/** Points of one stroke; a longer one is thinned out. */
export const MAX_STROKE_POINTS = 256;

const amount = ({ min, max }: { min: number; max: number }) =>
  v.pipe(v.number(), v.minValue(min), v.maxValue(max));

const brushEntries = {
  points: v.pipe(v.array(pointSchema), v.minLength(1), v.maxLength(MAX_STROKE_POINTS)),
  radius: amount(BRUSH_RANGE),
};

/** See {@link MotionEdit}. */
export const motionEditSchema = v.variant('kind', [
  v.object({ kind: v.literal('arrow'), from: pointSchema, to: pointSchema }),
  v.object({ kind: v.literal('freeze'), ...brushEntries }),
  v.object({ kind: v.literal('wake'), ...brushEntries }),
  v.object({ kind: v.literal('strength'), value: amount(STRENGTH_RANGE) }),
  v.object({ kind: v.literal('speed'), value: amount(SPEED_RANGE) }),
  v.object({ kind: v.literal('wind'), value: amount(WIND_RANGE) }),
  v.object({ kind: v.literal('camera'), camera: cameraSchema }),
  v.object({
    kind: v.literal('effect'),
    effect: v.picklist(ATMOSPHERE_KINDS),
    strength: amount({ min: 0, max: 1 }),
  }),
]);

/**
 * One thing that a person did to a generated motion, as plain data: a list of them, applied to the untouched motion, is
 * all that shaping is (apply-edits.ts). Undoing one is leaving it out.
 *
 * - `arrow`: what moves about `from` goes the way of the arrow, as far in four seconds as the arrow is long.
 * - `freeze`, `wake`: a brush of `radius` short sides along `points`.
 * - `strength`, `speed`, `wind`: sliders; of each kind the last counts.
 * - `camera`: takes the place of the motion's own; the last counts. `effect`: one effect at a strength, 0 for none; of each the last.
 */
export type MotionEdit = v.InferOutput<typeof motionEditSchema>;
export type Point = v.InferOutput<typeof pointSchema>;
export type Stroke = Extract<MotionEdit, { kind: 'freeze' | 'wake' }>;
export type Arrow = Extract<MotionEdit, { kind: 'arrow' }>;
/** The edits of which a later one takes the place of an earlier. */
export type SliderKind = 'strength' | 'speed' | 'wind';

/** Edits out of parsed JSON. Throws valibot's ValiError. */
export function parseEdits(json: unknown): MotionEdit[] {
  return v.parse(v.array(motionEditSchema), json);
}

/** What the last edit of a slider says; its natural value where there is none. */
export function sliderValue(edits: readonly MotionEdit[], kind: SliderKind): number {
  const last = edits.findLast((edit) => edit.kind === kind);
  return last && 'value' in last ? last.value : 1;
}

/** The camera that the edits leave: the last chosen, else the motion's own. */
export function editedCamera(edits: readonly MotionEdit[], own: CameraMove): CameraMove {
  return edits.findLast((edit) => edit.kind === 'camera')?.camera ?? own;
}

/** How strong an effect is after the edits: as last chosen, else as the motion has it; 0 for none. */
export function effectStrength(
  edits: readonly MotionEdit[],
  own: readonly { kind: AtmosphereKind; strength: number }[],
  effect: AtmosphereKind,
): number {
  const last = edits.findLast((edit) => edit.kind === 'effect' && edit.effect === effect);
  if (last?.kind === 'effect') return last.strength;
  return own.find(({ kind }) => kind === effect)?.strength ?? 0;
}
