import { describe, expect, it } from 'vitest';
import { maxAbsoluteDifference } from '../../shared/onnx/golden.test-support';
import { MOTION_CHANNELS } from './motion-channels';
import { composeOctaves, drawCount, drawPrior } from './prior';
import { standardNormal } from './random';

const grid = { height: 48, width: 72 };
const cells = grid.height * grid.width;

/** Correlation of cells `lag` apart along x, over all maps. */
function correlation(maps: Float32Array, lag: number): number {
  let product = 0;
  let square = 0;
  let count = 0;
  for (let at = 0; at < maps.length; at++) {
    square += maps[at]! ** 2;
    if ((at % grid.width) + lag >= grid.width) continue;
    product += maps[at]! * maps[at + lag]!;
    count++;
  }
  return product / count / (square / maps.length);
}

describe('the octave prior', () => {
  it('equals Python', () => {
    // motion.noise.compose of the same two maps of 16x24 cells
    const small = { height: 16, width: 24 };
    const draws = Float32Array.from(
      { length: 2 * drawCount(small) },
      (_, i) => 2 * Math.sin(i * 12.9898 + 1),
    );
    const maps = composeOctaves(draws, small);
    const picked = [0, 1].flatMap((map) =>
      [0, 5 * 24 + 23, 9 * 24 + 11, 15 * 24 + 2].map((cell) => maps[map * 16 * 24 + cell]!),
    );
    const expected = [-0.71404, 1.90566, 1.94005, -1.27035, 0.00063, 1.25161, 1.02099, -0.56896];
    picked.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 4));
    expect(drawCount({ height: 64, width: 64 })).toBe(4653);
  });

  it('has unit variance in every place', () => {
    const count = 300;
    const maps = composeOctaves(standardNormal(count * drawCount(grid), 3), grid);
    for (const cell of [0, 71, 40, 24 * 72 + 36, 47 * 72, cells - 1]) {
      let sum = 0;
      for (let map = 0; map < count; map++) sum += maps[map * cells + cell]! ** 2;
      // five standard errors
      expect(Math.abs(sum / count - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
    }
  });

  it('is smooth: neighbours are alike, the far ends of a picture are not', () => {
    const maps = composeOctaves(standardNormal(60 * drawCount(grid), 5), grid);
    expect(correlation(maps, 1)).toBeGreaterThan(0.9);
    expect(correlation(maps, 12)).toBeGreaterThan(correlation(maps, 40) + 0.15);
    // the constant octave's share stays
    expect(correlation(maps, 60)).toBeLessThan(0.5);
  });

  it('gives the same for the same seed, another for another, white noise by name', () => {
    const seventh = drawPrior('octaves', grid, 7);
    expect(maxAbsoluteDifference(seventh, drawPrior('octaves', grid, 7))).toBe(0);
    expect(maxAbsoluteDifference(seventh, drawPrior('octaves', grid, 8))).toBeGreaterThan(1);
    expect(seventh).toHaveLength(MOTION_CHANNELS * cells);
    const white = standardNormal(MOTION_CHANNELS * cells, 7);
    expect(maxAbsoluteDifference(drawPrior('white', grid, 7), white)).toBe(0);
    expect(() => drawPrior('octaves', grid, -1)).toThrow(RangeError);
  });

  it('refuses numbers that fill no whole maps', () => {
    expect(() => composeOctaves(new Float32Array(10), grid)).toThrow(RangeError);
  });
});
