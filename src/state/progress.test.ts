import { describe, expect, it } from 'vitest';
import { STAGES } from '../pipeline/stages';
import {
  STAGE_NAMES,
  USUAL_JOB_SECONDS,
  advance,
  expectedSeconds,
  jobFraction,
  noProgress,
  remakeProgress,
  roundSeconds,
  secondsLeft,
  smoothSeconds,
  stageFraction,
  type StageName,
  type StageProgresses,
  type StageSeconds,
} from './progress';

const expected = expectedSeconds(4);
const total = Object.values(expected).reduce((sum, seconds) => sum + seconds, 0);

/** A job in which stages take `slowness` times what was expected, at its `at`th second. */
function play(at: number, slowness: number, silent: readonly StageName[] = []): StageProgresses {
  const progress = noProgress();
  let start = 0;
  for (const name of STAGE_NAMES) {
    const length = expected[name] * slowness;
    if (at < start) break;
    const fraction = Math.min(1, (at - start) / length);
    const steps = silent.includes(name) && fraction < 1 ? 0 : Math.floor(fraction * 100);
    progress[name] = {
      completed: steps,
      total: 100,
      beganAtSeconds: start,
      ...(fraction === 1 ? { endedAtSeconds: start + length } : {}),
    };
    start += length;
  }
  return progress;
}

describe('expectedSeconds', () => {
  it('follows the weights where nothing is known, and the length of the film', () => {
    expect(total).toBeCloseTo(USUAL_JOB_SECONDS, 6);
    expect(expectedSeconds(8).frames).toBeCloseTo(2 * expected.frames, 6);
    expect(expectedSeconds(8).motion).toBeCloseTo(expected.motion, 6);
  });

  it('follows what this device took the last time', () => {
    const stages: Partial<StageSeconds> = { frames: 6, motion: 2 };
    const next = expectedSeconds(4, { filmSeconds: 12, stages });
    expect(next.frames).toBeCloseTo(2, 6);
    expect(next.motion).toBe(2);
    expect(next.photo).toBeCloseTo(expected.photo, 6);
  });
});

describe('advance', () => {
  it('keeps the times of a stage', () => {
    const begun = advance({ completed: 0, total: 1 }, { completed: 0, total: 1 }, 2);
    const half = advance(begun, { completed: 4, total: 8 }, 3);
    const over = advance(half, { completed: 1, total: 1 }, 5);
    expect(over).toEqual({ completed: 1, total: 1, beganAtSeconds: 2, endedAtSeconds: 5 });
  });

  it('begins again when a stage is run again', () => {
    const over = { completed: 1, total: 1, beganAtSeconds: 2, endedAtSeconds: 5 };
    expect(advance(over, { completed: 0, total: 1 }, 6)).toEqual({
      completed: 0,
      total: 1,
      beganAtSeconds: 6,
    });
  });
});

describe('jobFraction', () => {
  it('runs from 0 to 1', () => {
    expect(jobFraction(noProgress(), expected, 0)).toBe(0);
    expect(jobFraction(play(1000, 1), expected, 1000)).toBeCloseTo(1, 10);
  });

  it('weighs a stage by its time', () => {
    const progress = noProgress();
    progress.frames = { completed: 24, total: 96, beganAtSeconds: 0 };
    expect(jobFraction(progress, expected, 1)).toBeCloseTo((0.25 * expected.frames) / total, 10);
  });

  it('moves on while a stage is silent, and never past its end', () => {
    const progress = noProgress();
    progress['photo-gate'] = { completed: 0, total: 1, beganAtSeconds: 0 };
    const share = expected['photo-gate'] / total;
    const [early, late, never] = [0.5, 5, 500].map((seconds) => jobFraction(progress, expected, seconds));
    expect(early).toBeGreaterThan(0);
    expect(late).toBeGreaterThan(early!);
    expect(never).toBeLessThan(share);
  });

  it('stays within 0 and 1 whatever a stage reports', () => {
    expect(stageFraction({ completed: 9, total: 8 })).toBe(1);
    expect(stageFraction({ completed: 0, total: 0 })).toBe(0);
  });
});

describe('secondsLeft', () => {
  it('is the whole at the start and nothing at the end', () => {
    expect(secondsLeft(noProgress(), expected, 0)).toBeCloseTo(total, 6);
    expect(secondsLeft(play(1000, 1), expected, 1000)).toBe(0);
  });

  it.each([
    [1, 0.5],
    [3, 0.5],
    [0.3, 0.5],
  ])('at a pace %f times the expected it is near the truth half way', (slowness, part) => {
    const at = part * total * slowness;
    const truth = total * slowness - at;
    expect(Math.abs(secondsLeft(play(at, slowness), expected, at) - truth) / truth).toBeLessThan(0.35);
  });

  it('does not run away while a stage is silent for long', () => {
    // The photo gate, 2.4 s by its weight, takes half a minute: the rest of the job is not ten minutes for that.
    const progress = noProgress();
    progress.photo = { completed: 1, total: 1, beganAtSeconds: 0, endedAtSeconds: 1 };
    progress['photo-gate'] = { completed: 0, total: 1, beganAtSeconds: 1 };
    expect(secondsLeft(progress, expected, 31)).toBeLessThan(1.3 * total);
  });

  it('does not take a slow first step for the pace of a stage', () => {
    // A model loads for 40 s, then one frame of eight has been looked at.
    const progress = play(1000, 1);
    progress['video-gate'] = { completed: 1, total: 8, beganAtSeconds: 960 };
    progress.sign = { completed: 0, total: 1 };
    expect(secondsLeft(progress, expected, 1000)).toBeLessThan(60);
  });

  it('counts every stage of STAGES', () => {
    for (const { name } of STAGES) {
      const more = { ...expected, [name]: expected[name] + 10 };
      expect(secondsLeft(noProgress(), more, 0)).toBeCloseTo(total + 10, 6);
    }
  });
});

describe('smoothSeconds', () => {
  it('begins with what is measured', () => expect(smoothSeconds(12, undefined, 0)).toBe(12));

  it('does not jump', () => {
    const next = smoothSeconds(60, 20, 0.25);
    expect(next).toBeGreaterThan(19.75);
    expect(next).toBeLessThan(26);
  });

  it('comes to the truth in a few seconds', () => {
    let shown = 10;
    for (let step = 0; step < 40; step++) shown = smoothSeconds(30, shown, 0.25);
    expect(shown).toBeGreaterThan(27);
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

describe('a film made again', () => {
  it('counts what need not be done as over, and judges the pace by the rest', () => {
    const again = remakeProgress();
    const rest = STAGE_NAMES.filter((name) => again[name].endedAtSeconds === undefined);
    expect(rest).toEqual(['frames', 'sound', 'mux', 'video-gate', 'sign']);
    const due = rest.reduce((sum, name) => sum + expected[name], 0);
    expect(secondsLeft(again, expected, 0)).toBeCloseTo(due, 6);
    expect(jobFraction(again, expected, 0)).toBeCloseTo(1 - due / total, 6);
  });

  it('takes a photo that is read anew into account', () => {
    const again = { ...remakeProgress() };
    again.photo = advance(again.photo, { completed: 0, total: 1 }, 0.5);
    expect(again.photo.endedAtSeconds).toBeUndefined();
    expect(secondsLeft(again, expected, 0.5)).toBeGreaterThan(secondsLeft(remakeProgress(), expected, 0.5));
  });
});
