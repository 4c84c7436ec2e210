import { AppError } from '../../src/shared/errors';
import type { RgbaImage } from '../../src/shared/pixels';
import type { Box, Verdict } from '../../src/shared/verdict';
import { drawLabel } from '../shared/label/draw-label';
import type { ProviderChoice } from '../shared/onnx/provider';
import { FilmReader } from '../shared/video/film-reader';
import { FilmFaces } from './faces/film-faces';
import { classifyViews, explicitOf, secondOpinions, type RunClassifier } from './image/classify';
import { Pyramid } from './image/pyramid';
import { tileViews, WHOLE } from './image/views';
import { usesOf, type GateModel, type GateModels } from './models';
import { judge, type Evidence } from './policy';
import type { ExpectedLabel, FilmOrigin, VideoFindings } from './protocol';
import { chooseFrames, type SmallFrame } from './video/choose-frames';
import { FLASH_GRID, flashFrame, measureFlashes, type FlashFrame, type FlashMeasure } from './video/flashes';
import { labelLost } from './video/label-lost';
import { measureLoudness } from './video/loudness';

/** The fewest frames by which a film may be judged. */
const MIN_FRAMES = 8;
/** Of the chosen frames so many are looked at for faces: the landmark net costs more than the classifier. */
const FACE_FRAMES = 3;
/** Chosen frames are decoded at no more than this. */
const MAX_FRAME_SIDE = 1280;
/** From this doubt on, the review threshold, the second classifier is asked. */
const DOUBT = 0.3;
const STRAIGHT = [{ box: WHOLE, mirrored: false }];

interface VideoCheck {
  mp4: Blob;
  sampleCount: number;
  label?: ExpectedLabel;
  origin?: FilmOrigin;
  provider: ProviderChoice;
}

/**
 * The video gate, on the file as it was written. Progress: `video-gate`, chosen frames looked at. Throws what decoding and the models
 * throw, or AbortError; whoever asks then blocks.
 */
export async function checkVideo(
  { mp4, sampleCount, label, origin, provider }: VideoCheck,
  models: GateModels,
  {
    signal,
    progress,
  }: { signal: AbortSignal; progress: (stage: string, completed: number, total: number) => void },
): Promise<VideoFindings> {
  using film = await FilmReader.open(mp4);
  const { small, flashes } = await lookAtAll(film, signal);
  const chosen = chooseFrames(small, Math.max(MIN_FRAMES, sampleCount));
  if (chosen.length < MIN_FRAMES) throw new AppError('file-unreadable', `a film of ${chosen.length} frames`);
  const judgeFrame = await FrameJudge.open(origin, provider, models);
  const layer = label && drawLabel(film.width, film.height, label);
  const evidence: Evidence[] = [...flashes, ...(await soundEvidence(film, signal))];
  let worstLabel = layer ? { value: 0, atSeconds: 0 } : undefined;
  let completed = 0;
  const times = chosen.map(({ timestampSeconds }) => timestampSeconds);
  for await (const { image, timestampSeconds } of film.framesAt(times, MAX_FRAME_SIDE, signal)) {
    evidence.push(...(await judgeFrame.look(image, completed < FACE_FRAMES, timestampSeconds)));
    if (layer && worstLabel) {
      const fitted = image.width === film.width ? layer : drawLabel(image.width, image.height, label);
      const value = labelLost(image, fitted);
      if (!(value <= worstLabel.value)) worstLabel = { value, atSeconds: timestampSeconds };
    }
    progress('video-gate', ++completed, chosen.length);
  }
  const labelBox = layer && {
    x: layer.x / film.width,
    y: layer.y / film.height,
    width: layer.width / film.width,
    height: layer.height / film.height,
  };
  evidence.push({ name: 'label-lost', value: 0, ...worstLabel, ...(labelBox ? { box: labelBox } : {}) });
  return {
    verdict: judge('video', worstOfEach(evidence)),
    framesChecked: completed,
    models: usesOf(judgeFrame.used),
  };
}

