import { describe, expect, it } from 'vitest';
import { STAGES } from '../pipeline/stages';
import {
  STAGE_NAMES,
  jobFraction,
  noProgress,
  roundSeconds,
  secondsLeft,
  stageFraction,
  type StageProgresses,
} from './progress';

function finished(names: readonly string[]): StageProgresses {
  const progress = noProgress();
  for (const name of STAGE_NAMES) {
    if (names.includes(name)) progress[name] = { begun: true, completed: 1, total: 1 };
  }
  return progress;
}

describe('jobFraction', () => {
  it('runs from 0 to 1', () => {
    expect(jobFraction(noProgress())).toBe(0);
    expect(jobFraction(finished(STAGE_NAMES))).toBeCloseTo(1, 10);
  });

  it('weighs a stage by its share of the time', () => {
    const all = STAGES.reduce((sum, { weight }) => sum + weight, 0);
    const frames = STAGES.find(({ name }) => name === 'frames')!;
    const progress = noProgress();
    progress.frames = { begun: true, completed: 24, total: 96 };
    expect(jobFraction(progress)).toBeCloseTo((0.25 * frames.weight) / all, 10);
  });

  it('stays within 0 and 1 whatever a stage reports', () => {
    expect(stageFraction({ begun: true, completed: 9, total: 8 })).toBe(1);
    expect(stageFraction({ begun: true, completed: 0, total: 0 })).toBe(0);
  });
});

describe('secondsLeft', () => {
  it('says nothing while it knows nothing', () => {
    expect(secondsLeft(0, 10)).toBeUndefined();
    expect(secondsLeft(0.5, 0.1)).toBeUndefined();
  });

  it('follows the pace so far', () => {
    expect(secondsLeft(0.25, 10)).toBeCloseTo(30, 10);
  });

  it('does not jump when a stage turns out slower', () => {
    // 20 s were shown a quarter of a second ago; the pace now says 60.
    const next = secondsLeft(0.25, 20, { seconds: 20, sinceSeconds: 0.25 })!;
    expect(next).toBeGreaterThan(19.75);
    expect(next).toBeLessThan(26);
  });

  it('comes to the truth in a few seconds', () => {
    let shown = 10;
    for (let step = 0; step < 40; step++)
      shown = secondsLeft(0.5, 30, { seconds: shown, sinceSeconds: 0.25 })!;
    expect(shown).toBeGreaterThan(27);
  });

  it('counts down to nothing', () => {
    expect(secondsLeft(1, 30, { seconds: 0.1, sinceSeconds: 5 })).toBeCloseTo(0, 5);
  });
});

describe('roundSeconds', () => {
  it.each([
    [0.2, 1],
    [3.1, 4],
    [19.2, 20],
    [23, 25],
    [61, 60],
  ])('%f s is told as %i', (seconds, told) => expect(roundSeconds(seconds)).toBe(told));
});
