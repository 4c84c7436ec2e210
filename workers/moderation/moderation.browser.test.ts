import { afterAll, describe, expect, it } from 'vitest';
import { BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality } from 'mediabunny';
import faceUrl from '../../node_modules/paper-kit-2/assets/img/faces/erik-lucatero-2.jpg?url';
import { WorkerClient } from '../../src/shared/rpc';
import type { RgbaImage } from '../../src/shared/pixels';
import type { ModerationProtocol } from './protocol';

const client = new WorkerClient<ModerationProtocol>(
  () => new Worker(new URL('./index.ts', import.meta.url), { type: 'module', name: 'moderation' }),
);
afterAll(() => client.end());

/** A seaside scene, drawn. `phase` moves the sun. */
function paint(canvas: OffscreenCanvas, phase: number): ImageData {
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const { width, height } = canvas;
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, '#3b76c4');
  sky.addColorStop(0.55, '#f3d9b1');
  sky.addColorStop(0.56, '#2b5a70');
  sky.addColorStop(1, '#123');
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#fff4d0';
  context.beginPath();
  context.arc(width * (0.2 + 0.6 * phase), height * 0.3, height / 12, 0, 7);
  context.fill();
  return context.getImageData(0, 0, width, height);
}

function scene(width: number, height: number): RgbaImage {
  const { data } = paint(new OffscreenCanvas(width, height), 0.5);
  return { width, height, data };
}

/** A face out of an npm package (MIT), used by tests alone. */
async function portrait(): Promise<RgbaImage> {
  const bitmap = await createImageBitmap(await (await fetch(faceUrl)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return { width, height, data };
}

/** The picture with a face pulled sideways in waves, as a motion that got out of hand would do. */
function bend(image: RgbaImage, box: { x: number; y: number; width: number; height: number }): RgbaImage {
  const { width, height } = image;
  const data = new Uint8ClampedArray(image.data);
  const [top, tall] = [box.y * height, box.height * height];
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, top + tall); y++) {
    const shift = Math.round(0.22 * box.width * width * Math.sin((3 * Math.PI * (y - top)) / tall));
    for (let x = 0; x < width; x++) {
      const from = 4 * (y * width + Math.min(width - 1, Math.max(0, x + shift)));
      data.set(image.data.subarray(from, from + 4), 4 * (y * width + x));
    }
  }
  return { width, height, data };
}

async function film(seconds: number, flashing = false): Promise<Blob> {
  const canvas = new OffscreenCanvas(160, 96);
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  const source = new CanvasSource(canvas, { codec: 'avc', quality: new Quality('high') });
  output.addVideoTrack(source);
  await output.start();
  for (let frame = 0; frame < seconds * 12; frame++) {
    paint(canvas, frame / (seconds * 12));
    // Six times a second: more than three are not safe.
    if (flashing && frame % 2 === 0) {
      const context = canvas.getContext('2d')!;
      context.fillStyle = '#fff';
      context.fillRect(0, 0, canvas.width, canvas.height);
    }
    await source.add(frame / 12, 1 / 12);
  }
  await output.finalize();
  return new Blob([target.buffer!], { type: 'video/mp4' });
}

