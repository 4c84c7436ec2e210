import { keyFrameInterval } from './h264-config';
import type { FfmpegSession } from './ffmpeg-session';
import { concatenate, type H264Options } from './webcodecs-encoder';
import { i420Size } from './yuv';

/** Raw pictures handed to ffmpeg at once: its heap never shrinks, so this bounds it. */
const MAX_BATCH_BYTES = 64 * 2 ** 20;
/** Visually lossless for photos: 39 dB on the film of h264-config.ts, in 5 s for 96 frames of 720x1280 on two cores. */
const QUALITY_CRF = 18;

/**
 * H.264 by libx264 in ffmpeg.wasm. Frames are gathered into closed groups of pictures and encoded group by group: the
 * Annex B streams that come out (each with its own parameter sets, opened by an IDR picture) make one stream when joined.
 */
export class X264Encoder {
  readonly #session: FfmpegSession;
  readonly #options: H264Options;
  readonly #signal: AbortSignal;
  readonly #frameBytes: number;
  readonly #batchFrames: number;
  readonly #streams: Uint8Array[] = [];
  #batch: Uint8Array<ArrayBuffer> | undefined;
  #batched = 0;

  constructor(session: FfmpegSession, options: H264Options, signal: AbortSignal) {
    this.#session = session;
    this.#options = options;
    this.#signal = signal;
    this.#frameBytes = i420Size(options.width, options.height);
    this.#batchFrames = Math.max(
      2,
      Math.min(keyFrameInterval(options.framesPerSecond), Math.floor(MAX_BATCH_BYTES / this.#frameBytes)),
    );
  }

  /** Takes the next picture (I420). Errors: encode-failed, out-of-memory, AbortError. */
  async encode(pixels: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#batch ??= new Uint8Array(this.#batchFrames * this.#frameBytes);
    this.#batch.set(pixels, this.#batched * this.#frameBytes);
    this.#batched++;
    if (this.#batched === this.#batchFrames) await this.#encodeBatch();
  }

  /** Encodes what is left and gives the whole stream. Errors: as {@link encode}. */
  async finish(): Promise<Uint8Array<ArrayBuffer>> {
    await this.#encodeBatch();
    return concatenate(this.#streams);
  }

  /** Drops what is held. Idempotent; the session stays. */
  close(): void {
    this.#batch = undefined;
    this.#streams.length = 0;
  }

  async #encodeBatch(): Promise<void> {
    const batch = this.#batch;
    if (!batch || this.#batched === 0) return;
    const data =
      this.#batched === this.#batchFrames ? batch : batch.slice(0, this.#batched * this.#frameBytes);
    this.#batch = undefined;
    this.#batched = 0;
    const { width, height, framesPerSecond } = this.#options;
    this.#streams.push(
      await this.#session.run({
        inputs: [{ name: 'frames.yuv', data }],
        args: [
          ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${width}x${height}`],
          ...['-framerate', String(framesPerSecond), '-i', 'frames.yuv'],
          ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(QUALITY_CRF), '-bf', '0'],
          ...['-g', String(this.#batchFrames), '-pix_fmt', 'yuv420p'],
          ...[
            '-color_range',
            'tv',
            '-colorspace',
            'bt709',
            '-color_primaries',
            'bt709',
            '-color_trc',
            'bt709',
          ],
          ...['-f', 'h264'],
        ],
        output: 'batch.h264',
        errorCode: 'encode-failed',
        signal: this.#signal,
      }),
    );
  }
}
