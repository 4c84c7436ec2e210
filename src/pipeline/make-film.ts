import type { LabelOptions } from '../../workers/animation/protocol';
import { endAnimation } from '../clients/animation';
import { canEncode, endEncode, mux } from '../clients/encode';
import { encodeThumbnail } from '../clients/media';
import { checkVideo, endModeration } from '../clients/moderation';
import { fitOwnSound, synthesizeSound } from '../clients/sound';
import { containerTags, writeDisclosure, type DisclosureFacts } from '../provenance/disclosure';
import type { ModerationRecord } from '../provenance/moderation';
import type { TrainingChoice } from '../provenance/film-manifest';
import { signVideo, type SignRequest } from '../provenance/sign';
import { cropMotion } from '../shared/crop/crop-motion';
import { modelRecord } from '../shared/model-manifest';
import { splitIntoLoops, type Motion } from '../shared/motion';
import { applyEdits, withLoopSeconds } from '../shared/motion-edit/apply-edits';
import type { MotionEdit } from '../shared/motion-edit/edits';
import { UNCOVERED_SCORE } from '../shared/prompt-language';
import { sha256Hex } from '../shared/sha256';
import { randomPayload } from '../shared/watermark/payload';
import type { Box } from '../shared/verdict';
import { boxesInWhole } from './boxes-in-whole';
import type { FilmJob } from './film-job';
import { renderIntoEncoder, type FrameTap } from './frames';
import {
  partOfPhoto,
  passSigning,
  passVideoGate,
  type CheckedPhoto,
  type CheckedPrompt,
  type CheckedVideo,
  type SignedVideo,
} from './gates';
import { motionFigures } from './motion-figures';
import {
  FULL_PIXELS,
  boundSize,
  chooseFraming,
  filmPart,
  fitTarget,
  type Framing,
  type OutputSize,
} from './output-size';
import { noticesOfPrompt, type PromptNotice } from './prompt-notices';
import type { AnimateReport } from './report';
import { decodeAgain, type WokenPhoto } from './wake-photo';

/** What kind of film is to be made of a woken photo. */
export interface FilmRequest {
  /** Of the film, 3..15. */
  seconds: number;
  size: OutputSize;
  framesPerSecond: number;
  label: LabelOptions;
  /** What the film says of training on it; not wanted unless given. */
  training?: TrainingChoice;
  /** The person's own sound, in place of a made one. */
  ownSound?: { file: Blob; mimeType: string };
  /** Whether the person wants their words in the film's record. */
  recordPrompt?: boolean;
  /** What the person did to the motion. */
  edits: readonly MotionEdit[];
  /** What is shown of a photo of another shape; chosen by what moves unless given. */
  framing?: Framing;
}

export interface CreatedVideo {
  video: SignedVideo;
  report: AnimateReport;
  /** As edited and cropped: what moved in the film. */
  motion: Motion;
  /** What was signed with, for copies in other formats. */
  signing: Omit<SignRequest, 'mp4'>;
}

