import type { Dressing, RenderReport } from '../../workers/animation/protocol';
import type { EncodedVideo } from '../../workers/encode/protocol';
import { endAnimation } from '../clients/animation';
import { endEncode } from '../clients/encode';
import { AppError } from '../shared/errors';
import { randomPayload } from '../shared/watermark/payload';
import type { FilmJob } from './film-job';
import { renderIntoEncoder } from './frames';
import type { CheckedPrompt } from './gates';
import type { FilmChoices } from './make-film';
import type { OutputSize } from './output-size';
import { stagePhoto, type StagedPhoto } from './stage-photo';
import { soundOfScene, type SceneSound } from './story-sound';
import type { SceneTimes, StoryPlan } from './story-timeline';
import { drawCard } from './text-card';
import type { WokenPhoto } from './wake-photo';

/** What the scenes of a story have in common. */
export interface ScenesRequest extends FilmChoices, Pick<StoryPlan, 'secondsPerPhoto' | 'framesPerSecond'> {
  size: Extract<OutputSize, { kind: 'exact' }>;
  /** Words over the beginning and over the end; '' for none. */
  title: CheckedPrompt;
  closing: CheckedPrompt;
}

/** A photo's part of a story, rendered and encoded. */
export interface Scene {
  times: SceneTimes;
  /** The photo, but for its pixels. */
  woken: Omit<WokenPhoto, 'photo'>;
  staged: StagedPhoto;
  encoded: EncodedVideo;
  report: RenderReport;
  /** None where the person brought a sound for the whole film. */
  sound: SceneSound | undefined;
}

/**
 * Renders and encodes one photo after the other, and makes the sound of each. At a time one photo is rendered; of the one before the frames that go on
 * under it are kept, of those before the part that is shown, for the gate. Each scene is a step of its own: where it loses a worker or the GPU it
 * alone is done again. Throws AppError (render, encode, sound) or AbortError.
 * @param awake emptied on the way, so that a whole photo is not held once its part is cut out
 */
export async function filmScenes(
  awake: WokenPhoto[],
  timeline: readonly SceneTimes[],
  request: ScenesRequest,
  job: FilmJob,
): Promise<Scene[]> {
  const total = timeline.reduce((sum, { frameCount }) => sum + frameCount, 0);
  return job.clock.run('frames', async (progress) => {
    const scenes: Scene[] = [];
    let done = 0;
    for (const times of timeline) {
      const before = scenes.at(-1);
      const start = done;
      scenes.push(
        await filmScene(awake.shift()!, times, before, request, job, (_, frames) =>
          progress('story', start + frames, total),
        ),
      );
      done += times.frameCount;
      if (before) delete before.encoded.kept;
    }
    return scenes;
  });
}

async function filmScene(
  { photo: whole, ...woken }: WokenPhoto,
  times: SceneTimes,
  before: Scene | undefined,
  request: ScenesRequest,
  job: FilmJob,
  onProgress: (stage: string, completed: number, total: number) => void,
): Promise<Scene> {
  const { signal } = job;
  const { framesPerSecond, label, size } = request;
  const stage = { seconds: request.secondsPerPhoto, size, framesPerSecond, edits: [] };
  const staged = await stagePhoto({ ...woken, photo: whole }, stage, job);
  const dressing = await dressingOf(times, before ? request.closing : request.title, size);
  const kept = before?.encoded.kept;
  const rendering = job.restartable(
    ({ renderer }) =>
      renderIntoEncoder(
        {
          photo: staged.photo,
          motion: staged.motion,
          framesPerSecond,
          frameCount: times.frameCount,
          label,
          // The first photo chooses the digits that suit it; a film says one thing.
          watermark: before?.report.watermark ?? randomPayload(),
          watermarkExactly: before !== undefined,
          dressing,
          renderer,
          keepLast: times.keepLast,
          ...(kept ? { mixWith: { frames: kept, weights: times.weights } } : {}),
        },
        { signal, onProgress },
      ),
    () => {
      endAnimation();
      endEncode();
    },
  );
  const sounding = request.ownSound
    ? undefined
    : soundOfScene(
        { ...woken.generated, motion: staged.motion, seed: woken.seed },
        times,
        framesPerSecond,
        job,
      );
  const [{ encoded, report }, sound] = await Promise.all([rendering, sounding]);
  if (report.gpuLostAtFrame !== undefined) job.notice('restarted-without-gpu');
  return { times, woken, staged, encoded, report, sound };
}

/** What lies over a scene's frames; the words only where there is a time for them. */
async function dressingOf(
  { light, words: opacity }: SceneTimes,
  words: CheckedPrompt,
  size: { width: number; height: number },
): Promise<Dressing> {
  return {
    ...(light ? { light } : {}),
    ...(opacity ? { card: { layer: await drawCard(words, size), opacity } } : {}),
  };
}

/**
 * The scenes' streams as one: each begins with a key frame and its parameter sets, so they stand one after the other. Throws AppError `encode-failed`
 * where two encoders made them: their parameter sets differ, and the file has room for one.
 */
export function joinStreams(scenes: readonly Scene[]): EncodedVideo {
  const [first] = scenes;
  if (!first || scenes.some(({ encoded }) => encoded.encoder !== first.encoded.encoder)) {
    throw new AppError('encode-failed', 'the scenes are not of one encoder');
  }
  const stream = new Uint8Array(scenes.reduce((sum, { encoded }) => sum + encoded.stream.length, 0));
  let at = 0;
  let frameCount = 0;
  for (const { encoded } of scenes) {
    stream.set(encoded.stream, at);
    at += encoded.stream.length;
    frameCount += encoded.frameCount;
  }
  const { framesPerSecond, encoder } = first.encoded;
  return { stream, frameCount, framesPerSecond, encoder };
}
