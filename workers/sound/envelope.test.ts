import { describe, expect, it } from 'vitest';
import { stillMotion } from '../../src/shared/motion';
import { measureEnvelope, swellOf } from './envelope';
import { swingingMotion } from './sound.test-support';

describe('measureEnvelope', () => {
  it('is |drift + du/dt| at every moment', () => {
    const phase = 1.1;
    const { speed, meanSpeed } = measureEnvelope(swingingMotion(4, phase, 0.01, 0.02));
    const omega = (2 * Math.PI) / 4;
    const expected = Array.from(speed, (_, step) => {
      const seconds = (step * 4) / speed.length;
      return Math.abs(0.02 - 0.01 * omega * Math.sin(omega * seconds - phase));
    });
    speed.forEach((value, step) => expect(value).toBeCloseTo(expected[step]!, 6));
    expect(meanSpeed).toBeCloseTo(expected.reduce((sum, value) => sum + value, 0) / expected.length, 6);
  });

  it('weighs by `moving` and leaves out what stands still', () => {
    const motion = swingingMotion(4, 0);
    motion.moving.fill(0, 0, 32);
    motion.drift.fill(5, 0, 32);
    expect(measureEnvelope(motion).meanSpeed).toBeLessThan(0.05);
  });

  it('measures the rate of the glow', () => {
    const { flicker } = measureEnvelope(swingingMotion(4, 0));
    // g = 0.1 cos(wt): largest rate 0.1 w
    expect(Math.max(...flicker)).toBeCloseTo((0.1 * 2 * Math.PI) / 4, 4);
    expect(Math.min(...flicker)).toBeCloseTo(0, 4);
  });

  it('is zero, and untrusted, where nothing moves', () => {
    const envelope = measureEnvelope(stillMotion({ height: 8, width: 8 }, 5));
    expect(envelope.meanSpeed).toBe(0);
    const swell = swellOf(envelope.speed, 5);
    expect(swell.trust).toBe(0);
    expect(swell.at(1.3)).toBe(0.5);
    expect(swell.peaks(1)).toEqual([]);
  });
});

describe('swellOf', () => {
  it('runs from 0 to 1 and peaks where the motion is fastest', () => {
    for (const phase of [0, 1, 2.5, 5]) {
      const swell = swellOf(measureEnvelope(swingingMotion(4, phase)).speed, 4);
      const fastest = (4 * (phase / (2 * Math.PI) + 0.75)) % 4;
      expect(swell.trust).toBe(1);
      expect(swell.at(fastest)).toBeGreaterThan(0.98);
      expect(swell.at(fastest + 2)).toBeLessThan(0.02);
      expect(swell.at(fastest + 4)).toBeCloseTo(swell.at(fastest), 6);
      const [peak, ...others] = swell.peaks(3);
      expect(others).toEqual([]);
      const distance = Math.abs(peak! - fastest);
      expect(Math.min(distance, 4 - distance)).toBeLessThan(0.07);
    }
  });
});