describe('moderation worker', () => {
  it('classifies a photo and lets a drawn seaside pass', async () => {
    const { verdict, provider, faces, models } = await client.call('checkPhoto', {
      image: scene(360, 200),
      provider: 'auto',
    });
    expect(provider).toBe('wasm');
    expect(verdict.verdict).toBe('allow');
    expect(faces).toEqual([]);
    expect(models.map(({ id }) => id)).toEqual(expect.arrayContaining(['nsfw', 'face-detector']));
    const { Drawing, Hentai, Neutral, Porn, Sexy } = verdict.scores;
    expect(Drawing! + Hentai! + Neutral! + Porn! + Sexy!).toBeCloseTo(1, 3);
    expect(verdict.scores['explicit-whole']).toBeLessThan(0.3);
  });

  it('finds the face in a portrait, and lets it pass', async () => {
    const image = await portrait();
    const { verdict, faces } = await client.call('checkPhoto', { image, provider: 'wasm' });
    expect(verdict.verdict).toBe('allow');
    expect(faces.length).toBeGreaterThanOrEqual(1);
    const [{ box, rightEye, leftEye, mouth }] = faces as [(typeof faces)[0]];
    expect(box.width).toBeGreaterThan(0.1);
    expect(leftEye.x).toBeGreaterThan(rightEye.x);
    expect(mouth.y).toBeGreaterThan(rightEye.y);
  });

  it('sees a face that a film distorts, and not one that it leaves as it is', async () => {
    const photo = await portrait();
    const { faces } = await client.call('checkPhoto', { image: photo, provider: 'wasm' });
    const origin = { photo, faces };
    const same = await client.call('checkFrames', { frames: [photo], origin, provider: 'wasm' });
    expect(same.verdict).toBe('allow');
    expect(same.scores['face-change']).toBeLessThan(0.02);
    const bent = await client.call('checkFrames', {
      frames: [photo, bend(photo, faces[0]!.box)],
      origin,
      provider: 'wasm',
    });
    expect(bent.reasons.map(({ rule }) => rule)).toContain('video-face');
    expect(bent.verdict).not.toBe('allow');
  });

  it('states its policy', async () => {
    const { version, rows, coverage } = await client.call('policy', {});
    expect(version).toBeGreaterThan(0);
    expect(rows.length).toBeGreaterThan(5);
    expect(coverage.find(({ category }) => category === 'violence')?.video).toEqual(['none']);
  });

  it('checks prompts', async () => {
    expect((await client.call('checkPrompt', { prompt: 'le onde si muovono piano' })).verdict).toBe('allow');
    expect((await client.call('checkPrompt', { prompt: 'murder the man' })).verdict).toBe('block');
  });

  it('blocks a film without the label that was to be painted', async () => {
    const { verdict } = await client.call('checkVideo', {
      mp4: await film(1),
      sampleCount: 8,
      label: { text: 'AI-generated', corner: 'bottom-right' },
      provider: 'wasm',
    });
    expect(verdict.verdict).toBe('block');
    expect(verdict.reasons.map(({ rule }) => rule)).toEqual(['video-label']);
  });

  it('blocks a film that flashes', async () => {
    const { verdict } = await client.call('checkVideo', {
      mp4: await film(2, true),
      sampleCount: 8,
      provider: 'wasm',
    });
    expect(verdict.verdict).toBe('block');
    expect(verdict.reasons.map(({ rule }) => rule)).toContain('video-flash-area');
  });

  it('decodes a film again and classifies at least 8 frames spread over it', async () => {
    const steps: number[] = [];
    const result = await client.call(
      'checkVideo',
      { mp4: await film(2), sampleCount: 3, provider: 'wasm' },
      { onProgress: (_, completed, total) => steps.push(completed / total) },
    );
    expect(result.framesChecked).toBe(8);
    expect(result.verdict.verdict).toBe('allow');
    expect(result.verdict.scores).toMatchObject({ 'flash-area': 0, loudness: 0, 'label-lost': 0 });
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((step) => step / 8));
  });

  it.each([
    ['no film', new Blob(['this is no film'])],
    ['an empty file', new Blob([])],
  ])('rejects %s: whoever asks then blocks', async (_, mp4) => {
    await expect(client.call('checkVideo', { mp4, sampleCount: 8, provider: 'wasm' })).rejects.toMatchObject({
      name: 'AppError',
    });
  });

  it('rejects a picture without its pixels', async () => {
    const image = { width: 64, height: 48, data: new Uint8ClampedArray(0) };
    await expect(client.call('checkPhoto', { image, provider: 'wasm' })).rejects.toMatchObject({
      code: 'model-output-invalid',
    });
  });

  it('rejects a film that breaks off', async () => {
    const whole = await film(2);
    const broken = whole.slice(0, Math.floor(whole.size * 0.5));
    await expect(
      client.call('checkVideo', { mp4: broken, sampleCount: 8, provider: 'wasm' }),
    ).rejects.toMatchObject({ name: 'AppError' });
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const checking = client.call(
      'checkVideo',
      { mp4: await film(2), sampleCount: 64, provider: 'wasm' },
      { signal: controller.signal, onProgress: () => controller.abort() },
    );
    await expect(checking).rejects.toMatchObject({ name: 'AbortError' });
  });
});
