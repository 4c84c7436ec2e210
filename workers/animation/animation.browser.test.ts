import { afterAll, describe, expect, it } from 'vitest';
import { stillMotion } from '../../src/shared/motion';
import type { RgbaImage } from '../../src/shared/pixels';
import { receiveFrames, WorkerClient } from '../../src/shared/rpc';
import type { AnimationProtocol } from './protocol';

const client = new WorkerClient<AnimationProtocol>(
  () => new Worker(new URL('./index.ts', import.meta.url), { type: 'module', name: 'animation' }),
);
afterAll(() => client.end());

function photo(width: number, height: number): RgbaImage {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let index = 0; index < data.length; index++) data[index] = index % 4 === 3 ? 255 : (index * 31) % 200;
  return { width, height, data };
}

const request = {
  photo: photo(96, 64),
  prompt: '',
  seed: 1,
  strength: 0.5,
  durationSeconds: 3,
  provider: 'wasm',
} as const;

describe('animation worker', () => {
  it('opens its models ahead of time', async () => {
    expect(await client.call('warmUp', { provider: 'wasm' })).toEqual({ provider: 'wasm' });
  });

  it('generates a motion with progress, and stops in mid-way when cancelled, still usable', async () => {
    const controller = new AbortController();
    const cancelled = client.call('generateMotion', request, {
      signal: controller.signal,
      onProgress: (stage, completed) => {
        if (stage === 'motion' && completed === 2) controller.abort();
      },
    });
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });

    const stages = new Set<string>();
    const result = await client.call('generateMotion', request, { onProgress: (stage) => stages.add(stage) });
    expect([...stages]).toEqual(['scene', 'motion']);
    expect(result.provider).toBe('wasm');
    expect(result.motion.durationSeconds).toBe(3);
    expect(result.motion.moving.length).toBe(result.motion.grid.height * result.motion.grid.width);
  });

  it('renders the frames that were asked for', async () => {
    const { port1, port2 } = new MessageChannel();
    const rendering = client.call(
      'render',
      {
        photo: request.photo,
        motion: stillMotion({ height: 8, width: 16 }, 3),
        framesPerSecond: 2,
        frameCount: 6,
        label: { text: 'AI', corner: 'top-left' },
        watermark: '1000000000000001',
        frames: port2,
        renderer: 'cpu',
      },
      { transfer: [port2] },
    );
    const indices: number[] = [];
    for await (const frame of receiveFrames(port1, new AbortController().signal)) {
      indices.push(frame.index);
      if (!('data' in frame.image)) frame.image.close();
    }
    expect(indices).toEqual([0, 1, 2, 3, 4, 5]);
    expect((await rendering).renderer).toBe('cpu');
  });
});
