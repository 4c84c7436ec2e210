import { AppError } from '../../../src/shared/errors';

/** The denoiser's answers, [31,h,w] each, at `noisy` and `time` (0 = noise, 1 = data); `free` takes no prompt into account. */
export type Velocity = (
  noisy: Float32Array,
  time: number,
) => Promise<{ prompted: Float32Array; free: Float32Array }>;

export interface SamplerOptions {
  steps: number;
  /** 1 takes the prompt as it is; above 1 it is followed more closely. */
  guidanceScale: number;
  signal: AbortSignal;
  onStep: (completed: number, total: number) => void;
  /** Told of each step that is taken once more. */
  onRedo?: () => void;
}

/**
 * Largest value that a state may take. Data is of about unit size and clamped later on; what is beyond this is no motion but a
 * fault of a device, and would melt the picture.
 */
const LARGEST_STATE = 30;

/**
 * Draws a sample of a rectified flow (Liu et al., Flow Straight and Fast, ICLR 2023): Euler's method from noise at t = 0
 * to data at t = 1 in equal steps, with classifier-free guidance on the prompt (Ho and Salimans, 2022):
 * v = free + guidance (prompted - free). The twin of `sample` in models/training/motion/sample.py. Cancelled between
 * steps: throws AbortError. A step that gives NaN, infinity or what is far out of range is taken once more (a GPU may fail
 * once and never again), and `onRedo` is told; then AppError `model-output-invalid`.
 * @param noise of the prior, [31,h,w]; not changed
 */
export async function sampleFlow(
  noise: Float32Array<ArrayBuffer>,
  velocity: Velocity,
  { steps, guidanceScale, signal, onStep, onRedo }: SamplerOptions,
): Promise<Float32Array<ArrayBuffer>> {
  let state = new Float32Array(noise);
  for (let step = 0; step < steps; step++) {
    const take = async () => {
      await nextTask();
      signal.throwIfAborted();
      return advance(state, await velocity(state, step / steps), guidanceScale, steps);
    };
    state = await redoOnce(take, onRedo);
    onStep(step + 1, steps);
  }
  return state;
}

/** The state one step on. Throws AppError `model-output-invalid` where it is none. */
function advance(
  state: Float32Array<ArrayBuffer>,
  { prompted, free }: { prompted: Float32Array; free: Float32Array },
  guidanceScale: number,
  steps: number,
): Float32Array<ArrayBuffer> {
  const next = new Float32Array(state);
  for (let index = 0; index < next.length; index++) {
    const base = free[index]!;
    const value = next[index]! + (base + guidanceScale * (prompted[index]! - base)) / steps;
    // NaN fails this, too.
    if (!(Math.abs(value) <= LARGEST_STATE)) {
      throw new AppError('model-output-invalid', `denoiser: a state of ${value}`);
    }
    next[index] = value;
  }
  return next;
}

async function redoOnce<T>(take: () => Promise<T>, onRedo?: () => void): Promise<T> {
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'model-output-invalid') throw error;
    onRedo?.();
    return await take();
  }
}

/** Lets messages in: a run on wasm holds the worker, and a cancel is a message. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
