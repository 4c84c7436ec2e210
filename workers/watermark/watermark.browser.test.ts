import { BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality, WebMOutputFormat } from 'mediabunny';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallContext } from '../../src/shared/rpc';
import { marked, testPhoto, type TestPicture } from './photos.test-support';
import { readFile } from './read-file';

const context: CallContext = { signal: new AbortController().signal, progress: () => undefined };
const photo = testPhoto(720, 1280);
let film: ReturnType<typeof marked>;
beforeAll(() => {
  film = marked(photo, '1c0ffee15600d000');
});

function canvasOf(picture: TestPicture, width = picture.width, height = picture.height): OffscreenCanvas {
  const whole = new OffscreenCanvas(picture.width, picture.height);
  whole.getContext('2d')!.putImageData(new ImageData(picture.data, picture.width, picture.height), 0, 0);
  const canvas = new OffscreenCanvas(width, height);
  const drawing = canvas.getContext('2d')!;
  drawing.imageSmoothingQuality = 'high';
  drawing.drawImage(whole, 0, 0, width, height);
  return canvas;
}

/** Half a second of the picture, through a real encoder. */
async function encode(canvas: OffscreenCanvas, codec: 'avc' | 'vp9', bitrate: number): Promise<Blob> {
  const target = new BufferTarget();
  const format = codec === 'avc' ? new Mp4OutputFormat() : new WebMOutputFormat();
  const output = new Output({ format, target });
  const source = new CanvasSource(canvas, { codec, quality: new Quality({ bitrate }) });
  output.addVideoTrack(source, { frameRate: 12 });
  await output.start();
  for (let frame = 0; frame < 6; frame++) await source.add(frame / 12, 1 / 12);
  await output.finalize();
  return new Blob([target.buffer!], { type: format.mimeType });
}

describe('readFile', () => {
  it.each([
    ['H.264 at 800 kb/s', 720, 1280, 'avc', 800_000],
    ['H.264 at half size', 360, 640, 'avc', 500_000],
    ['VP9 in WebM', 720, 1280, 'vp9', 500_000],
  ] as const)('reads a film through %s', async (_, width, height, codec, bitrate) => {
    const file = await encode(canvasOf(film, width, height), codec, bitrate);
    expect(await readFile({ file, thorough: false }, context)).toMatchObject({
      kind: 'found',
      payload: film.payload,
      mirrored: false,
    });
  });

  it.each(['image/png', 'image/jpeg', 'image/webp'])('reads one frame as %s', async (type) => {
    const file = await canvasOf(film, 540, 960).convertToBlob({ type, quality: 0.6 });
    expect(await readFile({ file, thorough: false }, context)).toMatchObject({
      kind: 'found',
      payload: film.payload,
      framesLookedAt: 1,
    });
  });

  it('finds nothing in a film that was never marked', async () => {
    const file = await encode(canvasOf(photo, 360, 640), 'avc', 800_000);
    const reading = await readFile({ file, thorough: true }, context);
    expect(reading.kind).toBe('not-found');
  });

  it.each([
    ['text', new Blob(['hello'], { type: 'text/plain' })],
    ['nothing', new Blob([])],
    ['half an MP4', new Blob([new Uint8Array(400).fill(7)], { type: 'video/mp4' })],
  ])('says that %s cannot be read', async (_, file) => {
    expect(await readFile({ file, thorough: true }, context)).toEqual({ kind: 'unreadable' });
  });

  it('stops when it is cancelled', async () => {
    const file = await canvasOf(photo, 360, 640).convertToBlob();
    const cancelled = { ...context, signal: AbortSignal.abort(new DOMException('cancelled', 'AbortError')) };
    await expect(readFile({ file, thorough: true }, cancelled)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
