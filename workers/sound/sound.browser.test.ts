import { afterEach, describe, expect, it } from 'vitest';
import { WorkerClient } from '../../src/shared/rpc';
import type { SoundProtocol } from './protocol';
import { scene, swingingMotion } from './sound.test-support';
import { synthesize } from './synthesize';

const client = new WorkerClient<SoundProtocol>(
  () => new Worker(new URL('./index.ts', import.meta.url), { type: 'module' }),
);
afterEach(() => client.end());

describe('the sound worker', () => {
  it('gives the sound of a stormy shore, as computed anywhere', async () => {
    const request = {
      motion: swingingMotion(4, 1),
      scene: scene({ moving_water: 0.4, sky: 0.4 }),
      intents: { mood_storm: 0.9, weather_rain: 0.9 },
      durationSeconds: 4,
      seed: 11,
    };
    const { audio, layers } = await client.call('synthesize', request);
    expect(layers).toEqual(expect.arrayContaining(['waves', 'wind', 'rain', 'thunder']));
    expect(audio.sampleRateHertz).toBe(48_000);
    expect(audio.channels.map((samples) => samples.length)).toEqual([192_000, 192_000]);
    const here = synthesize(request, new AbortController().signal);
    const expected = here.audio.channels[0]!;
    expect(audio.channels[0]!.every((value, index) => value === expected[index])).toBe(true);
  });

  it('refuses a film without length', async () => {
    const request = {
      motion: swingingMotion(4, 1),
      scene: scene({}),
      intents: {},
      durationSeconds: 0,
      seed: 1,
    };
    await expect(client.call('synthesize', request)).rejects.toMatchObject({ code: 'internal' });
  });
});
