import type { MotionEdit } from './edits';

/** All that was done, and how much of it stands: undoing moves the cursor back. */
export interface EditHistory<Edit> {
  readonly edits: readonly Edit[];
  /** How many of the edits stand. */
  readonly cursor: number;
}

/** Nothing done yet. */
export const EMPTY_HISTORY: EditHistory<never> = { edits: [], cursor: 0 };

/** The edits that stand. */
export function standing<Edit>({ edits, cursor }: EditHistory<Edit>): readonly Edit[] {
  return edits.slice(0, cursor);
}

/**
 * Does one more thing; what was undone is forgotten. `replaces` tells whether the new edit takes the place of the last one that stands
 * (a slider that is still being moved).
 */
export function record<Edit>(
  history: EditHistory<Edit>,
  edit: Edit,
  replaces: (last: Edit) => boolean = () => false,
): EditHistory<Edit> {
  const before = standing(history);
  const last = before.at(-1);
  const kept = last !== undefined && replaces(last) ? before.slice(0, -1) : before;
  return { edits: [...kept, edit], cursor: kept.length + 1 };
}

export function canUndo({ cursor }: EditHistory<unknown>): boolean {
  return cursor > 0;
}

export function canRedo({ edits, cursor }: EditHistory<unknown>): boolean {
  return cursor < edits.length;
}

/** One edit fewer; the same history where none stands. */
export function undo<Edit>(history: EditHistory<Edit>): EditHistory<Edit> {
  return canUndo(history) ? { edits: history.edits, cursor: history.cursor - 1 } : history;
}

/** One edit more of those undone; the same history where there is none. */
export function redo<Edit>(history: EditHistory<Edit>): EditHistory<Edit> {
  return canRedo(history) ? { edits: history.edits, cursor: history.cursor + 1 } : history;
}

/** True for two edits of one slider. */
export function sameSlider(a: MotionEdit, b: MotionEdit): boolean {
  return a.kind === b.kind && 'value' in a && 'value' in b;
}
