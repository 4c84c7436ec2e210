import type { ModelUse, PhotoFindings, VideoFindings } from '../../workers/moderation/protocol';
import { AppError } from '../shared/errors';
import { cropImage } from '../shared/crop/crop-image';
import type { PixelRect } from '../shared/crop/choose-crop';
import type { FoundFace } from '../shared/faces';
import type { RgbaImage } from '../shared/pixels';
import type { GateName, Verdict } from '../shared/verdict';
import type { Consent, DecidedBy, Reviewer } from './review';

/**
 * The gates are types. A value carries the brand below only when this file has seen its verdict; the symbol is not
 * exported, so nothing else can make one, and leaving a gate out does not compile. A gate that cannot run, holds or
 * blocks throws: fail closed.
 */
declare const passed: unique symbol;

type Passed<Name extends string, T> = T & { readonly [passed]: Name };

/** A photo at output size that the photo gate let through, with the faces in it. */
export type CheckedPhoto = Passed<
  'photo',
  {
    image: RgbaImage;
    verdict: Verdict;
    /** Largest first, in shares of `image`. */
    faces: readonly FoundFace[];
    models: readonly ModelUse[];
    decidedBy: DecidedBy;
    consent: Exclude<Consent, 'refused'>;
  }
>;
/** A prompt (or none: '') that the prompt gate let through. */
export type CheckedPrompt = Passed<'prompt', { text: string; verdict: Verdict; decidedBy: DecidedBy }>;
/** A finished, unsigned MP4 whose decoded frames the video gate let through. */
export type CheckedVideo = Passed<'video', { mp4: Blob; verdict: Verdict; models: readonly ModelUse[] }>;
/** A checked MP4, signed, read back and found valid: the only film that a person is shown. */
export type SignedVideo = Passed<'signed', { mp4: Blob; verdict: Verdict }>;

/** A live preview in the animation worker, a spread of whose frames the video gate let through: the only one that may be painted. */
export type CheckedPreview = Passed<'preview', { preview: PreviewHandle; verdict: Verdict }>;
/** A signed film in another format, made from the signed film itself: what it shows has been checked. */
export type SavedCopy = Passed<'copy', { file: Blob }>;

/** Names a preview that the animation worker holds. */
export interface PreviewHandle {
  id: number;
  width: number;
  height: number;
}

/**
 * Runs the photo gate. What is doubtful the person decides, where there is one to ask; faces in it need their word that these people
 * may be animated. Throws AppError gate-blocked, gate-held (also where the person says no), gate-unavailable, or AbortError.
 */
export async function passPhotoGate(
  image: RgbaImage,
  check: () => Promise<PhotoFindings>,
  reviewer?: Reviewer,
): Promise<CheckedPhoto> {
  const findings = await run('photo', check);
  const { verdict, faces, models } = findings;
  const decidedBy = await decide('photo', verdict, reviewer);
  let consent: CheckedPhoto['consent'] = 'no-faces';
  if (faces.length > 0) {
    // Nobody to ask is no consent.
    const answer = reviewer ? await reviewer.askConsent(faces) : 'refused';
    if (answer === 'refused') {
      throw new AppError('gate-held', 'no consent for the people in the photo', {
        details: { gate: 'photo', because: 'no-consent' },
      });
    }
    consent = answer;
  }
  return brand({ image, verdict, faces, models, decidedBy, consent });
}

/** Runs the prompt gate. Throws as {@link passPhotoGate} does. */
export async function passPromptGate(
  text: string,
  check: () => Promise<Verdict>,
  reviewer?: Reviewer,
): Promise<CheckedPrompt> {
  const { verdict } = await run('prompt', async () => ({ verdict: await check() }));
  return brand({ text, verdict, decidedBy: await decide('prompt', verdict, reviewer, text) });
}

/**
 * Runs the video gate on the finished file. Nobody is asked: a doubtful film is not shown, so nobody could judge it. Throws as
 * {@link passPhotoGate} does.
 */
export async function passVideoGate(
  mp4: Blob,
  check: (mp4: Blob) => Promise<Omit<VideoFindings, 'framesChecked'>>,
): Promise<CheckedVideo> {
  const { verdict, models } = await run('video', () => check(mp4));
  await decide('video', verdict);
  return brand({ mp4, verdict, models });
}

/**
 * Runs the video gate on frames of a preview that nobody has seen, spread over its loop. What edits make of it later is checked when
 * the film is made. Throws as {@link passPhotoGate} does, and gate-unavailable for less than {@link LEAST_PREVIEW_FRAMES}.
 */
