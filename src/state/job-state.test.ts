import { describe, expect, it } from 'vitest';
import type { AnimateReport } from '../pipeline/report';
import {
  nextJobState,
  type ChosenPhoto,
  type FinishedFilm,
  type JobRequest,
  type JobState,
} from './job-state';

const file = (name: string) => new File(['x'], name);
const photo: ChosenPhoto = { id: 1, file: file('sea.jpg') };
const other: ChosenPhoto = { id: 2, file: file('wood.jpg') };
const request: JobRequest = {
  prompt: 'waves',
  seed: 7,
  seconds: 4,
  shape: 'photo',
  quality: 'standard',
  framesPerSecond: 24,
};
const film: FinishedFilm = {
  file: file('sea.mp4'),
  url: 'blob:1',
  report: {} as AnimateReport,
  elapsedSeconds: 3,
};
const failure = { code: 'gate-held', details: {} } as const;

const idle: JobState = { kind: 'idle' };
const chosen: JobState = { kind: 'chosen', photo };
const running: JobState = { kind: 'running', photo, request };
const done: JobState = { kind: 'done', photo, request, film };
const failed: JobState = { kind: 'failed', photo, failure };

describe('nextJobState', () => {
  it('goes from photo to film', () => {
    expect(nextJobState(idle, { type: 'choose', photo })).toEqual(chosen);
    expect(nextJobState(chosen, { type: 'start', request })).toEqual(running);
    expect(nextJobState(running, { type: 'finish', film })).toEqual(done);
  });

  it('keeps the photo through cancel and failure', () => {
    expect(nextJobState(running, { type: 'cancel' })).toEqual(chosen);
    expect(nextJobState(running, { type: 'fail', photo, failure })).toEqual(failed);
    expect(nextJobState(failed, { type: 'start', request })).toEqual(running);
    expect(nextJobState(failed, { type: 'adjust' })).toEqual(chosen);
    expect(nextJobState(done, { type: 'adjust' })).toEqual(chosen);
  });

  it('starts again from a film', () => {
    expect(nextJobState(done, { type: 'start', request })).toEqual(running);
  });

  it('takes a new photo in every state but a running one', () => {
    for (const state of [idle, chosen, done, failed]) {
      expect(nextJobState(state, { type: 'choose', photo: other })).toEqual({ kind: 'chosen', photo: other });
    }
    expect(nextJobState(running, { type: 'choose', photo: other })).toBe(running);
    expect(nextJobState(running, { type: 'clear' })).toBe(running);
  });

  it('does not hear late answers', () => {
    for (const state of [idle, chosen, failed])
      expect(nextJobState(state, { type: 'finish', film })).toBe(state);
    expect(nextJobState(idle, { type: 'fail', photo, failure })).toBe(idle);
    expect(nextJobState(done, { type: 'fail', photo, failure })).toBe(done);
  });

  it('does not blame a photo for the fault of the one before', () => {
    const next: JobState = { kind: 'chosen', photo: other };
    expect(nextJobState(next, { type: 'fail', photo, failure })).toBe(next);
  });

  it('starts once', () => {
    expect(nextJobState(running, { type: 'start', request: { ...request, seed: 8 } })).toBe(running);
    expect(nextJobState(idle, { type: 'start', request })).toBe(idle);
  });

  it('goes from a film to shaping it, to another film, and back', () => {
    const shaping = nextJobState(done, { type: 'shape' });
    expect(shaping).toEqual({ ...done, kind: 'shaping' });
    expect(nextJobState(shaping, { type: 'unshape' })).toEqual(done);
    const next = { ...request, shape: 'story' } as const;
    const remaking = nextJobState(shaping, { type: 'remake', request: next });
    expect(remaking).toEqual({ kind: 'running', photo, request: next, film });
    const other = { ...film, url: 'blob:2' };
    expect(nextJobState(remaking, { type: 'finish', film: other })).toEqual({
      kind: 'done',
      photo,
      request: next,
      film: other,
    });
    // What was shaped is not lost by a cancel or a failure, and neither is the film before.
    expect(nextJobState(remaking, { type: 'cancel' })).toMatchObject({ kind: 'shaping', film });
    expect(nextJobState(remaking, { type: 'fail', photo, failure })).toMatchObject({
      kind: 'shaping',
      film,
      failure,
    });
    expect(nextJobState(shaping, { type: 'choose', photo: { id: 3, file: file('x.jpg') } }).kind).toBe(
      'chosen',
    );
  });

  it('shapes nothing but a film', () => {
    for (const state of [idle, chosen, running, failed]) {
      expect(nextJobState(state, { type: 'shape' })).toBe(state);
      expect(nextJobState(state, { type: 'remake', request })).toBe(state);
    }
  });
});
