import { AppError } from '../../src/shared/errors';
import type { RgbaImage } from '../../src/shared/pixels';
import type { Verdict } from '../../src/shared/verdict';
import { drawLabel } from '../shared/label/draw-label';
import type { ProviderChoice } from '../shared/onnx/provider';
import { FilmReader } from '../shared/video/film-reader';
import { FrameJudge } from './frame-judge';
import { usesOf, type GateModels } from './models';
import { judge, type Evidence } from './policy';
import type { ExpectedLabel, FilmOrigin, FilmScene, VideoFindings } from './protocol';
import { chooseByScene, chooseFrames, type SceneFrame, type SmallFrame } from './video/choose-frames';
import { FLASH_GRID, flashFrame, measureFlashes, type FlashFrame, type FlashMeasure } from './video/flashes';
import { labelLost } from './video/label-lost';
import { measureLoudness } from './video/loudness';

/** The fewest frames by which a film may be judged. */
const MIN_FRAMES = 8;
/** Of a scene's chosen frames so many, spread over it, are looked at for faces: the landmark net costs more than the classifier. */
const FACE_FRAMES = 3;
/** Chosen frames are decoded at no more than this. */
const MAX_FRAME_SIDE = 1280;

interface VideoCheck {
  mp4: Blob;
  sampleCount: number;
  label?: ExpectedLabel;
  scenes?: readonly FilmScene[];
  provider: ProviderChoice;
}

/**
 * The video gate, on the file as it was written. Progress: `video-gate`, chosen frames looked at. Throws what decoding and the models
 * throw, or AbortError; whoever asks then blocks.
 */
export async function checkVideo(
  { mp4, sampleCount, label, scenes, provider }: VideoCheck,
  models: GateModels,
  {
    signal,
    progress,
  }: { signal: AbortSignal; progress: (stage: string, completed: number, total: number) => void },
): Promise<VideoFindings> {
  using film = await FilmReader.open(mp4);
  const { small, flashes } = await lookAtAll(film, signal);
  const chosen = choose(small, scenes, Math.max(MIN_FRAMES, sampleCount));
  const judges: FrameJudge[] = [];
  for (const origin of scenes ?? [undefined]) judges.push(await FrameJudge.open(origin, provider, models));
  const layer = label && drawLabel(film.width, film.height, label);
  const evidence: Evidence[] = [...flashes, ...(await soundEvidence(film, signal))];
  let worstLabel = layer ? { value: 0, atSeconds: 0 } : undefined;
  let completed = 0;
  const withFaces = new Set(
    judges.flatMap((_, index) => spread(chosen.filter(({ scene, clear }) => clear && scene === index))),
  );
  const times = chosen.map(({ timestampSeconds }) => timestampSeconds);
  for await (const { image, timestampSeconds } of film.framesAt(times, MAX_FRAME_SIDE, signal)) {
    const frame = chosen[completed]!;
    const { scene, clear } = frame;
    // What is seen with a scene is the end of the one before.
    const alsoShown = clear ? 0 : (judges[scene - 1]?.before ?? 0);
    evidence.push(
      ...(await judges[scene]!.look(image, {
        withFaces: withFaces.has(frame),
        atSeconds: timestampSeconds,
        alsoShown,
      })),
    );
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
    models: usesOf(judges.flatMap(({ used }) => used)),
  };
}

/** The frames to judge a film by. Throws AppError `file-unreadable` where there are too few of it, or of one of its scenes. */
function choose(
  frames: readonly SmallFrame[],
  scenes: readonly FilmScene[] | undefined,
  count: number,
): SceneFrame[] {
  const chosen = scenes
    ? chooseByScene(frames, scenes, count)
    : chooseFrames(frames, count).map((frame) => ({ ...frame, scene: 0, clear: true }));
  if (chosen.length < MIN_FRAMES) throw new AppError('file-unreadable', `a film of ${chosen.length} frames`);
  scenes?.forEach((_, index) => {
    if (!chosen.some(({ scene, clear }) => scene === index && clear)) {
      throw new AppError('file-unreadable', `no frame in which scene ${index} is seen alone`);
    }
  });
  return chosen;
}

/** {@link FACE_FRAMES} of some frames, the first and the last among them. */
function spread(frames: readonly SceneFrame[]): SceneFrame[] {
  const places = Array.from({ length: FACE_FRAMES }, (_, at) =>
    Math.round((at * (frames.length - 1)) / (FACE_FRAMES - 1)),
  );
  return frames.filter((_, index) => places.includes(index));
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
    evidence.push(...(await judgeFrame.look(frame, { withFaces: index < FACE_FRAMES })));
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

/** Of evidence with the same name the strongest. What is no number stays, so that the policy refuses it. */
function worstOfEach(evidence: readonly Evidence[]): Evidence[] {
  const worst = new Map<string, Evidence>();
  for (const one of evidence) {
    const known = worst.get(one.name);
    if (!known || !(one.value <= known.value)) worst.set(one.name, one);
  }
  return [...worst.values()];
}
