import { BlobSource, Input, MP4, VideoSampleSink } from 'mediabunny';
import { AppError } from '../../../src/shared/errors';
import type { RgbaImage } from '../../../src/shared/pixels';

/**
 * Decodes `count` frames of an MP4 film, spread evenly over it (the middles of equal parts, and so neither the first nor the
 * last alone), in order. Yields RGBA pictures of at most `maxSide` on the longer side. Throws AppError
 * `format-unsupported` (no picture track, or no decoder for it), `file-unreadable` (fewer frames than asked for), or
 * AbortError.
 */
export async function* sampleFrames(
  film: Blob,
  { count, maxSide, signal }: { count: number; maxSide: number; signal: AbortSignal },
): AsyncGenerator<RgbaImage, void, undefined> {
  const input = new Input({ source: new BlobSource(film), formats: [MP4] });
  try {
    const track = await readable(() => input.getPrimaryVideoTrack());
    if (!track || !(await readable(() => track.canDecode()))) {
      throw new AppError('format-unsupported', 'the film has no picture track that can be decoded here');
    }
    const start = await readable(() => track.getFirstTimestamp());
    const end = await readable(() => track.computeDuration());
    const timestamps = Array.from({ length: count }, (_, i) => start + ((end - start) * (i + 0.5)) / count);
    const width = await track.getDisplayWidth();
    const height = await track.getDisplayHeight();
    const scale = Math.min(1, maxSide / Math.max(width, height));
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(width * scale)),
      Math.max(1, Math.round(height * scale)),
    );
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new AppError('browser-unsupported', 'no 2D canvas');
    context.imageSmoothingQuality = 'high';
    const samples = new VideoSampleSink(track).samplesAtTimestamps(timestamps);
    for (let index = 0; index < count; index++) {
      signal.throwIfAborted();
      const next = await readable(() => samples.next());
      const sample = next.done ? null : next.value;
      if (!sample) throw new AppError('file-unreadable', `frame ${index} of ${count} could not be decoded`);
      try {
        sample.draw(context, 0, 0, canvas.width, canvas.height);
      } finally {
        sample.close();
      }
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      yield { width: canvas.width, height: canvas.height, data };
    }
  } finally {
    input.dispose();
  }
}

/** Whatever the demuxer or the decoder throws says one thing: this film cannot be read. */
async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new AppError('file-unreadable', `the film could not be read: ${String(cause)}`, { cause });
  }
}
