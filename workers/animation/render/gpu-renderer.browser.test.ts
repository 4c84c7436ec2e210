import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CpuRenderer } from './cpu-renderer';
import { GpuRenderer } from './gpu-renderer';
import { ATMOSPHERE_KINDS, CAMERA_KINDS, REGIONS, type Atmosphere } from '../../../src/shared/atmosphere';
import { Effects } from './effects/effects';
import { Lattice } from './lattice';
import { planRender, TILE_KIND } from './plan';
import { largestDifference, makeMotion, makePhoto, type SceneOptions } from './scenes.test-support';

let device: GPUDevice;

beforeAll(async () => {
  // No adapter is a failure, never a skip: this is the one place where the shader is proved.
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no WebGPU adapter');
  device = await adapter.requestDevice();
});

afterAll(() => device.destroy());

const everything: SceneOptions = { drift: [0.07, -0.03], sway: 0.012, glow: 0.12 };

describe('GpuRenderer', () => {
  it.each([
    ['odd landscape', 61, 47, 9, 7, everything],
    ['odd portrait', 37, 83, 5, 11, everything],
    ['16 pixels', 16, 16, 8, 8, everything],
    ['thin panorama', 131, 17, 24, 3, everything],
    ['everything moves', 45, 45, 8, 8, { ...everything, moving: () => 1 }],
    ['doubtful borders', 53, 41, 8, 8, { ...everything, moving: (x: number) => x }],
    ['drift alone', 61, 47, 8, 8, { drift: [0.2, 0.1] }],
    ['sway alone', 61, 47, 8, 8, { sway: 0.03 }],
    ['glow alone', 61, 47, 8, 8, { glow: 0.3 }],
  ] satisfies [string, number, number, number, number, SceneOptions][])(
    'equals the CPU within 2/255: %s',
    async (_name, width, height, across, down, options) => {
      const photo = makePhoto(width, height);
      const plan = planRender(photo, makeMotion(across, down, options));
      const lattice = new Lattice(plan);
      const cpu = new CpuRenderer(plan, lattice);
      const gpu = await GpuRenderer.create(device, plan, lattice);
      try {
        for (const seconds of [0, 0.7, 2, 3.9]) {
          lattice.moveTo(seconds);
          const expected = await cpu.draw();
          const actual = await gpu.draw();
          expect(largestDifference(actual.picture, expected.picture)).toBeLessThanOrEqual(2);
          if (seconds === 0) expect(largestDifference(actual.scene, plan.photo)).toBe(0);
          else expect(largestDifference(actual.scene, plan.photo)).toBeGreaterThan(3);
        }
      } finally {
        gpu.destroy();
        gpu.destroy();
      }
    },
  );

  it('equals the CPU within 2/255: cut-outs before what is static', async () => {
    const photo = makePhoto(96, 80, 3, 0.4);
    const motion = makeMotion(24, 20, {
      sway: 0.03,
      glow: 0.1,
      drift: [0.05, 0],
      moving: (x, y) => (y > 0.4 && x < 0.7 ? 1 : 0),
    });
    motion.drift.fill(0);
    // Bushes before a wall: dark against bright.
    for (let i = 0; i < photo.data.length; i += 4) {
      const x = ((i / 4) % 96) / 96;
      const y = Math.floor(i / 4 / 96) / 80;
      const bush = y > 0.45 + 0.06 * Math.sin(40 * x) && x < 0.65;
      for (let c = 0; c < 3; c++) photo.data[i + c] = photo.data[i + c]! / 4 + (bush ? 10 : 150);
    }
    motion.regions = new Float32Array(REGIONS.length * 24 * 20);
    const plan = planRender(photo, motion);
    expect(plan.backLayer).not.toBeNull();
    expect(plan.tileKinds).toContain(TILE_KIND.FRONT);
    const lattice = new Lattice(plan);
    const cpu = new CpuRenderer(plan, lattice);
    const gpu = await GpuRenderer.create(device, plan, lattice);
    try {
      for (const seconds of [0, 0.7, 2, 3.9]) {
        lattice.moveTo(seconds);
        const expected = await cpu.draw();
        const actual = await gpu.draw();
        expect(largestDifference(actual.scene, expected.scene)).toBeLessThanOrEqual(2);
        if (seconds === 0) expect(largestDifference(actual.scene, plan.photo)).toBe(0);
      }
    } finally {
      gpu.destroy();
    }
  });

  const lights: Atmosphere[] = ATMOSPHERE_KINDS.map((kind) => ({ kind, strength: 1 }));

  it.each([
    ...CAMERA_KINDS.map((kind) => [kind, kind, [] as Atmosphere[]] as const),
    ...lights.map((effect) => [effect.kind, 'none', [effect]] as const),
    ['all at once', 'orbit', lights] as const,
  ])('equals the CPU within 2/255 beneath camera, light and air: %s', async (_name, kind, atmosphere) => {
    const photo = makePhoto(85, 61);
    const motion = makeMotion(12, 9, everything);
    const cells = 12 * 9;
    motion.depth = Float32Array.from({ length: cells }, (_, i) => 1 - Math.floor(i / 12) / 9);
    motion.regions = Float32Array.from({ length: REGIONS.length * cells }, (_, i) => ((i * 7) % 10) / 9);
    motion.camera = { kind, strength: 1, angleRadians: 0.4 };
    motion.atmosphere = [...atmosphere];
    motion.seed = 5;
    const plan = planRender(photo, motion);
    const lattice = new Lattice(plan);
    const effects = new Effects(photo, plan, motion, 4);
    const cpu = new CpuRenderer(plan, lattice, effects);
    const gpu = await GpuRenderer.create(device, plan, lattice, effects);
    try {
      for (const seconds of [0.7, 3.1]) {
        lattice.moveTo(seconds);
        effects.moveTo(seconds);
        const expected = await cpu.draw();
        const actual = await gpu.draw();
        expect(largestDifference(actual.scene, expected.scene)).toBeLessThanOrEqual(2);
        effects.paintOver(expected.picture);
        effects.paintOver(actual.picture);
        expect(largestDifference(actual.picture, expected.picture)).toBeLessThanOrEqual(2);
      }
    } finally {
      gpu.destroy();
    }
  });

  it('rejects with gpu-lost when the device goes', async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const doomed = await adapter!.requestDevice();
    const plan = planRender(makePhoto(40, 40), makeMotion(8, 8, everything));
    const lattice = new Lattice(plan);
    const gpu = await GpuRenderer.create(doomed, plan, lattice);
    lattice.moveTo(1);
    await gpu.draw();
    doomed.destroy();
    await expect(gpu.draw()).rejects.toMatchObject({ code: 'gpu-lost' });
    gpu.destroy();
  });
});
