import { AppError } from '../../../src/shared/errors';
import type { RgbaImage } from '../../../src/shared/pixels';
import type { Box } from '../../../src/shared/verdict';
import type { NamedTensors, TensorData } from '../../shared/onnx/tensors';
import { CLASSIFIER_SIDE, writeClassifierInput } from './nsfw-input';
import { patchOf, type Pyramid } from './pyramid';
import type { View } from './views';

/** Probabilities of nsfwjs' five classes; they sum to 1. */
export interface ImageScores {
  Drawing: number;
  Hentai: number;
  Neutral: number;
  Porn: number;
  Sexy: number;
}

/** Runs a classifier on a batch: `photo` [n,3,224,224] in, `probabilities` out. */
export type RunClassifier = (inputs: { photo: TensorData }) => Promise<NamedTensors>;

/** How far a sum of probabilities may lie from 1. */
const SUM_TOLERANCE = 1e-3;
/** The second classifier sees the middle of what it is shown (models/second-opinion). */
const SECOND_PART = 7 / 8;
/** Views a run: enough to keep it busy, few enough to bound memory. */
const BATCH = 8;

/** Scores of each view of a picture, in order. Throws what `run` throws, and AppError `model-output-invalid`. */
export async function classifyViews(
  image: RgbaImage,
  views: readonly View[],
  run: RunClassifier,
): Promise<ImageScores[]> {
  return inBatches(
    views,
    (view, data, offset) => writeClassifierInput(image, view, data, offset),
    run,
    ([Drawing = NaN, Hentai = NaN, Neutral = NaN, Porn = NaN, Sexy = NaN]) => {
      const sum = Drawing + Hentai + Neutral + Porn + Sexy;
      if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        throw new AppError('model-output-invalid', `nsfw: probabilities sum to ${sum}`);
      }
      return { Drawing, Hentai, Neutral, Porn, Sexy };
    },
  );
}

/** The second classifier's probability of something explicit in each box, in order. Throws as {@link classifyViews}. */
export async function secondOpinions(
  pyramid: Pyramid,
  boxes: readonly Box[],
  run: RunClassifier,
): Promise<number[]> {
  return inBatches(
    boxes,
    (box, data, offset) => {
      const patch = patchOf(box, pyramid);
      const middle = { ...patch, width: patch.width * SECOND_PART, height: patch.height * SECOND_PART };
      pyramid.sample(middle, CLASSIFIER_SIDE, CLASSIFIER_SIDE, data, offset);
    },
    run,
    ([safe = NaN, explicit = NaN]) => {
      if (!(Math.abs(safe + explicit - 1) <= SUM_TOLERANCE)) {
        throw new AppError('model-output-invalid', `second-opinion: ${safe} + ${explicit}`);
      }
      return explicit;
    },
  );
}

/** What is explicit by the first classifier. */
export function explicitOf({ Porn, Hentai }: ImageScores): number {
  return Math.min(1, Porn + Hentai);
}

async function inBatches<T, R>(
  items: readonly T[],
  write: (item: T, data: Float32Array, offset: number) => void,
  run: RunClassifier,
  read: (probabilities: Float32Array) => R,
): Promise<R[]> {
  const plane = 3 * CLASSIFIER_SIDE * CLASSIFIER_SIDE;
  const results: R[] = [];
  for (let start = 0; start < items.length; start += BATCH) {
    const batch = items.slice(start, start + BATCH);
    const data = new Float32Array(batch.length * plane);
    batch.forEach((item, index) => write(item, data, index * plane));
    const shape = [batch.length, 3, CLASSIFIER_SIDE, CLASSIFIER_SIDE];
    const { probabilities } = await run({ photo: { data, shape } });
    const values = probabilities?.data as Float32Array | undefined;
    const classes = (values?.length ?? 0) / batch.length;
    results.push(
      ...batch.map((_, index) =>
        read(values?.subarray(index * classes, (index + 1) * classes) ?? new Float32Array()),
      ),
    );
  }
  return results;
}
