import { addEvent, addStereo, SAMPLE_RATE, silence, type Stereo } from '../dsp/circular';
import type { Random } from '../dsp/random';
import type { Layer } from './layer';

/** How one bird sings: its syllables go through these frequencies. */
interface Song {
  /** Start, middle and end of a syllable, hertz. */
  contour: readonly [number, number, number];
  syllableSeconds: number;
  gapSeconds: number;
  syllables: readonly [least: number, most: number];
  /** Trill: depth (share of the frequency) and speed. */
  trill: number;
  trillHertz: number;
}

/** Five common kinds of song, after what field guides write of small songbirds: 2 to 7 kHz, syllables of 50 to 250 ms. */
const SONGS: readonly Song[] = [
  {
    contour: [4600, 5400, 3900],
    syllableSeconds: 0.11,
    gapSeconds: 0.07,
    syllables: [3, 6],
    trill: 0,
    trillHertz: 0,
  },
  {
    contour: [3100, 4400, 4300],
    syllableSeconds: 0.19,
    gapSeconds: 0.11,
    syllables: [2, 3],
    trill: 0,
    trillHertz: 0,
  },
  {
    contour: [5600, 5200, 5600],
    syllableSeconds: 0.34,
    gapSeconds: 0.15,
    syllables: [1, 2],
    trill: 0.06,
    trillHertz: 38,
  },
  {
    contour: [3900, 2900, 2700],
    syllableSeconds: 0.22,
    gapSeconds: 0.13,
    syllables: [2, 3],
    trill: 0.015,
    trillHertz: 24,
  },
  {
    contour: [6400, 4100, 6000],
    syllableSeconds: 0.06,
    gapSeconds: 0.045,
    syllables: [5, 11],
    trill: 0,
    trillHertz: 0,
  },
];
const BIRDS = 4;
/** A phrase of one bird each so often. */
const PHRASE_SECONDS = 2.4;

/** Birds: a few, each with its song and its tree, and the wood's echo. */
export const birds: Layer = ({ random, sampleCount, durationSeconds }) => {
  const dry = silence(sampleCount);
  const first = Math.floor(random.unit() * SONGS.length);
  for (let bird = 0; bird < BIRDS; bird++) {
    const song = SONGS[(first + 2 * bird) % SONGS.length]!;
    const pitch = random.between(0.92, 1.1);
    const pan = random.between(-0.9, 0.9);
    const distance = bird === 0 ? 1 : random.between(0.25, 0.6);
    const phrases = Math.max(1, Math.round(durationSeconds / (PHRASE_SECONDS * (1 + 0.4 * bird))));
    for (let phrase = 0; phrase < phrases; phrase++) {
      if (phrase > 0 && random.unit() < 0.2) continue;
      let seconds = ((phrase + random.between(0.05, 0.7)) * durationSeconds) / phrases;
      const [least, most] = song.syllables;
      const count = least + Math.floor(random.unit() * (most - least + 1));
      for (let index = 0; index < count; index++) {
        const shape = sing(song, pitch * random.between(0.97, 1.03), random);
        const gain = distance * random.between(0.6, 1) * (index === count - 1 ? 0.7 : 1);
        addEvent(dry, shape, seconds * SAMPLE_RATE, pan, gain);
        seconds += shape.length / SAMPLE_RATE + song.gapSeconds * random.between(0.8, 1.3);
      }
    }
  }
  return withEcho(dry, random);
};

function sing(song: Song, pitch: number, random: Random): Float32Array {
  const seconds = song.syllableSeconds * random.between(0.85, 1.15);
  const length = Math.round(seconds * SAMPLE_RATE);
  const [start, middle, end] = song.contour;
  const syllable = new Float32Array(length);
  let phase = 0;
  for (let index = 0; index < length; index++) {
    const x = index / length;
    // A parabola through the three, and the trill about it.
    const glide = start + (4 * middle - 3 * start - end) * x + 2 * (start + end - 2 * middle) * x * x;
    const trill = 1 + song.trill * Math.sin(2 * Math.PI * song.trillHertz * x * seconds);
    phase += (2 * Math.PI * pitch * glide * trill) / SAMPLE_RATE;
    const swell = Math.sin(Math.PI * x ** 0.7) ** 1.5;
    const beat = song.trill > 0 ? 0.65 + 0.35 * Math.cos(2 * Math.PI * song.trillHertz * x * seconds) : 1;
    syllable[index] = swell * beat * (Math.sin(phase) + 0.08 * Math.sin(2 * phase));
  }
  return syllable;
}

/** Early echoes from trunks and a diffuse tail: taps that wrap around the film. */
function withEcho(dry: Stereo, random: Random): Stereo {
  const wet = silence(dry.left.length);
  addStereo(wet, dry, 1);
  const taps = 40;
  for (let tap = 0; tap < taps; tap++) {
    const delaySeconds = 0.02 + 0.5 * (tap / taps) ** 1.4 + random.between(0, 0.012);
    const gain = 0.22 * Math.exp(-delaySeconds / 0.17) * (random.unit() < 0.5 ? -1 : 1);
    const delay = Math.round(delaySeconds * SAMPLE_RATE);
    const from = random.unit() < 0.5 ? dry.left : dry.right;
    const to = random.unit() < 0.5 ? wet.left : wet.right;
    const length = to.length;
    for (let index = 0, at = delay % length; index < length; index++) {
      to[at]! += gain * from[index]!;
      if (++at === length) at = 0;
    }
  }
  return wet;
}

const CRICKETS = 4;
/** A chirp is a few pulses of the wings. */
const PULSES = 3;
const PULSE_SECONDS = 0.017;
const PULSE_GAP_SECONDS = 0.016;
const CHIRPS_PER_SECOND = 2.6;

/** Field crickets of a warm night, each on its pitch, at its place and in its own time. */
export const crickets: Layer = ({ random, sampleCount, durationSeconds }) => {
  const sound = silence(sampleCount);
  for (let cricket = 0; cricket < CRICKETS; cricket++) {
    const frequency = random.between(3900, 4900);
    const pan = random.between(-0.9, 0.9);
    const level = cricket === 0 ? 1 : random.between(0.2, 0.6);
    const chirps = Math.max(1, Math.round(durationSeconds * CHIRPS_PER_SECOND * random.between(0.85, 1.15)));
    const offset = random.unit();
    const length = Math.round(PULSE_SECONDS * SAMPLE_RATE);
    const pulse = Float32Array.from({ length }, (_, index) => {
      const x = index / length;
      const bend = 1 - 0.012 * x;
      return (
        Math.sin(Math.PI * x) ** 0.8 * Math.sin(((2 * Math.PI * frequency) / SAMPLE_RATE) * index * bend)
      );
    });
    for (let chirp = 0; chirp < chirps; chirp++) {
      const start = ((chirp + offset + random.between(-0.04, 0.04)) * durationSeconds) / chirps;
      for (let index = 0; index < PULSES; index++) {
        const seconds = start + index * (PULSE_SECONDS + PULSE_GAP_SECONDS);
        addEvent(sound, pulse, seconds * SAMPLE_RATE, pan, level * (0.6 + 0.2 * index));
      }
    }
  }
  return sound;
};
