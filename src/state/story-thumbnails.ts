import { createEffect, createRoot, on } from 'solid-js';
import { createStore } from 'solid-js/store';
import { AppError, isAbort } from '../shared/errors';
import { showable } from './preview';
import { storyPhotos, type StoryPhoto } from './story-photos';

/** A small picture of a photo of the story: on its way, there, or none because the file can't be shown. */
export type Thumbnail = { kind: 'pending' } | { kind: 'shown'; url: string } | { kind: 'none' };

/** Pixels on the longer side: enough for the large view on a phone, and little enough for ten. */
const THUMBNAIL_SIDE = 900;

const [thumbnails, write] = createStore<Record<number, Thumbnail | undefined>>({});
/** By the photos' ids. */
export { thumbnails };

/** One after the other: ten photos decoded at once are a gigabyte. */
let last: Promise<void> = Promise.resolve();
const stops = new Map<number, AbortController>();

let keeping = false;

/** Makes small pictures of the story's photos from now on, as they come, and frees those of photos that go. */
export function keepThumbnails(): void {
  if (keeping) return;
  keeping = true;
  createRoot(() => {
    createEffect(
      on(storyPhotos, (photos) => {
        const ids = new Set(photos.map(({ id }) => id));
        for (const id of [...stops.keys()]) if (!ids.has(id)) forget(id);
        for (const photo of photos) {
          if (stops.has(photo.id)) continue;
          const stop = new AbortController();
          stops.set(photo.id, stop);
          write(photo.id, { kind: 'pending' });
          last = last.then(() => make(photo, stop.signal));
        }
      }),
    );
  });
}

async function make({ id, file }: StoryPhoto, signal: AbortSignal): Promise<void> {
  const forgotten = () => signal.aborted;
  if (forgotten()) return;
  try {
    const small = await shrink(await showable(file, signal));
    if (!forgotten()) write(id, { kind: 'shown', url: URL.createObjectURL(small) });
  } catch (error) {
    // What is wrong with the file is said when the story is made, or by the empty tile.
    if (!isAbort(error) && !forgotten()) write(id, { kind: 'none' });
  }
}

function forget(id: number): void {
  stops.get(id)?.abort(new DOMException('cancelled', 'AbortError'));
  stops.delete(id);
  const thumbnail = thumbnails[id];
  if (thumbnail?.kind === 'shown') URL.revokeObjectURL(thumbnail.url);
  write(id, undefined);
}

async function shrink(picture: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(picture);
  try {
    const scale = Math.min(1, THUMBNAIL_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = new OffscreenCanvas(Math.ceil(bitmap.width * scale), Math.ceil(bitmap.height * scale));
    const context = canvas.getContext('2d');
    if (!context) throw new AppError('out-of-memory', 'no 2D canvas');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.88 });
  } finally {
    bitmap.close();
  }
}
