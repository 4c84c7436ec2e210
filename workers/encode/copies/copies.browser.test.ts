import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FrameSender, WorkerClient } from '../../../src/shared/rpc';
import { PATCHES, testPicture, testTone } from '../encode.test-support';
import type { CopyFormat, EncodeProtocol } from '../protocol';

const client = new WorkerClient<EncodeProtocol>(
  () => new Worker(new URL('../index.ts', import.meta.url), { type: 'module' }),
);
const SIZE = { width: 270, height: 480, framesPerSecond: 24 };
const FRAMES = 72;
const SECONDS = FRAMES / SIZE.framesPerSecond;
let film: Blob;

beforeAll(async () => {
  const channel = new MessageChannel();
  const sender = new FrameSender(channel.port1);
  const encoding = client.call(
    'encodeVideo',
    { ...SIZE, frameCount: FRAMES, frames: channel.port2 },
    { transfer: [channel.port2] },
  );
  for (let index = 0; index < FRAMES; index++) {
    const image = testPicture(SIZE.width, SIZE.height, index / FRAMES);
    await sender.send({ index, timestampMicroseconds: 0, image }, new AbortController().signal);
  }
  sender.end();
  const video = await encoding;
  const { mp4 } = await client.call('mux', { video, audio: testTone(SECONDS), tags: {} });
  film = new Blob([mp4], { type: 'video/mp4' });
});
afterAll(() => client.end());

async function copy(format: CopyFormat) {
  const began = performance.now();
  const { bytes, mimeType } = await client.call('copyFilm', {
    mp4: film,
    format,
    tags: { comment: 'AI-generated: a test', description: 'a test', AIGC: '{"Label":"1"}' },
  });
  console.log(`${format}: ${bytes.length} bytes in ${Math.round(performance.now() - began)} ms`);
  return { bytes, mimeType };
}

/** Every picture of an animation as the browser itself decodes it: length in seconds, and the corners of one in the middle. */
async function decodeAnimation(bytes: Uint8Array<ArrayBuffer>, type: string) {
  const decoder = new ImageDecoder({ data: bytes, type });
  await decoder.tracks.ready;
  const { frameCount, repetitionCount } = decoder.tracks.selectedTrack!;
  let microseconds = 0;
  const corners: number[][] = [];
  let size = [0, 0];
  for (let frameIndex = 0; frameIndex < frameCount; frameIndex++) {
    const { image } = await decoder.decode({ frameIndex });
    microseconds += image.duration ?? 0;
    if (frameIndex === frameCount >> 1) {
      size = [image.displayWidth, image.displayHeight];
      const canvas = new OffscreenCanvas(image.displayWidth, image.displayHeight).getContext('2d')!;
      canvas.drawImage(image, 0, 0);
      for (const corner of [0, 1, 2, 3]) {
        const x = Math.round(image.displayWidth * (corner % 2 === 0 ? 0.1 : 0.9));
        const y = Math.round(image.displayHeight * (corner < 2 ? 0.1 : 0.9));
        corners.push([...canvas.getImageData(x, y, 1, 1).data.subarray(0, 3)]);
      }
    }
    image.close();
  }
  decoder.close();
  return { frameCount, repetitionCount, seconds: microseconds / 1e6, corners, size };
}

function expectPatches(corners: number[][], tolerance: number) {
  corners.forEach((corner, index) => {
    corner.forEach((value, channel) => {
      expect(Math.abs(value - PATCHES[index]![channel]!), `corner ${index}`).toBeLessThanOrEqual(tolerance);
    });
  });
}

describe('copies of a film', () => {
  it('WebM has the film’s pictures, length and sound, and says what it is', async () => {
    const { bytes, mimeType } = await copy('webm');
    expect(mimeType).toBe('video/webm');
    const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
    const video = (await input.getPrimaryVideoTrack())!;
    expect(await video.getCodec()).toMatch(/^vp[89]$/);
    expect(await (await input.getPrimaryAudioTrack())!.getCodec()).toBe('opus');
    expect((await video.computePacketStats()).packetCount).toBe(FRAMES);
    expect(await input.computeDuration()).toBeCloseTo(SECONDS, 1);
    const tags = await input.getMetadataTags();
    expect(tags.comment).toContain('AI-generated');
    expect(new TextDecoder().decode(bytes)).toContain('AIGC');

    const element = document.createElement('video');
    element.muted = true;
    element.src = URL.createObjectURL(new Blob([bytes], { type: mimeType }));
    await element.play();
    expect([element.videoWidth, element.videoHeight]).toEqual([270, 480]);
    element.pause();
    URL.revokeObjectURL(element.src);
  });

  it('GIF loops for ever, as long as the film, in its colours', async () => {
    const { bytes, mimeType } = await copy('gif');
    const shown = await decodeAnimation(bytes, mimeType);
    expect(shown).toMatchObject({ frameCount: SECONDS * 20, repetitionCount: Infinity, size: [270, 480] });
    expect(shown.seconds).toBeCloseTo(SECONDS, 2);
    expectPatches(shown.corners, 16);
  });

  it('animated WebP loops for ever, as long as the film, in its colours', async () => {
    const { bytes, mimeType } = await copy('webp');
    const shown = await decodeAnimation(bytes, mimeType);
    expect(shown).toMatchObject({ repetitionCount: Infinity, size: [270, 480] });
    expect(shown.frameCount).toBeGreaterThan(SECONDS * 15);
    expect(shown.seconds).toBeCloseTo(SECONDS, 1);
    expectPatches(shown.corners, 8);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const copying = client.call(
      'copyFilm',
      { mp4: film, format: 'webp', tags: {} },
      { signal: controller.signal },
    );
    setTimeout(() => controller.abort(), 50);
    await expect(copying).rejects.toMatchObject({ name: 'AbortError' });
  });
});
