import { describe, expect, it } from 'vitest';
import { SCENE_TRANSITIONS } from '../provenance/film-manifest';
import { CLEAR_SECONDS, storyTimeline, type SceneTimes, type StoryPlan } from './story-timeline';

const plan: StoryPlan = {
  photos: 3,
  secondsPerPhoto: 4,
  framesPerSecond: 24,
  transition: 'cross-fade',
  titled: true,
  closed: true,
};

/** How much of each scene a frame of the film shows. */
function shown(scenes: readonly SceneTimes[], frame: number): number[] {
  const shares = scenes.map(() => 0);
  scenes.forEach(({ fromFrame, frameCount, weights }, index) => {
    const at = frame - fromFrame;
    if (at < 0 || at >= frameCount) return;
    const weight = weights[at] ?? 1;
    // What is rendered beyond a scene's own time lies under the next one.
    shares.forEach((share, before) => (shares[before] = before < index ? share * (1 - weight) : share));
    shares[index] = weight;
  });
  return shares;
}

describe.each(SCENE_TRANSITIONS)('a story with %s', (transition) => {
  const scenes = storyTimeline({ ...plan, transition });

  it('shows every photo for its time, without a gap', () => {
    expect(scenes.map(({ fromFrame, untilFrame }) => [fromFrame, untilFrame])).toEqual([
      [0, 96],
      [96, 192],
      [192, 288],
    ]);
    for (let frame = 0; frame < 288; frame++) {
      const shares = shown(scenes, frame);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
      expect(shares[Math.floor(frame / 96)]).toBeGreaterThan(0);
    }
  });

  it('renders no more than what is seen: the end of a scene lies under as many frames as are mixed', () => {
    scenes.forEach((scene, index) => {
      expect(scene.frameCount).toBe(96 + scene.keepLast);
      expect(scenes[index + 1]?.weights.length ?? 0).toBe(scene.keepLast);
    });
  });

  it('shows each photo alone, bright and without words for a while', () => {
    for (const [index, scene] of scenes.entries()) {
      const { fromFrame, untilFrame } = scene.clear;
      expect((untilFrame - fromFrame) / 24).toBeGreaterThanOrEqual(CLEAR_SECONDS);
      for (let frame = fromFrame; frame < untilFrame; frame++) {
        const at = frame - scene.fromFrame;
        expect(shown(scenes, frame)[index]).toBe(1);
        expect(scene.light?.[at] ?? 1).toBe(1);
        expect(scene.words?.[at] ?? 0).toBe(0);
      }
    }
  });
});

it('mixes steadily from one photo to the next', () => {
  const [, second] = storyTimeline(plan);
  expect(second!.weights.length).toBe(19);
  const rising = second!.weights.every((weight, at) => weight > (second!.weights[at - 1] ?? 0));
  expect(rising).toBe(true);
  expect(second!.weights.at(-1)).toBeLessThan(1);
});

it('goes into the dark and out of it, and never at the ends of the film', () => {
  const [first, second, third] = storyTimeline({ ...plan, transition: 'fade-through-dark' });
  expect(first!.light![0]).toBe(1);
  expect(first!.light![95]).toBeLessThan(0.02);
  expect(second!.light![0]).toBeLessThan(0.02);
  expect(second!.light![48]).toBe(1);
  expect(third!.light![95]).toBe(1);
});

it('has words over the beginning and the end alone, which come and go', () => {
  const [first, second, third] = storyTimeline(plan);
  expect(second!.words).toBeUndefined();
  expect(first!.words![0]).toBeLessThan(0.2);
  expect(Math.max(...first!.words!)).toBe(1);
  expect(third!.words![0]).toBe(0);
  expect(Math.max(...third!.words!)).toBe(1);
  expect(third!.words![95]).toBeLessThan(0.2);
  expect(storyTimeline({ ...plan, titled: false, closed: false }).some(({ words }) => words)).toBe(false);
});

it('keeps room for the photo itself in the shortest scenes', () => {
  for (const transition of SCENE_TRANSITIONS) {
    for (const framesPerSecond of [24, 30, 60]) {
      for (const { clear } of storyTimeline({
        ...plan,
        photos: 2,
        secondsPerPhoto: 3,
        transition,
        framesPerSecond,
      })) {
        expect((clear.untilFrame - clear.fromFrame) / framesPerSecond).toBeGreaterThan(CLEAR_SECONDS - 0.05);
      }
    }
  }
});
