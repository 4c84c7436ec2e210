import { describe, expect, it } from 'vitest';
import denoiserGolden from '../../../models/denoiser/golden.json';
import { modelRecord } from '../../../src/shared/model-manifest';
import { chooseGrid, MOTION_LIMITS, MOVING_THRESHOLD } from '../../../src/shared/motion';
import type { RgbaImage } from '../../../src/shared/pixels';
import { decodeGolden, maxAbsoluteDifference } from '../../shared/onnx/golden.test-support';
import { openModel } from '../../shared/onnx/session';
import { makeVelocity } from './denoise';
import { MotionModel, type MotionRequest } from './generate-motion';
import { sampleFlow } from './sampler';

const model = new MotionModel();

/** A drawn seaside: sky with clouds above, waves below, a dark house on the right. */
function seaside(width: number, height: number): RgbaImage {
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const down = y / height;
      const across = x / width;
      const cloud =
        0.5 + 0.5 * Math.sin(9 * across + 4 * Math.sin(7 * down)) * Math.sin(11 * down + 3 * across);
      const wave = 0.5 + 0.5 * Math.sin(120 * down * down + 3 * Math.sin(12 * across));
      const sky = [120 + 110 * cloud, 165 + 70 * cloud, 225 + 25 * cloud];
      const sea = [20 + 50 * wave, 70 + 60 * wave, 100 + 60 * wave];
      const house = across > 0.75 && across < 0.92 && down > 0.35 && down < 0.75;
      const colour = house ? [70, 55, 50] : down < 0.5 ? sky : sea;
      colour.forEach((value, channel) => (data[4 * (y * width + x) + channel] = value));
    }
  }
  return { width, height, data };
}

const request: MotionRequest = {
  photo: seaside(320, 240),
  prompt: 'clouds drift to the left',
  seed: 7,
  strength: 0.5,
  durationSeconds: 4,
  provider: 'wasm',
};

function context(progress: (stage: string, completed: number, total: number) => void = () => undefined) {
  return { signal: new AbortController().signal, progress };
}

describe('sampling', () => {
  it.each(['plain', 'guided'] as const)('equals Python over all steps, %s', async (kind) => {
    const { inputs, sampling, samplingTolerance } = denoiserGolden;
    const session = await openModel(modelRecord('denoiser'), { choice: 'wasm' });
    const [, , height = 0, width = 0] = inputs.noisy.shape;
    const { data: noise } = decodeGolden(inputs.noisy);
    const prompt = decodeGolden(inputs.prompt);
    const guided = kind === 'guided';
    const velocity = makeVelocity(
      session,
      {
        photo: decodeGolden(inputs.photo),
        scene: decodeGolden(inputs.scene),
        prompt: guided ? prompt : { data: new Float32Array(prompt.data.length), shape: prompt.shape },
        controls: decodeGolden(inputs.controls),
        grid: { height, width },
      },
      guided,
    );
    try {
      const result = await sampleFlow(new Float32Array(noise), velocity, {
        steps: sampling.steps,
        guidanceScale: sampling.guidanceScale,
        signal: new AbortController().signal,
        onStep: () => undefined,
      });
      const expected = decodeGolden(sampling[kind]).data;
      expect(maxAbsoluteDifference(result, expected)).toBeLessThanOrEqual(samplingTolerance);
    } finally {
      await session.dispose();
    }
  });
});

