import { STAGES, type StageName } from '../pipeline/stages';

export type { StageName };
/** The stages' names, in order. */
export const STAGE_NAMES: readonly StageName[] = STAGES.map(({ name }) => name);

/** How far a stage is. */
export interface StageProgress {
  completed: number;
  total: number;
  /** Since the start of the job; undefined until the stage begins or ends. */
  beganAtSeconds?: number;
  endedAtSeconds?: number;
}

/** Every stage of one job. */
export type StageProgresses = Record<StageName, StageProgress>;
/** How long each stage is expected to take. */
export type StageSeconds = Record<StageName, number>;

function forEachStage<T>(value: (stage: (typeof STAGES)[number]) => T): Record<StageName, T> {
  return Object.fromEntries(STAGES.map((stage) => [stage.name, value(stage)])) as Record<StageName, T>;
}

/** No stage has begun. */
export function noProgress(): StageProgresses {
  return forEachStage(() => ({ completed: 0, total: 1 }));
}

/** The stages that a film made again of the same motion does not go through, unless its photo is read anew. */
const ONCE: ReadonlySet<StageName> = new Set<StageName>(['photo', 'photo-gate', 'prompt-gate', 'motion']);

/** What is over before a film is made again has ended, and has taken no time that the rest could be judged by. */
export function remakeProgress(): StageProgresses {
  return forEachStage(({ name }) =>
    ONCE.has(name) ? { completed: 1, total: 1, endedAtSeconds: 0 } : { completed: 0, total: 1 },
  );
}

/** The next progress of a stage, by what it reports `elapsedSeconds` into the job. A stage run again begins again. */
export function advance(
  last: StageProgress,
  { completed, total }: { completed: number; total: number },
  elapsedSeconds: number,
): StageProgress {
  const over = total > 0 && completed >= total;
  const again = last.endedAtSeconds !== undefined && !over;
  const beganAtSeconds = again ? elapsedSeconds : (last.beganAtSeconds ?? elapsedSeconds);
  return {
    completed,
    total,
    beganAtSeconds,
    ...(over ? { endedAtSeconds: last.endedAtSeconds ?? elapsedSeconds } : {}),
  };
}

/** 0..1 of a stage, as it reports itself. */
export function stageFraction({ completed, total }: StageProgress): number {
  if (total <= 0) return 0;
  return Math.min(1, Math.max(0, completed / total));
}

/** What a job of 4 s takes on two cores without a GPU, models cold; what this device took last is better (below). */
export const USUAL_JOB_SECONDS = 18;
const USUAL_FILM_SECONDS = 4;

/** Stages whose time grows with the film. */
const GROWING: ReadonlySet<StageName> = new Set<StageName>(['frames', 'sound', 'mux', 'sign']);

/**
 * How long each stage of a film of `filmSeconds` will take: as it did the last time on this device (`last`, for a film of
 * `last.filmSeconds`), else by the stages' weights.
 */
export function expectedSeconds(
  filmSeconds: number,
  last?: { filmSeconds: number; stages: Partial<StageSeconds> },
): StageSeconds {
  const weights = STAGES.reduce((sum, { weight }) => sum + weight, 0);
  return forEachStage(({ name, weight }) => {
    const known = last?.stages[name];
    const base = known ?? (USUAL_JOB_SECONDS * weight) / weights;
    const from = known === undefined ? USUAL_FILM_SECONDS : (last?.filmSeconds ?? USUAL_FILM_SECONDS);
    return Math.max(0.05, GROWING.has(name) ? (base * filmSeconds) / from : base);
  });
}

/** No stage that has not ended counts as more than this. */
const MAX_OPEN_FRACTION = 0.95;

/**
 * 0..1 of the whole job: the stages' fractions, weighted by their expected time. A stage that does not count its own
 * steps is taken to approach its end by the clock.
 */
export function jobFraction(
  progress: StageProgresses,
  expected: StageSeconds,
  elapsedSeconds: number,
): number {
  let done = 0;
  let all = 0;
  for (const name of STAGE_NAMES) {
    const stage = progress[name];
    all += expected[name];
    if (stage.endedAtSeconds !== undefined) done += expected[name];
    else if (stage.beganAtSeconds !== undefined) {
      const byClock = 1 - Math.exp(-(elapsedSeconds - stage.beganAtSeconds) / expected[name]);
      const own = stageFraction(stage);
      done += expected[name] * Math.min(MAX_OPEN_FRACTION, own > 0 ? own : byClock);
    }
  }
  return done / all;
}

/** So many seconds of what was expected stand against the first stages' word on how fast this device is. */
const PRIOR_SECONDS = 2;
/** A stage past its time is still expected to take this share of it. */
const OVERTIME = 0.15;

/** Seconds until the job ends, by the pace of the stages that are over and of the one that runs. */
export function secondsLeft(
  progress: StageProgresses,
  expected: StageSeconds,
  elapsedSeconds: number,
): number {
  let took = PRIOR_SECONDS;
  let expectedToTake = PRIOR_SECONDS;
  for (const name of STAGE_NAMES) {
    const { beganAtSeconds, endedAtSeconds } = progress[name];
    if (beganAtSeconds === undefined || endedAtSeconds === undefined) continue;
    took += endedAtSeconds - beganAtSeconds;
    expectedToTake += expected[name];
  }
  const slowness = took / expectedToTake;
  let left = 0;
  for (const name of STAGE_NAMES) {
    const stage = progress[name];
    if (stage.endedAtSeconds !== undefined) continue;
    const due = expected[name] * slowness;
    if (stage.beganAtSeconds === undefined) left += due;
    else {
      const spent = elapsedSeconds - stage.beganAtSeconds;
      const fraction = stageFraction(stage);
      // A first step can hold the loading of a model: the stage's own pace counts as far as it has come.
      const byPace = fraction > 0 ? (spent * (1 - fraction)) / fraction : 0;
      const byExpectation = Math.max((due - spent) * (1 - fraction), OVERTIME * Math.max(due, spent));
      left += fraction * byPace + (1 - fraction) * byExpectation;
    }
  }
  return left;
}

/**
 * What to show when `measured` seconds are left and `shown` were said to be, `sinceSeconds` ago: counts down with the clock
 * and comes to the measured in a few seconds, instead of jumping.
 */
export function smoothSeconds(measured: number, shown: number | undefined, sinceSeconds: number): number {
  if (shown === undefined) return measured;
  const counted = Math.max(0, shown - sinceSeconds);
  return counted + (1 - Math.exp(-sinceSeconds / 2)) * (measured - counted);
}

/** Seconds as people are told them: whole, and in steps of five above twenty. */
export function roundSeconds(seconds: number): number {
  if (seconds > 20) return Math.round(seconds / 5) * 5;
  return Math.max(1, Math.ceil(seconds));
}
