import type { PcmAudio } from '../../src/shared/pixels';

export type VideoEncoderName = 'webcodecs' | 'ffmpeg';

/** A film's pictures: even sides, and their rate. */
export interface FilmSize {
  /** Even. */
  width: number;
  /** Even. */
  height: number;
  framesPerSecond: number;
}

export interface EncodeRequest extends FilmSize {
  /** A frame channel (src/shared/rpc.ts). */
  frames: MessagePort;
  frameCount: number;
  /** Which encoder: `auto` (the default) takes WebCodecs where it can encode H.264 of this size, libx264 where not. */
  encoder?: VideoEncoderName | 'auto';
  /** What the first frames are mixed with: frames that the scene before kept, and how much of each new one is seen over them, 0..1. */
  mixWith?: { frames: Blob; weights: readonly number[] };
  /** So many of the last frames are not encoded but kept, for the next scene to be mixed with; 0 unless given. */
  keepLast?: number;
}

/** An H.264 Annex B stream, 8-bit 4:2:0, BT.709 of limited range, without B-frames. */
export interface EncodedVideo {
  stream: Uint8Array<ArrayBuffer>;
  framesPerSecond: number;
  /** Without those that were kept. */
  frameCount: number;
  encoder: VideoEncoderName;
  /** The frames of `keepLast`, raw (I420, one after the other). A Blob: the browser may put it on the disk. */
  kept?: Blob;
}

export interface MuxRequest {
  video: EncodedVideo;
  /** Trimmed, or padded with silence, to the video's exact length. One or two channels. */
  audio: PcmAudio;
  /**
   * Container tags. What `ilst` has a box for (title, artist, date, copyright, comment, description, synopsis) is written
   * there; any other name (AIGC) becomes a freeform `ilst` item (`----`, com.apple.iTunes), which ffprobe and exiftool
   * show under that name.
   */
  tags: Record<string, string>;
}

/** What a finished film may be copied to. */
export type CopyFormat = 'webm' | 'gif' | 'webp';

export interface FilmCopy {
  bytes: Uint8Array<ArrayBuffer>;
  mimeType: 'video/webm' | 'image/gif' | 'image/webp';
}

/** Frames in, MP4 out. ffmpeg.wasm is loaded when it is first needed and runs one command at a time. */
export interface EncodeProtocol {
  /** Loads ffmpeg.wasm while frames are still being made. Errors: mux-failed, out-of-memory. */
  warmUp(params: Record<string, never>): { videoEncoder: VideoEncoderName };
  /** The encoder that `auto` takes for films of this size: what the browser says is tried out. */
  findEncoder(params: FilmSize): { videoEncoder: VideoEncoderName };
  /**
   * Encodes the frames of a channel, in their order. Progress: `encode` per frame. Errors: encode-failed,
   * out-of-memory, and the sender's own.
   */
  encodeVideo(params: EncodeRequest): EncodedVideo;
  /**
   * Encodes the sound to AAC and muxes: H.264 + AAC, `moov` before `mdat`, both tracks of the same length. The
   * parameters' buffers may be transferred. Errors: mux-failed, out-of-memory.
   */
  mux(params: MuxRequest): { mp4: Uint8Array<ArrayBuffer>; videoCodec: 'h264'; audioCodec: 'aac' };
  /**
   * A finished film in another format, made from the film itself: label and watermark are in its pictures. Progress: `copy`, where it
   * can be told. Errors: format-unsupported (this browser lacks a codec), encode-failed, out-of-memory.
   */
  copyFilm(params: { mp4: Blob; format: CopyFormat; tags: Record<string, string> }): FilmCopy;
}
