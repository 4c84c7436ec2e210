import { describe, expect, it } from 'vitest';
import denoiserGolden from '../../../models/denoiser/golden.json';
import { AppError } from '../../../src/shared/errors';
import { sampleFlow, type Velocity } from './sampler';

const noise = Float32Array.of(0.5, -1, 2, 0);
const target = Float32Array.of(1, 2, -3, 4);
/** The exact velocity of a flow whose data is one point: it leads straight there from anywhere. */
const straight: Velocity = (noisy, time) => {
  const velocity = noisy.map((value, index) => (target[index]! - value) / (1 - time));
  return Promise.resolve({ prompted: velocity, free: velocity });
};

const options = {
  steps: denoiserGolden.sampling.steps,
  guidanceScale: 1,
  signal: new AbortController().signal,
  onStep: () => undefined,
};

describe('sampleFlow', () => {
  it('follows a straight flow to its end', async () => {
    const result = await sampleFlow(noise, straight, options);
    result.forEach((value, index) => expect(value).toBeCloseTo(target[index]!, 5));
    expect(noise).toEqual(Float32Array.of(0.5, -1, 2, 0));
  });

  it('walks from 0 in equal steps and tells of each', async () => {
    const times: number[] = [];
    const steps: string[] = [];
    await sampleFlow(noise, (noisy, time) => (times.push(time), straight(noisy, time)), {
      ...options,
      steps: 4,
      onStep: (completed, total) => steps.push(`${completed}/${total}`),
    });
    expect(times).toEqual([0, 0.25, 0.5, 0.75]);
    expect(steps).toEqual(['1/4', '2/4', '3/4', '4/4']);
  });

  it('guides away from the unprompted velocity', async () => {
    const velocity: Velocity = (noisy) =>
      Promise.resolve({ prompted: noisy.map(() => 1), free: noisy.map(() => 0.25) });
    const result = await sampleFlow(noise, velocity, { ...options, guidanceScale: 2 });
    result.forEach((value, index) => expect(value).toBeCloseTo(noise[index]! + 0.25 + 2 * 0.75, 5));
  });

  it('stops between steps', async () => {
    const controller = new AbortController();
    let steps = 0;
    const sampling = sampleFlow(noise, straight, {
      ...options,
      steps: 8,
      signal: controller.signal,
      onStep: () => {
        if (++steps === 3) controller.abort();
      },
    });
    await expect(sampling).rejects.toMatchObject({ name: 'AbortError' });
    expect(steps).toBe(3);
  });

  it.each([
    ['NaN', NaN],
    ['infinity', Infinity],
    ['what is far out of range', 1e6],
  ])('takes a step again that gives %s', async (_, wrong) => {
    let calls = 0;
    const flawed: Velocity = async (noisy, time) => {
      const answer = await straight(noisy, time);
      return ++calls === 2 ? { ...answer, prompted: answer.prompted.map(() => wrong) } : answer;
    };
    let redone = 0;
    const result = await sampleFlow(noise, flawed, { ...options, steps: 4, onRedo: () => redone++ });
    result.forEach((value, index) => expect(value).toBeCloseTo(target[index]!, 5));
    expect([calls, redone]).toEqual([5, 1]);
  });

  it('takes a step again that the runtime refused', async () => {
    let calls = 0;
    const refused: Velocity = (noisy, time) =>
      ++calls === 1 ? Promise.reject(new AppError('model-output-invalid', 'NaN')) : straight(noisy, time);
    await sampleFlow(noise, refused, { ...options, steps: 2 });
    expect(calls).toBe(3);
  });

  it('reports a step that fails twice', async () => {
    const broken: Velocity = (noisy) =>
      Promise.resolve({ prompted: noisy.map(() => NaN), free: noisy.map(() => NaN) });
    await expect(sampleFlow(noise, broken, options)).rejects.toMatchObject({ code: 'model-output-invalid' });
  });

  it('does not repeat a step that failed for another reason', async () => {
    let calls = 0;
    const lost: Velocity = () => {
      calls++;
      return Promise.reject(new AppError('gpu-lost', 'gone'));
    };
    await expect(sampleFlow(noise, lost, options)).rejects.toMatchObject({ code: 'gpu-lost' });
    expect(calls).toBe(1);
  });
});
