import { addEvent, makeTrack, SAMPLE_RATE, wander } from '../dsp/circular';
import { OCTAVES, shapedNoise, type OctaveLevels } from '../dsp/shaped-noise';
import { makeGrain, makeGrains } from './grains';
import type { Layer } from './layer';

/** Octave levels of a recorded campfire between its crackles (63 Hz to 16 kHz). */
const BREATH: OctaveLevels = [-5, -3, 0, -3, -9, -12, -13, -13, -18];

/** Crackles a second, gathered in bursts. */
const CRACKLE_RATE = 36;
/** Exponent of the crackles' sizes: many ticks, few cracks (Pareto). */
const CRACKLE_EXPONENT = 1.1;
const LARGEST_CRACKLE = 36;

/** A fire: the flames' flutter, ticks and cracks of the wood, now and then a thump. Follows the glow's flicker. */
export const fire: Layer = ({ random, sampleCount, durationSeconds, flicker, force }) => {
  const licking = wander(random, durationSeconds, 1.5, 9, 0.3);
  const drift = wander(random, durationSeconds, 0.15, 0.8);
  const strength = (seconds: number) =>
    Math.exp(0.9 * flicker.trust * (flicker.at(seconds) - 0.5) + 0.2 * drift(seconds));
  const tracks = OCTAVES.map((_, octave) => {
    // Flames flutter low; the hiss of the embers hardly moves.
    const depth = octave < 5 ? 0.38 : 0.15;
    return makeTrack(
      durationSeconds,
      (seconds) => strength(seconds) * Math.max(0.15, 1 + depth * licking(seconds)),
    );
  });
  const sound = shapedNoise(random, sampleCount, { levels: BREATH, correlation: 0.45, tracks });

  const ticks = makeGrains(random, 32, { lowHertz: 2200, highHertz: 14_000, decaySeconds: 0.0007 });
  const thump = makeGrain(random, 140, 0.02);
  const burst = wander(random, durationSeconds, 0.4, 4, 0.2);
  const rate = CRACKLE_RATE * (0.6 + 0.8 * force);
  for (let seconds = 0; seconds < durationSeconds; seconds += random.waiting(0.25 / rate)) {
    const density = 0.25 * strength(seconds) * Math.exp(1.1 * burst(seconds) - 0.6);
    if (random.unit() > density) continue;
    const size = Math.min(LARGEST_CRACKLE, (1 - random.unit()) ** (-1 / CRACKLE_EXPONENT));
    const pan = random.between(-0.7, 0.7);
    const at = seconds * SAMPLE_RATE;
    addEvent(sound, ticks[random.integer() & 31]!, at, pan, 5 * size);
    if (size > 18) addEvent(sound, thump, at, pan, 0.55 * size);
  }
  return sound;
};
