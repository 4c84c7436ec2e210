import { describe, expect, it } from 'vitest';
import { boxBlur, erodeMask, extreme, pushPull } from './planes';
import { randomStream } from './scenes.test-support';

describe('planes', () => {
  const random = randomStream(9);
  const width = 23;
  const height = 17;
  const values = Float32Array.from({ length: width * height }, () => random());

  it('averages what lies inside the picture', () => {
    const blurred = boxBlur(values, width, height, 2);
    let sum = 0;
    for (let y = 0; y <= 3; y++) for (let x = 3; x <= 7; x++) sum += values[y * width + x]!;
    expect(blurred[width + 5]).toBeCloseTo(sum / 20, 5);
  });

  it('erodes a mask like the smallest value of each window', () => {
    const mask = Uint8Array.from(values, (v) => (v > 0.06 ? 255 : 0));
    for (const radius of [1, 2, 4]) {
      expect(erodeMask(mask, width, height, radius)).toEqual(extreme(mask, width, height, radius, true));
    }
  });

  it('fills by push-pull without touching what is known', () => {
    const plane = Float32Array.from({ length: width * height }, (_, i) => (i % width < 5 ? 10 : 99));
    const known = Float32Array.from({ length: width * height }, (_, i) => (i % width < 5 ? 1 : 0));
    pushPull([plane], known, width, height);
    for (const value of plane) expect(value).toBeCloseTo(10, 4);
  });
});
