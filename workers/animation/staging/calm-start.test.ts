import { describe, expect, it } from 'vitest';
import { chooseGrid, stillMotion, type Motion } from '../../../src/shared/motion';
import { Lattice } from '../render/lattice';
import { planRender } from '../render/plan';
import { QualityMeter } from '../render/quality';
import { ReferenceRenderer } from '../render/reference';
import { makePhoto } from '../render/scenes.test-support';
import { startCalmly } from './calm-start';

const photo = makePhoto(160, 120, 2, 0.3);
const grid = chooseGrid(photo);
const cells = grid.width * grid.height;

/** Sways such that it is by far fastest at the loop's start. */
function hasty(): Motion {
  const motion = stillMotion(grid, 4);
  motion.moving.fill(1);
  for (let k = 0; k < 3; k++) motion.spectrum.fill(0.006 / (k + 1), (4 * k + 1) * cells, (4 * k + 2) * cells);
  motion.glow.fill(0.05, cells, 2 * cells);
  return motion;
}

function displacement(motion: Motion, cell: number, phase: number): number {
  let u = 0;
  for (let k = 0; k < 4; k++) {
    const angle = 2 * Math.PI * (k + 1) * phase;
    u += motion.spectrum[4 * k * cells + cell]! * Math.cos(angle);
    u -= motion.spectrum[(4 * k + 1) * cells + cell]! * Math.sin(angle);
  }
  return u;
}

function seamRatio(motion: Motion): number {
  const plan = planRender(photo, motion);
  const lattice = new Lattice(plan);
  const renderer = new ReferenceRenderer(plan, lattice);
  const meter = new QualityMeter(plan, motion, 48);
  for (let frame = 0; frame < 48; frame++) {
    lattice.moveTo(frame / 12);
    meter.add(renderer.draw().scene);
  }
  return meter.finish().seamRatio;
}

describe('startCalmly', { timeout: 60_000 }, () => {
  it('puts the seam where the picture changes little', () => {
    expect(seamRatio(hasty())).toBeGreaterThan(1.5);
    expect(seamRatio(startCalmly(hasty(), photo))).toBeLessThanOrEqual(1);
  });

  it('is the same motion at another time', () => {
    const before = hasty();
    const after = startCalmly(before, photo);
    const course = (motion: Motion, from: number) =>
      Array.from({ length: 48 }, (_, i) => displacement(motion, 7, from + i / 48).toFixed(6)).join();
    const shifts = Array.from({ length: 48 }, (_, i) => i / 48).filter(
      (phase) => course(before, phase) === course(after, 0),
    );
    expect(shifts).toHaveLength(1);
    expect(shifts[0]).toBeGreaterThan(0);
    expect(after.moving).toBe(before.moving);
  });

  it('leaves alone what does not oscillate', () => {
    const still = stillMotion(grid, 4);
    expect(startCalmly(still, photo)).toBe(still);
    const drifting = stillMotion(grid, 4);
    drifting.moving.fill(1);
    drifting.drift.fill(0.05);
    expect(startCalmly(drifting, photo)).toBe(drifting);
    const tiny = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
    expect(startCalmly(hasty(), tiny).grid).toEqual(grid);
  });
});
