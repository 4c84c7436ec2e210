import type {
  AnimationProtocol,
  GeneratedMotion,
  RenderReport,
  RenderRequest,
} from '../../workers/animation/protocol';
import type { ProviderChoice } from '../../workers/shared/onnx/provider';
import type { CheckedPhoto, CheckedPrompt } from '../pipeline/gates';
import { WorkerClient, type CallOptions } from '../shared/rpc';

const client = new WorkerClient<AnimationProtocol>(
  () =>
    new Worker(new URL('../../workers/animation/index.ts', import.meta.url), {
      type: 'module',
      name: 'animation',
    }),
  { idleMilliseconds: 60_000 },
);

/** Opens the models ahead of time. */
export async function warmUpAnimation(provider: ProviderChoice, options: CallOptions): Promise<void> {
  await client.call('warmUp', { provider }, options);
}

/** Diffuses a Motion. Takes checked values alone: what has not passed its gate does not compile here. */
export function generateMotion(
  request: {
    photo: CheckedPhoto;
    prompt: CheckedPrompt;
    seed: number;
    strength: number;
    durationSeconds: number;
    provider: ProviderChoice;
  },
  options: CallOptions,
): Promise<GeneratedMotion> {
  const { photo, prompt, ...rest } = request;
  return client.call('generateMotion', { ...rest, photo: photo.image, prompt: prompt.text }, options);
}

/** Renders frames into the request's channel. */
export function renderFrames(
  request: Omit<RenderRequest, 'photo'> & { photo: CheckedPhoto },
  options: CallOptions,
): Promise<RenderReport> {
  const transfer: Transferable[] = request.cleanFrames
    ? [request.frames, request.cleanFrames]
    : [request.frames];
  return client.call('render', { ...request, photo: request.photo.image }, { ...options, transfer });
}

/** Ends the worker, and with it its GPU device, at once. */
export function endAnimation(): void {
  client.end();
}
