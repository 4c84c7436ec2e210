import { SAMPLE_RATE } from '../dsp/circular';
import type { Random } from '../dsp/random';

export interface GrainOptions {
  lowHertz: number;
  highHertz: number;
  /** Time to fall to 1/e, middle of a range of a factor of two each way. */
  decaySeconds: number;
}

/**
 * A stock of tiny sounds: bursts of noise about a frequency that die away. One of foam, a raindrop, a crackle.
 * Each has a peak of about 1, a soft start of 0.1 ms and an end below -60 dB.
 */
export function makeGrains(random: Random, count: number, options: GrainOptions): Float32Array[] {
  return Array.from({ length: count }, () => {
    const frequency = random.logBetween(options.lowHertz, options.highHertz);
    const decay = options.decaySeconds * random.logBetween(0.5, 2);
    return makeGrain(random, frequency, decay);
  });
}

/** One grain: noise through a resonance of two periods' width. */
export function makeGrain(random: Random, frequencyHertz: number, decaySeconds: number): Float32Array {
  const length = Math.ceil(7 * decaySeconds * SAMPLE_RATE);
  const grain = new Float32Array(length);
  const speed = (2 * Math.PI * frequencyHertz) / SAMPLE_RATE;
  const phase = 2 * Math.PI * random.unit();
  let wobble = 0;
  for (let index = 0; index < length; index++) {
    // A phase that wanders makes of the tone a band of noise.
    wobble += 0.35 * speed * (2 * random.unit() - 1);
    const attack = Math.min(1, index / 5);
    grain[index] =
      attack * Math.exp(-index / (decaySeconds * SAMPLE_RATE)) * Math.sin(speed * index + phase + wobble);
  }
  return grain;
}
