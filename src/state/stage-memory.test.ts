import { describe, expect, it } from 'vitest';
import { parseStages } from './stage-memory';

describe('parseStages', () => {
  it('reads what was written', () => {
    const memory = { filmSeconds: 4, stages: { photo: 0.3, frames: 12 } };
    expect(parseStages(JSON.parse(JSON.stringify(memory)))).toEqual(memory);
  });

  it.each([
    [null],
    [7],
    [{}],
    [{ filmSeconds: 0, stages: {} }],
    [{ filmSeconds: 'x', stages: {} }],
    [{ filmSeconds: 4 }],
  ])('does not believe %j', (json) => expect(parseStages(json)).toBeUndefined());

  it('leaves out stages that are gone, and times that are none', () => {
    const json = { filmSeconds: 4, stages: { gone: 3, photo: -1, motion: null, frames: 2 } };
    expect(parseStages(json)).toEqual({ filmSeconds: 4, stages: { frames: 2 } });
  });
});
