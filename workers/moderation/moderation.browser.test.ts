import { afterAll, describe, expect, it } from 'vitest';
import { BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality } from 'mediabunny';
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

async function film(seconds: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(160, 96);
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  const source = new CanvasSource(canvas, { codec: 'avc', quality: new Quality('high') });
  output.addVideoTrack(source);
  await output.start();
  for (let frame = 0; frame < seconds * 12; frame++) {
    paint(canvas, frame / (seconds * 12));
    await source.add(frame / 12, 1 / 12);
  }
  await output.finalize();
  return new Blob([target.buffer!], { type: 'video/mp4' });
}

describe('moderation worker', () => {
  it('classifies a photo and lets a drawn seaside pass', async () => {
    const { verdict, provider } = await client.call('checkPhoto', {
      image: scene(360, 200),
      provider: 'auto',
    });
    expect(provider).toBe('wasm');
    expect(verdict.verdict).toBe('allow');
    expect(Object.keys(verdict.scores).sort()).toEqual(['Drawing', 'Hentai', 'Neutral', 'Porn', 'Sexy']);
    expect(Object.values(verdict.scores).reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 3);
  });

  it('checks prompts', async () => {
    expect((await client.call('checkPrompt', { prompt: 'le onde si muovono piano' })).verdict).toBe('allow');
    expect((await client.call('checkPrompt', { prompt: 'murder the man' })).verdict).toBe('review');
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
