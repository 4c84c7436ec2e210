import { AudioSampleSink, BlobSource, Input, MP4, VideoSampleSink, type VideoSample } from 'mediabunny';
import { AppError } from '../../../src/shared/errors';
import type { PcmAudio, RgbaImage } from '../../../src/shared/pixels';
import { CellAverager } from './average-cells';

/** A decoded frame: RGBA, and when it is shown. */
export interface TimedImage {
  image: RgbaImage;
  timestampSeconds: number;
}

/**
 * An MP4 film opened for looking at. Errors: AppError `format-unsupported` (no picture track, or no decoder), `file-unreadable`
 * (whatever the demuxer or a decoder throws), AbortError. Dispose of it.
 */
export class FilmReader implements Disposable {
  private constructor(
    private readonly input: Input,
    private readonly sink: VideoSampleSink,
    /** Of the picture track, as the file's index states it. */
    private readonly endSeconds: number,
    /** As shown, in pixels. */
    readonly width: number,
    readonly height: number,
  ) {}

  static async open(film: Blob): Promise<FilmReader> {
    const input = new Input({ source: new BlobSource(film), formats: [MP4] });
    try {
      const track = await readable(() => input.getPrimaryVideoTrack());
      if (!track || !(await readable(() => track.canDecode()))) {
        throw new AppError('format-unsupported', 'the film has no picture track that can be decoded here');
      }
      const width = await track.getDisplayWidth();
      const height = await track.getDisplayHeight();
      const endSeconds = await readable(() => track.computeDuration());
      return new FilmReader(input, new VideoSampleSink(track), endSeconds, width, height);
    } catch (error) {
      input.dispose();
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.input.dispose();
  }

  /** Every frame in order, averaged down to `columns` x `rows`. Also throws `file-unreadable` where the film breaks off before its end. */
  async *allFrames(
    columns: number,
    rows: number,
    signal: AbortSignal,
  ): AsyncGenerator<TimedImage, void, undefined> {
    let [last, step, count] = [0, 0, 0];
    const cells = new CellAverager(columns, rows);
    for await (const frame of this.#draw(this.sink.samples(), columns, rows, signal, cells)) {
      if (count++ > 0) step = Math.max(step, frame.timestampSeconds - last);
      last = frame.timestampSeconds;
      yield frame;
    }
    if (count === 0 || last + 1.5 * step < this.endSeconds) {
      throw new AppError('file-unreadable', `the film breaks off at ${last} of ${this.endSeconds} s`);
    }
  }

  /** The frames shown at some times (seconds, ascending), at most `maxSide` on the longer side. */
  async *framesAt(
    timestamps: readonly number[],
    maxSide: number,
    signal: AbortSignal,
  ): AsyncGenerator<TimedImage, void, undefined> {
    const scale = Math.min(1, maxSide / Math.max(this.width, this.height));
    const columns = Math.max(1, Math.round(this.width * scale));
    const rows = Math.max(1, Math.round(this.height * scale));
    let count = 0;
    for await (const frame of this.#draw(
      this.sink.samplesAtTimestamps([...timestamps]),
      columns,
      rows,
      signal,
    )) {
      count++;
      yield frame;
    }
    if (count !== timestamps.length) {
      throw new AppError('file-unreadable', `${count} of ${timestamps.length} frames could be decoded`);
    }
  }

  /** The whole sound; undefined where there is no sound track. */
  async sound(signal: AbortSignal): Promise<PcmAudio | undefined> {
    const track = await readable(() => this.input.getPrimaryAudioTrack());
    if (!track) return undefined;
    if (!(await readable(() => track.canDecode()))) {
      throw new AppError('format-unsupported', 'the sound cannot be decoded here');
    }
    const parts: Float32Array[][] = [];
    let sampleRateHertz = 0;
    const samples = new AudioSampleSink(track).samples();
    for (;;) {
      signal.throwIfAborted();
      const next = await readable(() => samples.next());
      if (next.done) break;
      const sample = next.value;
      try {
        sampleRateHertz = sample.sampleRate;
        parts.push(
          Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
            const plane = new Float32Array(sample.numberOfFrames);
            sample.copyTo(plane, { planeIndex, format: 'f32-planar' });
            return plane;
          }),
        );
      } finally {
        sample.close();
      }
    }
    const channels = Array.from({ length: parts[0]?.length ?? 0 }, (_, channel) =>
      concatenate(parts.map((part) => part[channel] ?? new Float32Array())),
    );
    return { sampleRateHertz, channels };
  }

  async *#draw(
    samples: AsyncGenerator<VideoSample | null, void, unknown>,
    columns: number,
    rows: number,
    signal: AbortSignal,
    cells?: CellAverager,
  ): AsyncGenerator<TimedImage, void, undefined> {
    const context = new OffscreenCanvas(columns, rows).getContext('2d', { willReadFrequently: true });
    if (!context) throw new AppError('browser-unsupported', 'no 2D canvas');
    context.imageSmoothingQuality = 'high';
    try {
      for (;;) {
        signal.throwIfAborted();
        const next = await readable(() => samples.next());
        if (next.done) return;
        const sample = next.value;
        if (!sample) throw new AppError('file-unreadable', 'a frame could not be decoded');
        const timestampSeconds = sample.timestamp;
        let data: Uint8ClampedArray<ArrayBuffer> | undefined;
        try {
          data = await cells?.average(sample);
          if (!data) {
            sample.draw(context, 0, 0, columns, rows);
            data = context.getImageData(0, 0, columns, rows).data;
          }
        } finally {
          sample.close();
        }
        yield { image: { width: columns, height: rows, data }, timestampSeconds };
      }
    } finally {
      await samples.return();
    }
  }
}

function concatenate(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new AppError('file-unreadable', `the film could not be read: ${String(cause)}`, { cause });
  }
}
