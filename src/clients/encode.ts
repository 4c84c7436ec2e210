import type {
  CopyFormat,
  EncodedVideo,
  EncodeProtocol,
  EncodeRequest,
  FilmSize,
  MuxRequest,
  VideoEncoderName,
} from '../../workers/encode/protocol';
import { WorkerClient, type CallOptions } from '../shared/rpc';

const client = new WorkerClient<EncodeProtocol>(
  () =>
    new Worker(new URL('../../workers/encode/index.ts', import.meta.url), { type: 'module', name: 'encode' }),
  { idleMilliseconds: 30_000 },
);

/** Loads the muxer ahead of time. */
export async function warmUpEncode(options: CallOptions): Promise<void> {
  await client.call('warmUp', {}, options);
}

/** Which encoder a film of this size would go through. */
export function canEncode(size: FilmSize, options: CallOptions): Promise<{ videoEncoder: VideoEncoderName }> {
  return client.call('findEncoder', size, options);
}

/** Encodes the frames that arrive on the request's channel. */
export function encodeVideo(request: EncodeRequest, options: CallOptions): Promise<EncodedVideo> {
  return client.call('encodeVideo', request, { ...options, transfer: [request.frames] });
}

/** Sound and film into one MP4. Both stay with the caller, who may try again. */
export async function mux(request: MuxRequest, options: CallOptions): Promise<Blob> {
  const { mp4 } = await client.call('mux', request, options);
  return new Blob([mp4], { type: 'video/mp4' });
}

/** A finished film in another format. */
export async function copyFilm(
  request: { mp4: Blob; format: CopyFormat; tags: Record<string, string> },
  options: CallOptions,
): Promise<Blob> {
  const { bytes, mimeType } = await client.call('copyFilm', request, options);
  return new Blob([bytes], { type: mimeType });
}

/** Ends the worker at once. */
export function endEncode(): void {
  client.end();
}
