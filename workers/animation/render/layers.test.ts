import { describe, expect, it } from 'vitest';
import { REGIONS } from '../../../src/shared/atmosphere';
import { chooseGrid } from '../../../src/shared/motion';
import { planRender } from './plan';
import { extreme } from './planes';
import { makeMotion, randomStream } from './scenes.test-support';

const width = 240;
const height = 180;

/** Busy leaves of every tone before an even wall. */
function leaves() {
  const random = randomStream(11);
  const data = new Uint8ClampedArray(4 * width * height);
  const inside = (i: number) => Math.hypot((i % width) - 120, Math.floor(i / width) - 90) < 46;
  for (let i = 0; i < width * height; i++) {
    const leaf = 60 + 60 * Math.sin((i % width) / 3) * Math.cos(Math.floor(i / width) / 4);
    data.fill((inside(i) ? leaf : 215) + 10 * (random() - 0.5), 4 * i, 4 * i + 3);
    data[4 * i + 3] = 255;
  }
  const photo = { width, height, data };
  const grid = chooseGrid(photo);
  const motion = makeMotion(grid.width, grid.height, {
    sway: 0.006,
    moving: (x, y) => (Math.hypot(x * width - 120, y * height - 90) < 50 ? 1 : 0),
  });
  motion.regions = new Float32Array(REGIONS.length * grid.width * grid.height);
  return { photo, motion };
}

describe('a cut-out', { timeout: 60_000 }, () => {
  it('is the photo’s own up to its edge: what were painted there instead would leave an outline behind', () => {
    const { photo, motion } = leaves();
    const plan = planRender(photo, motion);
    const { backLayer, layers, movingLayer } = plan;
    expect(layers.front).not.toBeNull();
    const sure = extreme(layers.front!, layers.width, layers.height, 1, true);
    let whole = 0;
    for (let at = 0; at < width * height; at++) {
      const cell =
        Math.floor((Math.floor(at / width) / height) * layers.height) * layers.width +
        Math.floor(((at % width) / width) * layers.width);
      if (sure[cell]! < 1 || backLayer![at]! >>> 24 !== 255) continue;
      whole++;
      expect(movingLayer[at]! & 0xffffff).toBe(plan.photo[at]! & 0xffffff);
    }
    expect(whole).toBeGreaterThan(1000);
  });
});
