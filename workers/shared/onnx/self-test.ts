import { get, set } from 'idb-keyval';
import type { ModelRecord } from '../../../src/shared/model-manifest';
import type { ModelProvider } from './provider';
import type { NamedTensors, TensorData } from './tensors';

/** Largest difference between the providers, as a share of an output's range, that counts as equal. */
export const SELF_TEST_TOLERANCE = 1e-3;

/** What one provider made of the self-test's inputs. */
export interface SelfTestRun {
  outputs: NamedTensors;
  /** Of a run after the first, which also compiles. */
  milliseconds: number;
}

/** WebGPU is taken where it is equal and faster; Infinity says that outputs are missing or not finite. */
export function judgeSelfTest(wasm: SelfTestRun, webgpu: SelfTestRun): ModelProvider {
  const equal = largestDifference(wasm.outputs, webgpu.outputs) <= SELF_TEST_TOLERANCE;
  return equal && webgpu.milliseconds < wasm.milliseconds ? 'webgpu' : 'wasm';
}

/** The largest |a - b| over all of `reference`'s tensors, each relative to its own range (at least 1e-6). */
export function largestDifference(reference: NamedTensors, other: NamedTensors): number {
  let largest = 0;
  for (const [name, { data }] of Object.entries(reference)) {
    const values = other[name]?.data;
    if (values?.length !== data.length) return Infinity;
    let low = Infinity;
    let high = -Infinity;
    let difference = 0;
    for (let index = 0; index < data.length; index++) {
      low = Math.min(low, data[index]!);
      high = Math.max(high, data[index]!);
      difference = Math.max(difference, Math.abs(data[index]! - values[index]!));
      if (!Number.isFinite(values[index]!)) return Infinity;
    }
    largest = Math.max(largest, difference / Math.max(high - low, 1e-6));
  }
  return largest;
}

/** Sizes that named axes take in the self-test where the model's caller knows no better. */
const AXIS_SIZES: Record<string, number> = { h: 24, w: 16, batch: 1 };

/**
 * Inputs for a record: each float uniform within its range (0..1 without one), integers as whole numbers of it. The
 * axes `4h` and `4w` are four times `h` and `w`; other names not in `sizes` are 1. The same on every call.
 */
export function selfTestInputs(record: ModelRecord, sizes: Record<string, number> = {}): NamedTensors {
  const known = { ...AXIS_SIZES, ...sizes };
  const sizeOf = (axis: string | number): number => {
    if (typeof axis === 'number') return axis;
    const [, factor, name] = /^(\d+)\*?([a-z]+)$/.exec(axis) ?? [];
    if (factor !== undefined && name !== undefined) return Number(factor) * (known[name] ?? 1);
    return known[axis] ?? 1;
  };
  const random = lehmer(20_260_101);
  return Object.fromEntries(
    record.inputs.map(({ name, dtype, axes, range: [low, high] = [0, 1] }): [string, TensorData] => {
      const shape = axes.map(sizeOf);
      const length = shape.reduce((product, size) => product * size, 1);
      const data = dtype === 'float32' ? new Float32Array(length) : new Int32Array(length);
      for (let index = 0; index < length; index++) data[index] = low + (high - low) * random();
      return [name, { data, shape }];
    }),
  );
}

/** Park and Miller's minimal standard generator: enough to fill a test's inputs. */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Remembers which provider a model takes on an adapter in this browser, so that the test runs on first load alone. */
export class SelfTestMemory {
  readonly #key: string;

  constructor(record: ModelRecord, adapterName: string) {
    const hashes = record.files.map((file) => file.sha256).join('+');
    this.#key = `self-test:1:${hashes}:${adapterName}:${navigator.userAgent}`;
  }

  /** What was found before; undefined when nothing was, or where the browser keeps nothing. */
  async recall(): Promise<ModelProvider | undefined> {
    try {
      const found: unknown = await get(this.#key);
      return found === 'webgpu' || found === 'wasm' ? found : undefined;
    } catch {
      return undefined; // private windows may refuse IndexedDB: the test runs again
    }
  }

  async remember(provider: ModelProvider): Promise<void> {
    try {
      await set(this.#key, provider);
    } catch {
      // as above
    }
  }
}
