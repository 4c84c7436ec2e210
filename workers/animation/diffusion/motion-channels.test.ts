import { describe, expect, it } from 'vitest';
import { MOTION_LIMITS } from '../../../src/shared/motion';
import { MOTION_CHANNELS, toMotion } from './motion-channels';

const grid = { height: 2, width: 3 };
const scales = { drift: 0.06, spectrum: 0.012, glow: 0.2 };
const sampler = { scales, powers: { drift: 2, spectrum: 1, glow: 1.5 } };
const cells = 6;

function channels(fill: (channel: number) => number): Float32Array {
  return Float32Array.from({ length: MOTION_CHANNELS * cells }, (_, index) =>
    fill(Math.floor(index / cells)),
  );
}

describe('toMotion', () => {
  it('has 31 channels in the order of the contract', () => {
    expect(MOTION_CHANNELS).toBe(31);
    const motion = toMotion(
      channels((channel) => channel / 100),
      grid,
      sampler,
      4,
    );
    expect(motion.drift[cells]).toBeCloseTo(0.01 ** 2 * scales.drift, 8);
    expect(motion.spectrum[0]).toBeCloseTo(0.02 * scales.spectrum, 8);
    expect(motion.spectrum[15 * cells]).toBeCloseTo(0.17 * scales.spectrum, 8);
    expect(motion.glow[0]).toBeCloseTo(0.18 ** 1.5 * scales.glow, 8);
    expect(motion.glow[11 * cells]).toBeCloseTo(0.29 ** 1.5 * scales.glow, 8);
    expect(motion.moving[0]).toBeCloseTo(1.3 / 2, 6);
    expect(
      [motion.drift, motion.spectrum, motion.glow, motion.moving].map((map) => map.length / cells),
    ).toEqual([2, 16, 12, 1]);
  });

  it('keeps signs', () => {
    const { drift } = toMotion(
      channels(() => -0.5),
      grid,
      sampler,
      4,
    );
    expect(drift[0]).toBeCloseTo(-0.25 * scales.drift, 8);
  });

  it.each([1, -1])('clamps to what a renderer accepts (%d)', (sign) => {
    const motion = toMotion(
      channels(() => 100 * sign),
      grid,
      sampler,
      4,
    );
    expect(motion.drift[0]).toBe(Math.fround(sign * MOTION_LIMITS.drift));
    expect(motion.spectrum[0]).toBe(Math.fround(sign * MOTION_LIMITS.spectrum));
    expect(motion.glow[0]).toBe(Math.fround(sign * MOTION_LIMITS.glow));
    expect(motion.moving[0]).toBe(sign > 0 ? 1 : 0);
  });

  it('refuses another number of values', () => {
    expect(() => toMotion(new Float32Array(5), grid, sampler, 4)).toThrow(RangeError);
  });
});
