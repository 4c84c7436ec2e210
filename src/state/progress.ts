import { STAGES, type StageName } from '../pipeline/stages';

/** How far a stage is. A stage that has not begun has `completed` 0 and `begun` false. */
export interface StageProgress {
  begun: boolean;
  completed: number;
  total: number;
}

/** Every stage of one job. */
export type StageProgresses = Record<StageName, StageProgress>;

/** No stage has begun. */
export function noProgress(): StageProgresses {
  return Object.fromEntries(
    STAGES.map(({ name }) => [name, { begun: false, completed: 0, total: 1 }]),
  ) as StageProgresses;
}

/** 0..1 of a stage. */
export function stageFraction({ completed, total }: StageProgress): number {
  if (total <= 0) return 0;
  return Math.min(1, Math.max(0, completed / total));
}

/** 0..1 of the whole job: the stages' fractions, weighted by the share of the time that each takes. */
export function jobFraction(progress: StageProgresses): number {
  let done = 0;
  let all = 0;
  for (const { name, weight } of STAGES) {
    done += weight * stageFraction(progress[name]);
    all += weight;
  }
  return done / all;
}

/** Before this share of the job is done, time left is a guess that would only mislead. */
const MIN_FRACTION = 0.02;
const MIN_ELAPSED_SECONDS = 0.8;

/**
 * Seconds left, from the pace so far, or undefined while it is too early to tell. `previousSeconds` (what was shown
 * last, `sinceSeconds` ago) damps the jumps between stages whose weights do not fit this machine.
 */
export function secondsLeft(
  fraction: number,
  elapsedSeconds: number,
  previous?: { seconds: number; sinceSeconds: number },
): number | undefined {
  if (fraction < MIN_FRACTION || elapsedSeconds < MIN_ELAPSED_SECONDS) return undefined;
  const measured = (elapsedSeconds * (1 - fraction)) / fraction;
  if (!previous) return measured;
  const expected = Math.max(0, previous.seconds - previous.sinceSeconds);
  const trust = 1 - Math.exp(-previous.sinceSeconds / 2);
  return expected + trust * (measured - expected);
}

/** Seconds as people are told them: whole, and in steps of five above twenty. */
export function roundSeconds(seconds: number): number {
  if (seconds > 20) return Math.round(seconds / 5) * 5;
  return Math.max(1, Math.ceil(seconds));
}

export type { StageName };
/** The stages' names, in order. */
export const STAGE_NAMES: readonly StageName[] = STAGES.map(({ name }) => name);
