import { addStereo, applyTrack, makeTrack, wander } from '../dsp/circular';
import { filterCircular } from '../dsp/filter';
import { OCTAVES, shapedNoise, type OctaveLevels } from '../dsp/shaped-noise';
import { makeGust } from './gust';
import type { Layer } from './layer';

/** Octave levels of recorded air (63 Hz to 16 kHz): wind over open land, leaves alone, distant traffic, a room. */
const WIND: OctaveLevels = [-9, -4, 0, -5, -12, -20, -30, -36, -45];
const LEAVES: OctaveLevels = [-45, -32, -20, -10, -4, 0, -1, -1, -4];
const CITY: OctaveLevels = [-10, 0, -1, -7, -9, -14, -20, -30, -45];
const ROOM: OctaveLevels = [-9, -5, -4, -6, -10, -16, -24, -32, -42];

/** Edges that the wind whistles about: frequency and Q of two resonances between which it wavers. */
const WHISTLES = [
  { frequencyHertz: 430, quality: 9 },
  { frequencyHertz: 590, quality: 11 },
] as const;

/** Wind: gusts swell and brighten together; a faint whistle rises with them. */
export const wind: Layer = (context) => {
  const { random, sampleCount, durationSeconds, force } = context;
  const gust = makeGust(context);
  // The faster the air, the higher the eddies: upper octaves swing wider.
  const tracks = OCTAVES.map((_, octave) => {
    const eddies = wander(random, durationSeconds, 0.5, 6);
    return makeTrack(
      durationSeconds,
      (seconds) => gust(seconds) ** (0.7 + 0.3 * octave) * Math.max(0.2, 1 + 0.16 * eddies(seconds)),
    );
  });
  const air = shapedNoise(random, sampleCount, { levels: WIND, correlation: 0.5, tracks });
  WHISTLES.forEach(({ frequencyHertz, quality }, index) => {
    const waver = wander(random, durationSeconds, 0.2, 1.2);
    const sign = index === 0 ? 1 : -1;
    const track = makeTrack(
      durationSeconds,
      (seconds) => gust(seconds) ** 2 * (0.5 + 0.5 * Math.tanh(sign * waver(seconds))),
    );
    const whistle = { left: random.noise(sampleCount), right: random.noise(sampleCount) };
    for (const side of [whistle.left, whistle.right]) {
      filterCircular(side, 'bandpass', frequencyHertz, quality);
      filterCircular(side, 'bandpass', frequencyHertz, quality);
      applyTrack(side, track);
    }
    addStereo(air, whistle, 1 + 3 * force);
  });
  return air;
};

/** Leaves and grass in the wind: a rustle that flutters as single leaves do. */
export const leaves: Layer = (context) => {
  const { random, sampleCount, durationSeconds } = context;
  const gust = makeGust(context);
  const makeSide = () => {
    const rustle = wander(random, durationSeconds, 3, 25, 0.15);
    return makeTrack(durationSeconds, (seconds) => Math.max(0.15, 1 + 0.3 * rustle(seconds)));
  };
  const tracks = OCTAVES.map((_, octave) => {
    const rustle = wander(random, durationSeconds, 2, 20, 0.15);
    return makeTrack(
      durationSeconds,
      (seconds) => gust(seconds) ** (1 + 0.1 * octave) * Math.max(0.15, 1 + 0.28 * rustle(seconds)),
    );
  });
  return shapedNoise(random, sampleCount, {
    levels: LEAVES,
    correlation: 0.35,
    tracks,
    sideTracks: { left: makeSide(), right: makeSide() },
  });
};

/** A town far away. */
export const city: Layer = ({ random, sampleCount, durationSeconds }) => {
  const traffic = wander(random, durationSeconds, 0.1, 0.5);
  const track = makeTrack(durationSeconds, (seconds) => Math.exp(0.2 * traffic(seconds)));
  const tracks = OCTAVES.map(() => track);
  return shapedNoise(random, sampleCount, { levels: CITY, correlation: 0.8, tracks });
};

/** The air of a quiet place, so that the film is not dead. */
export const room: Layer = ({ random, sampleCount }) =>
  shapedNoise(random, sampleCount, { levels: ROOM, correlation: 0.3 });
