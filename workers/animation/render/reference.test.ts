import { describe, expect, it } from 'vitest';
import { REGIONS } from '../../../src/shared/atmosphere';
import { chooseGrid, stillMotion, type Motion } from '../../../src/shared/motion';
import type { RgbaImage } from '../../../src/shared/pixels';
import { Lattice } from './lattice';
import { planRender, TILE_KIND, type RenderPlan } from './plan';
import { ReferenceRenderer } from './reference';
import {
  largestDifference,
  makeMotion,
  makePhoto,
  randomStream,
  type SceneOptions,
} from './scenes.test-support';

const everything: SceneOptions = { drift: [0.07, -0.03], sway: 0.012, glow: 0.12 };

function render(
  photo: RgbaImage,
  motion: Motion,
  times: number[],
): { plan: RenderPlan; frames: Int32Array[] } {
  const plan = planRender(photo, motion);
  const lattice = new Lattice(plan);
  const renderer = new ReferenceRenderer(plan, lattice);
  const frames = times.map((seconds) => {
    lattice.moveTo(seconds);
    return renderer.draw().scene.slice();
  });
  return { plan, frames };
}

/** A Motion that is the same everywhere. */
function uniform(set: (motion: Motion, cells: number) => void, cells = { width: 8, height: 8 }): Motion {
  const motion = stillMotion(cells, 4);
  motion.moving.fill(1);
  set(motion, cells.width * cells.height);
  return motion;
}

function grey(pixel: number): number {
  return (pixel >>> 8) & 255;
}

