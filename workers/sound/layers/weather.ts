import { addEvent, makeTrack, SAMPLE_RATE, wander } from '../dsp/circular';
import { OCTAVES, shapedNoise, type OctaveLevels } from '../dsp/shaped-noise';
import { addBubbles } from './bubbles';
import { makeGrains } from './grains';
import type { Layer } from './layer';

/** Octave levels of recorded rain, light and heavy, and of thunder (63 Hz to 16 kHz). */
const LIGHT_RAIN: OctaveLevels = [-40, -30, -23, -16, -8, -4, -2, 0, -5];
const HEAVY_RAIN: OctaveLevels = [-23, -12, -7, -3, 0, -1, -3, -4, -12];
const THUNDER: OctaveLevels = [-3, 0, 0, -1, -6, -10, -17, -30, -45];

/** Rain: the hiss of the far, the patter of the near, and single drops in puddles. */
export const rain: Layer = ({ random, sampleCount, durationSeconds, force }) => {
  const levels = LIGHT_RAIN.map(
    (light, octave) => light + Math.min(1, 1.35 * force) * (HEAVY_RAIN[octave]! - light),
  ) as unknown as OctaveLevels;
  const tracks = OCTAVES.map(() => {
    const unrest = wander(random, durationSeconds, 0.3, 12, 0.3);
    return makeTrack(durationSeconds, (seconds) => Math.max(0.3, 1 + 0.06 * unrest(seconds)));
  });
  const sound = shapedNoise(random, sampleCount, { levels, correlation: 0.55, tracks });
  const drops = makeGrains(random, 32, { lowHertz: 1500, highHertz: 9000, decaySeconds: 0.0016 });
  const rate = 250 + 350 * force;
  for (let seconds = 0; seconds < durationSeconds; seconds += random.waiting(1 / rate)) {
    const gain = 7 * random.unit() ** 5;
    addEvent(sound, drops[random.integer() & 31]!, seconds * SAMPLE_RATE, random.between(-1, 1), gain);
  }
  addBubbles(sound, random, durationSeconds, {
    rate: 5 + 10 * force,
    smallest: 0.001,
    largest: 0.004,
    strength: () => 1,
    gain: 5,
  });
  return sound;
};

/** A clap, and its echoes from the clouds. */
const THUNDER_EVERY_SECONDS = 14;

/** Thunder: claps that roll away, low ones longest. */
export const thunder: Layer = ({ random, sampleCount, durationSeconds }) => {
  const claps: { seconds: number; strength: number; brightness: number }[] = [];
  const bolts = Math.max(1, Math.round(durationSeconds / THUNDER_EVERY_SECONDS));
  for (let bolt = 0; bolt < bolts; bolt++) {
    const start = ((bolt + random.between(0.1, 0.4)) * durationSeconds) / bolts;
    const roll = Math.min(3.5, 0.6 * durationSeconds);
    for (let echo = 0; echo < 9; echo++) {
      const delay = echo === 0 ? 0 : random.between(0.08, roll);
      claps.push({
        seconds: start + delay,
        strength: echo === 0 ? 1 : random.between(0.25, 0.9) * Math.exp(-delay / 2),
        brightness: Math.exp(-delay / 0.8),
      });
    }
  }
  const tracks = OCTAVES.map((_, octave) => {
    const rumble = wander(random, durationSeconds, 2, 14, 0.3);
    const decay = 1.5 * 0.8 ** octave;
    return makeTrack(durationSeconds, (seconds) => {
      const sum = claps.reduce((total, clap) => {
        const after = (((seconds - clap.seconds) % durationSeconds) + durationSeconds) % durationSeconds;
        const attack = 1 - Math.exp(-after / 0.012);
        const high = octave < 3 ? 1 : clap.brightness ** (0.2 * (octave - 2));
        return total + clap.strength * high * attack * Math.exp(-after / decay);
      }, 0);
      return (0.01 + sum) * Math.max(0.2, 1 + 0.4 * rumble(seconds));
    });
  });
  return shapedNoise(random, sampleCount, { levels: THUNDER, correlation: 0.75, tracks });
};
