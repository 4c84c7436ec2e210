import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stillMotion, type Motion } from '../../../src/shared/motion';
import type { MotionEdit } from '../../../src/shared/motion-edit/edits';
import type { RgbaImage } from '../../../src/shared/pixels';
import { WorkerClient, receiveFrames } from '../../../src/shared/rpc';
import { SCENE_CLASSES } from '../../../src/shared/scene';
import type { AnimationProtocol, PreviewRequest } from '../protocol';

const client = new WorkerClient<AnimationProtocol>(
  () => new Worker(new URL('../index.ts', import.meta.url), { type: 'module', name: 'animation' }),
);
afterAll(() => client.end());

const WIDTH = 360;
const HEIGHT = 640;
const grid = { width: 48, height: 80 };
const SECONDS = 4;

/** Clouds of noise above, a calm ground below. */
function picture(): RgbaImage {
  const data = new Uint8ClampedArray(4 * WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const wave = Math.sin(x / 9 + Math.sin(y / 14) * 2) + Math.sin(y / 11 + x / 31);
      const at = 4 * (y * WIDTH + x);
      const sky = y < HEIGHT / 2;
      data.set([sky ? 140 + 40 * wave : 90, sky ? 160 + 30 * wave : 110 + 8 * wave, sky ? 200 : 70, 255], at);
    }
  }
  return { width: WIDTH, height: HEIGHT, data };
}

function skyMotion(): { motion: Motion; classes: Uint8Array<ArrayBuffer> } {
  const motion = stillMotion(grid, SECONDS);
  const classes = new Uint8Array(grid.width * grid.height).fill(SCENE_CLASSES.indexOf('ground'));
  for (let cell = 0; cell < classes.length / 2; cell++) {
    classes[cell] = SCENE_CLASSES.indexOf('sky');
    motion.moving[cell] = 1;
    motion.drift[cell] = 0.03;
  }
  return { motion, classes };
}

const { motion, classes } = skyMotion();
const request: PreviewRequest = {
  photo: picture(),
  part: { x: 0, y: 0, width: WIDTH, height: HEIGHT },
  motion,
  sceneMap: { grid, classes },
  edits: [],
  maxPixels: WIDTH * HEIGHT,
  filmSeconds: SECONDS,
  label: { text: 'AI-generated', corner: 'bottom-right' },
  sampleCount: 8,
};

/** The frames that a preview gives until `count` have come. */
async function play(
  id: number,
  options: { paused?: boolean; startSeconds?: number; count: number; framesPerSecond?: number },
): Promise<RgbaImage[]> {
  const { port1, port2 } = new MessageChannel();
  const stop = new AbortController();
  const playing = client.call(
    'playPreview',
    {
      id,
      frames: port1,
      framesPerSecond: options.framesPerSecond ?? 60,
      startSeconds: options.startSeconds ?? 0,
      paused: options.paused ?? false,
    },
    { transfer: [port1] },
  );
  const frames: RgbaImage[] = [];
  for await (const { image } of receiveFrames(port2, stop.signal)) {
    if ('data' in image) frames.push(image);
    if (frames.length === options.count) break;
  }
  await client.call('stopPreview', { id });
  await playing;
  return frames;
}

const still = async (id: number, seconds: number) =>
  (await play(id, { paused: true, startSeconds: seconds, count: 1 }))[0]!;

/** Share of the pixels of a rectangle (0..1 of the picture) that differ from the photo. */
function changed(image: RgbaImage, [left, top, right, bottom]: readonly [number, number, number, number]) {
  let count = 0;
  let all = 0;
  for (let y = Math.ceil(top * HEIGHT); y < bottom * HEIGHT; y++) {
    for (let x = Math.ceil(left * WIDTH); x < right * WIDTH; x++) {
      const at = 4 * (y * WIDTH + x);
      all++;
      if ([0, 1, 2].some((c) => image.data[at + c] !== request.photo.data[at + c])) count++;
    }
  }
  return count / all;
}

const SKY = [0.1, 0.1, 0.9, 0.4] as const;
const DAB = [0.45, 0.2, 0.55, 0.26] as const;
const AROUND = [0.75, 0.1, 0.95, 0.4] as const;
const GROUND = [0.02, 0.6, 0.35, 0.98] as const;
const freeze: MotionEdit = { kind: 'freeze', points: [{ x: 0.5, y: 0.23 }], radius: 0.16 };

