import {
  BlobSource,
  BufferTarget,
  canEncodeAudio,
  canEncodeVideo,
  Conversion,
  Input,
  MP4,
  Output,
  WebMOutputFormat,
} from 'mediabunny';
import { AppError } from '../../../src/shared/errors';
import type { CallContext } from '../../../src/shared/rpc';
import type { FilmCopy } from '../protocol';

/** Bits per pixel and frame; VP9 and VP8 need less and more than the H.264 that they are made from for the same picture. */
const BITS_PER_PIXEL = { vp9: 0.2, vp8: 0.32 } as const;
const AUDIO_BITRATE = 128_000;

/**
 * A film as WebM: VP9, or VP8 where the browser has no VP9, with Opus, through WebCodecs. Throws AppError `format-unsupported` where this
 * browser lacks an encoder or a decoder, `encode-failed`, or AbortError.
 */
export async function copyAsWebm(
  mp4: Blob,
  tags: Record<string, string>,
  { signal, progress }: CallContext,
): Promise<FilmCopy> {
  const input = new Input({ source: new BlobSource(mp4), formats: [MP4] });
  let conversion: Conversion | undefined;
  const cancel = () => void conversion?.cancel();
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw new AppError('encode-failed', 'the film has no picture');
    const width = await track.getDisplayWidth();
    const height = await track.getDisplayHeight();
    const { averagePacketRate } = await track.computePacketStats(100);
    const bitrate = (codec: 'vp9' | 'vp8') =>
      Math.round(BITS_PER_PIXEL[codec] * width * height * Math.sqrt(24 * averagePacketRate));
    const codec = await firstAsync(['vp9', 'vp8'] as const, (name) =>
      canEncodeVideo(name, { width, height, bitrate: bitrate(name) }),
    );
    if (!codec || !(await canEncodeAudio('opus'))) {
      throw new AppError('format-unsupported', 'this browser encodes no WebM');
    }
    const target = new BufferTarget();
    conversion = await Conversion.init({
      input,
      output: new Output({ format: new WebMOutputFormat(), target }),
      video: { codec, bitrate: bitrate(codec) },
      audio: { codec: 'opus', bitrate: AUDIO_BITRATE },
      tags: () => ({
        comment: tags['comment'] ?? '',
        description: tags['description'] ?? '',
        raw: { ...tags },
      }),
      showWarnings: false,
    });
    if (!conversion.isValid || conversion.discardedTracks.length > 0) {
      throw new AppError('format-unsupported', 'this browser cannot turn the film into WebM');
    }
    conversion.onProgress = (share) => progress('copy', Math.round(100 * share), 100);
    signal.addEventListener('abort', cancel, { once: true });
    signal.throwIfAborted();
    await conversion.execute();
    signal.throwIfAborted();
    if (!target.buffer) throw new AppError('encode-failed', 'no WebM was written');
    return { bytes: new Uint8Array(target.buffer), mimeType: 'video/webm' };
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof AppError) throw cause;
    throw new AppError('encode-failed', `the WebM could not be made: ${String(cause)}`, { cause });
  } finally {
    signal.removeEventListener('abort', cancel);
    input.dispose();
  }
}

async function firstAsync<T>(
  values: readonly T[],
  holds: (value: T) => Promise<boolean>,
): Promise<T | undefined> {
  for (const value of values) if (await holds(value)) return value;
  return undefined;
}
