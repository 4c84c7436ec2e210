import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ATMOSPHERE_KINDS } from '../../../src/shared/atmosphere';
import type { Frame, RgbaImage } from '../../../src/shared/pixels';
import { receiveFrames, type CallContext } from '../../../src/shared/rpc';
import { applyMark, planMark } from '../../../src/shared/watermark/mark';
import type { RenderReport, RenderRequest } from '../protocol';
import { drawLabel } from './label';
import { loopTime } from './loop-time';
import { renderFrames } from './render';
import { makeMotion, makePhoto, type SceneOptions } from './scenes.test-support';

const width = 90;
const height = 120;
const photo = makePhoto(width, height);
const motion = makeMotion(7, 10, { drift: [0.05, 0], sway: 0.008, glow: 0.05, durationSeconds: 3 });

interface Film {
  marked: Frame[];
  clean: Frame[];
  report: RenderReport;
  progress: [string, number, number][];
}

async function collect(port: MessagePort, into: Frame[]): Promise<void> {
  for await (const frame of receiveFrames(port, new AbortController().signal)) into.push(frame);
}

async function film(request: Partial<RenderRequest>, gpu: GPUDevice | null): Promise<Film> {
  const frames = new MessageChannel();
  const cleanFrames = new MessageChannel();
  const marked: Frame[] = [];
  const clean: Frame[] = [];
  const progress: [string, number, number][] = [];
  const context: CallContext = {
    signal: new AbortController().signal,
    progress: (...step) => progress.push(step),
  };
  const [report] = await Promise.all([
    renderFrames(
      {
        photo,
        motion,
        framesPerSecond: 8,
        frameCount: 24,
        label: { text: 'AI-generated', corner: 'bottom-right' },
        watermark: '1000000000000001',
        frames: frames.port1,
        cleanFrames: cleanFrames.port1,
        renderer: 'auto',
        ...request,
      },
      context,
      gpu,
    ),
    collect(frames.port2, marked),
    collect(cleanFrames.port2, clean),
  ]);
  return { marked, clean, report, progress };
}

function pixels(frame: Frame | undefined): Uint8ClampedArray {
  return (frame!.image as RgbaImage).data;
}

function differs(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}

let device: GPUDevice;

beforeAll(async () => {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no WebGPU adapter');
  device = await adapter.requestDevice();
});

afterAll(() => device.destroy());

