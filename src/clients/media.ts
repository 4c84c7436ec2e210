import type { DecodedPhoto, FitTarget, MediaProtocol } from '../../workers/media/protocol';
import type { RgbaImage } from '../shared/pixels';
import { WorkerClient, type CallOptions } from '../shared/rpc';

const client = new WorkerClient<MediaProtocol>(
  () =>
    new Worker(new URL('../../workers/media/index.ts', import.meta.url), { type: 'module', name: 'media' }),
  { idleMilliseconds: 10_000, crashCode: 'image-corrupt' },
);

/** Decodes a person's file. The worker is ended after a file that fails, so that nothing of it stays. Errors: MediaProtocol. */
export async function decodePhoto(file: Blob, fit: FitTarget, options: CallOptions): Promise<DecodedPhoto> {
  try {
    return await client.call('decodePhoto', { file, fit }, options);
  } catch (error) {
    client.end();
    throw error;
  }
}

/** A JPEG of at most `maxSide` pixels. */
export function encodeThumbnail(image: RgbaImage, maxSide: number, options: CallOptions): Promise<Blob> {
  return client.call('encodeThumbnail', { image, maxSide }, options);
}

/** Ends the worker at once. */
export function endMedia(): void {
  client.end();
}
