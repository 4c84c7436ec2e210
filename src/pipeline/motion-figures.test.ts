import { describe, expect, it } from 'vitest';
import { stillMotion } from '../shared/motion';
import { motionFigures } from './motion-figures';

const grid = { height: 8, width: 16 };

describe('motionFigures', () => {
  it('is zero where nothing moves', () => {
    expect(motionFigures(stillMotion(grid, 4))).toEqual({
      movingFraction: 0,
      meanDisplacement: 0,
      maxDisplacement: 0,
      driftSpeed: 0,
    });
  });

  it('counts moving cells alone', () => {
    const motion = stillMotion(grid, 4);
    motion.drift.fill(0.03, 0, 128);
    motion.drift.fill(0.04, 128, 256);
    motion.moving.fill(1, 0, 32);
    const figures = motionFigures(motion);
    expect(figures.movingFraction).toBe(0.25);
    expect(figures.driftSpeed).toBeCloseTo(0.05, 6);
  });

  it('measures the oscillation from frame 0', () => {
    const motion = stillMotion(grid, 4);
    motion.moving.fill(1);
    motion.spectrum.fill(0.01, 0, 128); // re x of harmonic 1: u(t) - u(0) = 0.01 (cos - 1), at most 0.02
    const figures = motionFigures(motion);
    expect(figures.maxDisplacement).toBeCloseTo(0.02, 6);
    expect(figures.meanDisplacement).toBeCloseTo(0.01, 6);
  });
});
