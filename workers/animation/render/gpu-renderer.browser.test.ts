import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CpuRenderer } from './cpu-renderer';
import { GpuRenderer } from './gpu-renderer';
import { drawLabel } from './label';
import { Lattice } from './lattice';
import { planRender } from './plan';
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
      const label = drawLabel(width, height, { text: 'AI-generated', corner: 'bottom-left' });
      const cpu = new CpuRenderer(plan, lattice, label);
      const gpu = await GpuRenderer.create(device, plan, lattice, label);
      try {
        for (const seconds of [0, 0.7, 2, 3.9]) {
          lattice.moveTo(seconds);
          const expected = await cpu.draw();
          const actual = await gpu.draw();
          expect(largestDifference(actual.clean, expected.clean)).toBeLessThanOrEqual(2);
          expect(largestDifference(actual.marked, expected.marked)).toBeLessThanOrEqual(2);
          if (seconds === 0) expect(largestDifference(actual.clean, plan.photo)).toBe(0);
          else expect(largestDifference(actual.clean, plan.photo)).toBeGreaterThan(3);
          expect(largestDifference(actual.marked, actual.clean)).toBeGreaterThan(8);
        }
      } finally {
        gpu.destroy();
        gpu.destroy();
      }
    },
  );

  it('rejects with gpu-lost when the device goes', async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const doomed = await adapter!.requestDevice();
    const plan = planRender(makePhoto(40, 40), makeMotion(8, 8, everything));
    const lattice = new Lattice(plan);
    const label = drawLabel(40, 40, { text: 'AI', corner: 'top-right' });
    const gpu = await GpuRenderer.create(doomed, plan, lattice, label);
    lattice.moveTo(1);
    await gpu.draw();
    doomed.destroy();
    await expect(gpu.draw()).rejects.toMatchObject({ code: 'gpu-lost' });
    gpu.destroy();
  });
});
