import { AppError } from '../../src/shared/errors';
import { chooseBitrate, h264CodecStrings, keyFrameInterval } from './h264-config';
import { i420Size } from './yuv';

/** Pictures that may wait inside the encoder. More only costs memory. */
const MAX_QUEUED_FRAMES = 4;

/** What our pixels are (yuv.ts); Chromium copies it into the stream's VUI. */
const COLOR_SPACE = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false } as const;

export interface H264Options {
  width: number;
  height: number;
  framesPerSecond: number;
}

/**
 * Finds a configuration with which this browser really encodes H.264 of this size to Annex B: one that is said to be
 * supported and then encodes a grey picture (hardware encoders refuse some sizes only when they are tried).
 * @returns undefined where there is none
 */
export async function findH264Config(options: H264Options): Promise<VideoEncoderConfig | undefined> {
  if (typeof VideoEncoder === 'undefined') return undefined;
  const { width, height, framesPerSecond } = options;
  for (const codec of h264CodecStrings(width, height, framesPerSecond)) {
    const config: VideoEncoderConfig = {
      codec,
      width,
      height,
      framerate: framesPerSecond,
      bitrate: chooseBitrate(width, height, framesPerSecond),
      bitrateMode: 'variable',
      latencyMode: 'quality',
      avc: { format: 'annexb' },
    };
    try {
      const { supported } = await VideoEncoder.isConfigSupported(config);
      if (supported && (await encodesGrey(config))) return config;
    } catch {
      // A configuration that this browser cannot even parse, or an encoder that fails when tried: the next one.
    }
  }
  return undefined;
}

async function encodesGrey(config: VideoEncoderConfig): Promise<boolean> {
  const encoder = new H264Encoder(config, {
    width: config.width,
    height: config.height,
    framesPerSecond: 24,
  });
  try {
    await encoder.encode(new Uint8Array(i420Size(config.width, config.height)).fill(128));
    const stream = await encoder.finish();
    return isAnnexB(stream);
  } finally {
    encoder.close();
  }
}

/** Rec. ITU-T H.264, annex B: a start code opens the stream. */
function isAnnexB(stream: Uint8Array): boolean {
  return stream[0] === 0 && stream[1] === 0 && (stream[2] === 1 || (stream[2] === 0 && stream[3] === 1));
}

/** One stream through WebCodecs. `close()` in `finally`. */
export class H264Encoder {
  readonly #encoder: VideoEncoder;
  readonly #options: H264Options;
  readonly #chunks: Uint8Array<ArrayBuffer>[] = [];
  readonly #keyInterval: number;
  #frames = 0;
  #failure: AppError | undefined;

  constructor(config: VideoEncoderConfig, options: H264Options) {
    this.#options = options;
    this.#keyInterval = keyFrameInterval(options.framesPerSecond);
    this.#encoder = new VideoEncoder({
      output: (chunk) => {
        const bytes = new Uint8Array(chunk.byteLength);
        chunk.copyTo(bytes);
        this.#chunks.push(bytes);
      },
      error: (cause) => {
        this.#failure = new AppError('encode-failed', `the video encoder failed: ${cause.message}`, {
          cause,
        });
      },
    });
    this.#encoder.configure(config);
  }

  /** Encodes the next picture, once the encoder has room for it. Takes `pixels` (I420) over. Errors: encode-failed. */
  async encode(pixels: Uint8Array<ArrayBuffer>): Promise<void> {
    const { width, height, framesPerSecond } = this.#options;
    const index = this.#frames++;
    // TypeScript's library does not know `transfer` yet (WebCodecs, VideoFrameBufferInit).
    const init: VideoFrameBufferInit & { transfer: ArrayBuffer[] } = {
      format: 'I420',
      codedWidth: width,
      codedHeight: height,
      timestamp: Math.round((index * 1e6) / framesPerSecond),
      duration: Math.round(1e6 / framesPerSecond),
      colorSpace: COLOR_SPACE,
      transfer: [pixels.buffer],
    };
    const frame = new VideoFrame(pixels, init);
    try {
      this.#throwIfFailed();
      this.#encoder.encode(frame, { keyFrame: index % this.#keyInterval === 0 });
    } catch (cause) {
      throw (
        this.#failure ??
        new AppError('encode-failed', `the video encoder refused a frame: ${String(cause)}`, { cause })
      );
    } finally {
      frame.close();
    }
    while (this.#encoder.encodeQueueSize > MAX_QUEUED_FRAMES) {
      await new Promise<void>((resolve) => {
        this.#encoder.addEventListener('dequeue', () => resolve(), { once: true });
      });
      this.#throwIfFailed();
    }
  }

  /** Waits for what is under way and gives the stream. Errors: encode-failed (also when a picture is missing). */
  async finish(): Promise<Uint8Array<ArrayBuffer>> {
    try {
      await this.#encoder.flush();
    } catch (cause) {
      throw (
        this.#failure ??
        new AppError('encode-failed', `the video encoder failed: ${String(cause)}`, { cause })
      );
    }
    this.#throwIfFailed();
    if (this.#chunks.length !== this.#frames) {
      throw new AppError('encode-failed', `${this.#chunks.length} of ${this.#frames} frames were encoded`);
    }
    return concatenate(this.#chunks);
  }

  /** Frees the encoder. Idempotent. */
  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }

  #throwIfFailed(): void {
    if (this.#failure) throw this.#failure;
  }
}

/** One buffer of many. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
