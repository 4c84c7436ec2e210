import type { AnimateReport, FilmReport } from '../pipeline/report';
import type { ErrorCode } from '../shared/errors';
import type { GateName, Verdict } from '../shared/verdict';

export type { FilmReport };

/** The photo that a person chose. `file` is what they gave, untouched. */
export interface ChosenPhoto {
  /** Tells one choice from the next. */
  id: number;
  file: File;
}

/** What is made from a photo. */
export interface JobRequest {
  prompt: string;
  /** 32-bit unsigned. */
  seed: number;
  /** 3..15. */
  seconds: number;
  shape: Shape;
  quality: Quality;
  framesPerSecond: FrameRate;
}

/** How large the film is: for phones, the most that every device plays, the photo's own size (up to 4K). */
export const QUALITIES = ['standard', 'full', 'own'] as const;
export type Quality = (typeof QUALITIES)[number];

/** Frames a second that are offered. */
export const FRAME_RATES = [24, 30, 60] as const;
export type FrameRate = (typeof FRAME_RATES)[number];

/** Shape of the film: the photo's own, or a common one (the photo is cropped to what moves, and to faces). */
export const SHAPES = ['photo', 'story', 'square', 'portrait', 'wide'] as const;
export type Shape = (typeof SHAPES)[number];

/** Why a job ended without a film. */
export interface Failure {
  code: ErrorCode;
  /** Where a gate said no, and why. */
  gate?: GateName;
  verdict?: Verdict;
  /** Facts that the message may name. */
  details: Record<string, unknown>;
}

/** A finished film. `url` is an object URL of `file`, owned by the state. */
export interface FinishedFilm {
  file: File;
  url: string;
  report: AnimateReport;
  /** From the click to the film. */
  elapsedSeconds: number;
}

/** A film that was just made, of one photo or of several. */
export interface NewFilm {
  file: File;
  report: FilmReport;
}

/** Where the one job of the page is. */
export type JobState =
  | { kind: 'idle' }
  | { kind: 'chosen'; photo: ChosenPhoto }
  /** With the film before it where it is a shaped one that is made. */
  | { kind: 'running'; photo: ChosenPhoto; request: JobRequest; film?: FinishedFilm }
  | { kind: 'done'; photo: ChosenPhoto; request: JobRequest; film: FinishedFilm }
  /** With what went wrong when a shaped film could not be made. */
  | { kind: 'shaping'; photo: ChosenPhoto; request: JobRequest; film: FinishedFilm; failure?: Failure }
  | { kind: 'failed'; photo: ChosenPhoto; failure: Failure };

export type JobEvent =
  | { type: 'choose'; photo: ChosenPhoto }
  | { type: 'start'; request: JobRequest }
  /** To the live preview of what was made, and back to the film. */
  | { type: 'shape' }
  | { type: 'unshape' }
  /** Makes the film that was shaped. */
  | { type: 'remake'; request: JobRequest }
  | { type: 'cancel' }
  | { type: 'finish'; film: FinishedFilm }
  | { type: 'fail'; photo: ChosenPhoto; failure: Failure }
  | { type: 'adjust' }
  | { type: 'clear' };

/**
 * The next state. An event that makes no sense in a state leaves it as it is (the same object): a job's late answer
 * after a cancel, a second click. The photo is never lost but by `choose` and `clear`.
 */
export function nextJobState(state: JobState, event: JobEvent): JobState {
  switch (event.type) {
    case 'choose':
      return state.kind === 'running' ? state : { kind: 'chosen', photo: event.photo };
    case 'start':
      return state.kind === 'idle' || state.kind === 'running'
        ? state
        : { kind: 'running', photo: state.photo, request: event.request };
    case 'shape':
      return state.kind === 'done' ? { ...state, kind: 'shaping' } : state;
    case 'unshape':
      return state.kind === 'shaping'
        ? { kind: 'done', photo: state.photo, request: state.request, film: state.film }
        : state;
    case 'remake':
      return state.kind === 'shaping'
        ? { kind: 'running', photo: state.photo, request: event.request, film: state.film }
        : state;
    case 'cancel':
      if (state.kind !== 'running') return state;
      return state.film
        ? { kind: 'shaping', photo: state.photo, request: state.request, film: state.film }
        : { kind: 'chosen', photo: state.photo };
    case 'finish':
      return state.kind === 'running'
        ? { kind: 'done', photo: state.photo, request: state.request, film: event.film }
        : state;
    case 'fail':
      return failed(state, event);
    case 'adjust':
      return state.kind === 'done' || state.kind === 'failed' || state.kind === 'shaping'
        ? { kind: 'chosen', photo: state.photo }
        : state;
    case 'clear':
      return state.kind === 'running' ? state : { kind: 'idle' };
  }
}

function failed(state: JobState, { photo, failure }: Extract<JobEvent, { type: 'fail' }>): JobState {
  if (state.kind !== 'running' && state.kind !== 'chosen') return state;
  if (state.photo.id !== photo.id) return state;
  if (state.kind === 'running' && state.film) {
    return { kind: 'shaping', photo, request: state.request, film: state.film, failure };
  }
  return { kind: 'failed', photo: state.photo, failure };
}
