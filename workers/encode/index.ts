import { serve, withTransfer, type CallContext } from '../../src/shared/rpc';
import { copyAsGif, copyAsWebp } from './copies/picture-copy';
import { encodeVideo } from './encode-video';
import { FfmpegSession } from './ffmpeg-session';
import { mux } from './mux';
import type { CopyFormat, EncodeProtocol, FilmCopy } from './protocol';
import { findH264Config } from './webcodecs-encoder';

const session = new FfmpegSession();

serve<EncodeProtocol>({
  async warmUp() {
    const [config] = await Promise.all([
      findH264Config({ width: 720, height: 1280, framesPerSecond: 24 }),
      session.load('mux-failed'),
    ]);
    return { videoEncoder: config ? 'webcodecs' : 'ffmpeg' };
  },
  async findEncoder(size) {
    return { videoEncoder: (await findH264Config(size)) ? 'webcodecs' : 'ffmpeg' };
  },
  async encodeVideo(params, context) {
    const video = await encodeVideo(params, session, context);
    return withTransfer(video, [video.stream.buffer]);
  },
  async copyFilm({ mp4, format, tags }, context) {
    const copy = await makeCopy(mp4, format, tags, context);
    return withTransfer(copy, [copy.bytes.buffer]);
  },
  async mux(params, { signal }) {
    const mp4 = await mux(params, session, signal);
    return withTransfer({ mp4, videoCodec: 'h264' as const, audioCodec: 'aac' as const }, [mp4.buffer]);
  },
});

async function makeCopy(
  mp4: Blob,
  format: CopyFormat,
  tags: Record<string, string>,
  context: CallContext,
): Promise<FilmCopy> {
  if (format === 'webm') {
    // Nobody who saves an MP4 needs the demuxer and muxer.
    const { copyAsWebm } = await import('./copies/webm-copy');
    return copyAsWebm(mp4, tags, context);
  }
  const bytes = new Uint8Array(await mp4.arrayBuffer());
  return format === 'gif'
    ? copyAsGif(bytes, session, context.signal)
    : copyAsWebp(bytes, session, context.signal);
}
