import { describe, expect, it } from 'vitest';
import { correlation, powerSpectrum } from '../sound.test-support';
import { addEvent, applyTrack, makeTrack, SAMPLE_RATE, silence, trackAt, wander } from './circular';
import { filterCircular } from './filter';
import { limit, truePeak } from './limiter';
import { loudness } from './loudness';
import { Random } from './random';
import { OCTAVES, shapedNoise, type OctaveLevels } from './shaped-noise';

const LENGTH = 2 ** 17;
const largest = (samples: Float32Array) =>
  samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const rotate = (samples: Float32Array, by: number) =>
  Float32Array.from([...samples.subarray(by), ...samples.subarray(0, by)]);
const sine = (hertz: number, length: number, amplitude: number, phase = 0) =>
  Float32Array.from(
    { length },
    (_, index) => amplitude * Math.sin((2 * Math.PI * hertz * index) / SAMPLE_RATE + phase),
  );

describe('Random', () => {
  it('repeats itself for one seed and stream, and only for them', () => {
    const draw = (seed: number, stream: string) => {
      const random = new Random(seed, stream);
      return Array.from({ length: 8 }, () => random.integer());
    };
    expect(draw(7, 'waves')).toEqual(draw(7, 'waves'));
    expect(draw(7, 'waves')).not.toEqual(draw(8, 'waves'));
    expect(draw(7, 'waves')).not.toEqual(draw(7, 'wind'));
  });

  it('is even and white', () => {
    const noise = new Random(1, 'test').noise(LENGTH);
    const mean = noise.reduce((sum, value) => sum + value, 0) / LENGTH;
    const power = noise.reduce((sum, value) => sum + value * value, 0) / LENGTH;
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(power).toBeCloseTo(1 / 3, 2);
    const lag = noise.reduce((sum, value, index) => sum + value * noise[(index + 1) % LENGTH]!, 0) / LENGTH;
    expect(Math.abs(lag)).toBeLessThan(0.01);
  });
});

describe('what lives on the circle', () => {
  it.each([
    ['lowpass', 80, 0.7071],
    ['bandpass', 430, 9],
    ['bandpass', 16_000, 1.3],
    ['highpass', 1000, 0.7071],
  ] as const)('%s at %i Hz knows no seam: turned noise gives turned output', (kind, hertz, quality) => {
    const noise = new Random(3, 'test').noise(20_000);
    const turned = rotate(noise, 7777);
    filterCircular(noise, kind, hertz, quality);
    filterCircular(turned, kind, hertz, quality);
    const expected = rotate(noise, 7777);
    const scale = largest(expected);
    expect(Math.max(...turned.map((value, index) => Math.abs(value - expected[index]!)))).toBeLessThan(
      1e-3 * scale,
    );
  });

  it('wraps events and pans them', () => {
    const target = silence(100);
    addEvent(target, Float32Array.of(1, 2, 3), 98, -1, 0.5);
    expect([98, 99, 0, 1].map((index) => target.left[index])).toEqual([0.5, 1, 1.5, 0]);
    expect(Math.max(...target.right)).toBeLessThan(1e-6);
  });

  it('closes curves', () => {
    const track = makeTrack(4, (seconds) => Math.cos((2 * Math.PI * seconds) / 4));
    expect(trackAt(track, 4 - 1e-9, 4)).toBeCloseTo(trackAt(track, 0, 4), 3);
    const ones = new Float32Array(4001).fill(1);
    applyTrack(ones, track);
    ones.forEach((value, index) => {
      expect(Math.abs(value - Math.cos((2 * Math.PI * index) / 4001))).toBeLessThan(0.01);
    });
  });

  it('wanders with mean 0 and deviation 1, and comes back to where it began', () => {
    const curve = wander(new Random(2, 'test'), 5, 0.3, 8);
    const values = Array.from({ length: 5000 }, (_, index) => curve(index / 1000));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean).toBeCloseTo(0, 3);
    expect(values.reduce((sum, value) => sum + value * value, 0) / values.length).toBeCloseTo(1, 2);
    expect(curve(5)).toBeCloseTo(curve(0), 6);
  });
});

