import type { LabelOptions } from '../../workers/animation/protocol';
import { endAnimation } from '../clients/animation';
import { endEncode } from '../clients/encode';
import { endSound, fitOwnSound, synthesizeSound } from '../clients/sound';
import type { TrainingChoice } from '../provenance/film-manifest';
import { splitIntoLoops, type Motion } from '../shared/motion';
import { randomPayload } from '../shared/watermark/payload';
import { boxesInWhole } from './boxes-in-whole';
import type { FilmJob } from './film-job';
import { finishFilm, type FinishedVideo } from './finish-film';
import { renderIntoEncoder, type FrameTap } from './frames';
import { motionFigures } from './motion-figures';
import { noticesOfPrompt, type PromptNotice } from './prompt-notices';
import type { AnimateReport } from './report';
import { stagePhoto, type StageRequest } from './stage-photo';
import type { WokenPhoto } from './wake-photo';

/** What every film is to have, beside what it shows. */
export interface FilmChoices {
  label: LabelOptions;
  /** What the film says of training on it; not wanted unless given. */
  training?: TrainingChoice;
  /** The person's own sound, in place of a made one. */
  ownSound?: { file: Blob; mimeType: string };
  /** Whether the person wants their words in the film's record. */
  recordPrompt?: boolean;
}

/** What kind of film is to be made of a woken photo. */
export interface FilmRequest extends StageRequest, FilmChoices {}

export interface CreatedVideo extends Pick<FinishedVideo, 'video' | 'signing'> {
  report: AnimateReport;
  /** As edited and cropped: what moved in the film. */
  motion: Motion;
}

/**
 * Frames with label, sound, MP4, gate, signature: the second half of the journey. Throws AppError (the gates', machine, encode, sign)
 * or AbortError.
 */
export async function makeFilm(
  woken: WokenPhoto,
  request: FilmRequest,
  job: FilmJob,
  frameTap?: FrameTap,
): Promise<CreatedVideo> {
  const { clock, signal } = job;
  const { photo, motion, cropped, shown } = await stagePhoto(woken, request, job);
  const figures = motionFigures(motion);
  if (figures.movingFraction === 0) {
    job.notice(motion.camera.kind === 'none' ? 'nothing-moves' : 'only-the-camera-moves');
  }
  noticesOf(woken, request).forEach(job.notice);

  const { loops } = splitIntoLoops(request.seconds);
  const framesPerLoop = Math.round(motion.durationSeconds * request.framesPerSecond);
  const frameCount = framesPerLoop * loops;
  const durationSeconds = frameCount / request.framesPerSecond;
  const { ownSound } = request;
  const { scene, intents } = woken.generated;
  const sounding = clock.run('sound', () =>
    job.restartable(
      () =>
        ownSound
          ? fitOwnSound({ file: ownSound.file, durationSeconds }, { signal })
          : synthesizeSound({ motion, scene, intents, durationSeconds, seed: woken.seed }, { signal }),
      endSound,
    ),
  );
  const createdAt = new Date();
  const rendering = clock.run('frames', (progress) =>
    job.restartable(
      ({ renderer }) =>
        renderIntoEncoder(
          {
            photo,
            motion,
            framesPerSecond: request.framesPerSecond,
            frameCount,
            label: request.label,
            watermark: randomPayload(),
            renderer,
          },
          { signal, onProgress: progress, ...(frameTap ? { frameTap } : {}) },
        ),
      () => {
        endAnimation();
        endEncode();
      },
    ),
  );
  const [sound, rendered] = await Promise.all([sounding, rendering]);
  if (rendered.report.gpuLostAtFrame !== undefined) job.notice('restarted-without-gpu');

  const whole = { fromSeconds: 0, untilSeconds: durationSeconds };
  const { video, signing, output, provenance } = await finishFilm(
    {
      encoded: rendered.encoded,
      audio: sound.audio,
      label: request.label,
      facts: {
        id: crypto.randomUUID(),
        createdAt,
        watermark: rendered.report.watermark,
        labelText: request.label.text,
        ...(ownSound ? { ownSound: true } : {}),
      },
      photos: [{ file: woken.file, mimeType: woken.mimeType, photo, ...whole, clear: whole }],
      words: [woken.prompt],
      film: { cropped },
      training: request.training,
      ownSound,
      recordPrompt: request.recordPrompt ?? false,
      explain: (verdict) => boxesInWhole(verdict, shown),
    },
    job,
  );
  return {
    video,
    motion,
    signing,
    report: {
      photo: woken.natural,
      prompt: woken.prompt.text,
      seed: woken.seed,
      edits: [...request.edits],
      providers: { model: woken.generated.provider },
      renderer: rendered.report.renderer,
      gates: { photo: photo.verdict, prompt: woken.prompt.verdict, video: video.verdict },
      scene,
      motion: figures,
      quality: rendered.report.quality,
      sound: sound.layers,
      output,
      provenance,
      stages: clock.stages,
      notices: job.notices,
    },
  };
}

/** What of the person's words was not followed. */
function noticesOf({ prompt, generated }: WokenPhoto, { ownSound }: FilmRequest): readonly PromptNotice[] {
  return noticesOfPrompt(prompt, generated.intents, generated.scene, { ownSound: ownSound !== undefined });
}
