import { describe, expect, it } from 'vitest';
import { measureLoudness } from './loudness';

function sine(seconds: number, hertz: number, amplitude: number, rate = 48_000, phase = 0): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * rate) },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / rate + phase),
  );
}
const joined = (...parts: Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]));
const decibels = (value: number) => 10 ** (value / 20);

describe('measureLoudness', () => {
  // EBU Tech 3341, table 1: minimum requirements, cases 1 to 5, each a fifth as long; tolerance 0.1 LU.
  it.each([48_000, 44_100])('reads a 1 kHz tone at -23 dBFS as -23 LUFS, at %i Hz', (rate) => {
    const tone = sine(2, 1000, decibels(-23), rate);
    const { integrated, momentaryMax } = measureLoudness([tone, tone], rate);
    expect(Math.abs(integrated + 23)).toBeLessThan(0.1);
    expect(Math.abs(momentaryMax + 23)).toBeLessThan(0.1);
  });

  it('reads -33 dBFS as -33 LUFS', () => {
    const tone = sine(2, 1000, decibels(-33));
    expect(Math.abs(measureLoudness([tone, tone], 48_000).integrated + 33)).toBeLessThan(0.1);
  });

  it('leaves out what is 10 LU below (case 3)', () => {
    const quiet = sine(2, 1000, decibels(-36));
    const tone = joined(quiet, sine(12, 1000, decibels(-23)), quiet);
    expect(Math.abs(measureLoudness([tone, tone], 48_000).integrated + 23)).toBeLessThan(0.1);
  });

  it('leaves out what is below -70 LUFS (case 4)', () => {
    const silent = sine(2, 1000, decibels(-72));
    const quiet = sine(2, 1000, decibels(-36));
    const tone = joined(silent, quiet, sine(12, 1000, decibels(-23)), quiet, silent);
    expect(Math.abs(measureLoudness([tone, tone], 48_000).integrated + 23)).toBeLessThan(0.1);
  });

  it('weighs a mean of three levels (case 5)', () => {
    const edge = sine(4, 1000, decibels(-26));
    const tone = joined(edge, sine(4.02, 1000, decibels(-20)), edge);
    expect(Math.abs(measureLoudness([tone, tone], 48_000).integrated + 23)).toBeLessThan(0.1);
  });

  it('counts one channel alone 3 dB lower than two', () => {
    const tone = sine(2, 1000, 0.1);
    const both = measureLoudness([tone, tone], 48_000).integrated;
    expect(both - measureLoudness([tone], 48_000).integrated).toBeCloseTo(3.01, 1);
  });

  // EBU Tech 3341, cases 15 to 17: a quarter of the rate, sampled beside its peaks; tolerance +0.2/-0.4 dB.
  it('finds the peak between the samples', () => {
    const tone = sine(1, 12_000, 0.5, 48_000, Math.PI / 4);
    expect(Math.max(...tone)).toBeLessThan(0.36);
    const { truePeak } = measureLoudness([tone], 48_000);
    expect(truePeak).toBeGreaterThan(-6.4);
    expect(truePeak).toBeLessThan(-5.8);
  });

  it('says -Infinity of silence', () => {
    const { integrated, truePeak } = measureLoudness([new Float32Array(48_000)], 48_000);
    expect(integrated).toBe(-Infinity);
    expect(truePeak).toBe(-Infinity);
  });

  it('refuses surround', () => {
    expect(() => measureLoudness([], 48_000)).toThrow(RangeError);
  });
});
