import { applyTrack, SAMPLE_RATE, type Stereo, type Track } from './circular';
import { bandpassResponse, filterCircular } from './filter';
import type { Random } from './random';

/** Centres of the octave bands in which sounds are described, in hertz. */
export const OCTAVES = [63, 125, 250, 500, 1000, 2000, 4000, 8000, 16_000] as const;
/**
 * Power in each octave, in dB; only differences count. The tables in layers/ follow the Welch spectra of the recordings in
 * github.com/remvze/moodist, public/sounds (nature, rain, urban). Whole layers, events included, stand within 2 dB of them
 * from 125 Hz to 16 kHz for river, waterfall and rain, 5 dB for surf, 8 dB for wind, 10 dB for fire and thunder. Below -50 a band is left out.
 */
export type OctaveLevels = readonly [number, number, number, number, number, number, number, number, number];

const QUALITY = 1.3;
const SILENT_DB = -50;
/** Octaves below 1 kHz are made at an eighth of the rate and then interpolated. */
const LOW_OCTAVES = 4;
const LOW_RATE_DIVISOR = 8;

/**
 * Neighbouring band-passes meet nearly in opposite phase (85 degrees ahead and behind): every other one is turned over, so that
 * they add up where they cross instead of leaving a notch.
 */
const signOf = (octave: number) => (octave % 2 === 0 ? 1 : -1);

const POINTS_PER_OCTAVE = 12;

interface Response {
  re: number;
  im: number;
}

/** For each octave heard its points, with the share of white noise that each stands for and every filter's response there. */
const RESPONSES = OCTAVES.map((heard) =>
  Array.from({ length: POINTS_PER_OCTAVE }, (_, point) => {
    const frequency = heard * 2 ** ((point + 0.5) / POINTS_PER_OCTAVE - 0.5);
    const widthHertz = frequency * (2 ** (1 / POINTS_PER_OCTAVE) - 1);
    const filters = OCTAVES.map((centre, octave): Response => {
      const rate = rateOf(octave);
      if (frequency >= rate / 2) return { re: 0, im: 0 };
      const stage = bandpassResponse(frequency, centre, QUALITY, rate);
      const scale = signOf(octave) * Math.sqrt(widthHertz / (rate / 2));
      return { re: scale * (stage.re ** 2 - stage.im ** 2), im: scale * 2 * stage.re * stage.im };
    });
    return filters;
  }),
);

/** Amplitudes of the nine filters that together come nearest to the wanted levels (multiplicative updates, 60 rounds). */
export function bandGains(levels: OctaveLevels): number[] {
  const wanted = levels.map((level) => 10 ** (level / 10));
  const gains = wanted.map((power, octave) => (levels[octave]! <= SILENT_DB ? 0 : Math.sqrt(power)));
  for (let round = 0; round < 60; round++) {
    const heard = RESPONSES.map((points) =>
      points.reduce((sum, filters) => sum + powerOf(filters, gains), 0),
    );
    gains.forEach((gain, octave) => {
      if (gain > 0) gains[octave] = gain * (wanted[octave]! / heard[octave]!) ** 0.25;
    });
  }
  return gains;
}

/** Power at one point: filters of one noise add as amplitudes, those of the two noises (low, high) as powers. */
function powerOf(filters: readonly Response[], gains: readonly number[]): number {
  let power = 0;
  for (const [from, to] of [
    [0, LOW_OCTAVES],
    [LOW_OCTAVES, OCTAVES.length],
  ] as const) {
    let re = 0;
    let im = 0;
    for (let octave = from; octave < to; octave++) {
      re += gains[octave]! * filters[octave]!.re;
      im += gains[octave]! * filters[octave]!.im;
    }
    power += re * re + im * im;
  }
  return power;
}

function rateOf(octave: number): number {
  return octave < LOW_OCTAVES ? SAMPLE_RATE / LOW_RATE_DIVISOR : SAMPLE_RATE;
}

export interface ShapedNoiseOptions {
  levels: OctaveLevels;
  /** Correlation of left and right, 0..1. */
  correlation: number;
  /** A curve of the amplitude for each octave, or for none. */
  tracks?: readonly (Track | undefined)[];
  /** Left and right curves of the amplitude, on top. */
  sideTracks?: { left: Track; right: Track };
}

/** Stereo noise of a given spectrum, each octave with its own course over the film. */
export function shapedNoise(random: Random, sampleCount: number, options: ShapedNoiseOptions): Stereo {
  const gains = bandGains(options.levels);
  const highNoise = correlatedNoise(random, sampleCount, options.correlation);
  const lowCount = Math.round(sampleCount / LOW_RATE_DIVISOR);
  const lowNoise = correlatedNoise(random, lowCount, options.correlation);
  const side = (high: Float32Array, low: Float32Array, sideTrack: Track | undefined) => {
    const lowSum = new Float32Array(lowCount);
    const sum = new Float32Array(sampleCount);
    OCTAVES.forEach((centre, octave) => {
      const gain = gains[octave]!;
      if (gain === 0 || options.levels[octave]! <= SILENT_DB) return;
      const isLow = octave < LOW_OCTAVES;
      const amplitude = signOf(octave) * gain;
      const band = (isLow ? low : high).slice();
      filterCircular(band, 'bandpass', centre, QUALITY, rateOf(octave));
      filterCircular(band, 'bandpass', centre, QUALITY, rateOf(octave));
      const track = options.tracks?.[octave];
      if (track) applyTrack(band, track);
      const target = isLow ? lowSum : sum;
      for (let index = 0; index < band.length; index++) target[index]! += amplitude * band[index]!;
    });
    addUpsampled(sum, lowSum);
    if (sideTrack) applyTrack(sum, sideTrack);
    return sum;
  };
  return {
    left: side(highNoise.left, lowNoise.left, options.sideTracks?.left),
    right: side(highNoise.right, lowNoise.right, options.sideTracks?.right),
  };
}

/** Two noises of power 1 each whose correlation is given: L = a n1 + b n2, R = b n1 + a n2 with a^2 + b^2 = 1, 2ab = correlation. */
function correlatedNoise(random: Random, length: number, correlation: number): Stereo {
  const angle = Math.asin(Math.min(1, Math.max(0, correlation))) / 2;
  const scale = Math.sqrt(3);
  const a = scale * Math.cos(angle);
  const b = scale * Math.sin(angle);
  const left = random.noise(length);
  const right = random.noise(length);
  for (let index = 0; index < length; index++) {
    const first = left[index]!;
    const second = right[index]!;
    left[index] = a * first + b * second;
    right[index] = b * first + a * second;
  }
  return { left, right };
}

/** Adds a slower circular signal, interpolated by Catmull-Rom cubics. */
function addUpsampled(target: Float32Array, slow: Float32Array): void {
  const step = slow.length / target.length;
  for (let index = 0; index < target.length; index++) {
    const at = index * step;
    const base = Math.floor(at);
    const f = at - base;
    const p0 = slow[base === 0 ? slow.length - 1 : base - 1]!;
    const p1 = slow[base]!;
    const p2 = slow[base + 1 < slow.length ? base + 1 : base + 1 - slow.length]!;
    const p3 = slow[base + 2 < slow.length ? base + 2 : base + 2 - slow.length]!;
    target[index]! +=
      p1 + 0.5 * f * (p2 - p0 + f * (2 * p0 - 5 * p1 + 4 * p2 - p3 + f * (3 * (p1 - p2) + p3 - p0)));
  }
}