describe('MotionModel', () => {
  it('draws a motion of the contract, the same for the same seed, another for another', async () => {
    const stages: string[] = [];
    const first = await model.generate(
      request,
      context((stage, completed, total) => stages.push(`${stage} ${completed}/${total}`)),
    );
    const { motion, scene, intents, provider } = first;
    expect(provider).toBe('wasm');
    expect(motion.grid).toEqual(chooseGrid(request.photo));
    expect(motion.durationSeconds).toBe(4);
    const cells = motion.grid.height * motion.grid.width;
    expect(
      [motion.drift, motion.spectrum, motion.glow, motion.moving].map((map) => map.length / cells),
    ).toEqual([2, 16, 12, 1]);
    const largest = (map: Float32Array) => map.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(largest(motion.drift)).toBeLessThanOrEqual(MOTION_LIMITS.drift);
    expect(largest(motion.spectrum)).toBeLessThanOrEqual(Math.fround(MOTION_LIMITS.spectrum));
    expect(largest(motion.glow)).toBeLessThanOrEqual(MOTION_LIMITS.glow);
    // Something moves, something does not.
    const moving = motion.moving.filter((value) => value >= MOVING_THRESHOLD).length / cells;
    expect(moving).toBeGreaterThan(0.02);
    expect(moving).toBeLessThan(0.98);
    expect(Object.values(scene).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    expect(Object.keys(intents)).toEqual(modelRecord('prompt-encoder').labels);
    const { steps } = modelRecord('denoiser').sampler!;
    expect(stages).toEqual([
      'scene 1/1',
      ...Array.from({ length: steps }, (_, i) => `motion ${i + 1}/${steps}`),
    ]);

    const again = await model.generate(request, context());
    expect(again.motion).toEqual(motion);
    const other = await model.generate({ ...request, seed: 8 }, context());
    expect(maxAbsoluteDifference(other.motion.drift, motion.drift)).toBeGreaterThan(1e-3);
  });

  it('takes no prompt and prompts without a letter as the same', async () => {
    const { motion, intents } = await model.generate({ ...request, prompt: '' }, context());
    expect(Object.values(intents).every((value) => value === 0)).toBe(true);
    expect((await model.generate({ ...request, prompt: '?!' }, context())).motion).toEqual(motion);
  });

  it('takes a step again that gave NaN, says so, and draws the same motion', async () => {
    const undisturbed = await model.generate(request, context());
    expect(undisturbed.redoneSteps).toBe(0);
    let calls = 0;
    const faulty = new MotionModel((velocity) => async (noisy, time) => {
      const answer = await velocity(noisy, time);
      return ++calls === 1 ? { ...answer, prompted: answer.prompted.map(() => NaN) } : answer;
    });
    const { motion, redoneSteps } = await faulty.generate(request, context());
    expect(redoneSteps).toBe(1);
    expect(calls).toBe(modelRecord('denoiser').sampler!.steps + 1);
    expect(motion).toEqual(undisturbed.motion);
  });

  it('fails with words where a step is out of range twice', async () => {
    const broken = new MotionModel((velocity) => async (noisy, time) => {
      const answer = await velocity(noisy, time);
      return { prompted: answer.prompted.map(() => 1e9), free: answer.free };
    });
    await expect(broken.generate(request, context())).rejects.toMatchObject({ code: 'model-output-invalid' });
  });

  it('stops between steps when it is cancelled', async () => {
    const controller = new AbortController();
    let steps = 0;
    const generating = model.generate(request, {
      signal: controller.signal,
      progress: (stage) => {
        if (stage === 'motion' && ++steps === 1) controller.abort();
      },
    });
    await expect(generating).rejects.toMatchObject({ name: 'AbortError' });
    expect(steps).toBe(1);
  });

  it.each([
    { strength: 1.1 },
    { strength: NaN },
    { durationSeconds: 2 },
    { durationSeconds: 16 },
    { seed: -1 },
  ])('refuses %o', async (wrong) => {
    await expect(model.generate({ ...request, ...wrong }, context())).rejects.toThrow(RangeError);
  });

  it.each([
    ['black', () => 0],
    ['white', () => 255],
    ['noise', (index: number) => (Math.imul(index + 1, 2_654_435_761) >>> 24) & 255],
    ['white that fades to grey', (index: number) => 250 - (70 * index) / (4 * 240 * 320)],
    [
      'the colours of an evening',
      (index: number) => {
        const down = index / (4 * 240 * 320);
        return [120 + 130 * down, 30 + 110 * down, 60][index % 4] ?? 255;
      },
    ],
  ])('moves nothing in a picture of %s', async (_, value) => {
    const photo = seaside(240, 320);
    photo.data.forEach((__, index) => {
      if (index % 4 !== 3) photo.data[index] = value(index);
    });
    const { motion } = await model.generate({ ...request, photo, prompt: '' }, context());
    const moving = motion.moving.filter((certainty) => certainty >= MOVING_THRESHOLD).length;
    expect(moving / motion.moving.length).toBeLessThan(0.01);
    for (const map of [motion.drift, motion.spectrum, motion.glow]) {
      expect(map.every(Number.isFinite)).toBe(true);
    }
  });

  it.each([
    [180, 420],
    [420, 180],
  ])('takes a picture of %d x %d', async (width, height) => {
    const { motion } = await model.generate({ ...request, photo: seaside(width, height) }, context());
    expect(motion.grid).toEqual(chooseGrid({ width, height }));
    expect(motion.moving.every((certainty) => certainty >= 0 && certainty <= 1)).toBe(true);
  });
});
