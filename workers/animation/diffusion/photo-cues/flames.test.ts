import { describe, expect, it } from 'vitest';
import golden from '../../../../models/denoiser/water-heading-golden.json';
import { SCENE_CLASSES } from '../../../../src/shared/scene';
import { decodeGolden, maxAbsoluteDifference } from '../../../shared/onnx/golden.test-support';
import { kindleFlames } from './flames';

const { inputs, outputs } = golden.flames;
const [, height = 0, width = 0] = inputs.scene.shape;
const grid = { height, width };
const cells = height * width;
const photo = Float32Array.from(decodeGolden(inputs.photo).data);
const parsed = Float32Array.from(decodeGolden(inputs.scene).data);
const fireOf = (scene: Float32Array) => {
  const from = SCENE_CLASSES.indexOf('fire') * cells;
  return scene.subarray(from, from + cells);
};

describe('kindleFlames', () => {
  it('equals Python on the shared hearth: flames are made sure of, a lamp and a warm sky are not', () => {
    const scene = parsed.slice();
    kindleFlames(scene, photo, grid);
    const expected = decodeGolden(outputs.scene).data;
    expect(maxAbsoluteDifference(scene, expected)).toBeLessThanOrEqual(golden.tolerance);
    const sure = fireOf(scene).filter((share, cell) => share > 0.8 && fireOf(parsed)[cell]! < 0.6).length;
    expect(sure).toBeGreaterThan(20);
    const lamp = Math.floor(0.6 * height) * width + Math.floor(0.85 * width);
    expect(fireOf(parsed)[lamp]).toBeGreaterThan(0.2);
    expect(fireOf(scene)[lamp]).toBe(fireOf(parsed)[lamp]);
    expect(fireOf(scene).slice(0, 2 * width)).toEqual(fireOf(parsed).slice(0, 2 * width));
  });

  it('leaves probabilities', () => {
    const sums = (maps: Float32Array) =>
      Array.from({ length: cells }, (_, cell) =>
        maps.reduce((sum, share, at) => sum + (at % cells === cell ? share : 0), 0),
      );
    // Stored as bytes they sum to 1 but for rounding.
    const stored = sums(parsed);
    const scene = parsed.map((share, at) => share / stored[at % cells]!);
    kindleFlames(scene, photo, grid);
    for (const sum of sums(scene)) expect(sum).toBeCloseTo(1, 4);
  });

  it('believes no flame that gives no light', () => {
    const scene = parsed.slice();
    kindleFlames(
      scene,
      photo.map((value) => 0.6 * value),
      grid,
    );
    expect(scene).toEqual(parsed);
  });
});
