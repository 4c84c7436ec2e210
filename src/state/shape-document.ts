import {
  BRUSH_RANGE,
  MAX_STROKE_POINTS,
  type Arrow,
  type MotionEdit,
  type Point,
  type SliderKind,
} from '../shared/motion-edit/edits';
import { EMPTY_HISTORY, record, standing, type EditHistory } from '../shared/motion-edit/history';

export type { Arrow, MotionEdit, Point, SliderKind };
export { BRUSH_RANGE };

/** How a photo is shaped: which take of its motion, and what was done to it. */
export interface ShapeDocument {
  /** 32-bit unsigned: the take. */
  seed: number;
  edits: readonly MotionEdit[];
  /** What the last change was; changes of the same name in a row are one step back. */
  change: string;
}

/** Every document that there was, and which one stands. */
export type ShapeHistory = EditHistory<ShapeDocument>;

/** Nothing done to a take. */
export function freshDocument(seed: number): ShapeDocument {
  return { seed, edits: [], change: 'open' };
}

/** The document that stands. */
export function currentDocument(history: ShapeHistory, first: ShapeDocument): ShapeDocument {
  return standing(history).at(-1) ?? first;
}

/** A history in which nothing was done. */
export const NO_CHANGES: ShapeHistory = EMPTY_HISTORY;

/** Notes a changed document. With `coalesce` a change of the same name in a row takes the place of the last. */
export function recordChange(history: ShapeHistory, next: ShapeDocument, coalesce: boolean): ShapeHistory {
  return record(history, next, (last) => coalesce && last.change === next.change);
}

/** The edits with a slider, camera or effect at its new place; what it takes the place of is left out. */
export function withSetting(
  edits: readonly MotionEdit[],
  setting: Extract<MotionEdit, { kind: SliderKind | 'camera' | 'effect' }>,
): MotionEdit[] {
  const replaced = (edit: MotionEdit) =>
    edit.kind === setting.kind &&
    (edit.kind !== 'effect' || setting.kind !== 'effect' || edit.effect === setting.effect);
  return [...edits.filter((edit) => !replaced(edit)), setting];
}

/** The arrows with their places in the edits. */
export function arrowsOf(edits: readonly MotionEdit[]): { at: number; arrow: Arrow }[] {
  return edits.flatMap((edit, at) => (edit.kind === 'arrow' ? [{ at, arrow: edit }] : []));
}

/** The edits with the one at `at` in another form, or without it. */
export function withEditAt(
  edits: readonly MotionEdit[],
  at: number,
  next: MotionEdit | undefined,
): MotionEdit[] {
  return edits.flatMap((edit, index) => (index === at ? (next ? [next] : []) : [edit]));
}

/** A stroke's points, thinned out to what is kept of one. */
export function thinStroke(points: readonly Point[]): Point[] {
  const step = Math.ceil(points.length / MAX_STROKE_POINTS);
  return points
    .filter((_, index) => index % step === 0 || index === points.length - 1)
    .slice(-MAX_STROKE_POINTS);
}

/** A place kept within the photo. */
export function withinPhoto({ x, y }: Point): Point {
  const bound = (value: number) => Math.min(1, Math.max(0, value));
  return { x: bound(x), y: bound(y) };
}

/** The part of the photo that is shown, in shares of the photo. */
export interface ShownPart {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A place in what is shown, 0..1, as a place in the photo. */
export function toPhoto(part: ShownPart, { x, y }: Point): Point {
  return withinPhoto({ x: part.x + x * part.width, y: part.y + y * part.height });
}

/** A place in the photo as a place in what is shown; past 0..1 where it is cropped away. */
export function toShown(part: ShownPart, { x, y }: Point): Point {
  return { x: (x - part.x) / part.width, y: (y - part.y) / part.height };
}

/** The eight ways that an arrow is said to point, clockwise from right. */
export const WAYS = ['right', 'downRight', 'down', 'downLeft', 'left', 'upLeft', 'up', 'upRight'] as const;
export type Way = (typeof WAYS)[number];

/** Which way an arrow points on a photo of `aspect` (width / height). */
export function wayOf({ from, to }: Arrow, aspect: number): Way {
  const angle = Math.atan2(to.y - from.y, (to.x - from.x) * aspect);
  return WAYS[(Math.round(angle / (Math.PI / 4)) + 8) % 8]!;
}
