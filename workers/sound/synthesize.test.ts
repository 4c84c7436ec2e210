import { describe, expect, it } from 'vitest';
import { truePeak } from './dsp/limiter';
import { loudness } from './dsp/loudness';
import { measureEnvelope } from './envelope';
import type { SoundRequest } from './protocol';
import { correlation, scene, swingingMotion } from './sound.test-support';
import { synthesize } from './synthesize';

const never = new AbortController().signal;

function make(request: Partial<SoundRequest> = {}) {
  const { audio, layers } = synthesize(
    {
      motion: swingingMotion(4, 0),
      scene: scene({ moving_water: 0.4, sky: 0.5 }),
      intents: {},
      durationSeconds: 4,
      seed: 1,
      ...request,
    },
    never,
  );
  return { left: audio.channels[0]!, right: audio.channels[1]!, layers };
}

const SCENES: [string, Partial<SoundRequest>][] = [
  ['waves', {}],
  ['stream', { scene: scene({ moving_water: 0.4 }) }],
  ['waterfall', { scene: scene({ waterfall: 0.4 }) }],
  ['lapping', { scene: scene({ still_water: 0.4 }) }],
  ['leaves', { scene: scene({ foliage: 0.7 }) }],
  ['fire', { scene: scene({ fire: 0.3 }) }],
  ['wind', { scene: scene({}), intents: { sound_wind: 1 } }],
  ['rain', { scene: scene({}), intents: { sound_rain: 1 } }],
  ['thunder', { scene: scene({}), intents: { sound_thunder: 1 } }],
  ['birds', { scene: scene({}), intents: { sound_birds: 1 } }],
  ['crickets', { scene: scene({ grass: 0.2 }), intents: { mood_night: 1 } }],
  ['city', { scene: scene({ built: 0.7, sky: 0.2 }) }],
  ['room', { scene: scene({ built: 1 }) }],
];

describe.each(SCENES)('the sound of %s', (layer, request) => {
  const sound = make({ ...request, durationSeconds: 4.2, motion: swingingMotion(4.2, 2) });

  it('is there, stereo, 48 kHz and of exact length', () => {
    expect(sound.layers).toContain(layer);
    expect(sound.left).toHaveLength(201_600);
    expect(sound.right).toHaveLength(201_600);
    expect(correlation([...sound.left], [...sound.right])).toBeLessThan(0.95);
  });

  it('stays below -1 dBFS and above silence', () => {
    expect(Math.max(truePeak(sound.left), truePeak(sound.right))).toBeLessThanOrEqual(10 ** (-1 / 20) + 1e-6);
    const lufs = loudness(sound);
    expect(lufs).toBeLessThan(-17.5);
    expect(lufs).toBeGreaterThan(-46);
  });

  it('loops without a click', () => {
    for (const samples of [sound.left, sound.right]) {
      const length = samples.length;
      /** A click is a bend that no neighbour has: the second difference. */
      const bend = (index: number) =>
        Math.abs(
          samples[(index + 1) % length]! -
            2 * samples[index % length]! +
            samples[(index + length - 1) % length]!,
        );
      const near = Math.max(...[-2, -1, 0, 1].map((offset) => bend(length + offset)));
      // Within a fifth of a second on both sides: crackles and chirps are loud where they are.
      const around = Array.from({ length: 19_200 }, (_, index) => bend(length - 9600 + index)).sort(
        (a, b) => a - b,
      );
      expect(near).toBeLessThanOrEqual(around.at(-8)! + 1e-7);
    }
  });
});

describe('synthesize', () => {
  it('is the same for the same seed, and another for another', () => {
    const [first, again, other] = [make(), make(), make({ seed: 2 })];
    expect(again.left.every((value, index) => value === first.left[index])).toBe(true);
    expect(correlation([...first.left], [...other.left])).toBeLessThan(0.2);
  });

  const courses = (samples: Float32Array, parts: number) =>
    Array.from({ length: parts }, (_, part) => {
      const size = Math.floor(samples.length / parts);
      const slice = samples.subarray(part * size, (part + 1) * size);
      return 10 * Math.log10(slice.reduce((sum, value) => sum + value * value, 1e-12) / size);
    });

  it.each([
    ['waves', scene({ moving_water: 0.4, sky: 0.5 }), {}],
    ['wind', scene({}), { sound_wind: 1 }],
    ['leaves', scene({ foliage: 0.4 }), { sound_birds: 0, mood_night: 0 }],
  ] as const)(
    'lets %s follow the motion, wherever in the loop it is fastest',
    (_name, summary, intents) => {
      for (const phase of [0.3, 2.4, 4.5]) {
        const motion = swingingMotion(5, phase);
        const { speed } = measureEnvelope(motion);
        const sound = make({ motion, scene: summary, intents, durationSeconds: 10, seed: 3 });
        const right = courses(sound.right, 40);
        const loud = courses(sound.left, 40).map((level, part) => level + right[part]!);
        const fast = loud.map((_, part) => speed[Math.floor((((part + 0.5) % 20) / 20) * speed.length)]!);
        expect(correlation(loud, fast), `phase ${phase}`).toBeGreaterThan(0.55);
      }
    },
    30_000,
  );

  it('makes the surf swell by 6 dB or more', () => {
    const levels = courses(make({ durationSeconds: 8 }).left, 32);
    expect(Math.max(...levels) - Math.min(...levels)).toBeGreaterThan(6);
  });

  it('is silent when asked, and stops when cancelled', () => {
    const silent = make({ intents: { sound_silence: 1 } });
    expect(silent.layers).toEqual([]);
    expect(silent.left.every((value) => value === 0)).toBe(true);
    expect(() =>
      synthesize(
        { motion: swingingMotion(4, 0), scene: scene({ fire: 1 }), intents: {}, durationSeconds: 4, seed: 1 },
        AbortSignal.abort(),
      ),
    ).toThrow(expect.objectContaining({ name: 'AbortError' }) as Error);
  });
});
