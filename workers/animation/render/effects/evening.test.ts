import { describe, expect, it } from 'vitest';
import { eveningAt, type EveningPlace } from './evening';

const place: EveningPlace = { skyTop: 0, horizon: 100, sunAcross: 0.8, brightness: 1, day: 1, colour: 1 };

/** A level of sky under the evening's light. */
function seen(level: readonly number[], y: number, amount: number, where = place): number[] {
  const { sky, veil, cover } = eveningAt(where, 0.8, y, amount);
  return level.map((value, c) => value * sky[c]! ** (1 / 2.4) * (1 - cover) + veil[c]!);
}

describe('an evening', () => {
  it('warms even a deep blue sky, most at the horizon, the more the later', () => {
    const blue = [8, 40, 150];
    const warmth = (y: number, amount: number) => {
      const [red, , after] = seen(blue, y, amount);
      return red! - after!;
    };
    expect(warmth(0, 0)).toBeCloseTo(8 - 150);
    expect(warmth(100, 0.5)).toBeGreaterThan(warmth(100, 0.2) + 40);
    expect(warmth(100, 1)).toBeGreaterThan(60);
    expect(warmth(100, 1)).toBeGreaterThan(warmth(0, 1) + 60);
    expect(seen(blue, 0, 1)[2]!).toBeGreaterThan(seen(blue, 0, 1)[0]!);
  });

  it('leaves a night as it is, and gives a picture without colours none', () => {
    const night = eveningAt({ ...place, day: 0 }, 0.5, 80, 1);
    expect([night.cover, ...night.veil, ...night.sky, ...night.ground]).toEqual([
      0, 0, 0, 0, 1, 1, 1, 1, 1, 1,
    ]);
    const [red, green, blue] = seen([120, 120, 120], 90, 1, { ...place, colour: 0 });
    expect(red).toBeCloseTo(green!);
    expect(green).toBeCloseTo(blue!);
  });

  it('is warmer on the side of the sun', () => {
    expect(eveningAt(place, 0.8, 100, 1).cover).toBeGreaterThan(1.15 * eveningAt(place, 0, 100, 1).cover);
  });
});
