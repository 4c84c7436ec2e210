import { AppError } from '../../src/shared/errors';
import type { Frame } from '../../src/shared/pixels';
import { receiveFrames, type CallContext } from '../../src/shared/rpc';
import type { FfmpegSession } from './ffmpeg-session';
import { FramePixels } from './frame-pixels';
import { FrameMixer } from './mix-frames';
import type { EncodedVideo, EncodeRequest } from './protocol';
import { findH264Config, H264Encoder } from './webcodecs-encoder';
import { X264Encoder } from './x264-encoder';

/** Encodes the frames of a channel, but for those that it is asked to keep. Errors: encode-failed, out-of-memory, the sender's own, AbortError. */
export async function encodeVideo(
  request: EncodeRequest,
  session: FfmpegSession,
  { signal, progress }: CallContext,
): Promise<EncodedVideo> {
  const { width, height, framesPerSecond, frameCount, frames, encoder: wanted = 'auto' } = request;
  const { mixWith, keepLast = 0 } = request;
  const isSize = (side: number) => Number.isInteger(side) && side >= 2 && side % 2 === 0;
  if (!isSize(width) || !isSize(height) || !(framesPerSecond > 0) || !(frameCount > keepLast)) {
    return refuse(frames, signal, `cannot encode ${frameCount} frames of ${width}x${height}`);
  }
  const config = wanted === 'ffmpeg' ? undefined : await findH264Config(request);
  if (!config && wanted === 'webcodecs') {
    return refuse(frames, signal, 'this browser does not encode H.264');
  }
  const encoder = config ? new H264Encoder(config, request) : new X264Encoder(session, request, signal);
  const pixels = new FramePixels(width, height);
  const mixer = new FrameMixer(mixWith, pixels.sizeBytes);
  const kept: Uint8Array<ArrayBuffer>[] = [];
  let count = 0;
  try {
    for await (const frame of receiveFrames(frames, signal)) {
      if (frame.index !== count) {
        closePicture(frame);
        throw new AppError('encode-failed', `frame ${frame.index} came in place of ${count}`);
      }
      const buffer = new Uint8Array(pixels.sizeBytes);
      await pixels.read(frame, buffer);
      await mixer.mix(count, buffer);
      if (count < frameCount - keepLast) await encoder.encode(buffer);
      else kept.push(buffer);
      progress('encode', ++count, frameCount);
    }
    if (count !== frameCount) {
      throw new AppError('encode-failed', `${count} frames came, ${frameCount} were announced`);
    }
    const stream = await encoder.finish();
    return {
      stream,
      framesPerSecond,
      frameCount: frameCount - keepLast,
      encoder: config ? 'webcodecs' : 'ffmpeg',
      ...(keepLast > 0 ? { kept: new Blob(kept) } : {}),
    };
  } finally {
    encoder.close();
  }
}

/** Throws encode-failed once the sender can be told: a channel that is merely closed would leave it waiting for credits. */
async function refuse(frames: MessagePort, signal: AbortSignal, message: string): Promise<never> {
  const error = new AppError('encode-failed', message);
  for await (const frame of receiveFrames(frames, signal)) {
    closePicture(frame);
    throw error;
  }
  throw error;
}

function closePicture(frame: Frame): void {
  if (!('data' in frame.image)) frame.image.close();
}
