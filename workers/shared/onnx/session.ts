import type { InferenceSession } from 'onnxruntime-web';
import { AppError, isAbort } from '../../../src/shared/errors';
import type { ModelRecord } from '../../../src/shared/model-manifest';
import { loadModelFile } from '../../../src/shared/model-store';
import { createQueue } from '../../../src/shared/rpc';
import { sharedGpu, type GpuContext } from './gpu-device';
import type { ModelProvider, ProviderChoice } from './provider';
import { loadRuntime, type Runtime } from './runtime';
import { judgeSelfTest, selfTestInputs, SelfTestMemory, type SelfTestRun } from './self-test';
import { checkInputs, checkOutputs, type NamedTensors, type TensorData } from './tensors';

/** An open model. Whoever opened it disposes of it. */
export interface ModelSession {
  readonly record: ModelRecord;
  readonly provider: ModelProvider;
  /**
   * One run, behind whatever else runs in this worker. Throws AppError `model-invalid` (tensors that are not the
   * record's), `model-output-invalid` (NaN, Inf), `gpu-lost`, `out-of-memory`, `worker-crashed`.
   */
  run(inputs: NamedTensors): Promise<NamedTensors>;
  /** Frees the session. Idempotent. */
  dispose(): Promise<void>;
}

export interface OpenOptions {
  choice: ProviderChoice;
  signal?: AbortSignal | undefined;
  /** Sizes of named axes for the self-test, near those of the real work. */
  selfTestSizes?: Record<string, number>;
}

/**
 * All ORT calls of a worker, one at a time: two runs at once hang or go out of bounds (seen on 1.30, both providers).
 */
const queue = createQueue();

/**
 * Opens an embedded model: its file is fetched from our own origin and refused unless its hash is the record's. `auto`
 * takes WebGPU where the adapter is real and the self-test is equal to wasm and faster. Throws AppError
 * `model-missing`, `model-hash-mismatch`, `model-invalid`, `browser-unsupported` (WebGPU forced where there is none),
 * `gpu-lost`, `out-of-memory`, or AbortError.
 */
export async function openModel(record: ModelRecord, options: OpenOptions): Promise<ModelSession> {
  const [file] = record.files;
  if (!file) throw new AppError('model-invalid', `${record.id} names no file`);
  const bytes = await loadModelFile(file, options.signal);
  return await openModelBytes(record, bytes, options);
}

/** As {@link openModel}, of bytes that were verified already. */
export async function openModelBytes(
  record: ModelRecord,
  bytes: Uint8Array<ArrayBuffer>,
  { choice, signal, selfTestSizes = {} }: OpenOptions,
): Promise<ModelSession> {
  signal?.throwIfAborted();
  const gpu = choice === 'wasm' ? undefined : await sharedGpu();
  if (choice === 'webgpu') {
    if (!gpu) throw new AppError('browser-unsupported', 'there is no WebGPU adapter');
    return await OrtSession.open(record, bytes, gpu);
  }
  if (!gpu || !mayUseGpu(record, gpu)) return await OrtSession.open(record, bytes, undefined);

  // The build with WebGPU serves both providers: a worker never needs the two builds.
  await loadRuntime(true);
  const memory = new SelfTestMemory(record, gpu.adapterName);
  const known = await memory.recall();
  if (known) return await OrtSession.open(record, bytes, known === 'webgpu' ? gpu : undefined);
  return await openBySelfTest(record, bytes, gpu, selfTestInputs(record, selfTestSizes), memory);
}

function mayUseGpu(record: ModelRecord, gpu: GpuContext): boolean {
  return (
    !gpu.isFallback &&
    !gpu.lost &&
    record.providers.includes('webgpu') &&
    record.gpuFeatures.every((feature) => gpu.device.features.has(feature))
  );
}

/**
 * Opens the model on both providers, keeps the one that the self-test chooses, and remembers the choice. Where WebGPU
 * fails at all, wasm is kept. Throws what `openModelBytes` throws.
 */
export async function openBySelfTest(
  record: ModelRecord,
  bytes: Uint8Array<ArrayBuffer>,
  gpu: GpuContext,
  inputs: NamedTensors,
  memory: SelfTestMemory,
): Promise<ModelSession> {
  const wasm = await OrtSession.open(record, bytes, undefined);
  let webgpu: OrtSession | undefined;
  try {
    webgpu = await OrtSession.open(record, bytes, gpu);
    const provider = judgeSelfTest(await measure(wasm, inputs), await measure(webgpu, inputs));
    await memory.remember(provider);
    const [kept, unused] = provider === 'webgpu' ? [webgpu, wasm] : [wasm, webgpu];
    await unused.dispose();
    return kept;
  } catch (error) {
    // A lost device may hang whatever runs next in this worker: the page starts a new one.
    if (error instanceof AppError && error.code === 'gpu-lost') throw error;
    await webgpu?.dispose();
    return wasm;
  }
}

