import { describe, expect, it } from 'vitest';
import { chooseByScene, type SmallFrame } from './choose-frames';

/** Frames of `seconds`, each differing from all others. */
function frames(seconds: number, rate = 12): SmallFrame[] {
  return Array.from({ length: seconds * rate }, (_, at) => ({
    timestampSeconds: at / rate,
    data: Uint8ClampedArray.of((at * 37) % 251, (at * 91) % 241, (at * 17) % 239, 255),
  }));
}

const scene = (from: number, until: number, clear = { fromSeconds: from, untilSeconds: until }) => ({
  fromSeconds: from,
  untilSeconds: until,
  clear,
});

describe('chooseByScene', () => {
  it('takes at least eight of a film of one photo', () => {
    expect(chooseByScene(frames(4), [scene(0, Infinity)], 8)).toHaveLength(8);
  });

  it('takes at least two of each of ten photos', () => {
    const scenes = Array.from({ length: 10 }, (_, index) => scene(3 * index, 3 * index + 3));
    const chosen = chooseByScene(frames(30), scenes, 8);
    scenes.forEach((__, index) => {
      expect(chosen.filter((frame) => frame.scene === index)).toHaveLength(2);
    });
  });

  it('looks at each photo by itself too, and says which frames those are', () => {
    const clear = { fromSeconds: 2, untilSeconds: 2.5 };
    const chosen = chooseByScene(frames(6), [scene(0, 3, clear), scene(3, 6)], 8);
    const [own, mixed] = [chosen.filter((frame) => frame.clear), chosen.filter((frame) => !frame.clear)];
    expect(own.filter((frame) => frame.scene === 0).length).toBeGreaterThanOrEqual(4);
    expect(mixed.every(({ timestampSeconds: at }) => at < 2 || (at >= 2.5 && at < 3))).toBe(true);
    expect(chosen.map(({ timestampSeconds }) => timestampSeconds)).toEqual(
      chosen.map(({ timestampSeconds }) => timestampSeconds).sort((a, b) => a - b),
    );
  });
});
