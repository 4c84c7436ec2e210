import type { LabelOptions } from '../../workers/animation/protocol';
import type { EncodedVideo } from '../../workers/encode/protocol';
import type { FilmScene } from '../../workers/moderation/protocol';
import { endEncode, mux } from '../clients/encode';
import { encodeThumbnail } from '../clients/media';
import { checkVideo, endModeration } from '../clients/moderation';
import { containerTags, writeDisclosure, type DisclosureFacts } from '../provenance/disclosure';
import type { FilmFacts, TrainingChoice } from '../provenance/film-manifest';
import type { GateRecord, ModerationRecord } from '../provenance/moderation';
import { signVideo, type PhotoMaterial, type SignRequest } from '../provenance/sign';
import { modelRecord, type ModelId } from '../shared/model-manifest';
import type { PcmAudio } from '../shared/pixels';
import { UNCOVERED_SCORE } from '../shared/prompt-language';
import { sha256Hex } from '../shared/sha256';
import { strictest, type Verdict } from '../shared/verdict';
import type { FilmJob } from './film-job';
import {
  passSigning,
  passVideoGate,
  type CheckedPhoto,
  type CheckedPrompt,
  type CheckedVideo,
  type SignedVideo,
} from './gates';
import type { FilmReport } from './report';

/** A photo's part of a film that is finished. Seconds of the film. */
export interface ShownPhoto extends Omit<FilmScene, 'photo' | 'faces'> {
  /** As the person gave it. */
  file: Blob;
  mimeType: string;
  /** As the film shows it. */
  photo: CheckedPhoto;
}

/** Pictures and sound of a film, and what its record is to say. */
export interface FilmParts {
  encoded: EncodedVideo;
  audio: PcmAudio;
  label: LabelOptions;
  facts: DisclosureFacts;
  /** In the order in which they are shown. */
  photos: readonly ShownPhoto[];
  /** The description of the motion first, then words that are seen in the film. */
  words: readonly CheckedPrompt[];
  film: Omit<FilmFacts, 'width' | 'height' | 'framesPerSecond' | 'durationSeconds' | 'models'>;
  training: TrainingChoice | undefined;
  ownSound: { mimeType: string } | undefined;
  recordPrompt: boolean;
  /** What is changed in the video gate's verdict for people: its boxes may lie in a part of a photo. */
  explain?: (verdict: Verdict) => Verdict;
}

export interface FinishedVideo {
  video: SignedVideo;
  /** What was signed with, for copies in other formats. */
  signing: Omit<SignRequest, 'mp4'>;
  output: FilmReport['output'];
  provenance: FilmReport['provenance'];
}

const THUMBNAIL_SIDE = 320;
/** The models that imagine the motion, by the ids of models/manifest.json. */
const FILM_MODELS = ['scene-parser', 'prompt-encoder', 'denoiser'] as const;

/**
 * The end of every film's journey: MP4, video gate, signature, read back. Throws AppError (the gate's, mux, sign) or AbortError.
 */
export async function finishFilm(parts: FilmParts, job: FilmJob): Promise<FinishedVideo> {
  const { clock, signal } = job;
  const { encoded, facts, photos } = parts;
  const muxed = await clock.run('mux', () =>
    job.restartable(
      () => mux({ video: encoded, audio: parts.audio, tags: containerTags(facts) }, { signal }),
      endEncode,
    ),
  );
  const scenes = photos.map(({ photo, fromSeconds, untilSeconds, clear }) => ({
    photo: photo.image,
    faces: photo.faces,
    fromSeconds,
    untilSeconds,
    clear,
  }));
  const video = await clock.run('video-gate', async (onProgress) =>
    passVideoGate(await writeDisclosure(muxed, facts), async (mp4) => {
      const findings = await job.restartable(
        ({ provider }) => checkVideo({ mp4, label: parts.label, scenes }, provider, { signal, onProgress }),
        endModeration,
      );
      return { ...findings, verdict: parts.explain?.(findings.verdict) ?? findings.verdict };
    }),
  );
  const materials: PhotoMaterial[] = [];
  for (const { file, mimeType, photo } of photos) {
    const thumbnail = await encodeThumbnail(photo.image, THUMBNAIL_SIDE, { signal });
    materials.push({ file, mimeType, thumbnail });
  }
  const { width, height } = photos[0]!.photo.image;
  const shape = {
    width,
    height,
    framesPerSecond: encoded.framesPerSecond,
    durationSeconds: encoded.frameCount / encoded.framesPerSecond,
  };
  const signing: FinishedVideo['signing'] = {
    photos: materials,
    facts,
    training: parts.training ?? 'notAllowed',
    ...(parts.ownSound ? { ownAudio: { mimeType: parts.ownSound.mimeType } } : {}),
    film: { ...shape, ...parts.film, models: FILM_MODELS.map((id) => modelUse(id)) },
    moderation: moderationOf(parts, video),
  };
  let provenance: FilmReport['provenance'] | undefined;
  const signed = await clock.run('sign', () =>
    passSigning(video, async (mp4) => {
      const result = await signVideo({ ...signing, mp4 }, signal);
      provenance = result.provenance;
      result.notices.forEach(job.notice);
      return result.mp4;
    }),
  );
  if (!provenance) throw new Error('unreachable: signed without provenance');
  const output = {
    sizeBytes: signed.mp4.size,
    ...shape,
    frames: encoded.frameCount,
    videoCodec: 'h264',
    audioCodec: 'aac',
    sha256: await sha256Hex(await signed.mp4.arrayBuffer()),
  };
  return { video: signed, signing, output, provenance };
}

/** What goes on the record: no scores, and the prompt only where the person agreed. Of several photos or words the strictest verdict. */
function moderationOf({ photos, words, recordPrompt }: FilmParts, video: CheckedVideo): ModerationRecord {
  const shown = photos.map(({ photo }) => photo);
  const prompt = words[0]?.text ?? '';
  return {
    gates: {
      photo: together(shown),
      prompt: together(words.map((word) => ({ ...word, models: promptJudges(word) }))),
      video: { verdict: video.verdict.verdict, decidedBy: 'machine', models: video.models },
    },
    consent: shown.some(({ consent }) => consent === 'confirmed') ? 'confirmed' : 'no-faces',
    ...(recordPrompt && prompt !== '' ? { prompt } : {}),
  };
}

function together(
  passed: readonly { verdict: Verdict; decidedBy: GateRecord['decidedBy']; models: GateRecord['models'] }[],
): GateRecord {
  const models = new Map(passed.flatMap((one) => one.models).map((model) => [model.id, model]));
  return {
    verdict: strictest(passed.map(({ verdict }) => verdict.verdict)),
    decidedBy: passed.some(({ decidedBy }) => decidedBy === 'person') ? 'person' : 'machine',
    models: [...models.values()],
  };
}

/** The classifier, where it gave a score: the empty prompt it is not asked about. */
function promptJudges({ verdict }: CheckedPrompt): { id: string; version: string }[] {
  return Object.hasOwn(verdict.scores, UNCOVERED_SCORE) ? [modelUse('prompt-gate')] : [];
}

function modelUse(id: ModelId): { id: string; version: string } {
  return { id, version: modelRecord(id).version };
}
