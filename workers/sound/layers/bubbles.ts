import { addEvent, SAMPLE_RATE, type Stereo } from '../dsp/circular';
import type { Random } from '../dsp/random';

export interface BubbleOptions {
  /** Bubbles a second. */
  rate: number;
  /** Radii in metres, evenly spread in the logarithm. */
  smallest: number;
  largest: number;
  /** Strength over the film, about 1: more and louder bubbles. */
  strength: (seconds: number) => number;
  gain: number;
}

/**
 * Adds the bubbles that make water sing (van den Doel, "Physically based models for liquid sounds", ACM TAP 2005): a bubble of
 * radius r rings at Minnaert's 3/r hertz, dies away at 0.13/r + 0.0072 r^(-3/2) per second, and rises in pitch as it
 * nears the surface.
 */
export function addBubbles(
  target: Stereo,
  random: Random,
  durationSeconds: number,
  options: BubbleOptions,
): void {
  const { rate, smallest, largest, strength, gain } = options;
  for (let seconds = 0; seconds < durationSeconds; seconds += random.waiting(0.5 / rate)) {
    const power = strength(seconds);
    // Candidates come twice as often as wanted, so that the rate can rise.
    if (random.unit() > 0.5 * power) continue;
    const radius = random.logBetween(smallest, largest);
    const event = ring(radius, random.unit() < 0.3 ? random.between(0.05, 0.2) : 0);
    // Larger bubbles hold more energy; few are excited strongly.
    const loudness = (radius / largest) ** 0.6 * random.unit() ** 3;
    addEvent(target, event, seconds * SAMPLE_RATE, random.between(-0.85, 0.85), gain * power * loudness);
  }
}

/** @param rise relative change of frequency in each decay time */
function ring(radius: number, rise: number): Float32Array {
  const frequency = 3 / radius;
  const decay = 0.13 / radius + 0.0072 * radius ** -1.5;
  const length = Math.min(SAMPLE_RATE / 2, Math.ceil((6 / decay) * SAMPLE_RATE));
  const event = new Float32Array(length);
  const speed = (2 * Math.PI * frequency) / SAMPLE_RATE;
  const bend = (rise * decay) / SAMPLE_RATE / 2;
  const fall = decay / SAMPLE_RATE;
  for (let index = 0; index < length; index++) {
    const attack = Math.min(1, index / 24);
    event[index] = attack * Math.exp(-fall * index) * Math.sin(speed * index * (1 + bend * index));
  }
  return event;
}
