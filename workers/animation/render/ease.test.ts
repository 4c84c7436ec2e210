import { describe, expect, it } from 'vitest';
import { chooseGrid, stillMotion } from '../../../src/shared/motion';
import { fitEase } from './ease';
import { Lattice } from './lattice';
import { easedPart } from './loop-time';
import { planRender } from './plan';
import { QualityMeter } from './quality';
import { ReferenceRenderer } from './reference';

const size = 128;
const framesPerSecond = 12;

/** Waves that drift over the whole picture, or stand still. */
function scene(speedPixels: number) {
  const data = new Uint8ClampedArray(4 * size * size);
  for (let i = 0; i < data.length; i += 4) {
    const x = (i / 4) % size;
    const y = Math.floor(i / 4 / size);
    data.fill(128 + 50 * Math.sin(x / 8 + 3 * Math.sin(y / 17)) * Math.cos(y / 8), i, i + 3);
    data[i + 3] = 255;
  }
  const photo = { width: size, height: size, data };
  const motion = stillMotion(chooseGrid(photo), 4);
  if (speedPixels > 0) motion.moving.fill(1);
  motion.drift.fill(speedPixels / size, 0, motion.grid.width * motion.grid.height);
  const plan = planRender(photo, motion);
  const lattice = new Lattice(plan);
  const renderer = new ReferenceRenderer(plan, lattice);
  const measure = () => {
    const frames = motion.durationSeconds * framesPerSecond;
    const meter = new QualityMeter(plan, motion, frames);
    for (let frame = 0; frame < frames; frame++) {
      lattice.moveTo(frame / framesPerSecond);
      meter.add(renderer.draw().scene);
    }
    return meter.finish();
  };
  return { plan, lattice, renderer, measure };
}

describe('fitEase', { timeout: 60_000 }, () => {
  it('takes the seam of a picture full of flow below its median step', () => {
    const { plan, lattice, renderer, measure } = scene(4);
    const even = measure();
    expect(even.seamRatio).toBeGreaterThan(1.1);
    lattice.ease = fitEase(plan, lattice, renderer, framesPerSecond);
    const eased = measure();
    expect(eased.seamRatio).toBeLessThanOrEqual(1);
    expect(eased.seamRatio).toBeGreaterThan(0.5);
    expect(eased.motionEnergy).toBeGreaterThan(0.9 * even.motionEnergy);
  });

  it('leaves the pace of what is calm at its seam, or still, as it is', () => {
    const { plan, lattice, renderer } = scene(0);
    expect(fitEase(plan, lattice, renderer, framesPerSecond)).toBe(0);
  });
});

describe('easedPart', () => {
  it('keeps both ends and the middle, never goes back, and runs slower at its ends by the ease', () => {
    for (const ease of [0, 0.2, 0.5]) {
      expect(easedPart(0, ease)).toBe(0);
      expect(easedPart(0.5, ease)).toBeCloseTo(0.5, 12);
      expect(easedPart(1, ease)).toBeCloseTo(1, 12);
      const pace = (part: number) => (easedPart(part + 1e-5, ease) - easedPart(part - 1e-5, ease)) / 2e-5;
      expect(pace(0)).toBeCloseTo(1 - ease, 6);
      expect(pace(0.5)).toBeCloseTo(1 + ease, 6);
    }
  });
});
