import { describe, expect, it } from 'vitest';
import { SCENE_CLASSES, type SceneClass, type SceneSummary } from '../shared/scene';
import { UNCOVERED_SCORE, wordsToFollow } from '../shared/prompt-language';
import { passPromptGate } from './gates';
import { noticesOfPrompt, promptNotices } from './prompt-notices';

const scene = (areas: Partial<Record<SceneClass, number>>): SceneSummary =>
  Object.fromEntries(SCENE_CLASSES.map((name) => [name, areas[name] ?? 0])) as SceneSummary;
const asked = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 0.9]));
const beach = scene({ sky: 0.4, moving_water: 0.3, ground: 0.3 });

describe('promptNotices', () => {
  it('says nothing where all that is asked for is there', () => {
    expect(promptNotices('waves', asked('element_moving_water', 'speed_slow'), beach)).toEqual([]);
  });

  it('says nothing without a prompt', () => {
    expect(promptNotices('  ', {}, beach)).toEqual([]);
  });

  it.each([
    ['element_fire', 'no-fire'],
    ['element_foliage', 'no-plants'],
    ['element_grass', 'no-plants'],
    ['element_smoke', 'no-smoke'],
    ['element_flag', 'no-flag'],
    ['element_hair', 'no-hair'],
    ['element_person', 'people-stay'],
    ['element_animal', 'animals-stay'],
    ['mood_night', 'night-is-heard'],
  ])('names what stands behind %s', (intent, notice) => {
    expect(promptNotices('words', asked(intent), beach)).toEqual([notice]);
  });

  it('is content with any water where water is asked for', () => {
    const lake = scene({ still_water: 0.5, ground: 0.5 });
    const water = asked('element_still_water', 'element_moving_water', 'element_waterfall');
    expect(promptNotices('the water', water, lake)).toEqual([]);
    expect(promptNotices('the water', water, scene({ ground: 1 }))).toEqual(['no-water']);
  });

  it('finds hair where there is a person', () => {
    expect(promptNotices('hair', asked('element_hair'), scene({ body: 0.2, built: 0.8 }))).toEqual([]);
  });

  it('says nothing of what camera, light and air follow', () => {
    expect(promptNotices('words', asked('camera_in', 'weather_rain', 'mood_sunset'), beach)).toEqual([]);
  });

  it('does not mind what is to keep still', () => {
    expect(promptNotices('fire still', asked('exclude_fire'), beach)).toEqual([]);
  });

  it('says that nothing was understood, or that it is beyond the app', () => {
    expect(promptNotices('blah', {}, beach)).toEqual(['prompt-not-understood']);
    expect(promptNotices('add a dragon', asked('beyond'), beach)).toEqual(['prompt-beyond']);
    expect(promptNotices('a dragon over the sea', asked('beyond', 'element_moving_water'), beach)).toEqual([
      'prompt-beyond',
    ]);
  });

  it('understands "bring it to life"', () => {
    expect(promptNotices('bring it to life', asked('general'), beach)).toEqual([]);
  });
});

describe('a prompt in a language that the app does not read', () => {
  const checked = (uncovered: number) =>
    passPromptGate('chmury plyna', () =>
      Promise.resolve({ verdict: 'allow', reasons: [], scores: { [UNCOVERED_SCORE]: uncovered } }),
    );

  it('passes, is not followed, and that is said', async () => {
    const prompt = await checked(0.97);
    expect(wordsToFollow(prompt)).toBe('');
    expect(noticesOfPrompt(prompt, {}, beach)).toEqual(['prompt-language-not-read']);
  });

  it('is followed where it may be one that it reads', async () => {
    const prompt = await checked(0.5);
    expect(wordsToFollow(prompt)).toBe('chmury plyna');
    expect(noticesOfPrompt(prompt, asked('element_fire'), beach)).toEqual(['no-fire']);
  });
});
