import { makeTrack, wander, type Track } from '../dsp/circular';
import { OCTAVES, shapedNoise, type OctaveLevels } from '../dsp/shaped-noise';
import { addBubbles } from './bubbles';
import { makeGust } from './gust';
import type { Layer, LayerContext } from './layer';

/** Octave levels of recorded water (63 Hz to 16 kHz): a small river, a waterfall; the last for water that only moves a little. */
const STREAM: OctaveLevels = [-60, -31, -18, -10, -1, 0, -2, -4, -10];
const WATERFALL: OctaveLevels = [-27, -18, -8, -4, 0, 0, -7, -10, -16];
const LAPPING: OctaveLevels = [-30, -16, -8, -3, 0, -4, -9, -16, -26];

/** Curves that flutter each octave by itself, between two frequencies. */
function flutter(
  { random, durationSeconds }: LayerContext,
  lowHertz: number,
  highHertz: number,
  depth: number,
  strength: (seconds: number) => number,
): Track[] {
  return OCTAVES.map(() => {
    const own = wander(random, durationSeconds, lowHertz, highHertz, 0.25);
    return makeTrack(
      durationSeconds,
      (seconds) => strength(seconds) * Math.max(0.1, 1 + depth * own(seconds)),
    );
  });
}

/** A brook or river: the rush of noise, and the bubbles that make it babble. */
export const stream: Layer = (context) => {
  const { random, sampleCount, durationSeconds, force } = context;
  const gust = makeGust(context);
  const strength = (seconds: number) => gust(seconds) ** 0.35;
  const water = shapedNoise(random, sampleCount, {
    levels: STREAM,
    correlation: 0.7,
    tracks: flutter(context, 1, 30, 0.26, strength),
  });
  addBubbles(water, random, durationSeconds, {
    rate: 70 + 60 * force,
    smallest: 0.0006,
    largest: 0.005,
    strength,
    gain: 8,
  });
  return water;
};

/** A waterfall: a broad, steady roar. */
export const waterfall: Layer = (context) => {
  const { random, sampleCount } = context;
  const gust = makeGust(context);
  return shapedNoise(random, sampleCount, {
    levels: WATERFALL,
    correlation: 0.65,
    tracks: flutter(context, 0.5, 25, 0.1, (seconds) => gust(seconds) ** 0.15),
  });
};

/** Water against a shore, hardly moving: soft slaps and single bubbles on the swell. */
export const lapping: Layer = (context) => {
  const { random, sampleCount, durationSeconds } = context;
  const gust = makeGust(context);
  const slap = wander(random, durationSeconds, 0.4, 1.6, 0.2);
  const strength = (seconds: number) => gust(seconds) * Math.exp(0.7 * slap(seconds));
  const water = shapedNoise(random, sampleCount, {
    levels: LAPPING,
    correlation: 0.4,
    tracks: flutter(context, 2, 12, 0.3, strength),
  });
  addBubbles(water, random, durationSeconds, { rate: 9, smallest: 0.002, largest: 0.009, strength, gain: 9 });
  return water;
};
