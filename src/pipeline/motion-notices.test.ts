import { describe, expect, it } from 'vitest';
import { noticesOfMotion } from './motion-notices';

describe('noticesOfMotion', () => {
  it('tells of a step that was taken again, and of none that was not', () => {
    expect(noticesOfMotion({ redoneSteps: 1 })).toEqual(['motion-step-redone']);
    expect(noticesOfMotion({ redoneSteps: 0 })).toEqual([]);
  });
});
