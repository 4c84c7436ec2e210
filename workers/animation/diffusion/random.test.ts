import { describe, expect, it } from 'vitest';
import { sfc32, standardNormal } from './random';

const moments = (values: Float32Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const central = (power: number) =>
    values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length;
  const variance = central(2);
  return { mean, variance, skewness: central(3) / variance ** 1.5, kurtosis: central(4) / variance ** 2 };
};

describe('sfc32', () => {
  it('gives the same numbers for the same seed, others for another', () => {
    const draw = (seed: number) => Array.from({ length: 8 }, sfc32(seed));
    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).not.toEqual(draw(43));
    // seeds that differ above 32 bits differ too
    expect(draw(7)).not.toEqual(draw(7 + 2 ** 32));
  });

  it.each([-1, 0.5, NaN, 2 ** 53])('refuses %d as a seed', (seed) => {
    expect(() => sfc32(seed)).toThrow(RangeError);
  });
});

describe('standardNormal', () => {
  it('has the moments of the normal distribution', () => {
    const { mean, variance, skewness, kurtosis } = moments(standardNormal(400_000, 1));
    // four standard errors of each
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(1 / 400_000));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / 400_000));
    expect(Math.abs(skewness)).toBeLessThan(4 * Math.sqrt(6 / 400_000));
    expect(Math.abs(kurtosis - 3)).toBeLessThan(4 * Math.sqrt(24 / 400_000));
  });

  it('is uncorrelated from one number to the next', () => {
    const values = standardNormal(200_000, 5);
    let product = 0;
    for (let index = 1; index < values.length; index++) product += values[index]! * values[index - 1]!;
    expect(Math.abs(product / values.length)).toBeLessThan(4 / Math.sqrt(values.length));
  });

  it('fills odd lengths with finite numbers', () => {
    const values = standardNormal(7, 0);
    expect(values).toHaveLength(7);
    expect(values.every((value) => Number.isFinite(value) && value !== 0)).toBe(true);
  });
});
