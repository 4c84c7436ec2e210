import { describe, expect, it } from 'vitest';
import { stillMotion } from '../../../src/shared/motion';
import { SCENE_CLASSES } from '../../../src/shared/scene';
import { regionsOf } from '../staging/scene-depth';
import { quietLeftovers, seenMotion, standsStill } from './liveliness';

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

describe('seenMotion', () => {
  const pixels = 16 * cells;

  /** A sky without detail over half of the picture, below it a checkerboard of `contrast`; everything drifts. */
  function place(contrast: number, skyRows = grid.height / 2) {
    const photo = new Float32Array(3 * pixels).fill(0.6);
    const scene = new Float32Array(SCENE_CLASSES.length * cells);
    for (let at = 0; at < pixels; at++) {
      const x = at % (4 * grid.width);
      const y = Math.floor(at / (4 * grid.width));
      if (y >= 4 * skyRows) for (let c = 0; c < 3; c++) photo[c * pixels + at]! += contrast * ((x + y) % 2);
    }
    for (let cell = 0; cell < cells; cell++) {
      const name = cell < skyRows * grid.width ? 'sky' : 'foliage';
      scene[SCENE_CLASSES.indexOf(name) * cells + cell] = 1;
    }
    const motion = ready();
    motion.drift.fill(0.01, 0, cells);
    return { motion, photo, scene };
  }

  it('does not count a clear sky that drifts, but leaves that do', () => {
    const { motion, photo, scene } = place(0.2);
    expect(seenMotion(motion, photo, regionsOf(scene, cells))).toEqual({ quiet: false, skyStands: true });
    motion.moving.fill(0, cells / 2);
    expect(seenMotion(motion, photo, regionsOf(scene, cells))).toEqual({ quiet: true, skyStands: true });
  });

  it('calls a picture quiet whose texture or whose way is too faint to be seen', () => {
    const faint = place(0.003);
    expect(seenMotion(faint.motion, faint.photo, regionsOf(faint.scene, cells)).quiet).toBe(true);
    const slow = place(0.2);
    slow.motion.drift.fill(1e-6);
    expect(seenMotion(slow.motion, slow.photo, regionsOf(slow.scene, cells)).quiet).toBe(true);
  });

  it('speaks of a sky only where it is wide, and not where clouds are seen to go', () => {
    const narrow = place(0.2, 4);
    expect(seenMotion(narrow.motion, narrow.photo, regionsOf(narrow.scene, cells)).skyStands).toBe(false);
    const clouds = place(0.2);
    clouds.scene.copyWithin(
      0,
      SCENE_CLASSES.indexOf('foliage') * cells,
      SCENE_CLASSES.indexOf('foliage') * cells + cells,
    );
    expect(seenMotion(clouds.motion, clouds.photo, regionsOf(clouds.scene, cells)).skyStands).toBe(false);
  });

  it('speaks of a sky only where the photo shows its border and the map is sure of it', () => {
    const melting = place(0.2);
    const row = 4 * grid.width;
    // The first rows below the sky are as plain as it is: fog.
    for (let plane = 0; plane < 3; plane++)
      melting.photo.fill(0.6, plane * pixels + 4 * 20 * row, plane * pixels + 4 * 24 * row);
    expect(seenMotion(melting.motion, melting.photo, regionsOf(melting.scene, cells)).skyStands).toBe(false);
    const torn = place(0.2);
    const sky = SCENE_CLASSES.indexOf('sky') * cells;
    torn.scene.fill(0.4, sky + 25 * grid.width, sky + 36 * grid.width);
    expect(seenMotion(torn.motion, torn.photo, regionsOf(torn.scene, cells)).skyStands).toBe(false);
  });
});
