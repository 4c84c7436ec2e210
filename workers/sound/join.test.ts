import { describe, expect, it } from 'vitest';
import { silence, type Stereo } from './dsp/circular';
import { Random } from './dsp/random';
import { joinSounds } from './join';

const FADE = 4800;
const SCENE = 24_000;

function noise(length: number, seed: number): Stereo {
  const random = new Random(seed, 'test');
  const sound = silence(length);
  for (const side of ['left', 'right'] as const) {
    sound[side].forEach((_, at) => (sound[side][at] = 0.1 * (random.unit() - 0.5)));
  }
  return sound;
}

const power = (samples: Float32Array) =>
  samples.reduce((sum, value) => sum + value * value, 0) / samples.length;

describe('joinSounds', () => {
  const parts = [0, 1, 2].map((scene) => ({
    sound: noise(SCENE + FADE, scene + 1),
    startSample: scene * SCENE,
  }));
  const film = joinSounds(parts, 3 * SCENE, FADE);

  it('keeps the same loudness through every fade, and where the film begins again', () => {
    const usual = power(film.left.subarray(FADE, SCENE));
    for (const start of [0, SCENE, 2 * SCENE]) {
      for (let at = start; at < start + FADE; at += FADE / 4) {
        expect(power(film.left.subarray(at, at + FADE / 4)) / usual).toBeGreaterThan(0.85);
        expect(power(film.left.subarray(at, at + FADE / 4)) / usual).toBeLessThan(1.15);
      }
    }
  });

  it('plays each part untouched between the fades', () => {
    const { sound } = parts[1]!;
    expect(film.right[SCENE + FADE + 10]).toBeCloseTo(sound.right[FADE + 10]!, 6);
  });

  it('has no click: a smooth sound stays smooth over every border', () => {
    const tone = (startSample: number) => {
      const sound = silence(SCENE + FADE);
      for (const side of ['left', 'right'] as const) {
        sound[side].forEach((_, at) => (sound[side][at] = 0.05 * Math.sin((2 * Math.PI * at) / 480)));
      }
      return { sound, startSample };
    };
    const { left } = joinSounds(
      [0, 1, 2].map((scene) => tone(scene * SCENE)),
      3 * SCENE,
      FADE,
    );
    const steps = left.map((value, at) => Math.abs(value - left[(at + left.length - 1) % left.length]!));
    // Two tones in phase are at most √2 as loud; a step of one is 2π / 480 of its height.
    expect(Math.max(...steps)).toBeLessThan(1.5 * 0.05 * ((2 * Math.PI) / 480));
  });

  it('refuses parts that leave a gap', () => {
    expect(() => joinSounds(parts.slice(0, 2), 3 * SCENE, FADE)).toThrow('the next from');
  });
});
