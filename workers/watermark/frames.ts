import { ALL_FORMATS, BlobSource, Input, VideoSampleSink, type InputVideoTrack } from 'mediabunny';
import { AppError, isAbort } from '../../src/shared/errors';
import { lumaOf, type Plane } from '../../src/shared/watermark/planes';

/** Longer side of what is read: the mark's finest wave is still 5 pixels long in a film of 9:16. */
const MAX_SIDE = 640;

/** Luma of a picture; undefined where this browser can't decode it as one. */
export async function pictureLuma(file: Blob): Promise<Plane | undefined> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return undefined;
  }
  try {
    return drawnLuma(bitmap.width, bitmap.height, (context, width, height) =>
      context.drawImage(bitmap, 0, 0, width, height),
    );
  } finally {
    bitmap.close();
  }
}

/**
 * Luma of `count` frames of a film, spread over it between `from` and `to` (fractions of its length), in order. Ends early, and
 * quietly, where no more can be decoded. Throws AbortError.
 */
export async function* filmLuma(
  file: Blob,
  { count, from, to, signal }: { count: number; from: number; to: number; signal: AbortSignal },
): AsyncGenerator<Plane, void, undefined> {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    const track = await pictureTrack(input);
    if (!track) return;
    const start = await track.getFirstTimestamp();
    const length = (await track.computeDuration()) - start;
    const timestamps = Array.from(
      { length: count },
      (_, i) => start + length * (from + ((to - from) * (i + 0.5)) / count),
    );
    for await (const sample of new VideoSampleSink(track).samplesAtTimestamps(timestamps)) {
      if (!sample) continue;
      try {
        signal.throwIfAborted();
        yield drawnLuma(sample.displayWidth, sample.displayHeight, (context, width, height) =>
          sample.draw(context, 0, 0, width, height),
        );
      } finally {
        sample.close();
      }
    }
  } catch (error) {
    // Whatever the demuxer or the decoder throws says one thing: there is no more to be read.
    if (isAbort(error) || error instanceof AppError) throw error;
  } finally {
    input.dispose();
  }
}

async function pictureTrack(input: Input): Promise<InputVideoTrack | undefined> {
  const track = await input.getPrimaryVideoTrack();
  return track && (await track.canDecode()) ? track : undefined;
}

function drawnLuma(
  width: number,
  height: number,
  draw: (context: OffscreenCanvasRenderingContext2D, width: number, height: number) => void,
): Plane {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new AppError('browser-unsupported', 'no 2D canvas');
  context.imageSmoothingQuality = 'high';
  draw(context, canvas.width, canvas.height);
  return lumaOf(context.getImageData(0, 0, canvas.width, canvas.height));
}
