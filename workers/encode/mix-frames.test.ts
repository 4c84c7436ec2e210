import { describe, expect, it } from 'vitest';
import { FrameMixer, mixInto } from './mix-frames';

describe('mixInto', () => {
  it('goes from the old frame to the new one, rounded', () => {
    for (const [weight, expected] of [
      [0, 40],
      [0.25, 80],
      [0.5, 120],
      [1, 200],
    ] as const) {
      const frame = Uint8Array.of(200, 16);
      mixInto(frame, Uint8Array.of(40, 16), weight);
      expect([...frame]).toEqual([expected, 16]);
    }
  });

  it('leaves what both have as it is, at any weight: labels do not flicker', () => {
    for (let weight = 0; weight <= 1; weight += 1 / 37) {
      const frame = Uint8Array.from({ length: 256 }, (_, value) => value);
      mixInto(frame, frame.slice(), weight);
      expect(frame.every((value, at) => value === at)).toBe(true);
    }
  });
});

describe('FrameMixer', () => {
  const frames = new Blob([Uint8Array.of(10, 10, 20, 20)]);

  it('takes each kept frame for its own', async () => {
    const mixer = new FrameMixer({ frames, weights: [0.5, 0.5] }, 2);
    const results: number[][] = [];
    for (let index = 0; index < 3; index++) {
      const frame = Uint8Array.of(100, 0);
      await mixer.mix(index, frame);
      results.push([...frame]);
    }
    expect(results).toEqual([
      [55, 5],
      [60, 10],
      [100, 0],
    ]);
  });

  it('refuses to mix with what is not there', async () => {
    const mixer = new FrameMixer({ frames, weights: [0.5, 0.5, 0.5] }, 2);
    await expect(mixer.mix(2, new Uint8Array(2))).rejects.toMatchObject({ code: 'encode-failed' });
  });
});
