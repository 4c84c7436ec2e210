import { MOTION_CHANNELS } from './motion-channels';

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
}

/**
 * Draws a sample of a rectified flow (Liu et al., Flow Straight and Fast, ICLR 2023): Euler's method from noise at t = 0
 * to data at t = 1 in equal steps, with classifier-free guidance on the prompt (Ho and Salimans, 2022):
 * v = free + guidance (prompted - free). The twin of `sample` in models/training/motion/sample.py. Cancelled between
 * steps: throws AbortError.
 * @param noise standard normal, [31,h,w]; not changed
 */
export async function sampleFlow(
  noise: Float32Array<ArrayBuffer>,
  velocity: Velocity,
  { steps, guidanceScale, signal, onStep }: SamplerOptions,
): Promise<Float32Array<ArrayBuffer>> {
  const state = new Float32Array(noise);
  for (let step = 0; step < steps; step++) {
    await nextTask();
    signal.throwIfAborted();
    const { prompted, free } = await velocity(state, step / steps);
    for (let index = 0; index < state.length; index++) {
      const base = free[index]!;
      state[index]! += (base + guidanceScale * (prompted[index]! - base)) / steps;
    }
    onStep(step + 1, steps);
  }
  return state;
}

/** How many numbers the noise of a grid has. */
export function noiseLength(grid: { height: number; width: number }): number {
  return MOTION_CHANNELS * grid.height * grid.width;
}

/** Lets messages in: a run on wasm holds the worker, and a cancel is a message. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
