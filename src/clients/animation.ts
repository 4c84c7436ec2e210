import type {
  AnimationProtocol,
  GeneratedMotion,
  OpenedPreview,
  PlayRequest,
  PreviewRequest,
  RenderReport,
  RenderRequest,
} from '../../workers/animation/protocol';
import type { ProviderChoice } from '../../workers/shared/onnx/provider';
import type { CheckedPhoto, CheckedPreview, CheckedPrompt } from '../pipeline/gates';
import type { MotionEdit } from '../shared/motion-edit/edits';
import { wordsToFollow } from '../shared/prompt-language';
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

/**
 * Diffuses a Motion. Takes checked values alone: what has not passed its gate does not compile here. A prompt in a language that the
 * app does not read is left out.
 */
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
  return client.call(
    'generateMotion',
    { ...rest, photo: photo.image, prompt: wordsToFollow(prompt) },
    options,
  );
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

/** Opens a live preview. Its frames are for the gate alone. */
export function openPreview(
  request: Omit<PreviewRequest, 'photo'> & { photo: CheckedPhoto },
  options: CallOptions,
): Promise<OpenedPreview> {
  return client.call('openPreview', { ...request, photo: request.photo.image }, options);
}

/** Applies edits to a preview. */
export async function editPreview(
  { preview }: CheckedPreview,
  edits: readonly MotionEdit[],
  options: CallOptions,
): Promise<void> {
  await client.call('editPreview', { id: preview.id, edits }, options);
}

/** Draws a preview into a channel until it is stopped. Only one that has passed its gate. */
export async function playPreview(
  { preview }: CheckedPreview,
  request: Omit<PlayRequest, 'id'>,
): Promise<void> {
  await client.call('playPreview', { ...request, id: preview.id }, { transfer: [request.frames] });
}

/** Stops what plays of a preview. */
export async function stopPreview({ preview }: CheckedPreview): Promise<void> {
  if (client.alive) await client.call('stopPreview', { id: preview.id }, {});
}

/** Forgets a preview, passed or not. */
export async function closePreview(id: number): Promise<void> {
  // A worker that has ended has forgotten it already.
  if (client.alive) await client.call('closePreview', { id }, {});
}

/** Ends the worker, and with it its GPU device, at once. */
export function endAnimation(): void {
  client.end();
}
