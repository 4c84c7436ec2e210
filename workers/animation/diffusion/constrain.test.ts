import { describe, expect, it } from 'vitest';
import holdsGolden from '../../../models/denoiser/holds-golden.json';
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

/** [3,4h,4w] of clouds with soft edges. */
function cloudy(): Float32Array {
  const columns = 4 * grid.width;
  return Float32Array.from({ length: 48 * cells }, (_, index) => {
    const pixel = index % (16 * cells);
    return 0.7 + 0.15 * Math.sin((pixel % columns) / 17) * Math.cos(Math.floor(pixel / columns) / 13);
  });
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

  it('equals Python around a person, behind them and amid litter', () => {
    const { inputs, outputs, tolerance, durationSeconds } = holdsGolden;
    const [, height = 0, width = 0] = inputs.motion.shape;
    const motion = asMotion(floats(inputs.motion), height, width, durationSeconds);
    constrain(motion, { scene: floats(inputs.scene), photo: floats(inputs.photo) });
    const maps = [motion.drift, motion.spectrum, motion.glow, motion.moving];
    const all = Float32Array.from(maps.flatMap((map) => [...map]));
    expect(maxAbsoluteDifference(all, floats(outputs.constrained))).toBeLessThanOrEqual(tolerance);
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
    const photo = cloudy();
    const paint = (value: number, x0: number, x1: number, y0: number, y1: number) => {
      for (let channel = 0; channel < 3; channel++)
        for (let y = y0; y < y1; y++)
          photo.fill(value, (channel * rows + y) * columns + x0, (channel * rows + y) * columns + x1);
    };
    paint(0.1, 41, 43, 88, 120);
    paint(1, 80, 104, 20, 36);
    const motion = livelyMotion();
    constrain(motion, { scene: sceneOf((_, y) => (y >= 30 ? 'built' : 'sky')), photo });
    expect(motion.drift.slice(25 * grid.width + 9, 25 * grid.width + 12).every((v) => v === 0)).toBe(true);
    expect(motion.drift.slice(7 * grid.width + 18, 7 * grid.width + 28).every((v) => v > 0.029)).toBe(true);
  });

  it('lets no clear sky drift, whose motion would show at its borders alone, and lets its light be', () => {
    const motion = livelyMotion();
    const photo = new Float32Array(48 * cells).fill(0.8);
    photo.forEach((value, index) => {
      const row = Math.floor((index % (16 * cells)) / (4 * grid.width));
      photo[index] = row >= 120 ? ((index * 7919) % 97) / 97 : value - row / 2000;
    });
    constrain(motion, { scene: sceneOf((_, y) => (y >= 30 ? 'built' : 'sky')), photo });
    expect(motion.drift.every((v) => v === 0)).toBe(true);
    expect(motion.spectrum.every((v) => v === 0)).toBe(true);
    expect(motion.glow[6 * grid.width + 20]).toBeCloseTo(-0.1, 6);
  });

  it('lets a sky drift whose haze is faint and yet to be seen', () => {
    const motion = livelyMotion();
    const photo = new Float32Array(48 * cells);
    photo.forEach((_, index) => {
      const x = index % (4 * grid.width);
      const y = Math.floor((index % (16 * cells)) / (4 * grid.width));
      const haze = 0.8 - y / 2000 + 0.028 * Math.sin(x / 5) * Math.sin(y / 6);
      photo[index] = y >= 120 ? ((index * 7919) % 97) / 97 : haze;
    });
    constrain(motion, { scene: sceneOf((_, y) => (y >= 30 ? 'built' : 'sky')), photo });
    const [first, last] = [10 * grid.width + 20, 10 * grid.width + 40];
    expect(Math.min(...motion.drift.slice(first, last))).toBeGreaterThan(0.029);
  });

  it('lets nothing cross a printed border', () => {
    const photo = cloudy();
    for (let channel = 0; channel < 3; channel++)
      for (let y = 0; y < 4 * grid.height; y++)
        photo.fill(
          0,
          (channel * 4 * grid.height + y) * 4 * grid.width,
          (channel * 4 * grid.height + y) * 4 * grid.width + 3,
        );
    const motion = livelyMotion();
    constrain(motion, { scene: sceneOf(() => 'sky'), photo });
    const row = motion.drift.slice(20 * grid.width, 21 * grid.width);
    expect(row.slice(0, 2).every((v) => v === 0)).toBe(true);
    expect(row.every((speed, x) => x === 0 || x > 40 || speed >= row[x - 1]! - 1e-7)).toBe(true);
    expect(row[40]).toBeCloseTo(0.03, 4);
    expect(motion.moving[20 * grid.width]).toBe(0);
    expect(motion.spectrum[20 * grid.width]).toBe(0);
  });

  /** A person in focus before something as smooth as what is out of focus. */
  const personBefore = (backdrop: SceneClass, behind: (pixel: number) => number) => {
    const isPerson = (x: number, y: number) => x >= 24 && x < 40 && y >= 16;
    const scene = sceneOf((x, y) => (isPerson(x, y) ? 'body' : backdrop));
    const plane = Float32Array.from({ length: 16 * cells }, (_, pixel) => {
      const x = Math.floor((pixel % (4 * grid.width)) / 4);
      const y = Math.floor(pixel / (16 * grid.width));
      return isPerson(x, y) ? ((pixel * 7919) % 97) / 97 : behind(pixel);
    });
    const photo = Float32Array.from({ length: 3 * plane.length }, (_, at) => plane[at % plane.length]!);
    const motion = livelyMotion();
    constrain(motion, { scene, photo });
    return motion;
  };
  const outOfFocus = (pixel: number) =>
    0.5 +
    0.3 * Math.sin((pixel % (4 * grid.width)) / 13) * Math.sin(Math.floor(pixel / (4 * grid.width)) / 15);

  it.each<[SceneClass, number, number]>([
    ['built', 0, 0],
    ['foliage', 0.003, 0.0075],
    ['still_water', 0.0099, 0.0101],
  ])('out of focus behind a person, %s sways by %d to %d', (backdrop, least, most) => {
    const { spectrum } = personBefore(backdrop, outOfFocus);
    const far = spectrum.slice(30 * grid.width + 4, 30 * grid.width + 12);
    expect(Math.min(...far)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...far)).toBeLessThanOrEqual(most);
    expect(Math.max(...spectrum.slice(30 * grid.width + 24, 30 * grid.width + 40))).toBe(0);
  });

  it('keeps leaves out of focus still beside skin, and not those that are as sharp', () => {
    const soft = personBefore('foliage', outOfFocus).spectrum;
    const sharp = personBefore('foliage', (pixel) => ((pixel * 104_729) % 89) / 89).spectrum;
    const beside = 30 * grid.width + 22;
    expect(soft[beside]).toBeLessThan(0.003);
    expect(sharp[beside]).toBeGreaterThan(2 * soft[beside]!);
    expect(sharp[5 * grid.width + 8]).toBeGreaterThan(0.008);
  });

  it('holds the lights of a town at night, not their light on water, and nothing by day', () => {
    const lamp = (x: number, y: number) => x % 20 < 2 && y % 24 < 2;
    const at = (brightness: number) => {
      const plane = Float32Array.from({ length: 16 * cells }, (_, pixel) =>
        lamp(pixel % (4 * grid.width), Math.floor(pixel / (4 * grid.width))) ? 0.9 : brightness,
      );
      return Float32Array.from({ length: 3 * plane.length }, (_, index) => plane[index % plane.length]!);
    };
    const scene = sceneOf((_, y) => (y < 24 ? 'foliage' : 'still_water'));
    scene.fill(0.1, SCENE_CLASSES.indexOf('built') * cells, (SCENE_CLASSES.indexOf('built') + 1) * cells);
    const swayAt = (photo: Float32Array, x: number, y: number) => {
      const motion = livelyMotion();
      constrain(motion, { scene, photo });
      return motion.spectrum[y * grid.width + x]!;
    };
    expect(swayAt(at(0.1), 20, 6)).toBe(0);
    expect(swayAt(at(0.1), 20, 36)).toBeGreaterThan(0.005);
    expect(swayAt(at(0.5), 20, 6)).toBeGreaterThan(0.005);
  });

  it('gives people and buildings no other light, half sure ones neither', () => {
    const scene = sceneOf(() => 'sky');
    scene.fill(0.55, 0, cells);
    scene.fill(0.45, SCENE_CLASSES.indexOf('built') * cells, (SCENE_CLASSES.indexOf('built') + 1) * cells);
    const motion = livelyMotion();
    constrain(motion, { scene, photo: null });
    expect(motion.glow.every((v) => v === 0)).toBe(true);
    expect(motion.spectrum.some((v) => v > 0.009)).toBe(true);
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
    const grainy = page.map((value, index) => value - 0.3 * (Math.floor(index / 6) % 2));
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