describe('the live preview', () => {
  let id = 0;
  let samples: RgbaImage[] = [];
  beforeAll(async () => {
    ({ id, frames: samples } = await client.call('openPreview', request));
  });

  it('gives labelled frames for the gate, spread over the film', () => {
    expect(samples).toHaveLength(8);
    for (const sample of samples) {
      expect([sample.width, sample.height]).toEqual([WIDTH, HEIGHT]);
      expect(changed(sample, SKY)).toBeGreaterThan(0.5);
      expect(changed(sample, GROUND)).toBe(0);
      expect(changed(sample, [0.5, 0.9, 1, 1])).toBeGreaterThan(0.2); // the label
    }
    expect(samples[0]!.data).not.toEqual(samples[4]!.data);
  });

  it('freezes what was brushed and nothing else, and gives it back when undone', async () => {
    const before = await still(id, 1.5);
    expect(changed(before, DAB)).toBeGreaterThan(0.5);
    await client.call('editPreview', { id, edits: [freeze] });
    const frozen = await still(id, 1.5);
    expect(changed(frozen, DAB)).toBe(0);
    expect(changed(frozen, AROUND)).toBeGreaterThan(0.5);
    expect(changed(frozen, GROUND)).toBe(0);
    await client.call('editPreview', { id, edits: [] });
    expect((await still(id, 1.5)).data).toEqual(before.data);
  });

  it('turns the sky where an arrow points, and leaves the ground', async () => {
    const before = await still(id, 1.5);
    const arrow: MotionEdit = { kind: 'arrow', from: { x: 0.3, y: 0.2 }, to: { x: 0.3, y: 0.3 } };
    await client.call('editPreview', { id, edits: [arrow] });
    const turned = await still(id, 1.5);
    expect(turned.data).not.toEqual(before.data);
    expect(changed(turned, SKY)).toBeGreaterThan(0.5);
    expect(changed(turned, GROUND)).toBe(0);
    await client.call('editPreview', { id, edits: [] });
  });

  it('wakes what stood still', async () => {
    const wake: MotionEdit = {
      kind: 'wake',
      points: [
        { x: 0.2, y: 0.8 },
        { x: 0.4, y: 0.8 },
      ],
      radius: 0.1,
    };
    await client.call('editPreview', { id, edits: [wake] });
    const woken = await still(id, 1);
    expect(changed(woken, [0.24, 0.78, 0.36, 0.82])).toBeGreaterThan(0.1);
    expect(changed(woken, [0.05, 0.92, 0.45, 0.98])).toBe(0);
    await client.call('editPreview', { id, edits: [] });
  });

  it('is as calm as the photo at strength 0', async () => {
    await client.call('editPreview', { id, edits: [{ kind: 'strength', value: 0 }] });
    expect(changed(await still(id, 2), SKY)).toBe(0);
    await client.call('editPreview', { id, edits: [] });
  });

  it('draws a paused preview again when it is edited, and not before', async () => {
    const { port1, port2 } = new MessageChannel();
    const stop = new AbortController();
    const playing = client.call(
      'playPreview',
      { id, frames: port1, framesPerSecond: 60, startSeconds: 1, paused: true },
      { transfer: [port1] },
    );
    let count = 0;
    const counting = (async () => {
      const frames = receiveFrames(port2, stop.signal);
      while (!(await frames.next()).done) count++;
    })().catch(() => undefined);
    await expect.poll(() => count).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(count).toBe(1);
    await client.call('editPreview', { id, edits: [{ kind: 'strength', value: 0.5 }] });
    await expect.poll(() => count).toBe(2);
    await client.call('stopPreview', { id });
    await Promise.all([playing, counting]);
    await client.call('editPreview', { id, edits: [] });
  });

  it('shows a part of the photo, smaller, moved as in the whole', async () => {
    const part = { x: 60, y: 0, width: 240, height: 427 };
    const opened = await client.call('openPreview', { ...request, part, maxPixels: 120 * 214 });
    expect(opened.width * opened.height).toBeLessThanOrEqual(120 * 214);
    expect(opened.width / opened.height).toBeCloseTo(240 / 427, 1);
    expect(opened.frames).toHaveLength(8);
    await client.call('closePreview', { id: opened.id });
    const { port1 } = new MessageChannel();
    await expect(
      client.call(
        'playPreview',
        { id: opened.id, frames: port1, framesPerSecond: 30, startSeconds: 0, paused: false },
        { transfer: [port1] },
      ),
    ).rejects.toMatchObject({ code: 'internal' });
  });
});
