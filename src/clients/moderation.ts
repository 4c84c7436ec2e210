import type { ModerationProtocol } from '../../workers/moderation/protocol';
import type { ProviderChoice } from '../../workers/shared/onnx/provider';
import type { RgbaImage } from '../shared/pixels';
import { WorkerClient, type CallOptions } from '../shared/rpc';
import type { Verdict } from '../shared/verdict';

const client = new WorkerClient<ModerationProtocol>(
  () =>
    new Worker(new URL('../../workers/moderation/index.ts', import.meta.url), {
      type: 'module',
      name: 'moderation',
    }),
  { idleMilliseconds: 30_000 },
);

/** Frames of a finished film that are classified, spread over it. */
export const VIDEO_GATE_FRAMES = 8;

/** The photo gate's machine part. */
export async function checkPhoto(
  image: RgbaImage,
  provider: ProviderChoice,
  options: CallOptions,
): Promise<Verdict> {
  return (await client.call('checkPhoto', { image, provider }, options)).verdict;
}

/** The prompt gate's machine part. */
export function checkPrompt(prompt: string, options: CallOptions): Promise<Verdict> {
  return client.call('checkPrompt', { prompt }, options);
}

/** The video gate's machine part, on the finished file. */
export async function checkVideo(
  mp4: Blob,
  provider: ProviderChoice,
  options: CallOptions,
): Promise<Verdict> {
  return (await client.call('checkVideo', { mp4, sampleCount: VIDEO_GATE_FRAMES, provider }, options))
    .verdict;
}

/** Ends the worker at once. */
export function endModeration(): void {
  client.end();
}