// Busy machines draw slowly.
describe('ReferenceRenderer', { timeout: 60_000 }, () => {
  it.each([
    ['square', 64, 64, 8, 8, everything],
    ['odd', 61, 47, 9, 7, everything],
    ['16 pixels', 16, 16, 8, 8, everything],
    ['16 pixels wide panorama', 16, 128, 24, 168, everything],
    ['a grid of another aspect', 70, 40, 5, 13, everything],
    ['full motion', 50, 60, 8, 8, { ...everything, moving: () => 1 }],
    ['all in doubt', 50, 60, 8, 8, { ...everything, moving: () => 0.5 }],
    ['largest motion', 50, 60, 8, 8, { drift: [0.25, -0.25], sway: 0.05, glow: 0.5, moving: () => 1 }],
  ] satisfies [string, number, number, number, number, SceneOptions][])(
    'starts with the photo, returns to it, and is opaque: %s',
    (_name, width, height, across, down, options) => {
      const motion = makeMotion(across, down, options);
      const { plan, frames } = render(makePhoto(width, height), motion, [0, 1.3, 3.99, 0]);
      expect(largestDifference(frames[0]!, plan.photo)).toBe(0);
      expect(largestDifference(frames[3]!, plan.photo)).toBe(0);
      expect(largestDifference(frames[1]!, plan.photo)).toBeGreaterThan(4);
      for (const frame of frames) expect(frame.every((pixel) => pixel >>> 24 === 255)).toBe(true);
    },
  );

  it('draws nothing but the photo where nothing moves', () => {
    const photo = makePhoto(53, 37);
    const { plan, frames } = render(
      photo,
      makeMotion(8, 8, { ...everything, moving: () => 0.39 }),
      [0, 1, 2],
    );
    expect(plan.tileKinds.every((kind) => kind === TILE_KIND.STATIC)).toBe(true);
    for (const frame of frames) expect(largestDifference(frame, plan.photo)).toBe(0);
  });

  it('keeps static pixels bit for bit in every frame', () => {
    const width = 160;
    const height = 120;
    const grid = chooseGrid({ width, height });
    const motion = makeMotion(grid.width, grid.height, { ...everything, moving: (x) => (x < 0.5 ? 1 : 0) });
    const times = Array.from({ length: 12 }, (_, i) => i / 3);
    const { plan, frames } = render(makePhoto(width, height), motion, times);
    const cell = width / grid.width;
    for (const frame of frames) {
      const changed = frame.filter(
        (pixel, i) => i % width > width / 2 + 2.5 * cell && pixel !== plan.photo[i],
      );
      expect(changed.length).toBe(0);
    }
  });

  it('moves by whole pixels exactly: output(x) = photo(x - u)', () => {
    const size = 96;
    // u(T/2) - u(0) = -2 re: 4 pixels to the left, 2 up.
    const motion = uniform((m, cells) => {
      m.spectrum.fill(2 / size, 0, cells);
      m.spectrum.fill(1 / size, 2 * cells, 3 * cells);
    });
    const { plan, frames } = render(makePhoto(size, size), motion, [2]);
    for (let y = 24; y < size - 24; y++) {
      for (let x = 24; x < size - 24; x++) {
        expect(frames[0]![y * size + x]).toBe(plan.photo[(y + 2) * size + x + 4]);
      }
    }
  });

  it('carries a flow downstream, and a pattern that repeats after one loop keeps its contrast', () => {
    const width = 256;
    const height = 64;
    const data = new Uint8ClampedArray(4 * width * height);
    for (let i = 0; i < width * height; i++) {
      data.fill(128 + 90 * Math.sin((2 * Math.PI * (i % width)) / 16), 4 * i, 4 * i + 3);
      data[4 * i + 3] = 255;
    }
    // 8 pixels per second to the right: 32 pixels a loop, two periods of 16.
    const motion = uniform((m, cells) => m.drift.fill(8 / height, 0, cells), { width: 128, height: 32 });
    const { plan, frames } = render({ width, height, data }, motion, [0.5, 1, 2]);
    for (const [frame, shift] of [
      [frames[0]!, 4],
      [frames[1]!, 8],
      [frames[2]!, 16],
    ] as const) {
      for (let x = 60; x < width - 60; x++) {
        const at = 32 * width + x;
        expect(Math.abs(grey(frame[at]!) - grey(plan.photo[at - shift]!))).toBeLessThanOrEqual(3);
      }
    }
  });

  it('keeps the contrast of fine texture in the middle of the cross-fade', () => {
    const size = 192;
    const random = randomStream(5);
    const data = new Uint8ClampedArray(4 * size * size);
    for (let i = 0; i < data.length; i += 4) {
      data.fill(128 + 60 * (random() - 0.5), i, i + 3);
      data[i + 3] = 255;
    }
    const motion = uniform((m, cells) => m.drift.fill(10 / size, 0, cells), { width: 64, height: 64 });
    const { plan, frames } = render({ width: size, height: size, data }, motion, [2]);
    const deviation = (pixels: Int32Array) => {
      const values: number[] = [];
      for (let y = 60; y < size - 60; y++) {
        for (let x = 60; x < size - 60; x++) values.push(grey(pixels[y * size + x]!));
      }
      const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
      return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
    };
    // Without the correction it would be 0.71.
    expect(deviation(frames[0]!) / deviation(plan.photo)).toBeGreaterThan(0.93);
    expect(deviation(frames[0]!) / deviation(plan.photo)).toBeLessThan(1.07);
  });

  it('never smears a static thing into the sky that drifts behind it', () => {
    const width = 200;
    const height = 160;
    const random = randomStream(3);
    const data = new Uint8ClampedArray(4 * width * height);
    const isPole = (x: number) => Math.abs(x - 100) < 12;
    for (let i = 0; i < width * height; i++) {
      data.fill((isPole(i % width) ? 30 : 190) + 20 * (random() - 0.5), 4 * i, 4 * i + 3);
      data[4 * i + 3] = 255;
    }
    const grid = chooseGrid({ width, height });
    // The mask is a cell too narrow on both sides: the photo's edge has to put it right.
    const motion = makeMotion(grid.width, grid.height, {
      drift: [0.05, 0],
      moving: (x) => (Math.abs(x * width - 100) < 9 ? 0 : 1),
    });
    motion.drift.fill(0.05, 0, grid.width * grid.height);
    const { plan, frames } = render({ width, height, data }, motion, [0.5, 1, 2, 3]);
    for (const frame of frames) {
      const pole = frame.filter((pixel, i) => Math.abs((i % width) - 100) < 10 && pixel !== plan.photo[i]);
      const smeared = frame.filter((pixel, i) => !isPole(i % width) && grey(pixel) <= 150);
      expect([pole.length, smeared.length]).toEqual([0, 0]);
    }
  });

  it('moves leaves before a wall as a cut-out that opens onto the wall', () => {
    const width = 240;
    const height = 180;
    const random = randomStream(9);
    const isLeaf = (i: number, shift = 0) =>
      Math.hypot((i % width) - 120 - shift, Math.floor(i / width) - 90) < 30;
    const data = new Uint8ClampedArray(4 * width * height);
    for (let i = 0; i < width * height; i++) {
      data.fill((isLeaf(i) ? 40 : 200) + 24 * (random() - 0.5), 4 * i, 4 * i + 3);
      data[4 * i + 3] = 255;
    }
    const grid = chooseGrid({ width, height });
    const cells = grid.width * grid.height;
    const motion = makeMotion(grid.width, grid.height, {
      moving: (x, y) => (Math.hypot(x * width - 120, y * height - 90) < 36 ? 1 : 0),
    });
    motion.regions = new Float32Array(REGIONS.length * cells);
    // u(T/2) - u(0) = 8 pixels to the right.
    motion.spectrum.fill(-4 / height, 0, cells);
    const { plan, frames } = render({ width, height, data }, motion, [0, 2]);
    expect(plan.backLayer).not.toBeNull();
    expect(largestDifference(frames[0]!, plan.photo)).toBe(0);
    const moved = frames[1]!;
    const share = (of: (i: number) => boolean, good: (level: number) => boolean) => {
      const levels = [...moved].filter((_, i) => of(i)).map(grey);
      return levels.filter(good).length / levels.length;
    };
    expect(
      share(
        (i) => isLeaf(i, 8),
        (level) => level < 100,
      ),
    ).toBeGreaterThan(0.95);
    // What it uncovers is wall, as bright and as grainy; nothing of the leaf is drawn out.
    const uncovered = (i: number) => isLeaf(i) && !isLeaf(i, 6);
    expect(share(uncovered, (level) => level > 170)).toBeGreaterThan(0.9);
    const levels = [...moved].filter((_, i) => uncovered(i) && !isLeaf(i, 5)).map(grey);
    const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
    const deviation = Math.sqrt(levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / levels.length);
    expect(Math.abs(mean - 200)).toBeLessThan(8);
    expect(deviation).toBeGreaterThan(3);
    // A shelter in the same meadow has no edge: there nothing is cut out.
    const even = { width, height, data: data.map((value, i) => (i % 4 === 3 ? 255 : 200 - (value & 15))) };
    expect(planRender(even, motion).backLayer).toBeNull();
  });

  it('multiplies linear light by the gain', () => {
    const photo = makePhoto(32, 32);
    photo.data.fill(100);
    for (let i = 3; i < photo.data.length; i += 4) photo.data[i] = 255;
    // 1 + g(T/2) - g(0) = 1 - 2 re = 1.2
    const motion = uniform((m, cells) => m.glow.fill(-0.1, 0, cells));
    const { frames } = render(photo, motion, [2]);
    const linear = ((100 / 255 + 0.055) / 1.055) ** 2.4;
    const expected = 255 * (1.055 * (1.2 * linear) ** (1 / 2.4) - 0.055);
    expect((frames[0]![500]! & 255) - expected).toBeCloseTo(0, -0.5);
    expect(grey(frames[0]![500]!)).toBe(100);
  });

  it('gives the same picture by the general formula as by its short cuts, but for roundings', () => {
    const grid = chooseGrid({ width: 200, height: 150 });
    const motion = makeMotion(grid.width, grid.height, everything);
    const plan = planRender(makePhoto(200, 150), motion);
    const kinds = new Set(plan.tileKinds);
    expect(kinds.has(TILE_KIND.FLOW) || kinds.has(TILE_KIND.SWAY)).toBe(true);
    const general = {
      ...plan,
      tileKinds: plan.tileKinds.map((k) => (k === TILE_KIND.STATIC ? k : TILE_KIND.MIXED)),
    };
    const [a, b] = [plan, general].map((each) => {
      const lattice = new Lattice(each);
      lattice.moveTo(1.7);
      return new ReferenceRenderer(each, lattice).draw().scene.slice();
    }) as [Int32Array, Int32Array];
    expect(largestDifference(a, b)).toBeLessThanOrEqual(1);
  });

  it('refuses maps that are not well formed', () => {
    const photo = makePhoto(32, 32);
    const short = { ...stillMotion({ width: 8, height: 8 }, 4), moving: new Float32Array(3) };
    expect(() => planRender(photo, short)).toThrow(expect.objectContaining({ code: 'model-output-invalid' }));
    const poisoned = stillMotion({ width: 8, height: 8 }, 4);
    poisoned.drift[5] = NaN;
    expect(() => planRender(photo, poisoned)).toThrow(
      expect.objectContaining({ code: 'model-output-invalid' }),
    );
  });
});
