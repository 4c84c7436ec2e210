import { describe, expect, it } from 'vitest';
import type { MotionEdit } from './edits';
import {
  EMPTY_HISTORY,
  canRedo,
  canUndo,
  record,
  redo,
  sameSlider,
  standing,
  undo,
  type EditHistory,
} from './history';

const arrow: MotionEdit = { kind: 'arrow', from: { x: 0, y: 0 }, to: { x: 1, y: 0 } };
const strength = (value: number): MotionEdit => ({ kind: 'strength', value });

describe('the history', () => {
  const two: EditHistory<MotionEdit> = record(record<MotionEdit>(EMPTY_HISTORY, arrow), strength(2));

  it('goes back and forth', () => {
    expect(standing(two)).toEqual([arrow, strength(2)]);
    expect(standing(undo(two))).toEqual([arrow]);
    expect(standing(undo(undo(two)))).toEqual([]);
    expect(standing(redo(undo(two)))).toEqual(standing(two));
  });

  it('ends at both ends', () => {
    expect(canUndo(EMPTY_HISTORY)).toBe(false);
    expect(undo(EMPTY_HISTORY)).toBe(EMPTY_HISTORY);
    expect(canRedo(two)).toBe(false);
    expect(redo(two)).toBe(two);
  });

  it('forgets what was undone once something else is done', () => {
    const next = record(undo(two), strength(0.5));
    expect(standing(next)).toEqual([arrow, strength(0.5)]);
    expect(canRedo(next)).toBe(false);
  });

  it('counts one pull of a slider as one', () => {
    const pulled = [1.1, 1.2, 1.3].reduce<EditHistory<MotionEdit>>(
      (history, value) => record(history, strength(value), (last) => sameSlider(last, strength(value))),
      record<MotionEdit>(EMPTY_HISTORY, arrow),
    );
    expect(standing(pulled)).toEqual([arrow, strength(1.3)]);
    expect(standing(undo(pulled))).toEqual([arrow]);
    expect(sameSlider(arrow, arrow)).toBe(false);
  });
});
