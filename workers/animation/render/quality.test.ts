import { describe, expect, it } from 'vitest';
import { chooseGrid } from '../../../src/shared/motion';
import { Lattice } from './lattice';
import { planRender } from './plan';
import { QualityMeter } from './quality';
import { ReferenceRenderer } from './reference';
import { makeMotion, makePhoto } from './scenes.test-support';

const width = 192;
const height = 144;
const grid = chooseGrid({ width, height });
const framesPerLoop = 48;

function scene(strength: number) {
  const motion = makeMotion(grid.width, grid.height, {
    sway: 0.006 * strength,
    drift: [0.03 * strength, 0],
    moving: (x) => (x < 0.6 ? 1 : 0),
  });
  const plan = planRender(makePhoto(width, height, 1, 0.05), motion);
  return { motion, plan };
}

function measure(strength: number, spoil: (frame: Int32Array, index: number) => void = () => undefined) {
  const { motion, plan } = scene(strength);
  const lattice = new Lattice(plan);
  const renderer = new ReferenceRenderer(plan, lattice);
  const meter = new QualityMeter(plan, motion, framesPerLoop);
  for (let i = 0; i < framesPerLoop; i++) {
    lattice.moveTo((4 * i) / framesPerLoop);
    const frame = new Int32Array(plan.photo.length);
    renderer.draw(frame);
    spoil(frame, i);
    meter.add(frame);
  }
  return meter.finish();
}

describe('QualityMeter', () => {
  it('finds a good film good', () => {
    const quality = measure(1);
    expect(quality.staticError).toBe(0);
    expect(quality.seamRatio).toBeGreaterThan(0);
    expect(quality.seamRatio).toBeLessThanOrEqual(1.2);
    expect(quality.motionEnergy).toBeGreaterThan(0.01);
    // The scene's hard, aliased horizon loses half of its Laplacian in any shift by half a pixel; photos keep above 0.9.
    expect(quality.sharpnessRatio).toBeGreaterThan(0.65);
  });

  it('gives a still film no energy and no seam', () => {
    const quality = measure(0);
    expect(quality).toEqual({ seamRatio: 0, staticError: 0, motionEnergy: 0, sharpnessRatio: 1 });
  });

  it('finds a static pixel that changes, a jump at the seam and a blur', () => {
    const changed = measure(1, (frame, i) => {
      if (i === 7) frame[10 * width + width - 3] = frame[10 * width + width - 3]! ^ 0x000500;
    });
    expect(changed.staticError).toBeGreaterThan(0);
    const jumps = measure(1, (frame, i) => {
      if (i >= framesPerLoop - 6) frame.set(frame.map((pixel) => pixel ^ 0x00404040));
    });
    expect(jumps.seamRatio).toBeGreaterThan(1.5);
    const blurred = measure(1, (frame) => {
      frame.set(
        frame.map((pixel, at) => {
          const next = frame[Math.min(frame.length - 1, at + 1)]!;
          return ((pixel >>> 1) & 0x7f7f7f7f) + ((next >>> 1) & 0x7f7f7f7f);
        }),
      );
    });
    expect(blurred.sharpnessRatio).toBeLessThan(0.85 * changed.sharpnessRatio);
  });
});
