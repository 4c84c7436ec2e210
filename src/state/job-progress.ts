import { batch, createSignal } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { StageName } from '../pipeline/stages';
import {
  advance,
  jobFraction,
  noProgress,
  secondsLeft,
  smoothSeconds,
  type StageProgresses,
  type StageSeconds,
} from './progress';

const CLOCK_MILLISECONDS = 250;
/** Nothing is known of the pace before this. */
const SILENT_SECONDS = 1;

const [progress, writeProgress] = createStore<StageProgresses>(noProgress());
/** How far each stage of the running job is. */
export { progress };

const [fraction, writeFraction] = createSignal(0);
/** 0..1 of the running job. */
export { fraction };

const [timeLeftSeconds, writeTimeLeft] = createSignal<number | undefined>();
/** Seconds that the running job still takes, or undefined while that is not known. */
export { timeLeftSeconds };

/** The progress of one running job. */
export interface JobProgress {
  /** Takes what a stage reports. */
  record(stage: StageName, counts: { completed: number; total: number }): void;
  elapsedSeconds(): number;
  /** Ends the clock. Idempotent. */
  stop(): void;
}

let latest: symbol | undefined;

/** Begins the progress of the page's one job, whose stages take `expected` seconds. While it runs, leaving the page is warned of. */
export function startProgress(expected: StageSeconds, begun: StageProgresses): JobProgress {
  const job = Symbol('job');
  latest = job;
  const start = performance.now();
  const elapsedSeconds = () => (performance.now() - start) / 1000;
  batch(() => {
    writeProgress(begun);
    writeFraction(0);
    writeTimeLeft(undefined);
  });
  addEventListener('beforeunload', warnBeforeLeaving);
  let shownAtSeconds = 0;
  const timer = setInterval(() => {
    const elapsed = elapsedSeconds();
    const measured = secondsLeft(progress, expected, elapsed);
    batch(() => {
      // A stage that is run again must not turn the bar back.
      writeFraction((last) => Math.max(last, jobFraction(progress, expected, elapsed)));
      if (elapsed >= SILENT_SECONDS) {
        writeTimeLeft((shown) => smoothSeconds(measured, shown, elapsed - shownAtSeconds));
      }
    });
    shownAtSeconds = elapsed;
  }, CLOCK_MILLISECONDS);
  return {
    record: (stage, counts) => {
      // A whole new object: merged into the old one, the end of a stage that begins again would stay.
      writeProgress({ [stage]: advance(progress[stage], counts, elapsedSeconds()) });
    },
    elapsedSeconds,
    stop: () => {
      clearInterval(timer);
      if (latest === job) removeEventListener('beforeunload', warnBeforeLeaving);
    },
  };
}

function warnBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
