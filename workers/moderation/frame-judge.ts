import type { RgbaImage } from '../../src/shared/pixels';
import type { Box } from '../../src/shared/verdict';
import type { ProviderChoice } from '../shared/onnx/provider';
import { FilmFaces } from './faces/film-faces';
import { classifyViews, explicitOf, secondOpinions, type RunClassifier } from './image/classify';
import { Pyramid } from './image/pyramid';
import { tileViews, WHOLE } from './image/views';
import type { GateModel, GateModels } from './models';
import type { Evidence } from './policy';
import type { FilmOrigin } from './protocol';

/** From this doubt on, the review threshold, the second classifier is asked. */
const DOUBT = 0.3;
const STRAIGHT = [{ box: WHOLE, mirrored: false }];

/** Looks at frames one by one, against the photo they were made of. */
export class FrameJudge {
  readonly used: GateModel[] = ['nsfw'];

  private constructor(
    private readonly models: GateModels,
    private readonly provider: ProviderChoice,
    /** How explicit the photo itself is, 0..1. */
    readonly before: number,
    private readonly faces: FilmFaces | undefined,
  ) {}

  /** Looks at the photo first; without one everything counts as gained. Throws what the models throw. */
  static async open(
    origin: FilmOrigin | undefined,
    provider: ProviderChoice,
    models: GateModels,
  ): Promise<FrameJudge> {
    if (!origin) return new FrameJudge(models, provider, 0, undefined);
    const run = await runner(models, 'nsfw', provider);
    const [whole] = await classifyViews(origin.photo, STRAIGHT, run);
    const used: GateModel[] = [];
    let faces: FilmFaces | undefined;
    if (origin.faces.length > 0) {
      used.push('face-detector', 'face-mesh');
      const runDetector = await runner(models, 'face-detector', provider);
      faces = await FilmFaces.follow(
        origin.photo,
        origin.faces,
        runDetector,
        await runner(models, 'face-mesh', provider),
      );
    }
    const judgeFrame = new FrameJudge(models, provider, explicitOf(whole!), faces);
    judgeFrame.used.push(...used);
    return judgeFrame;
  }

  /** `alsoShown` is how explicit another photo is that the frame shows too. */
  async look(
    frame: RgbaImage,
    { withFaces, atSeconds, alsoShown = 0 }: { withFaces: boolean; atSeconds?: number; alsoShown?: number },
  ): Promise<Evidence[]> {
    const time = atSeconds === undefined ? {} : { atSeconds };
    const run = await runner(this.models, 'nsfw', this.provider);
    const [whole] = await classifyViews(frame, STRAIGHT, run);
    const gained = Math.max(0, explicitOf(whole!) - Math.max(this.before, alsoShown));
    let explicit = gained;
    let place: Box | undefined;
    if (gained >= DOUBT) {
      place = await this.#mostExplicit(frame, run);
      this.used.push('second-opinion');
      const second = await runner(this.models, 'second-opinion', this.provider);
      const [opinion] = await secondOpinions(new Pyramid(frame), [WHOLE], second);
      // Held by the first alone; blocked only where both agree.
      explicit = Math.max(DOUBT, Math.sqrt(gained * opinion!));
    }
    const { change, box } =
      withFaces && this.faces ? await this.faces.look(frame) : { change: 0, box: undefined };
    return [
      { name: 'explicit-gained', value: explicit, ...time, ...(place ? { box: place } : {}) },
      { name: 'face-change', value: change, ...time, ...(box ? { box } : {}) },
    ];
  }

  /** Where in a doubtful frame the classifier sees most, for the person. */
  async #mostExplicit(frame: RgbaImage, run: RunClassifier): Promise<Box> {
    const tiles = tileViews();
    const scores = (await classifyViews(frame, tiles, run)).map(explicitOf);
    return tiles[scores.indexOf(Math.max(...scores))]!.box;
  }
}

async function runner(models: GateModels, id: GateModel, provider: ProviderChoice) {
  const session = await models.open(id, provider);
  return session.run.bind(session);
}
