import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CpuRenderer } from './cpu-renderer';
import { GpuRenderer } from './gpu-renderer';
import { Lattice } from './lattice';
import { planRender } from './plan';
import { allPasses, EVERYTHING, passesOf, sameScenes, stage } from './sameness.test-support';
import { largestDifference, makeMotion, makePhoto } from './scenes.test-support';

/** Levels by which the renderers may differ: a rounding of the scene, and one of what lies over it. */
const TOLERANCE = 2;

let device: GPUDevice;

beforeAll(async () => {
  // No adapter is a failure, never a skip: this is the one place where the shader is proved.
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no WebGPU adapter');
  device = await adapter.requestDevice();
});

afterAll(() => device.destroy());

describe('GpuRenderer', () => {
  const scenes = sameScenes();

  it('is compared with the CPU on scenes that cover every pass', () => {
    const covered = new Set(scenes.flatMap((scene) => passesOf(scene, stage(scene))));
    expect(allPasses().filter((pass) => !covered.has(pass))).toEqual([]);
  });

  it.each(scenes)('equals the CPU within 2/255: $name', async (scene) => {
    const { plan, lattice, effects } = stage(scene);
    const cpu = new CpuRenderer(plan, lattice, effects);
    const gpu = await GpuRenderer.create(device, plan, lattice, effects);
    try {
      for (const seconds of [0, 0.7, 3.1]) {
        lattice.moveTo(seconds);
        effects.moveTo(seconds);
        const expected = await cpu.draw();
        const actual = await gpu.draw();
        expect(largestDifference(actual.scene, expected.scene)).toBeLessThanOrEqual(TOLERANCE);
        if (seconds === 0) expect(largestDifference(actual.scene, plan.photo)).toBe(0);
        else expect(largestDifference(actual.scene, plan.photo)).toBeGreaterThan(3);
        effects.paintOver(expected.picture);
        effects.paintOver(actual.picture);
        expect(largestDifference(actual.picture, expected.picture)).toBeLessThanOrEqual(TOLERANCE);
      }
    } finally {
      gpu.destroy();
      gpu.destroy();
    }
  });

  it('draws the same frames from the same Motion and seed, each renderer by itself', async () => {
    const scene = scenes.find(({ name }) => name === 'all at once past a post')!;
    const film = async (onGpu: boolean) => {
      const { plan, lattice, effects } = stage(scene);
      const renderer = onGpu
        ? await GpuRenderer.create(device, plan, lattice, effects)
        : new CpuRenderer(plan, lattice, effects);
      const frames: Int32Array[] = [];
      for (const seconds of [0, 1.3, 2.6]) {
        lattice.moveTo(seconds);
        effects.moveTo(seconds);
        const { picture } = await renderer.draw();
        effects.paintOver(picture);
        frames.push(picture);
      }
      renderer.destroy();
      return frames;
    };
    for (const onGpu of [false, true]) {
      const [first, second] = [await film(onGpu), await film(onGpu)];
      first.forEach((frame, i) => expect(largestDifference(frame, second[i]!)).toBe(0));
      scene.motion.seed = 6;
      const other = await film(onGpu);
      expect(largestDifference(other[1]!, first[1]!)).toBeGreaterThan(3);
      scene.motion.seed = 5;
    }
  });

  it('rejects with gpu-lost when the device goes', async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const doomed = await adapter!.requestDevice();
    const plan = planRender(makePhoto(40, 40), makeMotion(8, 8, EVERYTHING));
    const lattice = new Lattice(plan);
    const gpu = await GpuRenderer.create(doomed, plan, lattice);
    lattice.moveTo(1);
    await gpu.draw();
    doomed.destroy();
    await expect(gpu.draw()).rejects.toMatchObject({ code: 'gpu-lost' });
    gpu.destroy();
  });
});
