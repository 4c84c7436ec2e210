import { beforeAll, describe, expect, it } from 'vitest';
import { chooseGrid } from '../../../src/shared/motion';
import { Lattice } from './lattice';
import { planRender } from './plan';
import { QualityMeter } from './quality';
import { ReferenceRenderer } from './reference';
import { makeMotion, makePhoto } from './scenes.test-support';

const width = 128;
const height = 96;
const grid = chooseGrid({ width, height });
const framesPerLoop = 24;

const motion = makeMotion(grid.width, grid.height, {
  sway: 0.006,
  drift: [0.03, 0],
  moving: (x) => (x < 0.6 ? 1 : 0),
});
const plan = planRender(makePhoto(width, height, 1, 0.05), motion);

let film: Int32Array[];

beforeAll(() => {
  const lattice = new Lattice(plan);
  const renderer = new ReferenceRenderer(plan, lattice);
  film = Array.from({ length: framesPerLoop }, (_, i) => {
    lattice.moveTo((4 * i) / framesPerLoop);
    return renderer.draw().scene.slice();
  });
}, 60_000);

function measure(frames: Int32Array[]) {
  const meter = new QualityMeter(plan, motion, framesPerLoop);
  for (const frame of frames) meter.add(frame);
  return meter.finish();
}

describe('QualityMeter', { timeout: 60_000 }, () => {
  it('finds a good film good', () => {
    const quality = measure(film);
    expect(quality.staticError).toBe(0);
    expect(quality.seamRatio).toBeGreaterThan(0);
    expect(quality.seamRatio).toBeLessThanOrEqual(1.2);
    expect(quality.motionEnergy).toBeGreaterThan(0.01);
    // The scene's hard, aliased horizon loses half of its Laplacian in any shift by half a pixel; photos keep above 0.9.
    expect(quality.sharpnessRatio).toBeGreaterThan(0.65);
  });

  it('gives frame 0 repeated no energy and no seam', () => {
    const still = film.map(() => film[0]!);
    expect(measure(still)).toEqual({ seamRatio: 0, staticError: 0, motionEnergy: 0, sharpnessRatio: 1 });
  });

  it('finds a static pixel that changes', () => {
    const changed = film.map((frame) => frame.slice());
    const at = 10 * width + width - 3;
    changed[7]![at] = changed[7]![at]! ^ 0x000500;
    expect(measure(changed).staticError).toBe(
      Math.abs(((film[7]![at]! >>> 8) & 255) - ((changed[7]![at] >>> 8) & 255)),
    );
  });

  it('finds a jump at the seam', () => {
    const jumps = film.map((frame, i) =>
      i >= framesPerLoop - 4 ? frame.map((pixel) => pixel ^ 0x00404040) : frame,
    );
    expect(measure(jumps).seamRatio).toBeGreaterThan(1.5);
  });

  it('finds a blur', () => {
    const blurred = film.map((frame) =>
      frame.map((pixel, at) => {
        const next = frame[Math.min(frame.length - 1, at + 1)]!;
        return ((pixel >>> 1) & 0x7f7f7f7f) + ((next >>> 1) & 0x7f7f7f7f);
      }),
    );
    expect(measure(blurred).sharpnessRatio).toBeLessThan(0.85 * measure(film).sharpnessRatio);
  });
});
