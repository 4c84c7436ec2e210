import { describe, expect, it } from 'vitest';
import { stillMotion } from '../../../src/shared/motion';
import { quietLeftovers, standsStill } from './liveliness';

const grid = { height: 40, width: 80 };
const cells = grid.height * grid.width;

/** All cells could move. */
function ready() {
  const motion = stillMotion(grid, 4);
  motion.moving.fill(1);
  return motion;
}

describe('standsStill', () => {
  it('is true of a picture in which all could move and nothing does', () => {
    expect(standsStill(ready())).toBe(true);
  });

  it.each(['drift', 'spectrum'] as const)('is false where a patch has %s', (maps) => {
    const motion = ready();
    motion[maps].fill(0.004, 0, 12);
    expect(standsStill(motion)).toBe(false);
    motion.moving.fill(0.3, 0, 12);
    expect(standsStill(motion)).toBe(true);
  });

  it('is true of less than is seen', () => {
    const motion = ready();
    motion.spectrum.fill(1e-4);
    motion.drift.fill(1e-5);
    expect(standsStill(motion)).toBe(true);
  });
});

describe('quietLeftovers', () => {
  it('calls still what has neither motion nor light', () => {
    const motion = ready();
    quietLeftovers(motion);
    expect(motion.moving).toEqual(new Float32Array(cells));
  });

  it('lets light be', () => {
    const motion = ready();
    motion.glow.fill(0.05);
    quietLeftovers(motion);
    expect(motion.moving.every((value) => value === 1)).toBe(true);
    expect(standsStill(motion)).toBe(true);
  });
});
