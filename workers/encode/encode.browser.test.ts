import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/shared/errors';
import type { RgbaImage } from '../../src/shared/pixels';
import { FrameSender, WorkerClient } from '../../src/shared/rpc';
import { PATCHES, testPicture, testTone } from './encode.test-support';
import { findBoxes, listBoxes } from './mp4-boxes';
import type { EncodeProtocol, EncodeRequest } from './protocol';
import { i420Size, rgbToI420 } from './yuv';

const client = new WorkerClient<EncodeProtocol>(
  () => new Worker(new URL('./index.ts', import.meta.url), { type: 'module' }),
);
afterEach(() => client.end());

const FPS = 24;
const TAGS = {
  comment: 'AI-generated: made with a test',
  description: 'A test film, größer 动',
  AIGC: '{"Label":"1","ContentProducer":"test"}',
};

type Source = 'rgba' | 'video-frame' | 'canvas' | 'yuv';

function videoFrame(
  { width, height, data }: RgbaImage,
  source: Exclude<Source, 'rgba'>,
  index: number,
  timestamp: number,
): VideoFrame {
  if (source === 'yuv') return yuvFrame({ width, height, data }, timestamp);
  if (source === 'video-frame') {
    const format = index % 2 === 0 ? 'RGBA' : 'RGBX';
    return new VideoFrame(data, { format, codedWidth: width, codedHeight: height, timestamp });
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(new ImageData(data, width, height), 0, 0);
  return new VideoFrame(canvas, { timestamp });
}

/** A frame that has been turned to YUV already, as decoders and cameras give it. */
function yuvFrame(picture: RgbaImage, timestamp: number): VideoFrame {
  const data = new Uint8Array(i420Size(picture.width, picture.height));
  rgbToI420(picture.data, picture.width, picture.height, 'rgba', data);
  return new VideoFrame(data, {
    format: 'I420',
    codedWidth: picture.width,
    codedHeight: picture.height,
    timestamp,
    colorSpace: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
  });
}

async function sendFrames(port: MessagePort, request: Omit<EncodeRequest, 'frames'>, source: Source) {
  const sender = new FrameSender(port);
  const never = new AbortController().signal;
  for (let index = 0; index < request.frameCount; index++) {
    const picture = testPicture(request.width, request.height, index / request.frameCount);
    const timestampMicroseconds = Math.round((index * 1e6) / FPS);
    const image = source === 'rgba' ? picture : videoFrame(picture, source, index, timestampMicroseconds);
    await sender.send({ index, timestampMicroseconds, image }, never);
  }
  sender.end();
}

async function encode(request: Omit<EncodeRequest, 'frames'>, source: Source = 'rgba') {
  const channel = new MessageChannel();
  const counts: number[] = [];
  const [video] = await Promise.all([
    client.call(
      'encodeVideo',
      { ...request, frames: channel.port2 },
      { transfer: [channel.port2], onProgress: (_stage, completed) => counts.push(completed) },
    ),
    sendFrames(channel.port1, request, source),
  ]);
  return { video, counts };
}

/** Plays the file in a <video>, seeks to the middle and reads the corner patches off a canvas. */
async function showPatches(mp4: Uint8Array<ArrayBuffer>, seconds: number) {
  const url = URL.createObjectURL(new Blob([mp4], { type: 'video/mp4' }));
  const element = document.createElement('video');
  try {
    element.muted = true;
    element.src = url;
    await new Promise((resolve, reject) => {
      element.oncanplaythrough = resolve;
      element.onerror = () => reject(new Error(element.error?.message ?? 'video error'));
    });
    await new Promise((resolve) => {
      element.onseeked = resolve;
      element.currentTime = seconds;
    });
    const { videoWidth: width, videoHeight: height, duration } = element;
    const canvas = new OffscreenCanvas(width, height).getContext('2d')!;
    canvas.drawImage(element, 0, 0);
    const patches = [0, 1, 2, 3].map((corner) => {
      const x = Math.round(width * (corner % 2 === 0 ? 0.1 : 0.9));
      const y = Math.round(height * (corner < 2 ? 0.1 : 0.9));
      return [...canvas.getImageData(x, y, 1, 1).data.subarray(0, 3)];
    });
    return { width, height, duration, patches };
  } finally {
    element.removeAttribute('src');
    element.load();
    URL.revokeObjectURL(url);
  }
}

async function inspect(mp4: Uint8Array<ArrayBuffer>) {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(mp4) });
  const video = (await input.getPrimaryVideoTrack())!;
  const audio = (await input.getPrimaryAudioTrack())!;
  const packets = [];
  for await (const packet of new EncodedPacketSink(video).packets()) packets.push(packet);
  return {
    videoCodec: await video.getCodecParameterString(),
    colorSpace: await video.getColorSpace(),
    audioCodec: await audio.getCodecParameterString(),
    audioChannels: await audio.getNumberOfChannels(),
    audioRate: await audio.getSampleRate(),
    videoEnd: await video.computeDuration(),
    audioStart: await audio.getFirstTimestamp(),
    timestamps: packets.map((packet) => packet.timestamp),
    keys: packets.flatMap((packet, index) => (packet.type === 'key' ? [index] : [])),
  };
}

