import { AppError } from '../../../src/shared/errors';
import { modelRecord, type ModelId } from '../../../src/shared/model-manifest';
import { chooseGrid, MAX_LOOP_SECONDS, MIN_LOOP_SECONDS } from '../../../src/shared/motion';
import type { RgbaImage } from '../../../src/shared/pixels';
import type { CallContext } from '../../../src/shared/rpc';
import type { ModelProvider, ProviderChoice } from '../../shared/onnx/provider';
import { openModel, type ModelSession } from '../../shared/onnx/session';
import type { TensorData } from '../../shared/onnx/tensors';
import type { GeneratedMotion } from '../protocol';
import { atmosphereFor, cameraFor, fireShare } from '../staging/direct';
import { depthOf, regionsOf } from '../staging/scene-depth';
import { areaResize } from './area-resize';
import { constrain } from './constrain';
import { makeVelocity } from './denoise';
import { encodePrompt, floatOutput, type FloatTensor } from './encode-prompt';
import { quietLeftovers, seenMotion } from './liveliness';
import { toMotion } from './motion-channels';
import { kindleFlames } from './photo-cues/flames';
import { drawPrior } from './prior';
import { sampleFlow, type Velocity } from './sampler';
import { mapScene, summariseScene } from './scene-summary';
import { steerWater } from './water-heading';

/** Photo cells to a motion cell, each way. */
const PHOTO_SCALE = 4;
/** Motion grid of the self-test that chooses the provider: a small real one. */
const SELF_TEST_SIZES = { h: 32, w: 32, T: 8, G: 16, n: 1 };

/** What a Motion is made from. */
export interface MotionRequest {
  photo: RgbaImage;
  prompt: string;
  seed: number;
  strength: number;
  durationSeconds: number;
  provider: ProviderChoice;
}

interface Models {
  parser: ModelSession;
  encoder: ModelSession;
  denoiser: ModelSession;
}

/**
 * The diffusion model of the app: scene parser, prompt encoder and denoiser, opened when first needed and kept for the
 * worker's life. Its product is the only source of motion.
 */
export class MotionModel {
  readonly #opened = new Map<string, Promise<ModelSession>>();
  readonly #through: (velocity: Velocity) => Velocity;

  /** @param through what the denoiser's answers pass through: tests put faults in */
  constructor(through: (velocity: Velocity) => Velocity = (velocity) => velocity) {
    this.#through = through;
  }

  /** Opens all three models. Throws what `openModel` throws. */
  async warmUp(choice: ProviderChoice): Promise<{ provider: ModelProvider }> {
    const { denoiser } = await this.#models(choice);
    return { provider: denoiser.provider };
  }

  /**
   * Draws a Motion. Same photo, prompt, seed, strength, duration and provider: the same Motion. Progress: `scene` 1,
   * `motion` one for each denoising step. Throws RangeError for a strength or duration out of range or a seed that is
   * none, what `openModel` and a run throw, and AbortError.
   */
  async generate(request: MotionRequest, { signal, progress }: CallContext): Promise<GeneratedMotion> {
    checkRanges(request);
    const models = await this.#models(request.provider);
    signal.throwIfAborted();
    const grid = chooseGrid(request.photo);
    const photo = photoTensor(request.photo, grid);
    const scene = await parseScene(models.parser, photo);
    kindleFlames(scene.data, photo.data, grid);
    const summary = summariseScene(scene.data);
    progress('scene', 1, 1);
    const { vector, intents } = await encodePrompt(models.encoder, request.prompt);
    signal.throwIfAborted();

    const { sampler } = models.denoiser.record;
    if (!sampler) throw new AppError('model-invalid', 'denoiser: the record has no sampler constants');
    const guided = sampler.guidanceScale !== 1 && vector.data.some((value) => value !== 0);
    const controls = Float32Array.of(request.strength, request.durationSeconds / MAX_LOOP_SECONDS);
    const velocity = this.#through(
      makeVelocity(
        models.denoiser,
        { photo, scene, prompt: vector, controls: { data: controls, shape: [1, 2] }, grid },
        guided,
      ),
    );
    let redoneSteps = 0;
    const values = await sampleFlow(drawPrior(sampler.prior, grid, request.seed), velocity, {
      steps: sampler.steps,
      guidanceScale: sampler.guidanceScale,
      signal,
      onStep: (completed, total) => progress('motion', completed, total),
      onRedo: () => redoneSteps++,
    });
    const motion = toMotion(values, grid, sampler, request.durationSeconds);
    const enlarged = request.photo.width < PHOTO_SCALE * grid.width;
    steerWater(motion, { scene: scene.data, photo: photo.data }, intents);
    constrain(motion, { scene: scene.data, photo: photo.data, enlarged });
    quietLeftovers(motion);
    const regions = regionsOf(scene.data, grid.width * grid.height);
    const { quiet, skyStands } = seenMotion(motion, photo.data, regions);
    return {
      motion: {
        ...motion,
        depth: depthOf(scene.data, grid),
        regions,
        camera: cameraFor(intents, quiet),
        atmosphere: atmosphereFor(intents, { fire: fireShare(scene.data), skyStands }),
        seed: request.seed,
      },
      scene: summary,
      sceneMap: mapScene(scene.data, grid),
      intents,
      provider: models.denoiser.provider,
      redoneSteps,
    };
  }

  async #models(choice: ProviderChoice): Promise<Models> {
    const [parser, encoder, denoiser] = await Promise.all([
      this.#open('scene-parser', choice),
      this.#open('prompt-encoder', choice),
      this.#open('denoiser', choice),
    ]);
    return { parser, encoder, denoiser };
  }

  /** A failed opening is forgotten, so that the next call tries again. The opening outlives the call that began it. */
  #open(id: ModelId, choice: ProviderChoice): Promise<ModelSession> {
    const key = `${id} ${choice}`;
    const known = this.#opened.get(key);
    if (known) return known;
    const opening = openModel(modelRecord(id), { choice, selfTestSizes: SELF_TEST_SIZES });
    this.#opened.set(key, opening);
    opening.catch(() => this.#opened.delete(key));
    return opening;
  }
}

function checkRanges({ strength, durationSeconds }: MotionRequest): void {
  if (!(strength >= 0 && strength <= 1)) throw new RangeError(`strength ${strength} is not in 0..1`);
  if (!(durationSeconds >= MIN_LOOP_SECONDS && durationSeconds <= MAX_LOOP_SECONDS)) {
    throw new RangeError(
      `a loop of ${durationSeconds} s is not in ${MIN_LOOP_SECONDS}..${MAX_LOOP_SECONDS} s`,
    );
  }
}

function photoTensor(photo: RgbaImage, grid: { height: number; width: number }): FloatTensor {
  const size = { height: PHOTO_SCALE * grid.height, width: PHOTO_SCALE * grid.width };
  return { data: areaResize(photo, size), shape: [1, 3, size.height, size.width] };
}

async function parseScene(parser: ModelSession, photo: TensorData): Promise<FloatTensor> {
  return floatOutput(await parser.run({ photo }), 'scene', parser);
}
