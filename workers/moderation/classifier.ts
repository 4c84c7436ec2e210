import { AppError } from '../../src/shared/errors';
import { modelRecord } from '../../src/shared/model-manifest';
import type { RgbaImage } from '../../src/shared/pixels';
import type { ModelProvider, ProviderChoice } from '../shared/onnx/provider';
import { openModel, type ModelSession } from '../shared/onnx/session';
import type { ImageScores } from './image-policy';
import { toClassifierInput } from './nsfw-input';

/** How far a sum of probabilities may lie from 1. */
const SUM_TOLERANCE = 1e-3;

/** The image classifier, opened when it is first needed and kept for the worker's life. */
export class Classifier {
  readonly #sessions = new Map<ProviderChoice, Promise<ModelSession>>();

  /** Scores of one picture. Throws what `openModel` and a run throw. */
  async classify(
    image: RgbaImage,
    choice: ProviderChoice,
    signal: AbortSignal,
  ): Promise<{ scores: ImageScores; provider: ModelProvider }> {
    const session = await this.#open(choice);
    signal.throwIfAborted();
    const { probabilities } = await session.run({ photo: toClassifierInput(image) });
    const [Drawing = NaN, Hentai = NaN, Neutral = NaN, Porn = NaN, Sexy = NaN] = probabilities?.data ?? [];
    const sum = Drawing + Hentai + Neutral + Porn + Sexy;
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new AppError('model-output-invalid', `nsfw: probabilities sum to ${sum}`);
    }
    return { scores: { Drawing, Hentai, Neutral, Porn, Sexy }, provider: session.provider };
  }

  /** A failed opening is forgotten, so that the next call tries again. The opening outlives the call that began it. */
  #open(choice: ProviderChoice): Promise<ModelSession> {
    const known = this.#sessions.get(choice);
    if (known) return known;
    const opening = openModel(modelRecord('nsfw'), { choice });
    this.#sessions.set(choice, opening);
    opening.catch(() => this.#sessions.delete(choice));
    return opening;
  }
}
