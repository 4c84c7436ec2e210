import { AppError } from '../../../src/shared/errors';
import { SCENE_CLASSES, type SceneMap, type SceneSummary } from '../../../src/shared/scene';

/** How far a cell's probabilities may sum from 1. */
const SUM_TOLERANCE = 1e-2;

/**
 * Area fraction of each class: the mean over cells of the parser's probabilities, [16,h,w]. Throws AppError
 * `model-output-invalid` where they are no probabilities.
 */
export function summariseScene(probabilities: Float32Array): SceneSummary {
  const cells = probabilities.length / SCENE_CLASSES.length;
  const fractions = SCENE_CLASSES.map((_, index) => {
    const plane = probabilities.subarray(index * cells, (index + 1) * cells);
    return plane.reduce((sum, value) => sum + value, 0) / cells;
  });
  const total = fractions.reduce((sum, fraction) => sum + fraction, 0);
  if (!(Math.abs(total - 1) <= SUM_TOLERANCE)) {
    throw new AppError('model-output-invalid', `scene-parser: probabilities sum to ${total}`);
  }
  return Object.fromEntries(
    SCENE_CLASSES.map((name, index) => [name, fractions[index]! / total]),
  ) as SceneSummary;
}

/** The likeliest class of each cell of [16,h,w] probabilities. */
export function mapScene(probabilities: Float32Array, grid: SceneMap['grid']): SceneMap {
  const cells = grid.height * grid.width;
  const classes = new Uint8Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    for (let index = 1; index < SCENE_CLASSES.length; index++) {
      if (probabilities[index * cells + cell]! > probabilities[classes[cell]! * cells + cell]!) {
        classes[cell] = index;
      }
    }
  }
  return { grid, classes };
}
