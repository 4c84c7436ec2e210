import { del, get, set } from 'idb-keyval';

/** A photo that was chosen and not yet made into a film that the person has: it outlives a closed or crashed tab. */
export interface Draft {
  file: File;
  prompt: string;
  /** Milliseconds since 1970. */
  savedAt: number;
}

const KEY = 'draft';
/** On a device that several people use, a photo must not turn up a day later. */
export const DRAFT_LIFE_MILLISECONDS = 60 * 60 * 1000;

/** Puts the photo and its prompt by on this device, in place of the last. A full or shut storage keeps nothing. */
export async function keepDraft(file: File, prompt: string): Promise<void> {
  await set(KEY, { file, prompt, savedAt: Date.now() } satisfies Draft).catch(() => undefined);
}

/** Erases what {@link keepDraft} kept. */
export async function forgetDraft(): Promise<void> {
  await del(KEY).catch(() => undefined);
}

/** What was kept within the last hour; erases what is older or cannot be read. */
export async function recallDraft(): Promise<Draft | undefined> {
  try {
    const draft = await get<Draft>(KEY);
    if (!draft) return undefined;
    if (Date.now() - draft.savedAt < DRAFT_LIFE_MILLISECONDS && draft.file instanceof File) return draft;
  } catch {
    return undefined;
  }
  await forgetDraft();
  return undefined;
}
