import type { PcmAudio } from '../../src/shared/pixels';

export interface EncodeRequest {
  /** A frame channel (src/shared/rpc.ts). */
  frames: MessagePort;
  /** Even. */
  width: number;
  /** Even. */
  height: number;
  framesPerSecond: number;
  frameCount: number;
}

/** An H.264 Annex B stream, yuv420p, without B-frames. */
export interface EncodedVideo {
  stream: Uint8Array<ArrayBuffer>;
  framesPerSecond: number;
  frameCount: number;
  encoder: 'webcodecs' | 'ffmpeg';
}

export interface MuxRequest {
  video: EncodedVideo;
  audio: PcmAudio;
  /** `ilst` texts and other container tags, by ffmpeg's key: comment, description, AIGC and so on. */
  tags: Record<string, string>;
}

/** Frames in, MP4 out. ffmpeg.wasm is loaded when it is first needed and runs one command at a time. */
export interface EncodeProtocol {
  /** Loads ffmpeg.wasm while frames are still being made. */
  warmUp(params: Record<string, never>): { videoEncoder: 'webcodecs' | 'ffmpeg' };
  /** WebCodecs where there is an H.264 encoder, libx264 of ffmpeg.wasm where not. Progress: `encode` per frame. Errors: encode-failed, and the sender's. */
  encodeVideo(params: EncodeRequest): EncodedVideo;
  /** Encodes the sound to AAC and muxes: h264 + aac, faststart. Errors: mux-failed. */
  mux(params: MuxRequest): { mp4: Uint8Array<ArrayBuffer>; videoCodec: 'h264'; audioCodec: 'aac' };
}
