import { describe, expect, it } from 'vitest';
import type { SceneClass } from '../../src/shared/scene';
import { scene } from './sound.test-support';
import { chooseSoundscape, type LayerName } from './soundscape';

const choose = (
  parts: Partial<Record<SceneClass, number>>,
  intents: Record<string, number> = {},
  speed = 0.02,
) => chooseSoundscape(scene(parts), intents, speed);
const names = (...args: Parameters<typeof choose>) => choose(...args).map(({ name }) => name);
const level = (name: LayerName, ...args: Parameters<typeof choose>) =>
  choose(...args).find((choice) => choice.name === name)?.loudnessLufs ?? -Infinity;

const BEACH = { moving_water: 0.35, sky: 0.3, cloud: 0.1 };
const BROOK = { moving_water: 0.25, foliage: 0.4, sky: 0.05 };
const WOOD = { foliage: 0.7, sky: 0.1 };
const TOWN = { built: 0.6, sky: 0.3 };

describe('chooseSoundscape', () => {
  it.each([
    ['surf at an open shore', BEACH, 'waves'],
    ['a stream between trees', BROOK, 'stream'],
    ['leaves in a wood', WOOD, 'leaves'],
    ['birds in a wood', WOOD, 'birds'],
    ['a waterfall', { waterfall: 0.1, ground: 0.6 }, 'waterfall'],
    ['a still lake', { still_water: 0.4, sky: 0.4 }, 'lapping'],
    ['a campfire', { fire: 0.03, ground: 0.8 }, 'fire'],
    ['a town', TOWN, 'city'],
    ['a flag', { flag: 0.1, sky: 0.6 }, 'wind'],
  ] as const)('hears %s', (_name, parts, layer) => expect(names(parts)).toContain(layer));

  it('keeps surf and stream apart', () => {
    expect(names(BEACH)).not.toContain('stream');
    expect(names(BROOK)).not.toContain('waves');
  });

  it('gives an indoor still life the air of a room, and nothing else', () => {
    expect(names({ built: 0.9, face: 0.05 })).toEqual(['room']);
  });

  it('makes larger elements louder, none above its full loudness', () => {
    expect(level('waves', { moving_water: 0.3, sky: 0.5 })).toBeGreaterThan(
      level('waves', { moving_water: 0.06, sky: 0.5 }) + 4,
    );
    expect(level('waves', { moving_water: 0.8, sky: 0.2 })).toBe(
      level('waves', { moving_water: 0.4, sky: 0.2 }),
    );
  });

  it('hears a strong motion louder than a weak one', () => {
    expect(level('waves', BEACH, {}, 0.04)).toBeGreaterThan(level('waves', BEACH, {}, 0.01));
  });

  it('follows the prompt: what is asked for sounds, what is excluded does not, silence is silent', () => {
    expect(names(TOWN, { sound_waves: 0.9 })).toContain('waves');
    expect(names(TOWN, { sound_birds: 0.9, sound_fire: 0.8, sound_thunder: 0.7, sound_rain: 0.6 })).toEqual(
      expect.arrayContaining(['birds', 'fire', 'thunder', 'rain']),
    );
    expect(names(BEACH, { exclude_moving_water: 0.9 })).not.toContain('waves');
    expect(names(BEACH, { exclude_moving_water: 0.9, sound_waves: 0.9 })).toContain('waves');
    expect(names(BEACH, { sound_silence: 0.9 })).toEqual([]);
  });

  it('follows weather and time of day', () => {
    expect(names(WOOD, { mood_night: 0.9 })).toContain('crickets');
    expect(names(WOOD, { mood_night: 0.9 })).not.toContain('birds');
    expect(names(WOOD, { weather_rain: 0.9 })).toContain('rain');
    expect(names(WOOD, { weather_rain: 0.9 })).not.toContain('birds');
    expect(names(WOOD, { weather_rain: 0.9, mood_storm: 0.9 })).toEqual(
      expect.arrayContaining(['rain', 'thunder', 'wind']),
    );
    expect(level('wind', WOOD, { mood_storm: 0.9 })).toBeGreaterThan(
      level('wind', WOOD, { weather_wind: 0.9 }),
    );
  });

  it('ignores intents that it does not know or that are unlikely', () => {
    expect(choose(BEACH, { camera_in: 1, sound_saxophone: 1, sound_silence: 0.3 })).toEqual(choose(BEACH));
  });
});
