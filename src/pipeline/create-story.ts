import type { SceneTransition } from '../provenance/film-manifest';
import { toErrorPayload } from '../shared/errors';
import { orEndAll } from './end-all';
import { FilmJob } from './film-job';
import { finishFilm, type FinishedVideo, type ShownPhoto } from './finish-film';
import type { CheckedPrompt } from './gates';
import type { FilmChoices } from './make-film';
import { motionFigures } from './motion-figures';
import { fitTarget, type OutputSize } from './output-size';
import { noticesOfPrompt } from './prompt-notices';
import type { Notice, StoryReport } from './report';
import type { Machine } from './restart';
import type { Reviewer } from './review';
import type { StageListener } from './stage-clock';
import { takePhotos, type TakenPhoto } from './story-photos';
import { filmScenes, joinStreams, type Scene } from './story-scenes';
import { soundOfStory } from './story-sound';
import { storyTimeline } from './story-timeline';
import { checkWords, newMotion, type WokenPhoto } from './wake-photo';

/** What a person asks for. */
export interface StoryRequest extends Machine, FilmChoices {
  /** In the order in which they are shown; at least two. */
  files: readonly Blob[];
  /** What should move, for all photos alike; '' for none. */
  prompt: string;
  /** Words over the beginning, and over the end; '' for none. */
  title: string;
  closing: string;
  /** 32-bit unsigned; each photo has one of its own made of it. */
  seed: number;
  /** 3..8. */
  secondsPerPhoto: number;
  framesPerSecond: number;
  transition: SceneTransition;
  size: Extract<OutputSize, { kind: 'exact' }>;
}

export interface StoryOptions {
  signal: AbortSignal;
  /** Stages of all photos together: a stage ends when the last photo has passed it. */
  onProgress: StageListener;
  /** Who decides what a gate is not sure about in the words, and in a photo; without one it is held. */
  reviewer?: Reviewer | undefined;
  reviewerFor?: ((file: Blob) => Reviewer) | undefined;
}

export interface CreatedStory extends Pick<FinishedVideo, 'video' | 'signing'> {
  report: StoryReport;
}

/**
 * Several photos' journey to one film, top to bottom: words, photos, gates, a motion for each; scene after scene with label and sound; MP4, gate,
 * signature. A photo that cannot be read or does not pass its gate is left out, and the report says so. Throws AppError as createVideo does, or
 * AbortError; on any failure and on cancel all workers of the job are ended.
 */
export function createStory(request: StoryRequest, options: StoryOptions): Promise<CreatedStory> {
  return orEndAll(async () => {
    const job = new FilmJob(request, options);
    const createdAt = new Date();
    const words = await job.clock.run('prompt-gate', async () => ({
      prompt: await checkWords(request.prompt, job),
      title: await checkWords(request.title, job),
      closing: await checkWords(request.closing, job),
    }));
    const { taken, leftOut } = await takePhotos(request.files, request.size, job, options.reviewerFor);
    const timeline = storyTimeline({
      ...request,
      photos: taken.length,
      titled: words.title.text !== '',
      closed: words.closing.text !== '',
    });
    const awake = await wakeAll(taken, words.prompt, request, job);
    const scenes = await filmScenes(awake, timeline, { ...request, ...words }, job);
    noticesOf(scenes, request).forEach(job.notice);
    const encoded = joinStreams(scenes);
    const sounds = scenes.flatMap(({ sound }) => sound ?? []);
    const durationSeconds = encoded.frameCount / encoded.framesPerSecond;
    const audio = await soundOfStory(sounds, request.ownSound, durationSeconds, job);
    const { video, signing, output, provenance } = await finishFilm(
      {
        encoded,
        audio,
        label: request.label,
        facts: {
          id: crypto.randomUUID(),
          createdAt,
          watermark: scenes[0]!.report.watermark,
          labelText: request.label.text,
          severalPhotos: true,
          ...(request.ownSound ? { ownSound: true } : {}),
        },
        photos: scenes.map((scene) => shownPhoto(scene, encoded.framesPerSecond)),
        words: [words.prompt, words.title, words.closing],
        film: {
          cropped: scenes.some(({ staged }) => staged.cropped),
          story: {
            transition: request.transition,
            titled: words.title.text !== '' || words.closing.text !== '',
          },
        },
        training: request.training,
        ownSound: request.ownSound,
        recordPrompt: request.recordPrompt ?? false,
      },
      job,
    );
    return {
      video,
      signing,
      report: {
        prompt: words.prompt.text,
        title: words.title.text,
        closing: words.closing.text,
        transition: request.transition,
        seed: request.seed,
        providers: { model: scenes[0]!.woken.generated.provider },
        renderer: scenes.at(-1)!.report.renderer,
        gates: { prompt: words.prompt.verdict, video: video.verdict },
        photos: scenes.map(photoReport),
        leftOut: leftOut.map(({ index, error }) => ({ index, error: toErrorPayload(error) })),
        output,
        provenance,
        stages: job.clock.stages,
        notices: job.notices,
      },
    };
  });
}

/** A motion for each photo, of a seed of its own. */
function wakeAll(
  taken: readonly TakenPhoto[],
  prompt: CheckedPrompt,
  { seed, size, secondsPerPhoto }: StoryRequest,
  job: FilmJob,
): Promise<WokenPhoto[]> {
  return job.clock.run('motion', async (progress) => {
    const awake: WokenPhoto[] = [];
    for (const [index, photo] of taken.entries()) {
      const own = (seed + index) >>> 0;
      const generated = await newMotion(
        { photo: photo.photo, prompt, seed: own, seconds: secondsPerPhoto },
        job,
        (_, step, steps) => progress('story', index + step / (steps + 1), taken.length),
      );
      awake.push({ ...photo, fit: fitTarget(size), prompt, seed: own, generated });
      progress('story', index + 1, taken.length);
    }
    return awake;
  });
}

/** What holds for every photo: a sky that one of them lacks is no news where the others have it. */
function noticesOf(scenes: readonly Scene[], { ownSound }: StoryRequest): Notice[] {
  const ofEach = scenes.map(({ woken: { prompt, generated }, staged: { motion } }): Notice[] => {
    const moves = motionFigures(motion).movingFraction > 0;
    const still = motion.camera.kind === 'none' ? 'nothing-moves' : 'only-the-camera-moves';
    const words = noticesOfPrompt(prompt, generated.intents, generated.scene, {
      ownSound: ownSound !== undefined,
    });
    return [...(moves ? [] : ([still] as const)), ...words];
  });
  return ofEach[0]!.filter((notice) => ofEach.every((notices) => notices.includes(notice)));
}

function shownPhoto({ woken, staged, times }: Scene, framesPerSecond: number): ShownPhoto {
  const { fromFrame, untilFrame, clear } = times;
  return {
    file: woken.file,
    mimeType: woken.mimeType,
    photo: staged.photo,
    fromSeconds: fromFrame / framesPerSecond,
    untilSeconds: untilFrame / framesPerSecond,
    clear: {
      fromSeconds: clear.fromFrame / framesPerSecond,
      untilSeconds: clear.untilFrame / framesPerSecond,
    },
  };
}

function photoReport({ woken, staged, report, sound }: Scene): StoryReport['photos'][number] {
  return {
    photo: woken.natural,
    gate: staged.photo.verdict,
    scene: woken.generated.scene,
    motion: motionFigures(staged.motion),
    quality: report.quality,
    sound: sound?.layers ?? ['own'],
  };
}