/** Duration of the movie and of each track's edit, in seconds, read from `mvhd` and `tkhd` (version 0). */
function headerDurations(mp4: Uint8Array<ArrayBuffer>): number[] {
  const view = new DataView(mp4.buffer);
  const [moov] = findBoxes(mp4, ['moov'])!;
  const mvhd = findBoxes(mp4, ['moov', 'mvhd'])!.at(-1)!;
  const timescale = view.getUint32(mvhd.contentStart + 12);
  const tracks = listBoxes(mp4, moov!.contentStart, moov!.end).filter((box) => box.type === 'trak');
  const headers = tracks.map((track) =>
    listBoxes(mp4, track.contentStart, track.end).find((box) => box.type === 'tkhd')!,
  );
  return [
    view.getUint32(mvhd.contentStart + 16) / timescale,
    ...headers.map((tkhd) => view.getUint32(tkhd.contentStart + 20) / timescale),
  ];
}

describe('the encode worker', () => {
  for (const encoder of ['webcodecs', 'ffmpeg'] as const) {
    it(`makes an MP4 that plays, of exact length and true colours, with ${encoder}`, async () => {
      const request = { width: 178, height: 322, framesPerSecond: FPS, frameCount: 73, encoder };
      const { video, counts } = await encode(request);
      expect(video.encoder).toBe(encoder);
      expect(counts).toEqual(Array.from({ length: 73 }, (_, index) => index + 1));

      // A little too long: it must be cut to the video's length.
      const audio = testTone(73 / FPS + 0.4);
      const { mp4, videoCodec, audioCodec } = await client.call('mux', { video, audio, tags: TAGS });
      expect([videoCodec, audioCodec]).toEqual(['h264', 'aac']);

      const order = listBoxes(mp4).map((box) => box.type);
      expect(order.indexOf('moov')).toBeGreaterThan(0);
      expect(order.indexOf('moov')).toBeLessThan(order.indexOf('mdat'));
      for (const seconds of headerDurations(mp4)) {
        expect(Math.abs(seconds - 73 / FPS)).toBeLessThanOrEqual(0.001);
      }

      const facts = await inspect(mp4);
      expect(facts.videoCodec).toMatch(/^avc1\./);
      expect(facts.audioCodec).toBe('mp4a.40.2');
      expect(facts).toMatchObject({ audioChannels: 2, audioRate: 48_000 });
      expect(facts.colorSpace).toMatchObject({
        primaries: 'bt709',
        transfer: 'bt709',
        matrix: 'bt709',
        fullRange: false,
      });
      expect(facts.timestamps).toHaveLength(73);
      facts.timestamps.forEach((timestamp, index) => expect(timestamp).toBeCloseTo(index / FPS, 4));
      expect(facts.keys).toContain(0);
      expect(facts.keys).toContain(48);
      expect(facts.keys.length).toBeLessThan(5);

      const shown = await showPatches(mp4, 1.5);
      expect(shown).toMatchObject({ width: 178, height: 322 });
      expect(shown.duration).toBeCloseTo(73 / FPS, 2);
      shown.patches.forEach((patch, corner) => {
        patch.forEach((value, channel) => {
          expect(Math.abs(value - PATCHES[corner]![channel]!), `patch ${corner}`).toBeLessThanOrEqual(6);
        });
      });
    });
  }

  it('takes VideoFrames and plain pixels to the same pictures', async () => {
    const request = { width: 96, height: 64, framesPerSecond: FPS, frameCount: 8 };
    const plain = await encode(request, 'rgba');
    const frames = await encode(request, 'video-frame');
    expect(frames.video.stream).toEqual(plain.video.stream);
    const drawn = await encode(request, 'canvas');
    expect(drawn.video.stream).toEqual(plain.video.stream);
  });

  it('takes frames that are YUV already, their colours kept', async () => {
    const request = { width: 128, height: 128, framesPerSecond: FPS, frameCount: 8 };
    const { video } = await encode(request, 'yuv');
    const { mp4 } = await client.call('mux', { video, audio: testTone(1), tags: {} });
    const { patches } = await showPatches(mp4, 0.1);
    patches.forEach((patch, corner) => {
      patch.forEach((value, channel) => {
        expect(Math.abs(value - PATCHES[corner]![channel]!), `patch ${corner}`).toBeLessThanOrEqual(6);
      });
    });
  });

  it.each(['webcodecs', 'ffmpeg'] as const)(
    'makes one film of scenes that go into each other, with %s',
    async (encoder) => {
      const size = { width: 64, height: 64, framesPerSecond: FPS, encoder };
      const { video: first } = await encode({ ...size, frameCount: 12, keepLast: 4 });
      expect(first.frameCount).toBe(8);
      expect(first.kept?.size).toBe(4 * i420Size(64, 64));
      const mixWith = { frames: first.kept!, weights: [0.2, 0.4, 0.6, 0.8] };
      const { video: second } = await encode({ ...size, frameCount: 12, mixWith });
      expect(second.kept).toBeUndefined();
      const stream = new Uint8Array(first.stream.length + second.stream.length);
      stream.set(first.stream);
      stream.set(second.stream, first.stream.length);
      const video = { ...second, stream, frameCount: 20 };
      const { mp4 } = await client.call('mux', { video, audio: testTone(1), tags: {} });
      const { timestamps } = await inspect(mp4);
      expect(timestamps).toHaveLength(20);
      expect(timestamps.at(-1)).toBeCloseTo(19 / FPS, 3);
    },
  );

  it('refuses odd sizes and lets the sender know', async () => {
    const channel = new MessageChannel();
    const call = client.call(
      'encodeVideo',
      { width: 65, height: 64, framesPerSecond: FPS, frameCount: 40, frames: channel.port2 },
      { transfer: [channel.port2] },
    );
    const sending = sendFrames(
      channel.port1,
      { width: 65, height: 64, framesPerSecond: FPS, frameCount: 40 },
      'rgba',
    );
    await Promise.all([
      expect(call).rejects.toMatchObject({ code: 'encode-failed' }),
      expect(sending).rejects.toMatchObject({ name: 'AbortError' }),
    ]);
  });

  it('writes the tags where readers look', async () => {
    const { video } = await encode({ width: 64, height: 64, framesPerSecond: FPS, frameCount: 4 });
    const { mp4 } = await client.call('mux', { video, audio: testTone(4 / FPS), tags: TAGS });
    const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(mp4) });
    const tags = await input.getMetadataTags();
    expect(tags.comment).toBe(TAGS.comment);
    expect(tags.description).toBe(TAGS.description);
    const list = findBoxes(mp4, ['moov', 'udta', 'meta', 'ilst'])!.at(-1)!;
    const item = listBoxes(mp4, list.contentStart, list.end).find((box) => box.type === '----')!;
    const parts = listBoxes(mp4, item.contentStart, item.end).map((box) => [
      box.type,
      new TextDecoder().decode(mp4.subarray(box.contentStart + (box.type === 'data' ? 8 : 4), box.end)),
    ]);
    expect(Object.fromEntries(parts)).toEqual({ mean: 'com.apple.iTunes', name: 'AIGC', data: TAGS.AIGC });
  });

  it('says that frames are missing or of the wrong size', async () => {
    const request = { width: 64, height: 64, framesPerSecond: FPS, frameCount: 4 };
    const channel = new MessageChannel();
    const call = client.call(
      'encodeVideo',
      { ...request, frameCount: 5, frames: channel.port2 },
      { transfer: [channel.port2] },
    );
    await Promise.all([
      expect(call).rejects.toMatchObject({ code: 'encode-failed' }),
      sendFrames(channel.port1, request, 'rgba'),
    ]);
    const second = new MessageChannel();
    const wrong = client.call(
      'encodeVideo',
      { ...request, width: 66, frames: second.port2 },
      { transfer: [second.port2] },
    );
    const sending = sendFrames(second.port1, request, 'rgba').catch(() => undefined);
    await Promise.all([expect(wrong).rejects.toMatchObject({ code: 'encode-failed' }), sending]);
  });

  it('hands on the error of whoever makes the frames', async () => {
    const channel = new MessageChannel();
    const sender = new FrameSender(channel.port1);
    const call = client.call(
      'encodeVideo',
      { width: 64, height: 64, framesPerSecond: FPS, frameCount: 4, frames: channel.port2 },
      { transfer: [channel.port2] },
    );
    sender.fail(new AppError('gpu-lost', 'the device is lost'));
    await expect(call).rejects.toMatchObject({ code: 'gpu-lost' });
  });

  it('stops x264 in mid-command when cancelled, and works afterwards', async () => {
    await client.call('warmUp', {});
    const request = {
      width: 720,
      height: 1280,
      framesPerSecond: FPS,
      frameCount: 48,
      encoder: 'ffmpeg' as const,
    };
    const channel = new MessageChannel();
    const controller = new AbortController();
    const call = client.call(
      'encodeVideo',
      { ...request, frames: channel.port2 },
      {
        transfer: [channel.port2],
        signal: controller.signal,
        onProgress: (_stage, completed) => {
          if (completed === 47) setTimeout(() => controller.abort(), 150);
        },
      },
    );
    const sending = sendFrames(channel.port1, request, 'rgba').catch(() => undefined);
    await Promise.all([expect(call).rejects.toMatchObject({ name: 'AbortError' }), sending]);
    const { video } = await encode({ width: 64, height: 64, framesPerSecond: FPS, frameCount: 4 });
    const { mp4 } = await client.call('mux', { video, audio: testTone(1), tags: {} });
    expect((await inspect(mp4)).timestamps).toHaveLength(4);
  });

  it('fails with mux-failed on a stream that is no H.264', async () => {
    const stream = new Uint8Array(1000).fill(7);
    const video = { stream, framesPerSecond: FPS, frameCount: 4, encoder: 'webcodecs' as const };
    await expect(client.call('mux', { video, audio: testTone(1), tags: {} })).rejects.toMatchObject({
      code: 'mux-failed',
    });
  });
});
