import type { SceneTransition } from '../provenance/film-manifest';

/** How a story runs. */
export interface StoryPlan {
  /** How many photos, at least two. */
  photos: number;
  secondsPerPhoto: number;
  framesPerSecond: number;
  transition: SceneTransition;
  /** Whether words stand over the beginning, and over the end. */
  titled: boolean;
  closed: boolean;
}

/** One photo's part of a story. Every one has the same number of the film's frames as its own. */
export interface SceneTimes {
  /** Of the film's frames, those that are its own: from the first on, and up to this one. */
  fromFrame: number;
  untilFrame: number;
  /** Frames to render: its own, and those that go on under the next one's beginning. */
  frameCount: number;
  /** How many go on under the next one's beginning. */
  keepLast: number;
  /** Of its first frames, how much of it is seen over the end of the one before, 0..1. */
  weights: number[];
  /** Of each frame that is rendered, how much light it has, 0..1; missing where it always has all. */
  light?: Float32Array;
  /** Of each frame that is rendered, how opaque the words over it are, 0..1; missing where there are none. */
  words?: Float32Array;
  /** Of the film's frames, those in which it is seen alone: no other, no words, no dark. At least {@link CLEAR_SECONDS}. */
  clear: { fromFrame: number; untilFrame: number };
}

/** The most photos of a story, and how long each may be seen: 80 s are checked, signed and held in memory with ease. */
export const MOST_PHOTOS = 10;
export const LEAST_SECONDS_PER_PHOTO = 3;
export const MOST_SECONDS_PER_PHOTO = 8;

const CROSS_FADE_SECONDS = 0.8;
/** Into the dark; out of it takes as long. */
const DARK_SECONDS = 0.5;
/** Words are there for so long at most, and come and go in so long. */
const WORDS_SECONDS = 2.8;
const WORDS_FADE_SECONDS = 0.4;
/** So long at least each photo is seen alone: the gate compares it with itself there. */
export const CLEAR_SECONDS = 0.4;

/** When each photo of a story is seen, and how: pure. Scenes in order. */
export function storyTimeline(plan: StoryPlan): SceneTimes[] {
  const frames = (seconds: number) => Math.round(seconds * plan.framesPerSecond);
  const own = frames(plan.secondsPerPhoto);
  const mixed = plan.transition === 'cross-fade' ? frames(CROSS_FADE_SECONDS) : 0;
  const dark = plan.transition === 'fade-through-dark' ? frames(DARK_SECONDS) : 0;
  return Array.from({ length: plan.photos }, (_, index) => {
    const [isFirst, isLast] = [index === 0, index === plan.photos - 1];
    const fromFrame = index * own;
    const keepLast = isLast ? 0 : mixed;
    const frameCount = own + keepLast;
    const darkIn = isFirst ? 0 : dark;
    const darkOut = isLast ? 0 : dark;
    // What else is seen at either end, words apart.
    const [before, after] = [Math.max(isFirst ? 0 : mixed, darkIn), darkOut];
    const room = own - before - after - frames(CLEAR_SECONDS);
    const spoken = Math.min(frames(WORDS_SECONDS), Math.max(0, room));
    const wordsFrom = isFirst ? 0 : own - spoken;
    const hasWords = (isFirst && plan.titled) || (isLast && plan.closed);
    const light = Float32Array.from({ length: frameCount }, (__, at) =>
      Math.min(ease((at + 0.5) / darkIn), ease((own - at - 0.5) / darkOut)),
    );
    const fade = frames(WORDS_FADE_SECONDS);
    const words = Float32Array.from({ length: frameCount }, (__, at) =>
      Math.min(ease((at - wordsFrom + 1) / fade), ease((wordsFrom + spoken - at) / fade)),
    );
    return {
      fromFrame,
      untilFrame: fromFrame + own,
      frameCount,
      keepLast,
      weights: Array.from({ length: isFirst ? 0 : mixed }, (__, at) => ease((at + 1) / (mixed + 1))),
      ...(darkIn + darkOut > 0 ? { light } : {}),
      ...(hasWords ? { words } : {}),
      clear: {
        fromFrame: fromFrame + Math.max(before, hasWords && isFirst ? spoken : 0),
        untilFrame: fromFrame + own - Math.max(after, hasWords && isLast ? spoken : 0),
      },
    };
  });
}

/** 0 to 1 as `value` goes from 0 to 1 (smoothstep), and no further; 1 where there is nothing to go over. */
function ease(value: number): number {
  if (!Number.isFinite(value)) return 1;
  const x = Math.min(1, Math.max(0, value));
  return x * x * (3 - 2 * x);
}
