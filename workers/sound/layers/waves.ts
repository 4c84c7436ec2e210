import { addEvent, makeTrack, wander, type Track } from '../dsp/circular';
import { OCTAVES, shapedNoise, type OctaveLevels } from '../dsp/shaped-noise';
import { makeGrains } from './grains';
import type { Layer, LayerContext } from './layer';

/** Octave levels of a recorded surf (63 Hz to 16 kHz). */
const LEVELS: OctaveLevels = [-12, -9, -4, -1, -1, 0, -3, -9, -19];

/** Waves nearer to each other than this are heard as one. */
const LEAST_SPACING_SECONDS = 3;
/** A wave each so often where the motion says nothing. */
const USUAL_SPACING_SECONDS = 5;
/** Amplitude of the distant surf between the waves. */
const FLOOR = 0.1;
/** Foam: bursting bubbles a second at the crest. */
const FOAM_RATE = 500;

interface Wave {
  /** When it breaks. */
  seconds: number;
  strength: number;
  /** Where along the shore, -1..1. */
  pan: number;
}

/** Surf: each wave rumbles up, breaks and runs out in hissing foam. Waves break when the motion is fastest. */
export const waves: Layer = (context) => {
  const { sampleCount, durationSeconds, random, force } = context;
  const list = scheduleWaves(context);
  const spacing = durationSeconds / list.length;
  // Where waves follow fast, each is shorter.
  const pace = Math.min(1.25, Math.max(0.42, spacing / USUAL_SPACING_SECONDS));
  const swellOfBand =
    (rise: number, fall: number, delay: number) => (seconds: number, weigh: (wave: Wave) => number) =>
      list.reduce((sum, wave) => {
        let value = 0;
        // A wave's tail may run over the film's end into its beginning.
        for (const turn of [-1, 0, 1]) {
          const after = seconds - wave.seconds - delay * pace + turn * durationSeconds;
          value += after < 0 ? Math.exp(-((after / (rise * pace)) ** 2)) : foam(after / (fall * pace));
        }
        return sum + weigh(wave) * wave.strength * value;
      }, 0);
  const rumble = swellOfBand(0.9, 0.55, -0.15);
  const crash = swellOfBand(0.55, 0.5, 0);
  const wash = swellOfBand(0.5, 0.75, 0.35);

  const breath = wander(random, durationSeconds, 0.2, 1.5);
  const tracks: Track[] = OCTAVES.map((centre) => {
    const shape = centre < 400 ? rumble : centre < 3000 ? crash : wash;
    return makeTrack(durationSeconds, (seconds) => {
      const moved = shape(seconds, () => 1);
      const floor = centre < 3000 ? FLOOR : 0.6 * FLOOR;
      return floor * (1 + 0.25 * breath(seconds)) + moved;
    });
  });
  const side = (sign: number) =>
    makeTrack(durationSeconds, (seconds) => {
      const lean = crash(seconds, (wave) => wave.pan);
      return 1 + sign * 0.4 * Math.tanh(lean);
    });
  const surf = shapedNoise(random, sampleCount, {
    levels: LEVELS,
    correlation: 0.6,
    tracks,
    sideTracks: { left: side(-1), right: side(1) },
  });

  const grains = makeGrains(random, 16, { lowHertz: 2500, highHertz: 9000, decaySeconds: 0.0012 });
  const rate = FOAM_RATE * (0.6 + 0.8 * force);
  for (let seconds = 0; seconds < durationSeconds; seconds += random.waiting(1 / rate)) {
    const density = wash(seconds, () => 1);
    if (random.unit() > density) continue;
    const gain = 0.9 * random.logBetween(0.15, 1) * density;
    addEvent(surf, grains[random.integer() & 15]!, seconds * 48_000, random.between(-0.9, 0.9), gain);
  }
  return surf;
};

/** A smooth fall from 1: (1 + x) e^-x, its slope 0 where it starts. */
function foam(x: number): number {
  return (1 + x) * Math.exp(-x);
}

function scheduleWaves({ durationSeconds, loopSeconds, swell, random }: LayerContext): Wave[] {
  const peaks = swell.peaks(LEAST_SPACING_SECONDS);
  const loops = Math.max(1, Math.round(durationSeconds / loopSeconds));
  const followed = Array.from({ length: loops }, (_, loop) =>
    peaks.map((seconds) => ({
      seconds: seconds + loop * loopSeconds,
      height: 0.4 + 0.6 * swell.at(seconds),
    })),
  ).flat();
  const count = Math.max(1, Math.round(durationSeconds / USUAL_SPACING_SECONDS));
  const unled = Array.from({ length: count }, (_, index) => ({
    seconds: ((index + 0.4 + random.between(-0.12, 0.12)) * durationSeconds) / count,
    height: 1,
  }));
  return (followed.length > 0 ? followed : unled).map(({ seconds, height }) => ({
    seconds,
    strength: height * random.between(0.7, 1),
    pan: random.between(-0.8, 0.8),
  }));
}
