import { endAnimation } from '../clients/animation';
import { endEncode } from '../clients/encode';
import { endMedia } from '../clients/media';
import { endModeration } from '../clients/moderation';
import { endSound } from '../clients/sound';

/** Runs a job; when it fails or is cancelled, every worker that it may have left behind is ended. */
export async function orEndAll<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    endAll();
    throw error;
  }
}

/** Ends every worker of a job at once, and with them all memory they hold. */
export function endAll(): void {
  for (const end of [endMedia, endModeration, endAnimation, endSound, endEncode]) end();
}