/** Single generated frames, as of a preview: no file yet, so no sound, label or flashes. Throws as {@link checkVideo}. */
export async function checkFrames(
  {
    frames,
    origin,
    provider,
  }: { frames: readonly RgbaImage[]; origin?: FilmOrigin; provider: ProviderChoice },
  models: GateModels,
  { signal }: { signal: AbortSignal },
): Promise<Verdict> {
  const judgeFrame = await FrameJudge.open(origin, provider, models);
  const evidence: Evidence[] = [];
  for (const [index, frame] of frames.entries()) {
    signal.throwIfAborted();
    evidence.push(...(await judgeFrame.look(frame, index < FACE_FRAMES)));
  }
  return judge('video', worstOfEach(evidence), ['explicit-gained', 'face-change']);
}

/** Every frame, small: its flashes, and what frames are chosen by. */
async function lookAtAll(
  film: FilmReader,
  signal: AbortSignal,
): Promise<{ small: SmallFrame[]; flashes: Evidence[] }> {
  const cell = Math.max(film.width, film.height) / FLASH_GRID;
  const columns = Math.max(1, Math.round(film.width / cell));
  const rows = Math.max(1, Math.round(film.height / cell));
  const small: SmallFrame[] = [];
  const grids: FlashFrame[] = [];
  for await (const { image, timestampSeconds } of film.allFrames(columns, rows, signal)) {
    small.push({ timestampSeconds, data: image.data });
    grids.push(flashFrame(image.data, timestampSeconds));
  }
  const { general, red } = measureFlashes(grids, columns, { loops: true });
  return {
    small,
    flashes: [
      { name: 'flash-window', value: general.windowArea, ...placeOf(general) },
      { name: 'flash-area', value: general.area, ...placeOf(general) },
      { name: 'red-flash-window', value: red.windowArea, ...placeOf(red) },
      { name: 'red-flash-area', value: red.area, ...placeOf(red) },
    ],
  };
}

function placeOf({ atSeconds, box }: FlashMeasure): Pick<Evidence, 'atSeconds' | 'box'> {
  return box ? { atSeconds, box } : { atSeconds };
}

async function soundEvidence(film: FilmReader, signal: AbortSignal): Promise<Evidence[]> {
  const sound = await film.sound(signal);
  if (!sound || sound.channels.length === 0) {
    return [
      { name: 'loudness', value: 0 },
      { name: 'peak', value: 0 },
    ];
  }
  const { integrated, truePeak } = measureLoudness(sound.channels, sound.sampleRateHertz);
  return [
    { name: 'loudness', value: Math.min(1, 10 ** (integrated / 20)) },
    { name: 'peak', value: Math.min(1, 10 ** (truePeak / 20)) },
  ];
}

/** Looks at frames one by one, against the photo they were made of. */
class FrameJudge {
  readonly used: GateModel[] = ['nsfw'];

  private constructor(
    private readonly models: GateModels,
    private readonly provider: ProviderChoice,
    private readonly before: number,
    private readonly faces: FilmFaces | undefined,
  ) {}

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

  async look(frame: RgbaImage, withFaces: boolean, atSeconds?: number): Promise<Evidence[]> {
    const time = atSeconds === undefined ? {} : { atSeconds };
    const run = await runner(this.models, 'nsfw', this.provider);
    const [whole] = await classifyViews(frame, STRAIGHT, run);
    const gained = Math.max(0, explicitOf(whole!) - this.before);
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

/** Of evidence with the same name the strongest. What is no number stays, so that the policy refuses it. */
function worstOfEach(evidence: readonly Evidence[]): Evidence[] {
  const worst = new Map<string, Evidence>();
  for (const one of evidence) {
    const known = worst.get(one.name);
    if (!known || !(one.value <= known.value)) worst.set(one.name, one);
  }
  return [...worst.values()];
}
