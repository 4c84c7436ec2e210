import { describe, expect, it } from 'vitest';
import { SCENE_CLASSES } from '../../../src/shared/scene';
import { mapScene, summariseScene } from './scene-summary';

describe('summariseScene', () => {
  it('gives area fractions that sum to 1', () => {
    const cells = 10;
    const probabilities = new Float32Array(SCENE_CLASSES.length * cells);
    probabilities.fill(1, 0, 4); // sky: 4 cells
    const builtAt = SCENE_CLASSES.indexOf('built') * cells;
    probabilities.fill(1, builtAt + 4, builtAt + 10);
    const summary = summariseScene(probabilities);
    expect(summary.sky).toBeCloseTo(0.4, 6);
    expect(summary.built).toBeCloseTo(0.6, 6);
    expect(Object.values(summary).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
  });

  it('refuses what are no probabilities', () => {
    const zeros = new Float32Array(SCENE_CLASSES.length * 4);
    expect(() => summariseScene(zeros)).toThrow(expect.objectContaining({ code: 'model-output-invalid' }));
  });
});

describe('mapScene', () => {
  it('takes the likeliest class of each cell', () => {
    const cells = 4;
    const probabilities = new Float32Array(SCENE_CLASSES.length * cells).fill(0.01);
    const expected = ['sky', 'foliage', 'ground', 'face'] as const;
    expected.forEach((name, cell) => (probabilities[SCENE_CLASSES.indexOf(name) * cells + cell] = 0.6));
    const map = mapScene(probabilities, { height: 2, width: 2 });
    expect([...map.classes].map((index) => SCENE_CLASSES[index])).toEqual(expected);
  });
});
