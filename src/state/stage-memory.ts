import type { AnimateReport } from '../pipeline/report';
import { STAGE_NAMES, type StageSeconds } from './progress';

const KEY = 'stage-seconds';

/** How long the stages took the last time on this device. */
export interface StageMemory {
  filmSeconds: number;
  stages: Partial<StageSeconds>;
}

/** What is remembered of the last film, if anything; what is not in order is not believed. */
export function recallStages(): StageMemory | undefined {
  try {
    return parseStages(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
  } catch {
    return undefined; // No storage, or no JSON: the usual times then.
  }
}

/** A {@link StageMemory} out of parsed JSON, with the stages that there still are. */
export function parseStages(json: unknown): StageMemory | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const { filmSeconds, stages } = json as { filmSeconds?: unknown; stages?: unknown };
  if (!isTime(filmSeconds) || filmSeconds === 0 || typeof stages !== 'object' || stages === null)
    return undefined;
  const known: Partial<StageSeconds> = {};
  for (const name of STAGE_NAMES) {
    const seconds = (stages as Record<string, unknown>)[name];
    if (isTime(seconds)) known[name] = seconds;
  }
  return { filmSeconds, stages: known };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** Remembers a finished film's times: numbers alone, nothing of the film. */
export function rememberStages(filmSeconds: number, stages: AnimateReport['stages']): void {
  const seconds: Partial<StageSeconds> = {};
  // A stage that ran twice counts with both.
  for (const { stage, milliseconds } of stages) seconds[stage] = (seconds[stage] ?? 0) + milliseconds / 1000;
  try {
    localStorage.setItem(KEY, JSON.stringify({ filmSeconds, stages: seconds }));
  } catch {
    // Not kept.
  }
}
