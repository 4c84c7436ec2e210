import { describe, expect, it } from 'vitest';
import { chooseGrid, stillMotion } from '../../../src/shared/motion';
import { planRender } from './plan';
import { randomStream } from './scenes.test-support';

const width = 540;
const height = 360;
/** Masts: where they stand at mid-height, and how thick they are, in pixels. */
const MASTS = [
  [90, 1.2],
  [200, 2],
  [310, 4],
  [430, 8],
] as const;

/** How far a pixel is outside a mast, which leans a little; negative inside. */
function outside(x: number, y: number, [foot, thickness]: readonly [number, number]): number {
  return Math.abs(x - foot - 0.12 * (y - height / 2)) - thickness / 2;
}

describe('buildMattes', { timeout: 60_000 }, () => {
  it('holds thin masts still to the pixel before a sky that drifts, where the coarse map knows of them', () => {
    const random = randomStream(3);
    const data = new Uint8ClampedArray(4 * width * height);
    for (let i = 0; i < width * height; i++) {
      const x = i % width;
      const y = Math.floor(i / width);
      const cloud =
        185 + 35 * Math.sin(x / 60 + 2 * Math.sin(y / 90)) * Math.cos(y / 50) + 8 * (random() - 0.5);
      const mast = Math.max(...MASTS.map((each) => Math.min(1, Math.max(0, 0.5 - outside(x, y, each)))));
      const level = cloud * (1 - mast) + 45 * mast;
      data.set([level, level + 6, level + 20 * (1 - mast), 255], 4 * i);
    }
    const photo = { width, height, data };
    const grid = chooseGrid(photo);
    const motion = stillMotion(grid, 4);
    const cell = width / grid.width;
    for (let at = 0; at < grid.width * grid.height; at++) {
      const x = ((at % grid.width) + 0.5) * cell;
      const y = ((Math.floor(at / grid.width) + 0.5) * height) / grid.height;
      motion.moving[at] = MASTS.some((mast) => outside(x, y, mast) < 0.7 * cell) ? 0 : 0.95;
      motion.drift[at] = 0.03;
    }
    const { matte } = planRender(photo, motion);
    for (const mast of MASTS) {
      let held = 0;
      let free = 0;
      let on = 0;
      let beside = 0;
      for (let y = 20; y < height - 20; y++) {
        for (let x = 0; x < width; x++) {
          const distance = outside(x, y, mast);
          if (distance < -0.4) {
            on++;
            held += matte[y * width + x]! < 8 ? 1 : 0;
          } else if (distance > 2 && distance < cell) {
            beside++;
            free += matte[y * width + x]! > 247 ? 1 : 0;
          }
        }
      }
      expect(held / on).toBeGreaterThan(0.97);
      expect(free / beside).toBeGreaterThan(0.9);
    }
  });
});