describe('shapedNoise', () => {
  it.each([
    [[-12, -9, -4, -1, -1, 0, -3, -9, -19]],
    [[-40, -30, -23, -16, -8, -4, -2, 0, -5]],
    [[-5, -3, 0, -5, -12, -20, -26, -32, -38]],
  ] as unknown as [OctaveLevels][])('has the power %s in its octaves', (levels) => {
    const { left, right } = shapedNoise(new Random(5, 'test'), LENGTH, { levels, correlation: 0.6 });
    const power = powerSpectrum(left);
    const measured = OCTAVES.map((centre) => {
      let sum = 0;
      power.forEach((value, bin) => {
        const hertz = (bin * SAMPLE_RATE) / LENGTH;
        if (hertz >= centre / Math.SQRT2 && hertz < centre * Math.SQRT2) sum += value;
      });
      return 10 * Math.log10(sum);
    });
    const top = measured[levels.indexOf(0)]!;
    measured.forEach((level, octave) => {
      // what is 30 dB down leans on its neighbours' skirts
      const tolerance = levels[octave]! > -20 ? 2 : 7;
      expect(Math.abs(level - top - levels[octave]!), `${OCTAVES[octave]!} Hz`).toBeLessThan(tolerance);
    });
    // no notch between two octaves
    for (const centre of [1000, 2000, 4000]) {
      const meanNear = (hertz: number) => {
        const bin = Math.round((hertz * LENGTH) / SAMPLE_RATE);
        return power.slice(bin - 40, bin + 40).reduce((sum, value) => sum + value, 0);
      };
      const between = meanNear(centre * Math.SQRT2);
      expect(between).toBeGreaterThan(0.2 * Math.sqrt(meanNear(centre) * meanNear(2 * centre)));
    }
    expect(correlation([...left], [...right])).toBeCloseTo(0.6, 1);
  });
});

describe('loudness', () => {
  it('is that of BS.1770: a full-scale sine of 997 Hz on one channel has -3.01 LUFS', () => {
    const length = 4 * SAMPLE_RATE;
    expect(loudness({ left: sine(997, length, 1), right: new Float32Array(length) })).toBeCloseTo(-3.01, 1);
    const quiet = sine(997, length, 0.1);
    expect(loudness({ left: quiet, right: quiet })).toBeCloseTo(-20, 1);
  });

  it('weighs low tones less, high tones more, and gates silence out', () => {
    const length = 4 * SAMPLE_RATE;
    const at = (hertz: number) =>
      loudness({ left: sine(hertz, length, 0.1), right: new Float32Array(length) });
    expect(at(40)).toBeLessThan(at(997) - 4);
    expect(at(6000)).toBeGreaterThan(at(997) + 2.5);
    const half = sine(997, length, 0.1);
    half.fill(0, length / 2);
    expect(loudness({ left: half, right: half })).toBeGreaterThan(-21);
    expect(loudness(silence(length))).toBe(-Infinity);
  });
});

describe('peaks', () => {
  it('finds the peak between samples', () => {
    const samples = sine(SAMPLE_RATE / 4, 4800, 0.5, Math.PI / 4);
    expect(largest(samples)).toBeCloseTo(0.354, 2);
    expect(truePeak(samples)).toBeCloseTo(0.5, 2);
  });

  it('are held below the ceiling, alike on both sides, and elsewhere nothing changes', () => {
    const left = sine(440, 96_000, 0.3);
    const right = sine(300, 96_000, 0.2);
    left[50_000] = 2;
    right[5] = -1.5;
    const before = { left: left.slice(), right: right.slice() };
    limit({ left, right }, 0.7);
    expect(Math.max(largest(left), largest(right))).toBeLessThanOrEqual(0.7 + 1e-6);
    expect(left[30_000]).toBe(before.left[30_000]);
    expect(left[50_100]! / before.left[50_100]!).toBeCloseTo(right[50_100]! / before.right[50_100]!, 4);
    expect(Math.abs(left[95_990]!)).toBeLessThan(Math.abs(before.left[95_990]!));
  });
});
