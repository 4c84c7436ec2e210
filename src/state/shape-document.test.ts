import { describe, expect, it } from 'vitest';
import { undo } from '../shared/motion-edit/history';
import {
  NO_CHANGES,
  arrowsOf,
  currentDocument,
  freshDocument,
  recordChange,
  thinStroke,
  toPhoto,
  toShown,
  wayOf,
  withEditAt,
  withSetting,
  type MotionEdit,
} from './shape-document';

const first = freshDocument(7);
const arrow = (x: number, y: number): MotionEdit & { kind: 'arrow' } => ({
  kind: 'arrow',
  from: { x: 0.5, y: 0.5 },
  to: { x, y },
});

describe('the history of documents', () => {
  it('steps back over a whole pull of a slider, and to another take', () => {
    const pulled = [1.1, 1.2, 1.3].reduce(
      (history, value) =>
        recordChange(
          history,
          { seed: 7, edits: withSetting([], { kind: 'wind', value }), change: 'wind' },
          true,
        ),
      NO_CHANGES,
    );
    expect(currentDocument(pulled, first).edits).toEqual([{ kind: 'wind', value: 1.3 }]);
    expect(currentDocument(undo(pulled), first)).toBe(first);
    const other = recordChange(pulled, { ...currentDocument(pulled, first), seed: 8, change: 'take' }, false);
    expect(currentDocument(other, first).seed).toBe(8);
    expect(currentDocument(undo(other), first).seed).toBe(7);
  });

  it('keeps two strokes apart', () => {
    const stroke = { seed: 7, edits: [], change: 'freeze' };
    expect(recordChange(recordChange(NO_CHANGES, stroke, false), stroke, false).cursor).toBe(2);
  });
});

describe('edits', () => {
  it('hold each setting once, and each effect once', () => {
    let edits = withSetting([arrow(1, 1)], { kind: 'strength', value: 2 });
    edits = withSetting(edits, { kind: 'effect', effect: 'snow', strength: 1 });
    edits = withSetting(edits, { kind: 'effect', effect: 'rain', strength: 1 });
    edits = withSetting(edits, { kind: 'effect', effect: 'snow', strength: 0.5 });
    edits = withSetting(edits, { kind: 'strength', value: 0.5 });
    expect(edits).toEqual([
      arrow(1, 1),
      { kind: 'effect', effect: 'rain', strength: 1 },
      { kind: 'effect', effect: 'snow', strength: 0.5 },
      { kind: 'strength', value: 0.5 },
    ]);
  });

  it('change and lose an arrow in its place', () => {
    const edits = [arrow(1, 1), { kind: 'wind', value: 2 } as const, arrow(0, 0)];
    expect(arrowsOf(edits).map(({ at }) => at)).toEqual([0, 2]);
    expect(withEditAt(edits, 2, arrow(0.1, 0.1))[2]).toEqual(arrow(0.1, 0.1));
    expect(withEditAt(edits, 0, undefined)).toHaveLength(2);
  });

  it('thin out a long stroke and keep its ends', () => {
    const points = Array.from({ length: 1000 }, (_, i) => ({ x: i / 999, y: 0 }));
    const thin = thinStroke(points);
    expect(thin.length).toBeLessThanOrEqual(256);
    expect(thin.at(-1)).toEqual({ x: 1, y: 0 });
    expect(thinStroke(points.slice(0, 5))).toHaveLength(5);
  });
});

describe('places', () => {
  const part = { x: 0.25, y: 0, width: 0.5, height: 1 };

  it('go from what is shown to the photo and back', () => {
    expect(toPhoto(part, { x: 0.5, y: 0.5 })).toEqual({ x: 0.5, y: 0.5 });
    expect(toPhoto(part, { x: 1, y: 2 })).toEqual({ x: 0.75, y: 1 });
    expect(toShown(part, toPhoto(part, { x: 0.2, y: 0.9 })).x).toBeCloseTo(0.2, 9);
  });

  it('are named by the way of an arrow, on the picture as it looks', () => {
    expect(wayOf(arrow(0.9, 0.5), 1)).toBe('right');
    expect(wayOf(arrow(0.5, 0.1), 1)).toBe('up');
    expect(wayOf(arrow(0.1, 0.5), 1)).toBe('left');
    // On a wide photo a step to the side is longer than one down.
    expect(wayOf(arrow(0.6, 0.6), 1)).toBe('downRight');
    expect(wayOf(arrow(0.6, 0.6), 3)).toBe('right');
  });
});
