import { createSignal } from 'solid-js';
import { AppError, isAbort } from '../shared/errors';
import type { RgbaImage } from '../shared/pixels';
import { workersAllowed } from './capabilities';
import type { ChosenPhoto } from './job-state';
import { previewRoute } from './photo-kind';

/** What the page shows of the person's own photo: an address, or a neutral tile while (or where) there is none. */
export type Preview = { kind: 'pending' } | { kind: 'shown'; url: string } | { kind: 'none' };

/** A preview needs no more than this. */
const PREVIEW_MAX_PIXELS = 1_500_000;
const PREVIEW_MAX_SIDE = 2000;

const [preview, writePreview] = createSignal<Preview>({ kind: 'none' });
/** The preview of the chosen photo. */
export { preview };

let controller: AbortController | undefined;

function setPreview(next: Preview): void {
  const last = preview();
  if (last.kind === 'shown') URL.revokeObjectURL(last.url);
  writePreview(next);
}

/**
 * Makes the preview of a photo. `onInvalid` is told at once when the file is no photo that we can use; what the page
 * can show by itself is decoded for good only when the job runs.
 */
export async function makePreview(photo: ChosenPhoto, onInvalid: (error: AppError) => void): Promise<void> {
  stopPreview();
  controller = new AbortController();
  const { signal } = controller;
  setPreview({ kind: 'pending' });
  try {
    const shown = await showable(photo.file, signal);
    signal.throwIfAborted();
    setPreview({ kind: 'shown', url: URL.createObjectURL(shown) });
  } catch (error) {
    if (isAbort(error) || signal.aborted) return;
    setPreview({ kind: 'none' });
    onInvalid(error instanceof AppError ? error : new AppError('internal', 'no preview', { cause: error }));
  }
}

/** The photo as every browser shows it: itself, or a JPEG of it. Throws AppError where it is no photo that we can use, or AbortError. */
export async function showable(file: File, signal: AbortSignal): Promise<Blob> {
  const route = await previewRoute(file).catch(() => 'worker' as const);
  return route === 'page' && (await canShow(file)) ? file : decodeForPreview(file, signal);
}

/** Forgets the preview. */
export function clearPreview(): void {
  stopPreview();
  setPreview({ kind: 'none' });
}

/** Stops a preview in the making, so that a job has the machine to itself. What is shown stays. */
export function stopPreview(): void {
  controller?.abort(new DOMException('cancelled', 'AbortError'));
  if (preview().kind === 'pending') setPreview({ kind: 'none' });
}

/** An ordinary photo's size. What is larger, smaller or thinner the worker judges, and says at once. */
const ORDINARY = { maxPixels: 50_000_000, minSide: 64, maxAspect: 4 };

function isOrdinary({ naturalWidth: width, naturalHeight: height }: HTMLImageElement): boolean {
  const [short, long] = width < height ? [width, height] : [height, width];
  return (
    width * height <= ORDINARY.maxPixels && short >= ORDINARY.minSide && long <= ORDINARY.maxAspect * short
  );
}

/** Whether the page can show it by itself, and its size raises no question. */
async function canShow(file: Blob): Promise<boolean> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return isOrdinary(image);
  } catch {
    return false;
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function decodeForPreview(file: Blob, signal: AbortSignal): Promise<Blob> {
  await workersAllowed(signal);
  const { decodePhoto } = await import('../clients/media');
  const { image } = await decodePhoto(
    file,
    { kind: 'own', maxPixels: PREVIEW_MAX_PIXELS, maxSide: PREVIEW_MAX_SIDE },
    { signal },
  );
  return encodeJpeg(image);
}

async function encodeJpeg({ width, height, data }: RgbaImage): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new AppError('out-of-memory', 'no 2D canvas');
  context.putImageData(new ImageData(data, width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
}
