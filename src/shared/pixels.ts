/**
 * A still picture in memory: 8-bit sRGB, RGBA interleaved, alpha always 255, row-major, top row first.
 * `data.length === 4 * width * height`. Whoever receives it by transfer owns it.
 */
export interface RgbaImage {
  width: number;
  height: number;
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** One frame on its way from the renderer to the encoder. A VideoFrame is closed by whoever receives it. */
export interface Frame {
  /** 0-based. */
  index: number;
  timestampMicroseconds: number;
  image: VideoFrame | RgbaImage;
}

/** PCM sound. Every channel has the same length; samples lie in -1..1. */
export interface PcmAudio {
  sampleRateHertz: number;
  channels: Float32Array<ArrayBuffer>[];
}
