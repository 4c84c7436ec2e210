import { createSignal } from 'solid-js';
import { AppError } from '../shared/errors';

/** A sound of the person's own, for the film instead of a made one. Kept as long as the page, and never beyond it. */
export interface ChosenSound {
  file: File;
  mimeType: string;
  durationSeconds: number;
}

export type OwnSoundState =
  | { kind: 'none' }
  | { kind: 'reading' }
  | { kind: 'chosen'; sound: ChosenSound }
  | { kind: 'refused'; reason: 'unplayable' | 'tooLarge' | 'failed' };

/** An hour of music. Only its first seconds are decoded. */
export const MAX_SOUND_BYTES = 200_000_000;

const [ownSound, write] = createSignal<OwnSoundState>({ kind: 'none' });
/** The person's own sound, and what became of the last choice. */
export { ownSound };

let latest = 0;

/** Takes a sound file, or says why not. */
export async function chooseOwnSound(file: File): Promise<void> {
  const choice = ++latest;
  const settle = (state: OwnSoundState) => {
    if (choice === latest) write(state);
  };
  if (file.size > MAX_SOUND_BYTES) {
    settle({ kind: 'refused', reason: 'tooLarge' });
    return;
  }
  settle({ kind: 'reading' });
  try {
    const { probeOwnSound } = await import('../clients/sound');
    settle({ kind: 'chosen', sound: { file, ...(await probeOwnSound(file, {})) } });
  } catch (error) {
    const unplayable = error instanceof AppError && error.code === 'format-unsupported';
    settle({ kind: 'refused', reason: unplayable ? 'unplayable' : 'failed' });
  }
}

/** Back to a made sound. */
export function dropOwnSound(): void {
  latest++;
  write({ kind: 'none' });
}

/** What the next film is to sound like: undefined for a made sound. */
export function chosenSound(): ChosenSound | undefined {
  const state = ownSound();
  return state.kind === 'chosen' ? state.sound : undefined;
}
