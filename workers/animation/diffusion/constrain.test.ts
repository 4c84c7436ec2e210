import { describe, expect, it } from 'vitest';
import golden from '../../../models/denoiser/constraint-golden.json';
import { SCENE_CLASSES, type SceneClass } from '../../../src/shared/scene';
import { stillMotion, type Motion } from '../../../src/shared/motion';
import { decodeGolden, maxAbsoluteDifference } from '../../shared/onnx/golden.test-support';
import { constrain } from './constrain';

const grid = { height: 48, width: 64 };
const cells = grid.height * grid.width;

function sceneOf(at: (x: number, y: number) => SceneClass): Float32Array {
  const scene = new Float32Array(SCENE_CLASSES.length * cells);
  for (let cell = 0; cell < cells; cell++) {
    const name = at(cell % grid.width, Math.floor(cell / grid.width));
    scene[SCENE_CLASSES.indexOf(name) * cells + cell] = 1;
  }
  return scene;
}

/** Everything drifts to the right and sways, everywhere. */
function livelyMotion(): Motion {
  const motion = stillMotion(grid, 4);
  motion.drift.fill(0.03, 0, cells);
  motion.spectrum.fill(0.01);
  motion.glow.fill(-0.1);
  motion.moving.fill(1);
  return motion;
}

/** A golden motion [31,h,w] as the app has it. */
function asMotion(
  values: Float32Array<ArrayBuffer>,
  height: number,
  width: number,
  durationSeconds: number,
): Motion {
  const each = height * width;
  return {
    ...stillMotion({ height, width }, durationSeconds),
    drift: values.slice(0, 2 * each),
    spectrum: values.slice(2 * each, 18 * each),
    glow: values.slice(18 * each, 30 * each),
    moving: values.slice(30 * each),
  };
}

function floats(tensor: { shape: number[]; dtype: string; data: string }): Float32Array<ArrayBuffer> {
  return Float32Array.from(decodeGolden(tensor).data);
}

const town = sceneOf((x, y) => (y >= 30 || (x >= 40 && x < 46 && y >= 12) ? 'built' : 'sky'));

describe('constrain', () => {
  it('equals Python', () => {
    const { inputs, outputs, tolerance, durationSeconds } = golden;
    const [, height = 0, width = 0] = inputs.motion.shape;
    const scene = floats(inputs.scene);
    const motion = asMotion(floats(inputs.motion), height, width, durationSeconds);
    constrain(motion, { scene, photo: floats(inputs.photo) });
    const maps = [motion.drift, motion.spectrum, motion.glow, motion.moving];
    const all = Float32Array.from(maps.flatMap((map) => [...map]));
    expect(maxAbsoluteDifference(all, floats(outputs.constrained))).toBeLessThanOrEqual(tolerance);
    const alone = asMotion(floats(inputs.motion), height, width, durationSeconds);
    constrain(alone, { scene, photo: null });
    const byClassMap = floats(outputs.driftByClassMapAlone);
    expect(maxAbsoluteDifference(alone.drift, byClassMap)).toBeLessThanOrEqual(tolerance);
    expect(maxAbsoluteDifference(motion.drift, byClassMap)).toBeGreaterThan(0.005);
  });

  it('stills what surely stands and lets the sky be', () => {
    const motion = livelyMotion();
    constrain(motion, { scene: town, photo: null });
    const at = (x: number, y: number) => y * grid.width + x;
    for (const cell of [at(10, 35), at(42, 20)]) {
      expect([motion.moving[cell], motion.drift[cell], motion.spectrum[cell], motion.glow[cell]]).toEqual([
        0, 0, 0, -0,
      ]);
    }
    const free = at(10, 6);
    expect(motion.moving[free]).toBe(1);
    expect(motion.drift[free]).toBeCloseTo(0.03, 6);
    expect(motion.spectrum[free]).toBeCloseTo(0.01, 6);
    // Slower towards the wall, at rest beside it.
    const towards = Array.from({ length: 14 }, (_, i) => motion.drift[at(26 + i, 20)]!);
    expect(towards.every((speed, i) => i === 0 || speed <= towards[i - 1]! + 1e-7)).toBe(true);
    expect(towards.at(-1)).toBe(0);
  });

  it('holds the sky at an aerial on a roof, and not at a cloud with a hard edge', () => {
    const [rows, columns] = [4 * grid.height, 4 * grid.width];
    const photo = new Float32Array(3 * rows * columns).fill(0.8);
    const paint = (x0: number, x1: number, y0: number, y1: number) => {
      for (let channel = 0; channel < 3; channel++)
        for (let y = y0; y < y1; y++)
          photo.fill(0.1, (channel * rows + y) * columns + x0, (channel * rows + y) * columns + x1);
    };
    paint(41, 43, 88, 120);
    paint(80, 104, 20, 36);
    const motion = livelyMotion();
    constrain(motion, { scene: sceneOf((_, y) => (y >= 30 ? 'built' : 'sky')), photo });
    expect(motion.drift.slice(25 * grid.width + 9, 25 * grid.width + 12).every((v) => v === 0)).toBe(true);
    expect(motion.drift.slice(7 * grid.width + 18, 7 * grid.width + 28).every((v) => v > 0.029)).toBe(true);
  });

  it('lets no leaf drift', () => {
    const motion = livelyMotion();
    constrain(motion, { scene: sceneOf(() => 'foliage'), photo: null });
    expect(motion.drift.every((v) => v === 0)).toBe(true);
    expect(motion.spectrum.every((v) => v > 0.009)).toBe(true);
  });

  it('takes a bar on a page for no sky, and what has a texture for what it is', () => {
    const pixels = 16 * cells;
    const page = new Float32Array(3 * pixels).fill(0.97);
    const grainy = page.map((value, index) => value - 0.02 * (index % 2));
    const moving = (photo: Float32Array) => {
      const motion = livelyMotion();
      constrain(motion, { scene: sceneOf((_, y) => (y < 4 ? 'sky' : 'built')), photo });
      return motion.moving.filter((value) => value > 0).length;
    };
    expect(moving(page)).toBe(0);
    expect(moving(grainy)).toBe(4 * grid.width);
    // Leaves on a white wall: a page, but what moves has a texture.
    const leaves = page.map((value, index) => {
      const row = Math.floor((index % pixels) / (4 * grid.width));
      return row < 16 ? grainy[index]! : value;
    });
    expect(moving(leaves)).toBe(4 * grid.width);
  });
});