async function measure(session: OrtSession, inputs: NamedTensors): Promise<SelfTestRun> {
  await session.run(inputs);
  const start = performance.now();
  const outputs = await session.run(inputs);
  return { outputs, milliseconds: performance.now() - start };
}

class OrtSession implements ModelSession {
  #disposed = false;

  private constructor(
    readonly record: ModelRecord,
    private readonly runtime: Runtime,
    private readonly session: InferenceSession,
    private readonly gpu: GpuContext | undefined,
  ) {}

  get provider(): ModelProvider {
    return this.gpu ? 'webgpu' : 'wasm';
  }

  static async open(
    record: ModelRecord,
    bytes: Uint8Array<ArrayBuffer>,
    gpu: GpuContext | undefined,
  ): Promise<OrtSession> {
    const runtime = await loadRuntime(gpu !== undefined);
    // Our own device is handed over here: assigning env.webgpu.device is silently overwritten.
    const executionProviders: InferenceSession.ExecutionProviderConfig[] = gpu
      ? [{ name: 'webgpu', device: gpu.device }, 'wasm']
      : ['wasm'];
    const session = await guarded(record, gpu, 'model-invalid', () =>
      queue(() => runtime.InferenceSession.create(bytes, { executionProviders, logSeverityLevel: 3 })),
    );
    const opened = new OrtSession(record, runtime, session, gpu);
    try {
      expectNames(record, 'inputs', session.inputNames);
      expectNames(record, 'outputs', session.outputNames);
    } catch (error) {
      await opened.dispose();
      throw error;
    }
    return opened;
  }

  async run(inputs: NamedTensors): Promise<NamedTensors> {
    checkInputs(this.record, inputs);
    const outputs = await guarded(this.record, this.gpu, 'internal', () =>
      queue(async () => {
        if (this.#disposed) throw new AppError('internal', `${this.record.id} is closed`);
        if (this.gpu?.lost) throw this.gpu.lost;
        return await this.#runNow(inputs);
      }),
    );
    checkOutputs(this.record, outputs);
    return outputs;
  }

  async #runNow(inputs: NamedTensors): Promise<NamedTensors> {
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([name, { data, shape }]) => [
        name,
        new this.runtime.Tensor(data instanceof Float32Array ? 'float32' : 'int32', data, shape),
      ]),
    );
    const results = await this.session.run(feeds);
    try {
      return Object.fromEntries(
        Object.entries(results).map(([name, tensor]) => [name, copyOut(this.record, tensor)]),
      );
    } finally {
      for (const tensor of Object.values(results)) tensor.dispose();
    }
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    // A release on a lost device may never return.
    if (this.gpu?.lost) return;
    await queue(() => this.session.release());
  }
}

function copyOut(record: ModelRecord, tensor: InferenceSession.ReturnType[string]): TensorData {
  const { data, dims } = tensor;
  if (data instanceof Float32Array) return { data: new Float32Array(data), shape: [...dims] };
  if (data instanceof Int32Array) return { data: new Int32Array(data), shape: [...dims] };
  throw new AppError('model-invalid', `${record.id}: an output is ${tensor.type}`);
}

function expectNames(record: ModelRecord, side: 'inputs' | 'outputs', actual: readonly string[]): void {
  const expected = record[side].map((tensor) => tensor.name);
  if ([...expected].sort().join() === [...actual].sort().join()) return;
  throw new AppError('model-invalid', `${record.id} has ${side} ${actual.join()}, not ${expected.join()}`, {
    details: { id: record.id },
  });
}

/** Runs an ORT call; a loss of the device ends the wait, and whatever ORT throws becomes an AppError. */
async function guarded<T>(
  record: ModelRecord,
  gpu: GpuContext | undefined,
  fallback: 'model-invalid' | 'internal',
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await (gpu ? Promise.race([call(), gpu.whenLost]) : call());
  } catch (cause) {
    if (cause instanceof AppError || isAbort(cause)) throw cause;
    if (gpu) await settle();
    if (gpu?.lost) throw gpu.lost;
    const text = String(cause);
    const details = { id: record.id };
    if (/bad_alloc|out of memory|allocat/i.test(text) || cause instanceof RangeError) {
      throw new AppError('out-of-memory', `${record.id}: ${text}`, { details, cause });
    }
    // A trap leaves the wasm heap in an unknown state: only a new worker helps.
    if (cause instanceof WebAssembly.RuntimeError) {
      throw new AppError('worker-crashed', `${record.id}: ${text}`, { details, cause });
    }
    throw new AppError(fallback, `${record.id}: ${text}`, { details, cause });
  }
}

/** ORT may report a lost device's failure shortly before the device's own promise says so. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
