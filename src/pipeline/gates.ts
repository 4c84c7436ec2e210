import { AppError } from '../shared/errors';
import { cropImage } from '../shared/crop/crop-image';
import type { PixelRect } from '../shared/crop/choose-crop';
import type { RgbaImage } from '../shared/pixels';
import type { GateName, Verdict } from '../shared/verdict';

/**
 * The gates are types. A value carries the brand below only when this file has seen its verdict; the symbol is not
 * exported, so nothing else can make one, and leaving a gate out does not compile. A gate that cannot run, holds or
 * blocks throws: fail closed.
 */
declare const passed: unique symbol;

type Passed<Name extends string, T> = T & { readonly [passed]: Name };

/** A photo at output size that the photo gate let through. */
export type CheckedPhoto = Passed<'photo', { image: RgbaImage; verdict: Verdict }>;
/** A prompt (or none: '') that the prompt gate let through. */
export type CheckedPrompt = Passed<'prompt', { text: string; verdict: Verdict }>;
/** A finished, unsigned MP4 whose decoded frames the video gate let through. */
export type CheckedVideo = Passed<'video', { mp4: Blob; verdict: Verdict }>;
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

/** Runs the photo gate. Throws AppError gate-blocked, gate-held, gate-unavailable, or AbortError. */
export async function passPhotoGate(image: RgbaImage, check: () => Promise<Verdict>): Promise<CheckedPhoto> {
  return brand({ image, verdict: await judge('photo', check) });
}

/** Runs the prompt gate. Throws as {@link passPhotoGate} does. */
export async function passPromptGate(text: string, check: () => Promise<Verdict>): Promise<CheckedPrompt> {
  return brand({ text, verdict: await judge('prompt', check) });
}

/** Runs the video gate on the finished file. Throws as {@link passPhotoGate} does. */
export async function passVideoGate(
  mp4: Blob,
  check: (mp4: Blob) => Promise<Verdict>,
): Promise<CheckedVideo> {
  return brand({ mp4, verdict: await judge('video', () => check(mp4)) });
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
  return brand({
    preview,
    verdict: await judge('video', () => {
      if (frames.length < LEAST_PREVIEW_FRAMES)
        throw new AppError('internal', `only ${frames.length} frames`);
      return check(frames);
    }),
  });
}

/** As many frames of a preview as of a film are looked at. */
export const LEAST_PREVIEW_FRAMES = 8;

/** A part of a checked photo: nothing in it that the gate has not seen. The film made of it is checked again. */
export function partOfPhoto(photo: CheckedPhoto, part: PixelRect): CheckedPhoto {
  return brand({ image: cropImage(photo.image, part), verdict: photo.verdict });
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

function brand<Name extends string, T extends object>(value: T): Passed<Name, T> {
  return value as Passed<Name, T>;
}

async function judge(gate: GateName, check: () => Promise<Verdict>): Promise<Verdict> {
  let verdict: Verdict;
  try {
    verdict = await check();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new AppError('gate-unavailable', `the ${gate} gate could not run: ${String(cause)}`, {
      details: { gate, because: cause instanceof AppError ? cause.code : 'internal' },
      cause,
    });
  }
  const scores = Object.values(verdict.scores);
  if (!scores.every((score) => Number.isFinite(score) && score >= 0 && score <= 1)) {
    throw new AppError('gate-unavailable', `the ${gate} gate gave scores that are no probabilities`, {
      details: { gate, because: 'model-output-invalid' },
    });
  }
  if (verdict.verdict === 'allow') return verdict;
  throw new AppError(
    verdict.verdict === 'block' ? 'gate-blocked' : 'gate-held',
    `the ${gate} gate said ${verdict.verdict}`,
    {
      details: { gate, verdict },
    },
  );
}