export async function passPreviewGate(
  preview: PreviewHandle,
  frames: readonly RgbaImage[],
  check: (frames: readonly RgbaImage[]) => Promise<Verdict>,
): Promise<CheckedPreview> {
  const { verdict } = await run('video', async () => {
    if (frames.length < LEAST_PREVIEW_FRAMES) throw new AppError('internal', `only ${frames.length} frames`);
    return { verdict: await check(frames) };
  });
  await decide('video', verdict);
  return brand({ preview, verdict });
}

/** As many frames of a preview as of a film are looked at. */
export const LEAST_PREVIEW_FRAMES = 8;

/** A part of a checked photo: nothing in it that the gate has not seen. The film made of it is checked again. */
export function partOfPhoto(photo: CheckedPhoto, part: PixelRect): CheckedPhoto {
  return brand({
    ...photo,
    image: cropImage(photo.image, part),
    faces: facesInPart(photo.faces, photo.image, part),
  });
}

/** A copy of a signed film in another format. `make` is given the film and nothing else to make it from. */
export async function copyOfFilm(film: SignedVideo, make: (mp4: Blob) => Promise<Blob>): Promise<SavedCopy> {
  return brand({ file: await make(film.mp4) });
}

/** Signs a checked video. `signAndVerify` gives the signed file only after reading it back and finding it valid. */
export async function passSigning(
  video: CheckedVideo,
  signAndVerify: (mp4: Blob) => Promise<Blob>,
): Promise<SignedVideo> {
  return brand({ mp4: await signAndVerify(video.mp4), verdict: video.verdict });
}

/**
 * Takes up a film that was signed here earlier and put by. `readBack` gives what the video gate said of it, as the film's own record has
 * it, after it has found file and signature unchanged, and throws where they are not.
 */
export async function passReadingBack(
  mp4: Blob,
  readBack: (mp4: Blob) => Promise<Verdict>,
): Promise<SignedVideo> {
  const verdict = await readBack(mp4);
  await decide('video', verdict);
  return brand({ mp4, verdict });
}

function brand<Name extends string, T extends object>(value: T): Passed<Name, T> {
  return value as Passed<Name, T>;
}

/** Runs a check. Whatever goes wrong shuts the gate, and so does a score that is no probability. */
async function run<T extends { verdict: Verdict }>(gate: GateName, check: () => Promise<T>): Promise<T> {
  let findings: T;
  try {
    findings = await check();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new AppError('gate-unavailable', `the ${gate} gate could not run: ${String(cause)}`, {
      details: { gate, because: cause instanceof AppError ? cause.code : 'internal' },
      cause,
    });
  }
  const scores = Object.values(findings.verdict.scores);
  if (!scores.every((score) => Number.isFinite(score) && score >= 0 && score <= 1)) {
    throw new AppError('gate-unavailable', `the ${gate} gate gave scores that are no probabilities`, {
      details: { gate, because: 'model-output-invalid' },
    });
  }
  return findings;
}

/** Who let it pass. What is blocked nobody can let pass; what is held a person can, where one is asked. */
async function decide(
  gate: GateName,
  verdict: Verdict,
  reviewer?: Reviewer,
  text?: string,
): Promise<DecidedBy> {
  if (verdict.verdict === 'allow') return 'machine';
  const held = verdict.verdict === 'review';
  let asked = false;
  if (held && gate !== 'video' && reviewer?.askRelease) {
    asked = true;
    const answer = await reviewer.askRelease({ gate, verdict, ...(text === undefined ? {} : { text }) });
    if (answer === 'release') return 'person';
  }
  throw new AppError(held ? 'gate-held' : 'gate-blocked', `the ${gate} gate said ${verdict.verdict}`, {
    details: { gate, verdict, ...(asked ? { stopped: true } : {}) },
  });
}

/** Faces whose middle lies within a part, in shares of the part. */
function facesInPart(
  faces: readonly FoundFace[],
  { width, height }: RgbaImage,
  part: PixelRect,
): FoundFace[] {
  const point = ({ x, y }: { x: number; y: number }) => ({
    x: (x * width - part.x) / part.width,
    y: (y * height - part.y) / part.height,
  });
  return faces
    .map((face) => ({
      ...face,
      box: {
        ...point(face.box),
        width: (face.box.width * width) / part.width,
        height: (face.box.height * height) / part.height,
      },
      rightEye: point(face.rightEye),
      leftEye: point(face.leftEye),
      nose: point(face.nose),
      mouth: point(face.mouth),
    }))
    .filter(({ box }) => {
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      return x > 0 && x < 1 && y > 0 && y < 1;
    });
}