const THUMBNAIL_SIDE = 320;
/** The models that imagine the motion, by the ids of models/manifest.json. */
const FILM_MODELS = ['scene-parser', 'prompt-encoder', 'denoiser'] as const;

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
  const { photo, motion, cropped, shown } = await stageFilm(woken, request, job);
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
  const sounding = clock.run('sound', () =>
    ownSound
      ? fitOwnSound({ file: ownSound.file, durationSeconds }, { signal })
      : synthesizeSound(
          {
            motion,
            scene: woken.generated.scene,
            intents: woken.generated.intents,
            durationSeconds,
            seed: woken.seed,
          },
          { signal },
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

  const facts: DisclosureFacts = {
    id: crypto.randomUUID(),
    createdAt,
    watermark: rendered.report.watermark,
    labelText: request.label.text,
    ...(ownSound ? { ownSound: true } : {}),
  };
  if (rendered.report.gpuLostAtFrame !== undefined) job.notice('restarted-without-gpu');

  const muxed = await clock.run('mux', () =>
    mux({ video: rendered.encoded, audio: sound.audio, tags: containerTags(facts) }, { signal }),
  );
  const video = await clock.run('video-gate', async () =>
    passVideoGate(await writeDisclosure(muxed, facts), (mp4) =>
      job
        .restartable(
          ({ provider }) =>
            checkVideo(
              { mp4, label: request.label, origin: { photo: photo.image, faces: photo.faces } },
              provider,
              { signal },
            ),
          endModeration,
        )
        .then((findings) => ({ ...findings, verdict: boxesInWhole(findings.verdict, shown) })),
    ),
  );
  const gates = { photo: photo.verdict, prompt: woken.prompt.verdict, video: video.verdict };
  const signing: CreatedVideo['signing'] = {
    photoFile: woken.file,
    photoMimeType: woken.mimeType,
    photoThumbnail: await encodeThumbnail(photo.image, THUMBNAIL_SIDE, { signal }),
    facts,
    training: request.training ?? 'notAllowed',
    ...(ownSound ? { ownAudio: { mimeType: ownSound.mimeType } } : {}),
    film: {
      width: photo.image.width,
      height: photo.image.height,
      framesPerSecond: request.framesPerSecond,
      durationSeconds,
      cropped,
      models: FILM_MODELS.map((id) => {
        const { version } = modelRecord(id);
        return { id, version };
      }),
    },
    moderation: moderationOf(woken, video, request.recordPrompt ?? false),
  };
  let provenance: AnimateReport['provenance'] | undefined;
  const signed = await clock.run('sign', () =>
    passSigning(video, async (mp4) => {
      const result = await signVideo({ ...signing, mp4 }, signal);
      provenance = result.provenance;
      result.notices.forEach(job.notice);
      return result.mp4;
    }),
  );
  if (!provenance) throw new Error('unreachable: signed without provenance');

  return {
    video: signed,
    motion,
    signing,
    report: {
      photo: woken.natural,
      prompt: woken.prompt.text,
      seed: woken.seed,
      edits: [...request.edits],
      providers: { model: woken.generated.provider },
      renderer: rendered.report.renderer,
      gates,
      scene: woken.generated.scene,
      motion: figures,
      quality: rendered.report.quality,
      sound: sound.layers,
      output: {
        sizeBytes: signed.mp4.size,
        width: photo.image.width,
        height: photo.image.height,
        frames: frameCount,
        framesPerSecond: request.framesPerSecond,
        durationSeconds,
        videoCodec: 'h264',
        audioCodec: 'aac',
        sha256: await sha256Hex(await signed.mp4.arrayBuffer()),
      },
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

/** What goes on the record: no scores, and the prompt only where the person agreed. */
function moderationOf(
  { photo, prompt }: WokenPhoto,
  video: CheckedVideo,
  recordPrompt: boolean,
): ModerationRecord {
  return {
    gates: {
      photo: { verdict: photo.verdict.verdict, decidedBy: photo.decidedBy, models: photo.models },
      prompt: { verdict: prompt.verdict.verdict, decidedBy: prompt.decidedBy, models: promptJudges(prompt) },
      video: { verdict: video.verdict.verdict, decidedBy: 'machine', models: video.models },
    },
    consent: photo.consent,
    ...(recordPrompt && prompt.text !== '' ? { prompt: prompt.text } : {}),
  };
}

/** The classifier, where it gave a score: the empty prompt it is not asked about. */
function promptJudges({ verdict }: CheckedPrompt): { id: string; version: string }[] {
  if (!Object.hasOwn(verdict.scores, UNCOVERED_SCORE)) return [];
  const { id, version } = modelRecord('prompt-gate');
  return [{ id, version }];
}

/** The photo and its motion as the film shows them: at the film's size, edited, cropped to what matters. */
async function stageFilm(
  woken: WokenPhoto,
  request: FilmRequest,
  job: FilmJob,
): Promise<{ photo: CheckedPhoto; motion: Motion; cropped: boolean; shown: Box }> {
  const { sceneMap, motion: own } = woken.generated;
  let { size } = request;
  let whole = await wholePhoto(woken, size, job);
  const framing = request.framing ?? chooseFraming(whole.image, size, own, sceneMap);
  let part = filmPart(whole.image, size, framing);
  if (part.width * part.height > FULL_PIXELS) {
    const { videoEncoder } = await canEncode(
      { width: part.width, height: part.height, framesPerSecond: request.framesPerSecond },
      { signal: job.signal },
    );
    // libx264 in WebAssembly would need minutes and a gigabyte for such a picture.
    if (videoEncoder !== 'webcodecs') {
      job.notice('size-reduced');
      size = boundSize(size, FULL_PIXELS);
      whole = await wholePhoto(woken, size, job);
      part = filmPart(whole.image, size, framing);
    }
  }
  const scene = { sceneMap, aspect: whole.image.width / whole.image.height };
  const { loopSeconds } = splitIntoLoops(request.seconds);
  const edited = withLoopSeconds(applyEdits(own, scene, request.edits), loopSeconds);
  return {
    photo: partOfPhoto(whole, part),
    motion: cropMotion(edited, whole.image, part),
    shown: {
      x: part.x / whole.image.width,
      y: part.y / whole.image.height,
      width: part.width / whole.image.width,
      height: part.height / whole.image.height,
    },
    cropped: part.width < whole.image.width || part.height < whole.image.height,
  };
}

async function wholePhoto(woken: WokenPhoto, size: OutputSize, job: FilmJob): Promise<CheckedPhoto> {
  const fit = fitTarget(size);
  return JSON.stringify(fit) === JSON.stringify(woken.fit) ? woken.photo : decodeAgain(woken, fit, job);
}
