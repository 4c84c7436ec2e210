import { AppError } from '../../src/shared/errors';
import type { PcmAudio } from '../../src/shared/pixels';
import type { FfmpegSession } from './ffmpeg-session';
import { addFreeformTags } from './mp4-boxes';
import type { MuxRequest } from './protocol';

const AUDIO_BITRATE = '160k';

/** What ffmpeg's MP4 muxer writes into `ilst` under a name of its own (libavformat/movenc.c, mov_write_ilst_tag). */
const NATIVE_TAGS = new Set([
  'title',
  'artist',
  'date',
  'copyright',
  'comment',
  'description',
  'synopsis',
  'genre',
]);

/**
 * Interleaves PCM and gives it an exact length: trimmed, or padded with silence.
 * @returns little-endian float32, [sample, channel]
 */
export function interleave(audio: PcmAudio, sampleCount: number): Uint8Array<ArrayBuffer> {
  const channelCount = audio.channels.length;
  const view = new Float32Array(sampleCount * channelCount);
  audio.channels.forEach((samples, channel) => {
    const available = Math.min(sampleCount, samples.length);
    for (let index = 0; index < available; index++) view[index * channelCount + channel] = samples[index]!;
  });
  return new Uint8Array(view.buffer);
}

/** Ticks a second of the video track, in which each frame lasts a whole number of ticks (near enough for odd rates). */
function trackTimescale(framesPerSecond: number): number {
  return Number.isInteger(framesPerSecond) ? 512 * framesPerSecond : 90_000;
}

/** Muxes an H.264 stream and PCM sound into an MP4 with `moov` before `mdat`. Errors: mux-failed, out-of-memory, AbortError. */
export async function mux(
  { video, audio, tags }: MuxRequest,
  session: FfmpegSession,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const channelCount = audio.channels.length;
  if (channelCount < 1 || channelCount > 2) {
    throw new AppError('mux-failed', `sound of ${channelCount} channels`);
  }
  const durationSeconds = video.frameCount / video.framesPerSecond;
  const sampleCount = Math.round(durationSeconds * audio.sampleRateHertz);
  const native = Object.entries(tags).filter(([name]) => NATIVE_TAGS.has(name));
  const freeform = Object.entries(tags).filter(([name]) => !NATIVE_TAGS.has(name));
  const mp4 = await session.run({
    inputs: [
      { name: 'video.h264', data: video.stream },
      { name: 'audio.f32', data: interleave(audio, sampleCount) },
    ],
    args: [
      ...['-f', 'h264', '-framerate', String(video.framesPerSecond), '-i', 'video.h264'],
      ...[
        '-f',
        'f32le',
        '-ar',
        String(audio.sampleRateHertz),
        '-ac',
        String(channelCount),
        '-i',
        'audio.f32',
      ],
      ...['-map', '0:v', '-map', '1:a', '-c:v', 'copy'],
      // Not every encoder writes into the stream what its colours are.
      '-bsf:v',
      'h264_metadata=colour_primaries=1:transfer_characteristics=1:matrix_coefficients=1:video_full_range_flag=0',
      ...['-c:a', 'aac', '-b:a', AUDIO_BITRATE],
      ...native.flatMap(([name, value]) => ['-metadata', `${name}=${value}`]),
      ...['-video_track_timescale', String(trackTimescale(video.framesPerSecond))],
      ...['-movflags', '+faststart', '-f', 'mp4'],
    ],
    output: 'film.mp4',
    errorCode: 'mux-failed',
    signal,
  });
  return addFreeformTags(mp4, Object.fromEntries(freeform));
}
