import type { Random } from './random';

/**
 * Sound on a circle: every signal here has the film's length and goes on, past its last sample, with its first. Events
 * wrap around, filters are run in before they are used, control curves are functions of the phase: so nothing has to be
 * faded or cut where the film loops.
 */
export const SAMPLE_RATE = 48_000;

export interface Stereo {
  left: Float32Array<ArrayBuffer>;
  right: Float32Array<ArrayBuffer>;
}

export function silence(sampleCount: number): Stereo {
  return { left: new Float32Array(sampleCount), right: new Float32Array(sampleCount) };
}

/** A curve over the film, evenly sampled, closed: between its points a straight line, behind the last one the first. */
export type Track = Float32Array<ArrayBuffer>;

/** Points of a control curve a second: finer than any gust, coarser than any sound. */
const TRACK_RATE = 200;

/** A curve from a function of the time in seconds, 0 <= t < durationSeconds. */
export function makeTrack(durationSeconds: number, value: (seconds: number) => number): Track {
  const length = Math.max(8, Math.round(durationSeconds * TRACK_RATE));
  return Float32Array.from({ length }, (_, index) => value((index * durationSeconds) / length));
}

/** A curve's value at a time, wrapped around. */
export function trackAt(track: Track, seconds: number, durationSeconds: number): number {
  const place = (((seconds / durationSeconds) % 1) + 1) % 1;
  const at = place * track.length;
  const index = Math.floor(at) % track.length;
  const next = track[(index + 1) % track.length]!;
  return track[index]! + (at - Math.floor(at)) * (next - track[index]!);
}

/** Multiplies a signal by a curve, in place. */
export function applyTrack(samples: Float32Array, track: Track): void {
  const step = track.length / samples.length;
  let from = 0;
  for (let index = 0; index < track.length; index++) {
    const value = track[index]!;
    const slope = track[(index + 1) % track.length]! - value;
    const to = index === track.length - 1 ? samples.length : Math.ceil((index + 1) / step);
    for (let at = from; at < to; at++) samples[at]! *= value + (at * step - index) * slope;
    from = to;
  }
}

/**
 * An irregular curve of mean 0 and standard deviation 1: a sum of harmonics of the film with random phases, between two
 * frequencies; where the film is shorter than the slowest of them, its own length is the slowest.
 * @param tilt power of the amplitude's fall with frequency: 0 flat, 0.5 pink
 */
export function wander(
  random: Random,
  durationSeconds: number,
  lowHertz: number,
  highHertz: number,
  tilt = 0.5,
): (seconds: number) => number {
  const first = Math.max(1, Math.round(lowHertz * durationSeconds));
  const last = Math.max(first, Math.round(highHertz * durationSeconds));
  // More harmonics than these are not heard apart; every n-th stands for its neighbours.
  const stride = Math.max(1, Math.floor((last - first + 1) / 48));
  const parts: { speed: number; phase: number; amplitude: number }[] = [];
  let power = 0;
  for (let harmonic = first; harmonic <= last; harmonic += stride) {
    const amplitude = harmonic ** -tilt;
    power += amplitude ** 2 / 2;
    parts.push({
      speed: (2 * Math.PI * harmonic) / durationSeconds,
      phase: 2 * Math.PI * random.unit(),
      amplitude,
    });
  }
  const scale = 1 / Math.sqrt(power);
  return (seconds) => {
    let sum = 0;
    for (const { speed, phase, amplitude } of parts) sum += amplitude * Math.sin(speed * seconds + phase);
    return sum * scale;
  };
}

/** Adds a short sound at `start` (samples, may lie outside: it wraps), with equal-power panning -1 (left) to 1. */
export function addEvent(
  target: Stereo,
  event: Float32Array,
  start: number,
  pan: number,
  gain: number,
): void {
  const length = target.left.length;
  const angle = ((pan + 1) * Math.PI) / 4;
  const left = gain * Math.cos(angle);
  const right = gain * Math.sin(angle);
  let at = ((Math.round(start) % length) + length) % length;
  for (const sample of event) {
    target.left[at]! += left * sample;
    target.right[at]! += right * sample;
    if (++at === length) at = 0;
  }
}

/** Adds one signal to another. */
export function addStereo(target: Stereo, source: Stereo, gain: number): void {
  for (const side of ['left', 'right'] as const) {
    const to = target[side];
    const from = source[side];
    for (let index = 0; index < to.length; index++) to[index]! += gain * from[index]!;
  }
}
