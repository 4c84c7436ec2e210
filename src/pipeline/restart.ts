import type { RendererChoice } from '../../workers/animation/protocol';
import type { ProviderChoice } from '../../workers/shared/onnx/provider';
import { AppError } from '../shared/errors';
import type { Notice } from './report';

/** What a step runs on; a restart may take the GPU away. */
export interface Machine {
  provider: ProviderChoice;
  renderer: RendererChoice;
}

/**
 * Runs a step, and once more when its worker or GPU was lost: after a lost GPU on the CPU, else as before. `end` clears
 * away what is left of the first try. The second failure is the caller's.
 */
export async function withRestart<T>(
  machine: Machine,
  step: (machine: Machine) => Promise<T>,
  options: { signal: AbortSignal; end: () => void; notice: (notice: Notice) => void },
): Promise<T> {
  try {
    return await step(machine);
  } catch (error) {
    const lost =
      error instanceof AppError && (error.code === 'worker-crashed' || error.code === 'worker-stalled');
    const gpuLost = error instanceof AppError && error.code === 'gpu-lost';
    if (!lost && !gpuLost) throw error;
    options.signal.throwIfAborted();
    options.end();
    options.notice(gpuLost ? 'restarted-without-gpu' : 'restarted');
    return await step(gpuLost ? { provider: 'wasm', renderer: 'cpu' } : machine);
  }
}
