import { describe, expect, it } from 'vitest';
import { sampleCubic, sampleCubicMirrored, mirror, CUBIC_PHASES, CUBIC_WEIGHTS } from './cubic';
import { boxBlur, erodeMask, extreme, pushPull } from './planes';
import { randomStream } from './scenes.test-support';

function randomPixels(count: number, seed: number): Int32Array {
  const random = randomStream(seed);
  return Int32Array.from({ length: count }, () => (random() * 4294967296) | 0);
}

describe('sampleCubic', () => {
  it('copies pixels at whole positions', () => {
    const pixels = randomPixels(12 * 12, 1);
    for (let y = 1; y < 9; y++) {
      for (let x = 1; x < 9; x++) expect(sampleCubic(pixels, 12, x << 16, y << 16)).toBe(pixels[y * 12 + x]);
    }
  });

  it('has weights that sum to one in every phase', () => {
    for (let phase = 0; phase < CUBIC_PHASES; phase++) {
      expect(CUBIC_WEIGHTS.slice(4 * phase, 4 * phase + 4).reduce((sum, w) => sum + w, 0)).toBe(128);
    }
  });

  it('equals cubic convolution in floats within a level and a half, on the hardest noise', () => {
    const pixels = randomPixels(20 * 20, 2).map((pixel) => pixel | ((pixel & 0x01010101) * 255));
    const random = randomStream(3);
    for (let i = 0; i < 4000; i++) {
      const x = Math.floor((2 + 14 * random()) * 65536);
      const y = Math.floor((2 + 14 * random()) * 65536);
      const sampled = sampleCubic(pixels, 20, x, y);
      for (let shift = 0; shift < 32; shift += 8) {
        let sum = 0;
        for (let j = 0; j < 4; j++) {
          for (let k = 0; k < 4; k++) {
            const tap = pixels[((y >> 16) - 1 + j) * 20 + (x >> 16) - 1 + k]!;
            const w = CUBIC_WEIGHTS[4 * ((x >> 9) & 127) + k]! * CUBIC_WEIGHTS[4 * ((y >> 9) & 127) + j]!;
            sum += (w * ((tap >>> shift) & 255)) / 16384;
          }
        }
        const expected = Math.min(255, Math.max(0, sum));
        expect(Math.abs(((sampled >>> shift) & 255) - expected)).toBeLessThan(1.5);
      }
    }
  });

  it('is the same with mirrored borders where no border is near', () => {
    const pixels = randomPixels(16 * 16, 4);
    for (let i = 0; i < 100; i++) {
      const x = (2 << 16) + i * 6547;
      const y = (3 << 16) + i * 5309;
      expect(sampleCubicMirrored(pixels, 16, 16, x, y)).toBe(sampleCubic(pixels, 16, x, y));
    }
  });

  it('mirrors any index into the picture', () => {
    expect([-3, -1, 0, 4, 5, 7, 10, -6].map((i) => mirror(i, 5))).toEqual([2, 0, 0, 4, 4, 2, 0, 4]);
    expect([-9, 0, 9].map((i) => mirror(i, 1))).toEqual([0, 0, 0]);
  });
});

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
