import { serve, withTransfer } from '../../src/shared/rpc';
import { encodeVideo } from './encode-video';
import { FfmpegSession } from './ffmpeg-session';
import { mux } from './mux';
import type { EncodeProtocol } from './protocol';
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
  async mux(params, { signal }) {
    const mp4 = await mux(params, session, signal);
    return withTransfer({ mp4, videoCodec: 'h264' as const, audioCodec: 'aac' as const }, [mp4.buffer]);
  },
});
