import { describe, expect, it } from 'vitest';
import { REGIONS } from '../../../src/shared/atmosphere';
import { SCENE_CLASSES, type SceneClass } from '../../../src/shared/scene';
import { atmosphereFor, cameraFor, fireShare } from './direct';
import { depthOf, regionsOf } from './scene-depth';

const width = 8;
const height = 16;

/** A scene in which each cell surely is of one class. */
function sceneOf(at: (x: number, y: number) => SceneClass): Float32Array {
  const scene = new Float32Array(SCENE_CLASSES.length * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      scene[SCENE_CLASSES.indexOf(at(x, y)) * width * height + y * width + x] = 1;
    }
  }
  return scene;
}

describe('depthOf', () => {
  const scene = sceneOf((x, y) => {
    if (x === 2 && y >= 3 && y < 12) return 'built';
    return y < 6 ? 'sky' : 'still_water';
  });
  const depth = depthOf(scene, { width, height });

  it('puts the sky farthest and lets what lies flat recede', () => {
    expect(depth[0]).toBe(1);
    for (let y = 7; y < height; y++) expect(depth[y * width]).toBeLessThan(depth[(y - 1) * width]!);
    expect(depth[(height - 1) * width]).toBeLessThan(0.2);
  });

  it('stands things where their foot is', () => {
    expect(depth[3 * width + 2]).toBeCloseTo(depth[12 * width + 2]!, 6);
    expect(depth[3 * width + 2]).toBeLessThan(depth[6 * width + 1]!);
  });
});

describe('regionsOf', () => {
  it('adds up the classes of a region', () => {
    const regions = regionsOf(
      sceneOf((_x, y) => (y < 4 ? 'cloud' : 'waterfall')),
      width * height,
    );
    const plane = (name: (typeof REGIONS)[number]) => REGIONS.indexOf(name) * width * height;
    expect([regions[plane('sky')], regions[plane('water')]]).toEqual([1, 0]);
    expect(regions[plane('water') + 5 * width]).toBe(1);
  });
});

describe('what a prompt asks for', () => {
  it('lets snow fall and the camera go in', () => {
    const intents = { weather_snow: 0.97, camera_in: 0.9, speed_slow: 0.8, camera_left: 0.1 };
    expect(atmosphereFor(intents)).toEqual([{ kind: 'snow', strength: expect.closeTo(0.3, 6) as number }]);
    expect(cameraFor(intents, false)).toMatchObject({
      kind: 'push-in',
      strength: expect.closeTo(0.3, 6) as number,
    });
  });

  it('asks for nothing without words', () => {
    expect(atmosphereFor({})).toEqual([]);
    expect(cameraFor({}, false).kind).toBe('none');
  });

  it('lets a fire that is seen flicker, unless stillness or something else is asked for', () => {
    const candles = sceneOf((x, y) => (x === 3 && y === 5 ? 'fire' : 'built'));
    expect([fireShare(candles), fireShare(sceneOf(() => 'built'))]).toEqual([1 / (width * height), 0]);
    expect(atmosphereFor({}, { fire: fireShare(candles) }).map(({ kind }) => kind)).toEqual(['flicker']);
    for (const intent of ['still', 'exclude_fire', 'only'])
      expect(atmosphereFor({ [intent]: 0.9 }, { fire: 0.01 })).toEqual([]);
    expect(atmosphereFor({ only: 0.9, element_fire: 0.9 }, { fire: 0.01 })).toHaveLength(1);
    const strength = (fire: number) => atmosphereFor({}, { fire })[0]!.strength;
    expect(strength(0.9)).toBeLessThan(strength(0.05) / 5);
  });

  it('gives a sky in which nothing drifts a gentle evening, unless other weather, another mood or stillness is asked for', () => {
    const gentle = atmosphereFor({}, { skyStands: true });
    expect(gentle.map(({ kind }) => kind)).toEqual(['sky-hue']);
    const asked = atmosphereFor({ mood_sunset: 0.9 }, { skyStands: true });
    expect(asked.map(({ kind }) => kind)).toEqual(['sky-hue']);
    expect(gentle[0]!.strength).toBeLessThan(0.7 * asked[0]!.strength);
    for (const intent of ['still', 'only', 'exclude_sky', 'mood_night'])
      expect(atmosphereFor({ [intent]: 0.9 }, { skyStands: true })).toEqual([]);
    for (const intent of ['weather_snow', 'weather_rain', 'weather_fog', 'mood_storm'])
      expect(atmosphereFor({ [intent]: 0.9 }, { skyStands: true }).map(({ kind }) => kind)).not.toContain(
        'sky-hue',
      );
  });

  it('pans the way that was said', () => {
    expect(cameraFor({ camera_left: 0.8 }, false)).toMatchObject({ kind: 'pan', angleRadians: Math.PI });
  });

  it('goes in gently where next to nothing moves, unless stillness or another camera is asked for', () => {
    const gentle = cameraFor({}, true);
    expect(gentle.kind).toBe('push-in');
    expect(gentle.strength).toBeGreaterThan(0);
    expect(gentle.strength).toBeLessThan(cameraFor({ camera_in: 0.9 }, true).strength);
    expect(cameraFor({ still: 0.9 }, true).kind).toBe('none');
    expect(cameraFor({ camera_left: 0.9 }, true).kind).toBe('pan');
  });
});
