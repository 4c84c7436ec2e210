import { createSignal } from 'solid-js';
import type { CreatedVideo, CreateVideoOptions } from '../pipeline/create-video';
import type { Framing } from '../pipeline/output-size';
import type { WokenPhoto } from '../pipeline/wake-photo';
import { AppError, isAbort } from '../shared/errors';
import type { MotionEdit } from '../shared/motion-edit/edits';
import { workersAllowed } from './capabilities';
import { forgetDraft, keepDraft, recallDraft } from './draft';
import { failureOf } from './failure';
import { filmLabel, training } from './marking';
import {
  nextJobState,
  type ChosenPhoto,
  type FinishedFilm,
  type JobEvent,
  type JobRequest,
  type JobState,
} from './job-state';
import { noteGateFailure } from './moderation-log';
import { clearPreview, makePreview, stopPreview } from './preview';
import { startProgress } from './job-progress';
import { expectedSeconds, noProgress, remakeProgress, type StageProgresses } from './progress';
import { chosenSound } from './own-sound';
import { reviewerOf } from './review';
import { frameRate, prompt, quality, recordPrompt, seconds, setPrompt, shape } from './settings';
import { shapeSize } from './shapes';
import { recallStages, rememberStages } from './stage-memory';

const [job, writeJob] = createSignal<JobState>({ kind: 'idle' });
/** The one job of the page. */
export { job };

const [resumed, markResumed] = createSignal(false);
/** True where the chosen photo is that of an earlier tab. */
export { resumed };

/** What the film that is shown was made of and with: for shaping it, and for copies in other formats. */
export interface MadeFilm {
  created: CreatedVideo;
  woken: WokenPhoto;
  edits: readonly MotionEdit[];
}

let made: MadeFilm | undefined;

/** What the film that is shown was made of; undefined where none is. */
export function madeFilm(): MadeFilm | undefined {
  return made;
}

let running: AbortController | undefined;
let nextPhotoId = 1;

function dispatch(event: JobEvent): JobState {
  const last = job();
  const next = nextJobState(last, event);
  if (last === next) return next;
  const shown = filmOf(last);
  if (shown && filmOf(next) !== shown) URL.revokeObjectURL(shown.url);
  if (!('film' in next) && next.kind !== 'running') made = undefined;
  writeJob(next);
  return next;
}

function filmOf(state: JobState): FinishedFilm | undefined {
  return 'film' in state ? state.film : undefined;
}

/** Takes a photo: chosen, dropped, pasted or shared. Ignored while a job runs. */
export function choosePhoto(file: File): void {
  if (job().kind === 'running') return;
  markResumed(false);
  const photo: ChosenPhoto = { id: nextPhotoId++, file };
  dispatch({ type: 'choose', photo });
  void keepDraft(file, prompt());
  void makePreview(photo, (error) => {
    // It would be refused again in the next tab.
    if (job().kind === 'chosen') void forgetDraft();
    dispatch({ type: 'fail', photo, failure: failureOf(error) });
  });
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
 * Each start takes a new seed: the same photo wakes differently. `strength` makes its motion weaker or stronger (1 as generated).
 */
export async function startJob(labelText: string, options: { strength?: number } = {}): Promise<void> {
  const request = currentRequest(prompt(), randomSeed());
  const state = dispatch({ type: 'start', request });
  if (state.kind !== 'running' || state.request !== request) return;
  stopPreview();
  made = undefined;
  void keepDraft(state.photo.file, request.prompt);
  const edits: MotionEdit[] =
    options.strength === undefined ? [] : [{ kind: 'strength', value: options.strength }];
  await runJob(state, noProgress(), async (jobOptions) => {
    const { createVideo } = await import('../pipeline/create-video');
    const { woken, ...created } = await createVideo(
      {
        ...filmRequest(request, labelText),
        file: state.photo.file,
        prompt: request.prompt,
        seed: request.seed,
        edits,
      },
      jobOptions,
    );
    rememberStages(request.seconds, created.report.stages);
    return { created, woken, edits };
  });
}

/** To the live preview of the film. */
export function startShaping(): void {
  if (made) dispatch({ type: 'shape' });
}

/** From the live preview back to the film. */
export function stopShaping(): void {
  dispatch({ type: 'unshape' });
}

/**
 * Makes the film anew: of the take and with the edits that are given, in the shape, length and size that the settings say. Nothing is
 * diffused again.
 */
export async function remakeFilm(
  labelText: string,
  shaped: Pick<MadeFilm, 'woken' | 'edits'> & { framing: Framing },
): Promise<void> {
  const { woken, edits, framing } = shaped;
  const request = currentRequest(woken.prompt.text, woken.seed);
  const state = dispatch({ type: 'remake', request });
  if (state.kind !== 'running' || state.request !== request) return;
  await runJob(state, remakeProgress(), async (options) => {
    const { remakeVideo } = await import('../pipeline/create-video');
    const film = { ...filmRequest(request, labelText), edits, framing };
    return { created: await remakeVideo(woken, film, options), woken, edits };
  });
}

function currentRequest(words: string, seed: number): JobRequest {
  return {
    prompt: words,
    seed,
    seconds: seconds(),
    shape: shape(),
    quality: quality(),
    framesPerSecond: frameRate(),
  };
}

function filmRequest(request: JobRequest, labelText: string) {
  const sound = chosenSound();
  return {
    ...(sound ? { ownSound: { file: sound.file, mimeType: sound.mimeType } } : {}),
    seconds: request.seconds,
    size: shapeSize(request.shape, request.quality),
    framesPerSecond: request.framesPerSecond,
    provider: 'auto',
    renderer: 'auto',
    label: filmLabel(labelText),
    training: training(),
    recordPrompt: recordPrompt(),
  } as const;
}

/** Runs a job to its film: progress, time left, cancel and failure are told on the way. */
async function runJob(
  state: Extract<JobState, { kind: 'running' }>,
  begun: StageProgresses,
  make: (options: CreateVideoOptions) => Promise<MadeFilm>,
): Promise<void> {
  const controller = new AbortController();
  running = controller;
  const clock = startProgress(expectedSeconds(state.request.seconds, recallStages()), begun);
  try {
    await workersAllowed(controller.signal);
    const next = await make({
      signal: controller.signal,
      reviewer: reviewerOf(state.photo.file, controller.signal),
      onProgress: (stage, completed, total) => {
        if (running === controller) clock.record(stage, { completed, total });
      },
    });
    if (running !== controller) return;
    const { mp4 } = next.created.video;
    const film: FinishedFilm = {
      file: new File([mp4], filmName(state.photo.file.name), { type: 'video/mp4' }),
      url: URL.createObjectURL(mp4),
      report: next.created.report,
      elapsedSeconds: clock.elapsedSeconds(),
    };
    made = next;
    dispatch({ type: 'finish', film });
  } catch (error) {
    if (running !== controller || controller.signal.aborted) return;
    // Nobody cancelled: a worker was ended under the job's feet. It must not wait for ever.
    const failure = failureOf(isAbort(error) ? new AppError('worker-crashed', String(error)) : error);
    noteGateFailure(failure);
    dispatch({ type: 'fail', photo: state.photo, failure });
  } finally {
    clock.stop();
    if (running === controller) running = undefined;
  }
}

/** 32 bits by chance. */
export function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!;
}

function filmName(photoName: string): string {
  const stem = photoName.replace(/\.[^.]*$/, '').trim() || 'photo';
  return `${stem}-stillwake.mp4`;
}
