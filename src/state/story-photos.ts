import { createSignal } from 'solid-js';
import { choosePhoto, clearJob, job } from './job';

/** A photo of a story. `file` is what the person gave, untouched. */
export interface StoryPhoto {
  /** Tells one choice from the next. */
  id: number;
  file: File;
}

/** The most photos of a story (src/pipeline/story-timeline.ts). */
export const MOST_PHOTOS = 10;

const [storyPhotos, writePhotos] = createSignal<readonly StoryPhoto[]>([]);
/** The photos of the story, in order; none where there is no story. */
export { storyPhotos };

const [overfull, markOverfull] = createSignal(false);
/** True where more photos were given than a story has room for. */
export { overfull };

/** Whether photos may be taken out and moved; not while a film is made of them, nor behind a finished one. */
let open = true;
/** Whether more may be given: while it is open, and behind a finished film. */
const [taking, setTaking] = createSignal(true);
/** Takes the finished film away, where there is one: new photos are a new story. */
let renew: (() => void) | undefined;
let nextId = 1;

/** Takes photos: chosen, dropped or pasted. One alone is a film of its own; several, or more for a story, are a story. Ignored while a film is made. */
export function choosePhotos(files: readonly File[]): void {
  const [first] = files;
  if (!first || !takesPhotos()) return;
  if (renew) {
    renew();
    clearPhotos();
  }
  const last = storyPhotos();
  if (last.length === 0 && files.length === 1) {
    choosePhoto(first);
    return;
  }
  if (last.length === 0) clearJob();
  const photos = [...last, ...files.map((file) => ({ id: nextId++, file }))];
  markOverfull(photos.length > MOST_PHOTOS);
  writePhotos(photos.slice(0, MOST_PHOTOS));
}

/** Whether photos would be taken now: not while a film is made. */
export function takesPhotos(): boolean {
  return job().kind !== 'running' && taking();
}

/** Opens the story's photos for changes, or shuts them: while a film is made, and behind a finished one, which new photos take away (`renewal`). */
export function lockPhotos(locked: boolean, renewal?: () => void): void {
  open = !locked;
  renew = renewal;
  setTaking(open || renewal !== undefined);
}

/** Puts a photo at another place. */
export function movePhoto(id: number, place: number): void {
  if (!open) return;
  const moved = storyPhotos().find((photo) => photo.id === id);
  if (!moved) return;
  const others = storyPhotos().filter((photo) => photo !== moved);
  writePhotos([...others.slice(0, place), moved, ...others.slice(place)]);
}

/** Takes a photo out. */
export function removePhoto(id: number): void {
  if (!open) return;
  markOverfull(false);
  writePhotos(storyPhotos().filter((photo) => photo.id !== id));
}

/** Forgets the story. */
export function clearPhotos(): void {
  markOverfull(false);
  writePhotos([]);
}
