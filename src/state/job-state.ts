import type { AnimateReport } from '../pipeline/report';
import type { ErrorCode } from '../shared/errors';
import type { GateName, Verdict } from '../shared/verdict';

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
}

/** Shape of the film: the photo's own, or a common one (the photo is cropped about its centre). */
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

/** Where the one job of the page is. */
export type JobState =
  | { kind: 'idle' }
  | { kind: 'chosen'; photo: ChosenPhoto }
  | { kind: 'running'; photo: ChosenPhoto; request: JobRequest }
  | { kind: 'done'; photo: ChosenPhoto; request: JobRequest; film: FinishedFilm }
  | { kind: 'failed'; photo: ChosenPhoto; failure: Failure };

export type JobEvent =
  | { type: 'choose'; photo: ChosenPhoto }
  | { type: 'start'; request: JobRequest }
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
    case 'cancel':
      return state.kind === 'running' ? { kind: 'chosen', photo: state.photo } : state;
    case 'finish':
      return state.kind === 'running'
        ? { kind: 'done', photo: state.photo, request: state.request, film: event.film }
        : state;
    case 'fail':
      return (state.kind === 'running' || state.kind === 'chosen') && state.photo.id === event.photo.id
        ? { kind: 'failed', photo: state.photo, failure: event.failure }
        : state;
    case 'adjust':
      return state.kind === 'done' || state.kind === 'failed'
        ? { kind: 'chosen', photo: state.photo }
        : state;
    case 'clear':
      return state.kind === 'running' ? state : { kind: 'idle' };
  }
}
