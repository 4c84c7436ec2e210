import type { DecodedPhoto } from '../../workers/media/protocol';
import { decodePhoto } from '../clients/media';
import { AppError } from '../shared/errors';
import type { FilmJob } from './film-job';
import type { CheckedPhoto } from './gates';
import { filmPart, fitTarget, type OutputSize } from './output-size';
import type { Reviewer } from './review';
import { checkDecoded } from './wake-photo';

/** A photo that may be in a story. */
export interface TakenPhoto extends Omit<DecodedPhoto, 'image'> {
  /** As the person gave it. */
  file: Blob;
  photo: CheckedPhoto;
}

/** A photo that a story goes on without. */
export interface LeftOutPhoto {
  /** Its place among those that were given, from 0. */
  index: number;
  /** Of the file, or of the photo gate. */
  error: AppError;
}

/** The fewest photos that make a story. */
export const LEAST_PHOTOS = 2;

/**
 * Decodes the photos of a story, one after the other, and lets each through the photo gate by itself. What cannot be read, or does not pass, is left
 * out. Throws AppError: why the last one was left out where fewer than {@link LEAST_PHOTOS} are left, gate-unavailable, the machine's; or AbortError.
 */
export async function takePhotos(
  files: readonly Blob[],
  size: OutputSize,
  job: FilmJob,
  reviewerFor?: (file: Blob) => Reviewer,
): Promise<{ taken: TakenPhoto[]; leftOut: LeftOutPhoto[] }> {
  const { clock, signal } = job;
  const leftOut: LeftOutPhoto[] = [];
  const decoded = await clock.run('photo', (progress) =>
    keepGood([...files.entries()], leftOut, progress, async ([index, file]) => {
      const photo = await decodePhoto(file, fitTarget(size), { signal });
      refuseOtherSize(photo, size);
      return { index, file, ...photo };
    }),
  );
  const taken = await clock.run('photo-gate', (progress) =>
    keepGood(
      decoded.map((photo) => [photo.index, photo] as const),
      leftOut,
      progress,
      async ([, { index: _, image, ...photo }]) => ({
        ...photo,
        photo: await checkDecoded({ image, ...photo }, job, reviewerFor?.(photo.file)),
      }),
    ),
  );
  if (taken.length < LEAST_PHOTOS) {
    const last = leftOut.findLast(({ error }) => error.code.startsWith('gate-')) ?? leftOut.at(-1);
    throw last?.error ?? new AppError('internal', `${files.length} photos make no story`);
  }
  return { taken, leftOut: leftOut.sort((a, b) => a.index - b.index) };
}

/** Does something with one photo after the other; those that it fails on, for their own sake, are put aside. */
async function keepGood<Photo extends readonly [index: number, ...unknown[]], T>(
  photos: readonly Photo[],
  leftOut: LeftOutPhoto[],
  progress: (stage: string, completed: number, total: number) => void,
  task: (photo: Photo) => Promise<T>,
): Promise<T[]> {
  const good: T[] = [];
  for (const [done, photo] of photos.entries()) {
    try {
      good.push(await task(photo));
    } catch (error) {
      if (!isOfThePhoto(error)) throw error;
      leftOut.push({ index: photo[0], error });
    }
    progress('story', done + 1, photos.length);
  }
  return good;
}

/** True for what is wrong with one photo alone, and not with the app or the machine. */
function isOfThePhoto(error: unknown): error is AppError {
  return (
    error instanceof AppError && /^(file-|image-|format-unsupported$|gate-(blocked|held)$)/.test(error.code)
  );
}

/** All scenes of a film have one size: a photo so long that it can't cover it within bounds is none for a story. */
function refuseOtherSize({ image }: DecodedPhoto, size: OutputSize): void {
  const part = filmPart(image, size, { x: 0.5, y: 0.5 });
  if (size.kind === 'exact' && part.width === size.width && part.height === size.height) return;
  throw new AppError('image-too-elongated', `${image.width}x${image.height} does not cover the film`);
}
