import { batch, createSignal } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { StageName } from '../pipeline/stages';
import { isAbort } from '../shared/errors';
import { workersAllowed } from './capabilities';
import { forgetDraft, keepDraft, recallDraft } from './draft';
import { failureOf } from './failure';
import {
  nextJobState,
  type ChosenPhoto,
  type FinishedFilm,
  type JobEvent,
  type JobRequest,
  type JobState,
} from './job-state';
import { clearPreview, makePreview, stopPreview } from './preview';
import {
  advance,
  expectedSeconds,
  jobFraction,
  noProgress,
  secondsLeft,
  smoothSeconds,
  type StageProgresses,
} from './progress';
import { prompt, seconds, setPrompt, shape } from './settings';
import { shapeSize } from './shapes';
import { recallStages, rememberStages } from './stage-memory';

const FRAMES_PER_SECOND = 24;
const CLOCK_MILLISECONDS = 250;

const [job, writeJob] = createSignal<JobState>({ kind: 'idle' });
/** The one job of the page. */
export { job };

const [progress, writeProgress] = createStore<StageProgresses>(noProgress());
/** How far each stage of the running job is. */
export { progress };

const [fraction, writeFraction] = createSignal(0);
/** 0..1 of the running job. */
export { fraction };

const [timeLeftSeconds, writeTimeLeft] = createSignal<number | undefined>();
/** Seconds that the running job still takes, or undefined while that is not known. */
export { timeLeftSeconds };

const [resumed, markResumed] = createSignal(false);
/** True where the chosen photo is that of an earlier tab. */
export { resumed };

let running: AbortController | undefined;
let nextPhotoId = 1;

function dispatch(event: JobEvent): JobState {
  const last = job();
  const next = nextJobState(last, event);
  if (last === next) return next;
  if (last.kind === 'done') URL.revokeObjectURL(last.film.url);
  writeJob(next);
  return next;
}

/** Takes a photo: chosen, dropped, pasted or shared. Ignored while a job runs. */
export function choosePhoto(file: File): void {
  if (job().kind === 'running') return;
  markResumed(false);
  const photo: ChosenPhoto = { id: nextPhotoId++, file };
  dispatch({ type: 'choose', photo });
  void keepDraft(file, prompt());
  void makePreview(photo, (error) => dispatch({ type: 'fail', photo, failure: failureOf(error) }));
}

/** Takes up the photo of a tab that was closed, reloaded or crashed before its film was saved. */
export async function resumeDraft(): Promise<void> {
  const draft = await recallDraft();
  if (!draft || job().kind !== 'idle') return;
  setPrompt(draft.prompt);
  choosePhoto(draft.file);
  markResumed(true);
}

/** The person has the film: nothing is kept for a closed tab any more. */
export function filmSaved(): void {
  void forgetDraft();
}

/** Back to the beginning. */
export function clearJob(): void {
  if (job().kind === 'running') return;
  void forgetDraft();
  dispatch({ type: 'clear' });
  clearPreview();
}

/** Back to the chosen photo with its prompt, from a film or a failure. */
export function adjustJob(): void {
  dispatch({ type: 'adjust' });
}

/** Stops the running job; photo and prompt stay. */
export function cancelJob(): void {
  running?.abort(new DOMException('cancelled', 'AbortError'));
  running = undefined;
  dispatch({ type: 'cancel' });
}

/**
 * Starts the job on the chosen photo with what the settings say. `labelText` is what is painted into the film.
 * Each start takes a new seed: the same photo wakes differently.
 */
export async function startJob(labelText: string): Promise<void> {
  const request: JobRequest = { prompt: prompt(), seed: randomSeed(), seconds: seconds(), shape: shape() };
  const state = dispatch({ type: 'start', request });
  if (state.kind !== 'running' || state.request !== request) return;
  stopPreview();
  void keepDraft(state.photo.file, request.prompt);
  const controller = new AbortController();
  running = controller;
  const start = performance.now();
  batch(() => {
    writeProgress(noProgress());
    writeFraction(0);
    writeTimeLeft(undefined);
  });
  const stopClock = startClock(start, request.seconds);
  addEventListener('beforeunload', warnBeforeLeaving);
  try {
    await workersAllowed(controller.signal);
    const { createVideo } = await import('../pipeline/create-video');
    const { video, report } = await createVideo(
      {
        file: state.photo.file,
        prompt: request.prompt,
        seed: request.seed,
        seconds: request.seconds,
        size: shapeSize(request.shape),
        framesPerSecond: FRAMES_PER_SECOND,
        provider: 'auto',
        renderer: 'auto',
        label: { text: labelText, corner: 'bottom-right' },
      },
      {
        signal: controller.signal,
        onProgress: (stage, completed, total) => {
          if (running === controller) recordProgress(stage, { completed, total }, start);
        },
      },
    );
    if (running !== controller) return;
    const film: FinishedFilm = {
      file: new File([video.mp4], filmName(state.photo.file.name), { type: 'video/mp4' }),
      url: URL.createObjectURL(video.mp4),
      report,
      elapsedSeconds: secondsSince(start),
    };
    rememberStages(request.seconds, report.stages);
    dispatch({ type: 'finish', film });
  } catch (error) {
    if (isAbort(error) || running !== controller) return;
    dispatch({ type: 'fail', photo: state.photo, failure: failureOf(error) });
  } finally {
    stopClock();
    if (running === controller) running = undefined;
    if (running === undefined) removeEventListener('beforeunload', warnBeforeLeaving);
  }
}

function recordProgress(
  stage: StageName,
  counts: { completed: number; total: number },
  startMilliseconds: number,
): void {
  // A whole new object: merged into the old one, the end of a stage that begins again would stay.
  writeProgress({ [stage]: advance(progress[stage], counts, secondsSince(startMilliseconds)) });
}

function secondsSince(startMilliseconds: number): number {
  return (performance.now() - startMilliseconds) / 1000;
}

/** Nothing is known of the pace before this. */
const SILENT_SECONDS = 1;

/** Keeps the job's fraction and the time left up to date. Returns the stop. */
function startClock(startMilliseconds: number, filmSeconds: number): () => void {
  const expected = expectedSeconds(filmSeconds, recallStages());
  let shownAtSeconds = 0;
  const timer = setInterval(() => {
    const elapsed = secondsSince(startMilliseconds);
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
  return () => clearInterval(timer);
}

function warnBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!;
}

function filmName(photoName: string): string {
  const stem = photoName.replace(/\.[^.]*$/, '').trim() || 'photo';
  return `${stem}-stillwake.mp4`;
}