describe('renderFrames', () => {
  it('streams a film: frame 0 is the photo, label and watermark lie over all, the figures are good', async () => {
    const { marked, clean, report, progress } = await film({}, null);
    expect(report.renderer).toBe('cpu');
    expect(marked.map((frame) => frame.index)).toEqual(Array.from({ length: 24 }, (_, i) => i));
    expect(marked[3]!.timestampMicroseconds).toBe(375_000);
    expect(differs(pixels(clean[0]), photo.data)).toBe(0);
    expect(differs(pixels(clean[12]), photo.data)).toBeGreaterThan(10);
    const label = drawLabel(width, height, { text: 'AI-generated', corner: 'bottom-right' });
    const mark = planMark(photo, '1000000000000001').data;
    expect(mark.some((delta) => delta !== 0)).toBe(true);
    for (let i = 0; i < 24; i++) {
      const a = pixels(clean[i]).slice();
      applyMark(new Int32Array(a.buffer), mark);
      const b = pixels(marked[i]);
      let inside = 0;
      for (let at = 0; at < width * height; at++) {
        const x = at % width;
        const y = Math.floor(at / width);
        const covered =
          x >= label.x && x < label.x + label.width && y >= label.y && y < label.y + label.height;
        const equal = a[4 * at] === b[4 * at] && a[4 * at + 1] === b[4 * at + 1];
        if (!equal) {
          expect(covered).toBe(true);
          inside++;
        }
      }
      expect(inside).toBeGreaterThan(0.5 * label.width * label.height);
    }
    expect(progress.at(-1)).toEqual(['render', 24, 24]);
    expect(report.quality.staticError).toBe(0);
    expect(report.quality.motionEnergy).toBeGreaterThan(0.005);
    expect(report.quality.seamRatio).toBeLessThan(1.5);
  });

  it('runs on over the loops: the second loop repeats the first', async () => {
    const { clean } = await film({ frameCount: 30 }, null);
    for (const i of [0, 3, 5]) expect(differs(pixels(clean[24 + i]), pixels(clean[i]))).toBe(0);
  });

  it('draws on the device when told to, like the CPU', async () => {
    const onGpu = await film({ renderer: 'webgpu', frameCount: 8 }, device);
    const onCpu = await film({ renderer: 'cpu', frameCount: 8 }, device);
    expect(onGpu.report.renderer).toBe('webgpu');
    expect(onCpu.report.renderer).toBe('cpu');
    for (let i = 0; i < 8; i++) {
      expect(differs(pixels(onGpu.marked[i]), pixels(onCpu.marked[i]))).toBeLessThanOrEqual(2);
      expect(differs(pixels(onGpu.clean[i]), pixels(onCpu.clean[i]))).toBeLessThanOrEqual(2);
    }
  });

  it('leaves a fallback adapter alone when the choice is its own, and fails without a device when told to use one', async () => {
    const { report } = await film({ frameCount: 2 }, device);
    expect(report.renderer).toBe(device.adapterInfo.isFallbackAdapter ? 'cpu' : 'webgpu');
    await expect(film({ renderer: 'webgpu' }, null)).rejects.toMatchObject({ code: 'browser-unsupported' });
  });

  it('goes on without the GPU at the frame where the device goes', async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const doomed = await adapter!.requestDevice();
    const frames = new MessageChannel();
    const received: Frame[] = [];
    const receiving = collect(frames.port2, received);
    const rendering = renderFrames(
      {
        photo,
        motion,
        framesPerSecond: 24,
        frameCount: 12,
        label: { text: 'AI-generated', corner: 'bottom-right' },
        watermark: '1000000000000001',
        frames: frames.port1,
        renderer: 'webgpu',
      },
      {
        signal: new AbortController().signal,
        progress: (_stage, completed) => {
          if (completed === 5) doomed.destroy();
        },
      },
      doomed,
    );
    const report = await rendering;
    await receiving;
    expect(report.renderer).toBe('cpu');
    expect(report.gpuLostAtFrame).toBeGreaterThanOrEqual(5);
    expect(report.gpuLostAtFrame).toBeLessThan(12);
    expect(received.map(({ index }) => index)).toEqual(Array.from({ length: 12 }, (_, i) => i));
    // One film throughout: as the CPU alone draws it, within the twins' difference.
    const { marked } = await film({ renderer: 'cpu', frameCount: 12, framesPerSecond: 24 }, null);
    received.forEach((frame, i) => {
      expect(differs(pixels(frame), pixels(marked[i]))).toBeLessThanOrEqual(2);
    });
  });

  it('stops between frames when cancelled, and keeps no more frames under way than there are credits', async () => {
    const frames = new MessageChannel();
    const controller = new AbortController();
    let completed = 0;
    const rendering = renderFrames(
      {
        photo,
        motion,
        framesPerSecond: 24,
        frameCount: 72,
        label: { text: 'AI', corner: 'top-left' },
        watermark: '1000000000000001',
        frames: frames.port1,
        renderer: 'cpu',
      },
      { signal: controller.signal, progress: (_stage, done) => (completed = done) },
      null,
    );
    // Nobody receives: the renderer has to wait by itself.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(completed).toBeGreaterThan(0);
    expect(completed).toBeLessThanOrEqual(4);
    controller.abort();
    await expect(rendering).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('renderFrames on photos at the bounds', () => {
  const wide = makePhoto(512, 64);
  const everything: SceneOptions = { drift: [0.2, 0], sway: 0.04, glow: 0.4, moving: () => 1 };

  it.each([
    ['a panorama of 1:8', wide, makeMotion(184, 24, { ...everything, drift: [0.2, 0] }), true],
    ['16 pixels wide', makePhoto(16, 128), makeMotion(24, 168, { ...everything, drift: [0, 0.2] }), true],
    ['all of it in motion', photo, makeMotion(7, 10, { ...everything, drift: [0.25, 0.25] }), true],
    ['nothing in motion', photo, makeMotion(7, 10, { ...everything, drift: [0, 0], moving: () => 0 }), false],
  ])('%s', async (_name, picture, wild, moves) => {
    const { clean, report } = await film({ photo: picture, motion: wild, frameCount: 16 }, null);
    expect(clean).toHaveLength(16);
    expect(differs(pixels(clean[0]), picture.data)).toBe(0);
    expect(differs(pixels(clean[8]), picture.data) > 4).toBe(moves);
    for (const frame of clean)
      expect(pixels(frame).every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
    const { staticError, motionEnergy, seamRatio, sharpnessRatio } = report.quality;
    expect(staticError).toBe(0);
    expect([motionEnergy, seamRatio, sharpnessRatio].every(Number.isFinite)).toBe(true);
    expect(motionEnergy > 0).toBe(moves);
  });

  it('with every kind of air over a panorama and a strip', async () => {
    for (const picture of [wide, makePhoto(16, 128)]) {
      const stormy = makeMotion(24, 24, everything);
      stormy.atmosphere = ATMOSPHERE_KINDS.map((kind) => ({ kind, strength: 1 }));
      stormy.camera = { kind: 'orbit', strength: 1, angleRadians: 0 };
      const { clean } = await film({ photo: picture, motion: stormy, frameCount: 3 }, null);
      expect(clean).toHaveLength(3);
    }
  });
});

describe('drawLabel', () => {
  it.each([
    [720, 1280],
    [1920, 1080],
    [200, 300],
  ])('paints capitals of at least a twentieth of the shortest side, inside safe margins: %i x %i', (w, h) => {
    for (const corner of ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const) {
      const label = drawLabel(w, h, { text: 'AI-generated', corner });
      // Rows that hold white: the height of capitals alone, drawn at the same size.
      const capitals = drawLabel(w, h, { text: 'AI', corner });
      const rows = Array.from({ length: capitals.height }, (_, y) =>
        capitals.pixels.slice(y * capitals.width, (y + 1) * capitals.width).some((p) => (p & 255) > 160),
      );
      const textHeight = rows.lastIndexOf(true) - rows.indexOf(true) + 1;
      expect(textHeight).toBeGreaterThanOrEqual(0.05 * Math.min(w, h));
      const margin = 0.03 * Math.min(w, h);
      expect(label.x).toBeGreaterThanOrEqual(margin);
      expect(label.y).toBeGreaterThanOrEqual(margin);
      expect(label.x + label.width).toBeLessThanOrEqual(w - margin);
      expect(label.y + label.height).toBeLessThanOrEqual(h - margin);
    }
  });

  it('wraps a long text and stays inside a narrow picture', () => {
    const long = drawLabel(300, 900, { text: 'AI-generated video · AI生成合成内容', corner: 'bottom-left' });
    const short = drawLabel(300, 900, { text: 'AI-generated', corner: 'bottom-left' });
    expect(long.height).toBeGreaterThan(1.5 * short.height);
    expect(long.x + long.width).toBeLessThanOrEqual(300);
    const narrow = drawLabel(16, 128, { text: 'AI-generated', corner: 'bottom-right' });
    expect(narrow.x + narrow.width).toBeLessThanOrEqual(16);
  });
});

describe('loopTime', () => {
  it('starts each loop anew, whatever rounding does', () => {
    expect(loopTime(0, 4)).toBe(0);
    expect(loopTime(4 - 1e-9, 4)).toBe(0);
    expect(loopTime(4.5, 4)).toBeCloseTo(0.5, 9);
    expect(loopTime(160 / 30, 16 / 3)).toBe(0);
  });
});
