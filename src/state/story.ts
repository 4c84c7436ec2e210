import { createSignal } from 'solid-js';
import type { CreatedStory } from '../pipeline/create-story';
import { SCENE_TRANSITIONS, type SceneTransition } from '../provenance/film-manifest';
import { AppError, fromErrorPayload, isAbort } from '../shared/errors';
import { workersAllowed } from './capabilities';
import { failureOf } from './failure';
import { randomSeed } from './job';
import { startProgress } from './job-progress';
import type { Failure, Shape } from './job-state';
import { filmLabel, training } from './marking';
import { noteGateFailure } from './moderation-log';
import { chosenSound } from './own-sound';
import { expectedSeconds, noProgress, STAGE_NAMES, type StageSeconds } from './progress';
import { reviewerOf } from './review';
import { frameRate, prompt, quality, recordPrompt, setShape, shape } from './settings';
import { shapeSize } from './shapes';
import { recallStages } from './stage-memory';
import { clearPhotos, lockPhotos, storyPhotos } from './story-photos';

export { SCENE_TRANSITIONS, type SceneTransition };

/** The shapes of a story: photos of many shapes share one. */
export const STORY_SHAPES = ['story', 'portrait', 'square', 'wide'] as const satisfies readonly Shape[];
export type StoryShape = (typeof STORY_SHAPES)[number];
/** How long each photo may be seen (src/pipeline/story-timeline.ts), and for how long it usually is. */
export const PHOTO_SECONDS = { min: 3, max: 8, usual: 4 } as const;
/** Longest title and closing line that are taken, in UTF-16 units: what can be read while they are there. */
export const MOST_WORDS = 60;

/** A finished story. `url` is an object URL of `file`, owned by the state. */
export interface FinishedStory {
  file: File;
  url: string;
  created: CreatedStory;
  /** Photos that are not in it, by the places they had, from 0. */
  leftOut: { index: number; name: string; failure: Failure }[];
  /** From the click to the film. */
  elapsedSeconds: number;
}

/** Where the story is. */
export type StoryState =
  { kind: 'composing'; failure?: Failure } | { kind: 'running' } | { kind: 'done'; film: FinishedStory };

const [story, write] = createSignal<StoryState>({ kind: 'composing' });
/** The story of the page. */
export { story };

const [photoSeconds, setPhotoSeconds] = createSignal<number>(PHOTO_SECONDS.usual);
const [transition, setTransition] = createSignal<SceneTransition>('cross-fade');
const [title, setTitle] = createSignal('');
const [closing, setClosing] = createSignal('');
/** How long each photo is seen, what is between them, and the words over the beginning and the end. Live as long as the page. */
export { photoSeconds, setPhotoSeconds, transition, setTransition, title, setTitle, closing, setClosing };

/** The shape of the story: the one that the person last chose, upright where that was a photo's own. */
export function storyShape(): StoryShape {
  return STORY_SHAPES.find((name) => name === shape()) ?? 'story';
}

/** Chooses the shape. */
export function setStoryShape(name: StoryShape): void {
  setShape(name);
}

let running: AbortController | undefined;

function enter(next: StoryState): void {
  const last = story();
  if (last.kind === 'done') URL.revokeObjectURL(last.film.url);
  lockPhotos(next.kind !== 'composing', next.kind === 'done' ? adjustStory : undefined);
  write(next);
}

/** Makes the story's film of its photos, as the settings say. `labelText` is what is painted into the film. */
export async function startStory(labelText: string): Promise<void> {
  const photos = storyPhotos();
  if (story().kind === 'running' || photos.length < 2) return;
  const controller = new AbortController();
  const { signal } = controller;
  running = controller;
  enter({ kind: 'running' });
  const clock = startProgress(storySeconds(photos.length, photoSeconds()), noProgress());
  const sound = chosenSound();
  try {
    await workersAllowed(signal);
    const { createStory } = await import('../pipeline/create-story');
    const created = await createStory(
      {
        files: photos.map(({ file }) => file),
        prompt: prompt(),
        title: title(),
        closing: closing(),
        seed: randomSeed(),
        secondsPerPhoto: photoSeconds(),
        framesPerSecond: frameRate(),
        transition: transition(),
        size: exactSize(),
        ...(sound ? { ownSound: { file: sound.file, mimeType: sound.mimeType } } : {}),
        label: filmLabel(labelText),
        training: training(),
        recordPrompt: recordPrompt(),
        provider: 'auto',
        renderer: 'auto',
      },
      {
        signal,
        reviewer: reviewerOf(photos[0]!.file, signal),
        reviewerFor: (file) => reviewerOf(file, signal),
        onProgress: (stage, completed, total) => {
          if (running === controller) clock.record(stage, { completed, total });
        },
      },
    );
    if (running !== controller) return;
    const { mp4 } = created.video;
    const leftOut = created.report.leftOut.map(({ index, error }) => ({
      index,
      name: photos[index]!.file.name,
      failure: failureOf(fromErrorPayload(error)),
    }));
    leftOut.forEach(({ failure }) => noteGateFailure(failure));
    enter({
      kind: 'done',
      film: {
        file: new File([mp4], filmName(), { type: 'video/mp4' }),
        url: URL.createObjectURL(mp4),
        created,
        leftOut,
        elapsedSeconds: clock.elapsedSeconds(),
      },
    });
  } catch (error) {
    if (running !== controller || signal.aborted) return;
    // Nobody cancelled: a worker was ended under the job's feet.
    const failure = failureOf(isAbort(error) ? new AppError('worker-crashed', String(error)) : error);
    noteGateFailure(failure);
    enter({ kind: 'composing', failure });
  } finally {
    clock.stop();
    if (running === controller) running = undefined;
  }
}

/** Stops the film in the making; photos and words stay. */
export function cancelStory(): void {
  if (story().kind !== 'running') return;
  running?.abort(new DOMException('cancelled', 'AbortError'));
  running = undefined;
  enter({ kind: 'composing' });
}

/** From the film back to its photos. */
export function adjustStory(): void {
  if (story().kind === 'done') enter({ kind: 'composing' });
}

/** Back to the beginning. */
export function clearStory(): void {
  if (story().kind === 'running') return;
  enter({ kind: 'composing' });
  clearPhotos();
  setTitle('');
  setClosing('');
}

function exactSize() {
  const size = shapeSize(storyShape(), quality());
  if (size.kind !== 'exact') throw new AppError('internal', 'a story has one size');
  return size;
}

/** How long the stages of a story are expected to take, by the last film of this device: each for every photo, or for the longer film. */
function storySeconds(photos: number, secondsEach: number): StageSeconds {
  const ofOne = expectedSeconds(secondsEach, recallStages());
  for (const name of STAGE_NAMES) ofOne[name] *= photos;
  return ofOne;
}

function filmName(): string {
  const stem = title()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return `${stem === '' ? 'story' : stem.toLowerCase()}-stillwake.mp4`;
}
