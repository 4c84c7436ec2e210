import { afterAll, describe, expect, it } from 'vitest';
import { AudioBufferSource, BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality } from 'mediabunny';
import faceUrl from '../../node_modules/paper-kit-2/assets/img/faces/erik-lucatero-2.jpg?url';
import { IMAGE_POLICY_VERSION, PROMPT_POLICY_VERSION } from '../../src/shared/policy-version';
import { WorkerClient } from '../../src/shared/rpc';
import type { RgbaImage } from '../../src/shared/pixels';
import type { FilmScene, ModerationProtocol } from './protocol';
import { PROMPT_GATE_ROWS } from './prompt/judge-prompt';

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

/** A film that shows one photo alone, whatever its length. */
function alone(photo: RgbaImage, faces: FilmScene['faces']): FilmScene {
  const whole = { fromSeconds: 0, untilSeconds: Infinity };
  return { photo, faces, ...whole, clear: whole };
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

interface FilmFaults {
  /** Painted six times a second: more than three are not safe. */
  flash?: string;
  /** Of a tone under the film, as a share of full scale. */
  toneAmplitude?: number;
}

const FRAMES_PER_SECOND = 12;

/** A film of the seaside, with the faults asked for. */
function film(seconds: number, { flash, toneAmplitude }: FilmFaults = {}): Promise<Blob> {
  const canvas = new OffscreenCanvas(160, 96);
  return encode(canvas, seconds, toneAmplitude, (frame) => {
    paint(canvas, frame / (seconds * FRAMES_PER_SECOND));
    if (flash === undefined || frame % 2 !== 0) return;
    const context = canvas.getContext('2d')!;
    context.fillStyle = flash;
    context.fillRect(0, 0, canvas.width, canvas.height);
  });
}

/** A second of still pictures. */
function filmOf(images: (frame: number) => RgbaImage): Promise<Blob> {
  const { width, height } = images(0);
  // The codec takes even sides.
  const canvas = new OffscreenCanvas(width - (width % 2), height - (height % 2));
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  return encode(canvas, 1, undefined, (frame) => {
    const image = images(frame);
    context.putImageData(new ImageData(new Uint8ClampedArray(image.data), image.width), 0, 0);
  });
}

async function encode(
  canvas: OffscreenCanvas,
  seconds: number,
  toneAmplitude: number | undefined,
  draw: (frame: number) => void,
): Promise<Blob> {
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  const source = new CanvasSource(canvas, { codec: 'avc', quality: new Quality('high') });
  output.addVideoTrack(source);
  const sound = new AudioBufferSource({ codec: 'opus', quality: new Quality('high') });
  if (toneAmplitude !== undefined) output.addAudioTrack(sound);
  await output.start();
  if (toneAmplitude !== undefined) {
    const buffer = new AudioBuffer({ length: 48_000 * seconds, numberOfChannels: 2, sampleRate: 48_000 });
    for (const channel of [0, 1]) {
      const tone = buffer.getChannelData(channel);
      tone.forEach((_, at) => (tone[at] = toneAmplitude * Math.sin((2 * Math.PI * 1000 * at) / 48_000)));
    }
    await sound.add(buffer);
  }
  for (let frame = 0; frame < seconds * FRAMES_PER_SECOND; frame++) {
    draw(frame);
    await source.add(frame / FRAMES_PER_SECOND, 1 / FRAMES_PER_SECOND);
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
    expect(version).toEqual({ pictures: IMAGE_POLICY_VERSION, words: PROMPT_POLICY_VERSION });
    // Of words, too.
    expect(rows.find(({ rule }) => rule === 'prompt-reads-violence')).toMatchObject({
      gate: 'prompt',
      block: PROMPT_GATE_ROWS.find(({ category }) => category === 'violence')!.block,
    });
    expect(rows.length).toBeGreaterThan(5);
    expect(coverage.find(({ category }) => category === 'violence')?.video).toEqual(['none']);
  });

  it('checks prompts', async () => {
    expect((await client.call('checkPrompt', { prompt: 'le onde si muovono piano' })).verdict).toBe('allow');
    expect((await client.call('checkPrompt', { prompt: 'murder the man with a knife' })).verdict).not.toBe(
      'allow',
    );
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
    // In the lower right corner, for the person to see where.
    const { box } = verdict.reasons[0]!;
    expect(box!.x + box!.width).toBeGreaterThan(0.9);
    expect(box!.y + box!.height).toBeGreaterThan(0.9);
  });

  it('blocks a film that flashes', async () => {
    const { verdict } = await client.call('checkVideo', {
      mp4: await film(2, { flash: '#fff' }),
      sampleCount: 8,
      provider: 'wasm',
    });
    expect(verdict.verdict).toBe('block');
    const flashing = verdict.reasons.find(({ rule }) => rule === 'video-flash-area');
    // Where it flashes: all over.
    expect(flashing?.box?.width).toBeGreaterThan(0.9);
  });

  it('blocks a film that flashes in saturated red', async () => {
    const { verdict } = await client.call('checkVideo', {
      mp4: await film(2, { flash: '#f00' }),
      sampleCount: 8,
      provider: 'wasm',
    });
    expect(verdict.verdict).toBe('block');
    expect(verdict.reasons.map(({ rule }) => rule)).toContain('video-red-area');
  });

  // A sine of 1 kHz on both channels: -9, -4 and -20 LUFS. A doubtful film is held, a deafening one blocked.
  it.each([
    [0.355, 'review', 'video-loud'],
    [0.63, 'block', 'video-loud'],
    [0.1, 'allow', undefined],
  ])('judges the loudness of a tone of %d: %s', async (toneAmplitude, expected, rule) => {
    const { verdict } = await client.call('checkVideo', {
      mp4: await film(2, { toneAmplitude }),
      sampleCount: 8,
      provider: 'wasm',
    });
    expect(verdict.verdict).toBe(expected);
    expect(verdict.reasons.map((reason) => reason.rule)).toEqual(rule === undefined ? [] : [rule]);
  });

  it('holds or blocks a finished film in which a face is bent, and says where', async () => {
    const photo = await portrait();
    const { faces } = await client.call('checkPhoto', { image: photo, provider: 'wasm' });
    const bent = bend(photo, faces[0]!.box);
    const check = (mp4: Blob) =>
      client.call('checkVideo', { mp4, sampleCount: 8, scenes: [alone(photo, faces)], provider: 'wasm' });
    const bad = await check(await filmOf((frame) => (frame < 4 ? photo : bent)));
    expect(bad.verdict.verdict).not.toBe('allow');
    expect(bad.verdict.reasons.find(({ rule }) => rule === 'video-face')?.box).toEqual(faces[0]!.box);
    const good = await check(await filmOf(() => photo));
    expect(good.verdict.reasons.map(({ rule }) => rule)).not.toContain('video-face');
  });

  it('holds each part of a film against its own photo', async () => {
    const photo = await portrait();
    const { faces } = await client.call('checkPhoto', { image: photo, provider: 'wasm' });
    const sea = scene(photo.width, photo.height);
    const half = (fromSeconds: number) => {
      const time = { fromSeconds, untilSeconds: fromSeconds + 0.5 };
      return { ...time, clear: time };
    };
    const mp4 = await filmOf((frame) => (frame < FRAMES_PER_SECOND / 2 ? photo : sea));
    const check = (scenes: FilmScene[]) =>
      client.call('checkVideo', { mp4, sampleCount: 8, scenes, provider: 'wasm' });
    const good = await check([
      { photo, faces, ...half(0) },
      { photo: sea, faces: [], ...half(0.5) },
    ]);
    expect(good.framesChecked).toBe(8);
    expect(good.verdict.reasons.map(({ rule }) => rule)).not.toContain('video-face');
    const swapped = await check([
      { photo: sea, faces: [], ...half(0) },
      { photo, faces, ...half(0.5) },
    ]);
    expect(swapped.verdict.reasons.map(({ rule }) => rule)).toContain('video-face');
    const missing = check([
      { photo, faces, ...half(0) },
      { photo: sea, faces: [], ...half(7) },
    ]);
    await expect(missing).rejects.toMatchObject({ code: 'file-unreadable' });
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
