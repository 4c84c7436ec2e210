import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelRecord } from '../../../src/shared/model-manifest';
import { loadModelFile } from '../../../src/shared/model-store';
import { sharedGpu } from './gpu-device';
import { openBySelfTest, openModel, openModelBytes, type ModelSession } from './session';
import { selfTestInputs, SelfTestMemory } from './self-test';

const record = modelRecord('scene-parser');
const file = record.files[0]!;

describe('openModel', () => {
  it('refuses a file with another hash', async () => {
    const forged = { ...record, files: [{ ...file, sha256: '0'.repeat(64) }] };
    await expect(openModel(forged, { choice: 'wasm' })).rejects.toMatchObject({
      code: 'model-hash-mismatch',
    });
  });

  it('says that a file is missing', async () => {
    const lost = { ...record, files: [{ ...file, path: 'scene-parser/none.onnx' }] };
    await expect(openModel(lost, { choice: 'wasm' })).rejects.toMatchObject({ code: 'model-missing' });
  });

  it('refuses bytes that are no graph', async () => {
    const bytes = new Uint8Array(1000).fill(7);
    await expect(openModelBytes(record, bytes, { choice: 'wasm' })).rejects.toMatchObject({
      code: 'model-invalid',
    });
  });

  it('refuses a graph with other inputs than its record', async () => {
    const other = { ...record, inputs: [{ ...record.inputs[0]!, name: 'picture' }] };
    const bytes = await loadModelFile(file);
    await expect(openModelBytes(other, bytes, { choice: 'wasm' })).rejects.toMatchObject({
      code: 'model-invalid',
    });
  });

  it('takes wasm by itself where WebGPU is software', async () => {
    const session = await openModel(record, { choice: 'auto' });
    expect(session.provider).toBe('wasm');
    await session.dispose();
  });

  it('does not begin when it is cancelled already', async () => {
    await expect(openModel(record, { choice: 'wasm', signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

it('tries both providers, keeps the faster, remembers it', async () => {
  const encoder = modelRecord('prompt-encoder');
  const gpu = (await sharedGpu())!;
  expect(gpu.isFallback).toBe(true);
  const memory = new SelfTestMemory(encoder, `test ${Math.random()}`);
  expect(await memory.recall()).toBeUndefined();
  const inputs = selfTestInputs(encoder, { T: 8, G: 6 });
  const kept = await openBySelfTest(encoder, await loadModelFile(encoder.files[0]!), gpu, inputs, memory);
  // WebGPU in software cannot win here.
  expect(kept.provider).toBe('wasm');
  expect(await memory.recall()).toBe('wasm');
  await expect(kept.run(inputs)).resolves.toBeDefined();
  await kept.dispose();
});

describe('a session', () => {
  let session: ModelSession;
  beforeAll(async () => {
    session = await openModel(record, { choice: 'wasm' });
  });
  afterAll(() => session.dispose());

  it('gives the same twice, also when two runs are asked for at once', async () => {
    const inputs = selfTestInputs(record);
    const [first, second] = await Promise.all([session.run(inputs), session.run(inputs)]);
    expect(first).toEqual(second);
  });

  it('refuses inputs that the record does not know', async () => {
    const { photo } = selfTestInputs(record);
    await expect(session.run({})).rejects.toMatchObject({ code: 'model-invalid' });
    await expect(
      session.run({ photo: { ...photo!, shape: [1, 1, 1, photo!.data.length] } }),
    ).rejects.toMatchObject({
      code: 'model-invalid',
    });
  });

  it('refuses an output that is not finite, and runs on', async () => {
    const { photo } = selfTestInputs(record);
    const broken = new Float32Array(photo!.data.length).fill(NaN);
    await expect(session.run({ photo: { data: broken, shape: photo!.shape } })).rejects.toMatchObject({
      code: 'model-output-invalid',
    });
    await expect(session.run({ photo: photo! })).resolves.toBeDefined();
  });

  it('is closed for good', async () => {
    const other = await openModel(record, { choice: 'wasm' });
    await other.dispose();
    await other.dispose();
    await expect(other.run(selfTestInputs(record))).rejects.toMatchObject({ code: 'internal' });
  });
});
