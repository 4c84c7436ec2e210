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
    await encoder.finish();
    return true;
  } finally {
    encoder.close();
  }
}

/**
 * True where an Annex B access unit carries a sequence parameter set (nal_unit_type 7: Rec. ITU-T H.264, table 7-1)
 * before any picture: false also for streams that are not Annex B.
 */
function startsWithParameterSets(unit: Uint8Array): boolean {
  for (let at = 0; at + 3 < unit.length; at++) {
    if (unit[at] !== 0 || unit[at + 1] !== 0 || unit[at + 2] !== 1) {
      if (unit[at] !== 0) return false;
      continue;
    }
    const type = unit[at + 3]! & 31;
    if (type === 7) return true;
    if (type !== 9 && type !== 6) return false;
    // an access unit delimiter or SEI: on to the next start code
    at += 3;
    while (at + 3 < unit.length && !(unit[at + 1] === 0 && unit[at + 2] === 0)) at++;
  }
  return false;
}

function failed(message: string, cause?: unknown): AppError {
  return new AppError('encode-failed', message, { cause });
}

/**
 * One stream through WebCodecs. `close()` in `finally`.
 *
 * The first picture is encoded twice and the first result dropped: OpenH264 (Chromium) opens a stream with a coarse
 * quantiser whatever the bit rate, and the still parts of a film that loops would jump in sharpness at the seam. Measured on a photo
 * at 720x1280: 34.6 dB -> 38.4 dB for frame 0, the others 39.
 */
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
        this.#failure = failed(`the video encoder failed: ${cause.message}`, cause);
      },
    });
    this.#encoder.configure(config);
  }

  /** Encodes the next picture, once the encoder has room for it. Takes `pixels` (I420) over. Errors: encode-failed. */
  async encode(pixels: Uint8Array<ArrayBuffer>): Promise<void> {
    const index = this.#frames++;
    const isKey = index % this.#keyInterval === 0;
    if (index === 0) this.#submit(pixels.slice(), 0, true);
    this.#submit(pixels, index + 1, isKey);
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
      throw this.#failure ?? failed(`the video encoder failed: ${String(cause)}`, cause);
    }
    this.#throwIfFailed();
    const chunks = this.#chunks.slice(1);
    if (chunks.length !== this.#frames) {
      throw failed(`${chunks.length} of ${this.#frames} frames were encoded`);
    }
    if (!chunks[0] || !startsWithParameterSets(chunks[0])) {
      throw failed('the stream cannot be decoded from its first picture');
    }
    return concatenate(chunks);
  }

  /** Frees the encoder. Idempotent. */
  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }

  #submit(pixels: Uint8Array<ArrayBuffer>, tick: number, keyFrame: boolean): void {
    this.#throwIfFailed();
    const { width, height, framesPerSecond } = this.#options;
    // TypeScript's library does not know `transfer` yet (WebCodecs, VideoFrameBufferInit).
    const init: VideoFrameBufferInit & { transfer: ArrayBuffer[] } = {
      format: 'I420',
      codedWidth: width,
      codedHeight: height,
      timestamp: Math.round((tick * 1e6) / framesPerSecond),
      duration: Math.round(1e6 / framesPerSecond),
      colorSpace: COLOR_SPACE,
      transfer: [pixels.buffer],
    };
    const frame = new VideoFrame(pixels, init);
    try {
      this.#encoder.encode(frame, { keyFrame });
    } catch (cause) {
      throw this.#failure ?? failed(`the video encoder refused a frame: ${String(cause)}`, cause);
    } finally {
      frame.close();
    }
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
