import type { FfmpegSession } from '../ffmpeg-session';
import type { FilmCopy } from '../protocol';

/** Longest side of a GIF, in pixels: 256 colours a frame weigh a multiple of a film's bytes. */
const GIF_MAX_SIDE = 640;
/** Frames a second of a GIF: its delays are whole hundredths of a second, and five of them divide every film's length. */
const GIF_FRAMES_PER_SECOND = 20;
const WEBP_MAX_SIDE = 960;
const WEBP_FRAMES_PER_SECOND = 20;
const WEBP_QUALITY = 72;

/** Films are BT.709; WebP is BT.601 (its container knows no other), and ffmpeg converts only where it is told to. */
const scale = (side: number) =>
  `scale=in_color_matrix=bt709:out_color_matrix=bt601:w='min(${side},iw)':h='min(${side},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2:flags=lanczos`;

/**
 * A film as a GIF that loops: a palette of its own for what moves, ordered dithering, which stays in place where nothing moves.
 * Throws AppError `encode-failed`, `out-of-memory`, or AbortError.
 */
export async function copyAsGif(
  mp4: Uint8Array<ArrayBuffer>,
  session: FfmpegSession,
  signal: AbortSignal,
): Promise<FilmCopy> {
  const bytes = await session.run({
    inputs: [{ name: 'film.mp4', data: mp4 }],
    args: [
      ...['-i', 'film.mp4', '-an', '-filter_complex'],
      `fps=${GIF_FRAMES_PER_SECOND},${scale(GIF_MAX_SIDE)},split[a][b];[a]palettegen=stats_mode=full[p];` +
        '[b][p]paletteuse=dither=bayer:bayer_scale=3:diff_mode=rectangle',
      ...['-loop', '0', '-f', 'gif'],
    ],
    output: 'film.gif',
    errorCode: 'encode-failed',
    signal,
  });
  return { bytes, mimeType: 'image/gif' };
}

/** A film as an animated WebP that loops. Throws as {@link copyAsGif}. */
export async function copyAsWebp(
  mp4: Uint8Array<ArrayBuffer>,
  session: FfmpegSession,
  signal: AbortSignal,
): Promise<FilmCopy> {
  const bytes = await session.run({
    inputs: [{ name: 'film.mp4', data: mp4 }],
    args: [
      ...['-i', 'film.mp4', '-an', '-vf', `fps=${WEBP_FRAMES_PER_SECOND},${scale(WEBP_MAX_SIDE)}`],
      ...['-c:v', 'libwebp_anim', '-quality', String(WEBP_QUALITY), '-compression_level', '2'],
      ...['-loop', '0', '-f', 'webp'],
    ],
    output: 'film.webp',
    errorCode: 'encode-failed',
    signal,
  });
  return { bytes, mimeType: 'image/webp' };
}
