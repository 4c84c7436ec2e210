import type {
  ExpectedLabel,
  FilmOrigin,
  FilmScene,
  ModerationProtocol,
  PhotoFindings,
  VideoFindings,
} from '../../workers/moderation/protocol';
import type { ProviderChoice } from '../../workers/shared/onnx/provider';
import type { RgbaImage } from '../shared/pixels';
import { WorkerClient, type CallOptions } from '../shared/rpc';
import type { Verdict } from '../shared/verdict';
import { withinLimit } from './within-limit';

const client = new WorkerClient<ModerationProtocol>(
  () =>
    new Worker(new URL('../../workers/moderation/index.ts', import.meta.url), {
      type: 'module',
      name: 'moderation',
    }),
  { idleMilliseconds: 30_000 },
);

/** Frames of a finished film that are classified: those that differ most. */
export const VIDEO_GATE_FRAMES = 8;

/**
 * No gate takes longer, on the slowest device we know of: a model that hangs while its worker still answers must not hold a job for
 * ever. Then the worker is ended and the gate is shut.
 */
const GATE_LIMIT_MILLISECONDS = 180_000;

/** The policy as the gates' worker states it. */
export type Policy = ReturnType<ModerationProtocol['policy']>;

/** Opens the gates' models while the photo is still being decoded. Throws what opening them throws. */
export async function warmUpModeration(provider: ProviderChoice, options: CallOptions): Promise<void> {
  await client.call('warmUp', { provider }, options);
}

/** The photo gate's machine part. */
export function checkPhoto(
  image: RgbaImage,
  provider: ProviderChoice,
  options: CallOptions,
): Promise<PhotoFindings> {
  return limited(client.call('checkPhoto', { image, provider }, options));
}

/** The prompt gate's machine part. */
export function checkPrompt(prompt: string, options: CallOptions): Promise<Verdict> {
  return limited(client.call('checkPrompt', { prompt }, options));
}

/** The video gate's machine part on single frames, as of a preview. */
export function checkFrames(
  frames: readonly RgbaImage[],
  origin: FilmOrigin,
  provider: ProviderChoice,
  options: CallOptions,
): Promise<Verdict> {
  return limited(client.call('checkFrames', { frames: [...frames], origin, provider }, options));
}

/** The video gate's machine part, on the finished file. */
export function checkVideo(
  film: { mp4: Blob; label: ExpectedLabel; scenes: readonly FilmScene[] },
  provider: ProviderChoice,
  options: CallOptions,
): Promise<VideoFindings> {
  return limited(client.call('checkVideo', { ...film, sampleCount: VIDEO_GATE_FRAMES, provider }, options));
}

/** The policy in force. */
export function readPolicy(options: CallOptions): Promise<Policy> {
  return client.call('policy', {}, options);
}

/** Ends the worker at once. */
export function endModeration(): void {
  client.end();
}

function limited<T>(call: Promise<T>): Promise<T> {
  return withinLimit(client, call, GATE_LIMIT_MILLISECONDS);
}
