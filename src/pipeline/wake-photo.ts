import type { GeneratedMotion } from '../../workers/animation/protocol';
import type { DecodedPhoto, FitTarget } from '../../workers/media/protocol';
import { endAnimation, generateMotion, warmUpAnimation } from '../clients/animation';
import { warmUpEncode } from '../clients/encode';
import { decodePhoto } from '../clients/media';
import { checkPhoto, checkPrompt, endModeration, warmUpModeration } from '../clients/moderation';
import { splitIntoLoops } from '../shared/motion';
import type { FilmJob } from './film-job';
import { noticesOfMotion } from './motion-notices';
import type { Reviewer } from './review';
import { passPhotoGate, passPromptGate, type CheckedPhoto, type CheckedPrompt } from './gates';

/** A photo with its motion: what a film is made of, and what a person shapes. */
export interface WokenPhoto {
  /** As the person gave it. */
  file: Blob;
  /** Natural size, after EXIF orientation. */
  natural: { width: number; height: number };
  mimeType: string;
  /** What `photo` was decoded to. */
  fit: FitTarget;
  /** The whole photo. */
  photo: CheckedPhoto;
  prompt: CheckedPrompt;
  /** 32-bit unsigned: of the motion. */
  seed: number;
  /** Over the whole photo, untouched by any edit. */
  generated: GeneratedMotion;
}

/** 0..1; the middle is what the model was trained to call natural. */
const NATURAL_STRENGTH = 0.5;

/**
 * File, photo, gates, motion: the first half of the journey. Throws AppError (MediaProtocol's, the gates', the models', the machine's)
 * or AbortError.
 */
export async function wakePhoto(
  request: { file: Blob; fit: FitTarget; prompt: string; seed: number; seconds: number },
  job: FilmJob,
): Promise<WokenPhoto> {
  const { clock, signal } = job;
  // The gates' models load while the photo is decoded, the others and the muxer while the gates look; a failure here comes up again
  // where they are needed.
  void Promise.allSettled([warmUpModeration(job.machine.provider, { signal })]);
  const decoded = await clock.run('photo', (progress) =>
    decodePhoto(request.file, request.fit, { signal, onProgress: progress }),
  );
  const warmth = Promise.allSettled([
    warmUpAnimation(job.machine.provider, { signal }),
    warmUpEncode({ signal }),
  ]);
  const photo = await clock.run('photo-gate', () => checkDecoded(decoded, job));
  const prompt = await clock.run('prompt-gate', () => checkWords(request.prompt, job));
  await warmth;
  const generated = await clock.run('motion', (onProgress) =>
    newMotion({ photo, prompt, seed: request.seed, seconds: request.seconds }, job, onProgress),
  );
  return {
    file: request.file,
    natural: decoded.natural,
    mimeType: decoded.mimeType,
    fit: request.fit,
    photo,
    prompt,
    seed: request.seed,
    generated,
  };
}

/** Diffuses a motion for a film of `seconds`; another seed gives another one. Throws as {@link wakePhoto}. */
export async function newMotion(
  request: { photo: CheckedPhoto; prompt: CheckedPrompt; seed: number; seconds: number },
  job: FilmJob,
  onProgress?: (stage: string, completed: number, total: number) => void,
): Promise<GeneratedMotion> {
  const { photo, prompt, seed } = request;
  const durationSeconds = splitIntoLoops(request.seconds).loopSeconds;
  const generated = await job.restartable(
    ({ provider }) =>
      generateMotion(
        { photo, prompt, provider, seed, strength: NATURAL_STRENGTH, durationSeconds },
        { signal: job.signal, onProgress },
      ),
    endAnimation,
  );
  noticesOfMotion(generated).forEach(job.notice);
  return generated;
}

/** The same photo in another size, through the photo gate like the first. Throws as {@link wakePhoto}. */
export async function decodeAgain(woken: WokenPhoto, fit: FitTarget, job: FilmJob): Promise<CheckedPhoto> {
  const decoded = await job.clock.run('photo', (onProgress) =>
    decodePhoto(woken.file, fit, { signal: job.signal, onProgress }),
  );
  return job.clock.run('photo-gate', () => checkDecoded(decoded, job));
}

/** A person's words through the prompt gate. Throws as it does. */
export function checkWords(words: string, job: FilmJob): Promise<CheckedPrompt> {
  const text = words.trim();
  return passPromptGate(
    text,
    () => job.restartable(() => checkPrompt(text, { signal: job.signal }), endModeration),
    job.reviewer,
  );
}

/** A decoded photo through the photo gate; `reviewer` is asked about it, the job's unless given. Throws as the gate does. */
export function checkDecoded(
  { image }: DecodedPhoto,
  job: FilmJob,
  reviewer: Reviewer | undefined = job.reviewer,
): Promise<CheckedPhoto> {
  return passPhotoGate(
    image,
    () =>
      job.restartable(({ provider }) => checkPhoto(image, provider, { signal: job.signal }), endModeration),
    reviewer,
  );
}
