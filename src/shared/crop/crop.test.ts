import { describe, expect, it } from 'vitest';
import { stillMotion, type Motion } from '../motion';
import { SCENE_CLASSES, type SceneClass, type SceneMap } from '../scene';
import { chooseCrop } from './choose-crop';
import { cropImage } from './crop-image';
import { cropMotion } from './crop-motion';

const grid = { width: 48, height: 32 };
const picture = { width: 480, height: 320 };
const story = { width: 180, height: 320 };

function scene(paint: (x: number, y: number) => [moving: number, name: SceneClass]): {
  motion: Motion;
  sceneMap: SceneMap;
} {
  const motion = stillMotion(grid, 4);
  const classes = new Uint8Array(grid.width * grid.height);
  for (let cell = 0; cell < classes.length; cell++) {
    const [moving, name] = paint(cell % grid.width, Math.floor(cell / grid.width));
    motion.moving[cell] = moving;
    classes[cell] = SCENE_CLASSES.indexOf(name);
  }
  return { motion, sceneMap: { grid, classes } };
}

const crop = ({ motion, sceneMap }: ReturnType<typeof scene>, size = story) =>
  chooseCrop(picture, size, motion, sceneMap);

describe('chooseCrop', () => {
  it('goes to the centre where nothing speaks for another place', () => {
    expect(crop(scene(() => [0, 'ground']))).toEqual({ x: 150, y: 0, ...story });
    expect(crop(scene(() => [1, 'sky']))).toEqual({ x: 150, y: 0, ...story });
  });

  it('goes where it moves', () => {
    expect(crop(scene((x) => (x < 14 ? [1, 'waterfall'] : [0, 'ground']))).x).toBeLessThan(20);
    expect(crop(scene((x) => (x >= 34 ? [1, 'waterfall'] : [0, 'ground']))).x).toBeGreaterThan(280);
  });

  it('does not leave what stands in the middle for the sky at its sides', () => {
    const pyramid = scene((x, y) => (y > 8 + Math.abs(x - 24) ? [0, 'ground'] : [1, 'sky']));
    expect(crop(pyramid).x).toBe(150);
  });

  it('keeps a face that would be lost, and does not cut it', () => {
    const isFace = (x: number, y: number) => x >= 34 && x < 42 && y >= 8 && y < 20;
    const { x, width } = crop(scene((x, y) => (isFace(x, y) ? [0, 'face'] : [x < 20 ? 1 : 0, 'sky'])));
    expect(x).toBeLessThanOrEqual(340);
    expect(x + width).toBeGreaterThanOrEqual(420);
  });

  it('crops the other way in a tall photo', () => {
    const wide = { width: 480, height: 270 };
    const low = crop(
      scene((_, y) => (y >= 20 ? [1, 'moving_water'] : [0, 'built'])),
      wide,
    );
    expect(low).toEqual({ x: 0, y: 50, ...wide });
  });

  it('refuses a crop that does not fit', () => {
    expect(() =>
      crop(
        scene(() => [0, 'sky']),
        { width: 481, height: 10 },
      ),
    ).toThrow(RangeError);
  });
});

describe('cropMotion', () => {
  const { motion } = scene((x) => [x >= 24 ? 1 : 0, 'sky']);
  motion.drift.fill(0.02);
  motion.spectrum.fill(0.01);
  motion.depth = Float32Array.from(motion.moving, (_, cell) => (cell % 48) / 47);
  const right = { x: 240, y: 0, width: 180, height: 320 };

  it('cuts the maps at their own density', () => {
    const cut = cropMotion(motion, picture, right);
    expect(cut.grid).toEqual({ width: 18, height: 32 });
    expect(cut.moving).toHaveLength(18 * 32);
    // The very first cell lies on the border between what moves and what does not.
    expect(cut.moving.slice(1, 18).every((value) => value === 1)).toBe(true);
    expect(cut.depth![5]).toBeCloseTo(29 / 47, 5);
  });

  it('tells displacements in the short sides of the part: the same pixels', () => {
    const cut = cropMotion(motion, picture, right);
    expect(cut.drift[0]! * 180).toBeCloseTo(0.02 * 320, 5);
    expect(cut.spectrum[0]! * 180).toBeCloseTo(0.01 * 320, 5);
    expect(cropMotion(motion, picture, { x: 0, y: 0, width: 400, height: 320 }).drift[0]).toBeCloseTo(
      0.02,
      6,
    );
  });

  it('is the same object where nothing is cropped', () => {
    expect(cropMotion(motion, picture, { x: 0, y: 0, ...picture })).toBe(motion);
  });
});

describe('cropImage', () => {
  it('copies the part, pixel for pixel', () => {
    const data = Uint8ClampedArray.from({ length: 4 * 6 * 4 }, (_, i) => i);
    const part = cropImage({ width: 6, height: 4, data }, { x: 2, y: 1, width: 2, height: 2 });
    expect([...part.data.subarray(0, 8)]).toEqual([...data.subarray(4 * 8, 4 * 8 + 8)]);
    expect([...part.data.subarray(8)]).toEqual([...data.subarray(4 * 14, 4 * 14 + 8)]);
  });
});
