import { describe, expect, it } from 'vitest';
import { loudness } from './dsp/loudness';
import { truePeak } from './dsp/limiter';
import { resample } from './dsp/resample';
import { finish } from './finish';
import { loopTo } from './own-sound';

const tone = (length: number, hertz: number, rate = 48_000, amplitude = 0.5) =>
  Float32Array.from({ length }, (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / rate));
const rms = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

describe('resample', () => {
  it.each([44_100, 22_050, 96_000])('keeps a tone, its height and its loudness, from %d Hz', (rate) => {
    const result = resample(tone(rate, 1000, rate), rate, 48_000);
    expect(result).toHaveLength(48_000);
    const expected = tone(48_000, 1000);
    for (let i = 2000; i < 46_000; i += 7) expect(result[i]).toBeCloseTo(expected[i]!, 2);
  });

  it('takes away what the lower rate cannot hold, instead of folding it down', () => {
    expect(rms(resample(tone(96_000, 30_000, 96_000), 96_000, 48_000).subarray(100, 47_900))).toBeLessThan(
      0.01,
    );
  });
});

describe('loopTo', () => {
  const stereo = (samples: Float32Array<ArrayBuffer>) => ({ left: samples, right: samples.slice() });
  /** The largest step between neighbours, the seam among them. */
  const roughest = (samples: Float32Array) =>
    samples.reduce((most, value, i) => Math.max(most, Math.abs(value - samples.at(i - 1)!)), 0);

  it.each([
    ['longer than the film', 400_000],
    ['as long as the film and a fade', 192_000 + 19_200],
    ['a little shorter', 180_000],
    ['much shorter', 30_000],
    ['a blink', 5000],
  ])('fills the film and closes without a click: %s', (_, available) => {
    const { left, right } = loopTo(stereo(tone(available, 440)), 192_000);
    expect(left).toHaveLength(192_000);
    expect(right).toEqual(left);
    // A tone of 440 Hz itself steps by 0.029 at most; two of them in a fade by 1.42 times that.
    expect(roughest(left)).toBeLessThan(0.045);
    // Nowhere silent for longer than a fade's crossing takes.
    for (let at = 0; at < 192_000; at += 4800)
      expect(rms(left.subarray(at, at + 4800))).toBeGreaterThan(0.02);
  });

  it('keeps what is heard in its middle as it is', () => {
    const source = tone(400_000, 440);
    const { left } = loopTo(stereo(source), 192_000);
    expect(left.subarray(20_000, 170_000)).toEqual(source.subarray(20_000, 170_000));
  });
});

describe('finish', () => {
  it('brings a loud sound down to what every film keeps, and leaves a soft one alone', () => {
    const loud = { left: tone(192_000, 440, 48_000, 1.4), right: tone(192_000, 440, 48_000, 1.4) };
    finish(loud);
    expect(loudness(loud)).toBeLessThanOrEqual(-17.9);
    expect(truePeak(loud.left)).toBeLessThanOrEqual(10 ** (-1 / 20) + 1e-6);
    const soft = { left: tone(192_000, 440, 48_000, 0.01), right: tone(192_000, 440, 48_000, 0.01) };
    const before = soft.left.slice();
    finish(soft);
    expect(soft.left).toEqual(before);
  });
});
