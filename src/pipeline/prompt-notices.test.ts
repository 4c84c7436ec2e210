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

  it('tells a waterfall from other water where it alone is asked for', () => {
    expect(promptNotices('the waterfall', asked('element_waterfall'), beach)).toEqual(['no-waterfall']);
    expect(promptNotices('the waterfall', asked('element_waterfall'), scene({ ground: 1 }))).toEqual([
      'no-water',
    ]);
    expect(promptNotices('the waterfall', asked('element_waterfall'), scene({ waterfall: 0.1 }))).toEqual([]);
  });

  it.each([
    [['direction_left', 'direction_right'], 'directions-differ'],
    [['direction_up', 'direction_down'], 'directions-differ'],
    [['speed_slow', 'speed_fast'], 'paces-differ'],
    [['strength_calm', 'strength_strong'], 'paces-differ'],
    [['camera_in', 'camera_left'], 'one-camera'],
    [['camera_in', 'camera_out', 'camera_right'], 'one-camera'],
  ])('names what a film has one of: %o', (intents, notice) => {
    expect(promptNotices('words', asked(...intents), beach)).toEqual([notice]);
    for (const intent of intents) expect(promptNotices('words', asked(intent), beach)).toEqual([]);
  });

  it('is content with a direction across and one up or down', () => {
    expect(promptNotices('words', asked('direction_left', 'direction_up', 'speed_slow'), beach)).toEqual([]);
  });

  it('says that an own sound plays in place of one that was asked for', () => {
    const rain = asked('sound_rain', 'element_moving_water');
    expect(promptNotices('words', rain, beach, { ownSound: true })).toEqual(['own-sound-plays']);
    expect(promptNotices('words', rain, beach, { ownSound: false })).toEqual([]);
    expect(promptNotices('waves', asked('element_moving_water'), beach, { ownSound: true })).toEqual([]);
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
