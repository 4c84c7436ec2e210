import { describe, expect, it } from 'vitest';
import { chooseGrid, stillMotion } from '../../../src/shared/motion';
import { keenWeights } from './keen-kernel';
import { Lattice } from './lattice';
import { planRender } from './plan';
import { QualityMeter } from './quality';
import { ReferenceRenderer } from './reference';
import { B_SPLINE_TAPS, tabulate } from './sampling';
import { makePhoto } from './scenes.test-support';

const width = 240;
const height = 180;

/** Least sharpness of a film in which all sways, drawn with the plan's own taps or with plain splines. */
function sharpnessOf(keen: boolean): number {
  const photo = makePhoto(width, height);
  const grid = chooseGrid(photo);
  const motion = stillMotion(grid, 4);
  motion.moving.fill(1);
  const cells = grid.width * grid.height;
  motion.spectrum.fill(0.011, 0, cells);
  motion.spectrum.fill(0.007, 3 * cells, 4 * cells);
  const own = planRender(photo, motion);
  const plan = keen ? own : { ...own, weights: tabulate(B_SPLINE_TAPS) };
  const lattice = new Lattice(plan);
  const renderer = new ReferenceRenderer(plan, lattice);
  const meter = new QualityMeter(plan, motion, 32);
  for (let frame = 0; frame < 32; frame++) {
    lattice.moveTo(frame / 8);
    meter.add(renderer.draw().scene);
  }
  return meter.finish().sharpnessRatio;
}

describe('keenWeights', { timeout: 60_000 }, () => {
  it('keeps the sharpness of texture of one pixel wherever it moves, which splines do not', () => {
    expect(sharpnessOf(true)).toBeGreaterThan(0.9);
    expect(sharpnessOf(false)).toBeLessThan(0.85);
  });

  it('is the spline itself at whole pixels, and where there is nothing to measure', () => {
    const spline = tabulate(B_SPLINE_TAPS);
    const photo = new Int32Array(width * height).map((_, i) => Math.imul(i, 2654435761));
    const measured = keenWeights({ width, height, photo, matte: new Uint8Array(photo.length).fill(255) });
    expect([...measured.slice(0, 4)]).toEqual([...spline.slice(0, 4)]);
    expect([...measured]).not.toEqual([...spline]);
    for (const [w, h] of [
      [width, height],
      [1, 1],
      [3, 2],
    ] as const) {
      const still = keenWeights({ width: w, height: h, photo, matte: new Uint8Array(w * h) });
      expect([...still]).toEqual([...spline]);
    }
  });
});
