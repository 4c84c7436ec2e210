import { describe, expect, it } from 'vitest';
import { modelRecord } from '../../../src/shared/model-manifest';
import { judgeSelfTest, largestDifference, selfTestInputs, SELF_TEST_TOLERANCE } from './self-test';
import { checkInputs, checkOutputs } from './tensors';

const outputs = (...values: number[]) => ({
  velocity: { data: Float32Array.from(values), shape: [values.length] },
});

describe('judgeSelfTest', () => {
  const wasm = { outputs: outputs(0, 1, -9), milliseconds: 100 };

  it('takes WebGPU where it is equal and faster', () => {
    expect(judgeSelfTest(wasm, { outputs: outputs(0, 1, -9), milliseconds: 99 })).toBe('webgpu');
    expect(judgeSelfTest(wasm, { outputs: outputs(0.005, 1, -9), milliseconds: 20 })).toBe('webgpu');
  });

  it.each([
    ['slower', outputs(0, 1, -9), 101],
    ['different', outputs(0.02, 1, -9), 10],
    ['not finite', outputs(0, NaN, -9), 10],
    ['another length', outputs(0, 1), 10],
    ['missing', {}, 10],
  ])('takes wasm where WebGPU is %s', (_, found, milliseconds) => {
    expect(judgeSelfTest(wasm, { outputs: found, milliseconds })).toBe('wasm');
  });
});

describe('largestDifference', () => {
  it('is relative to the range of each tensor', () => {
    expect(largestDifference(outputs(0, 1000), outputs(0, 999))).toBeCloseTo(1e-3, 6);
    expect(largestDifference(outputs(0, 1), outputs(0, 1))).toBe(0);
    expect(SELF_TEST_TOLERANCE).toBe(1e-3);
  });
});

describe('selfTestInputs', () => {
  it.each(['scene-parser', 'prompt-encoder', 'denoiser', 'nsfw'] as const)('fits the record of %s', (id) => {
    const record = modelRecord(id);
    const inputs = selfTestInputs(record, { h: 16, w: 8 });
    expect(() => checkInputs(record, inputs)).not.toThrow();
    expect(selfTestInputs(record, { h: 16, w: 8 })).toEqual(inputs);
    for (const { name, range: [low, high] = [0, 1] } of record.inputs) {
      expect(inputs[name]!.data.every((value: number) => value >= low && value <= high)).toBe(true);
    }
  });

  it('makes photos four times as large as the grid', () => {
    const inputs = selfTestInputs(modelRecord('denoiser'), { h: 16, w: 8 });
    expect(inputs['photo']!.shape).toEqual([1, 3, 64, 32]);
    expect(inputs['noisy']!.shape).toEqual([1, 31, 16, 8]);
  });
});

describe('checkInputs', () => {
  const record = modelRecord('denoiser');
  const good = selfTestInputs(record, { h: 8, w: 8 });
  const refused = expect.objectContaining({ code: 'model-invalid' }) as unknown as Error;

  it.each([
    ['a missing tensor', { ...good, time: undefined }],
    ['another rank', { ...good, time: { ...good['time']!, shape: [1, 1] } }],
    ['another fixed size', { ...good, prompt: { data: new Float32Array(32), shape: [1, 32] } }],
    ['another dtype', { ...good, time: { data: Int32Array.of(0), shape: [1] } }],
    [
      'an axis of two sizes',
      { ...good, scene: { data: new Float32Array(16 * 16 * 8), shape: [1, 16, 16, 8] } },
    ],
    ['too few values', { ...good, time: { data: new Float32Array(0), shape: [1] } }],
  ])('refuses %s', (_, inputs) => {
    expect(() => checkInputs(record, inputs as typeof good)).toThrow(refused);
  });
});

describe('checkOutputs', () => {
  const record = modelRecord('nsfw');
  const probabilities = (values: number[]) => ({
    probabilities: { data: Float32Array.from(values), shape: [1, values.length] },
  });

  it('lets finite outputs of the right shape pass', () => {
    expect(() => checkOutputs(record, probabilities([0.1, 0.2, 0.3, 0.2, 0.2]))).not.toThrow();
  });

  it.each([NaN, Infinity, -Infinity])('refuses %d', (value) => {
    expect(() => checkOutputs(record, probabilities([0.1, 0.2, value, 0.2, 0.2]))).toThrow(
      expect.objectContaining({ code: 'model-output-invalid' }),
    );
  });

  it('refuses another shape', () => {
    expect(() => checkOutputs(record, probabilities([1]))).toThrow(
      expect.objectContaining({ code: 'model-invalid' }),
    );
  });
});
