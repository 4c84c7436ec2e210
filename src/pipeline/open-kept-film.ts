import type { CredentialsReport } from '../provenance/credentials';
import { readOwnFilm } from '../provenance/read-film';
import { AppError } from '../shared/errors';
import { sha256Hex } from '../shared/sha256';
import { passReadingBack, type SignedVideo } from './gates';

/** A film that can be shown again, with what its credentials say. */
export interface ReopenedFilm {
  video: SignedVideo;
  credentials: CredentialsReport;
}

/**
 * Takes a finished film up from where it was stored. What comes back are the bytes that were looked at, in memory: they have the SHA-256
 * that the film had when it was made, and their signature was read back as it is for a new film.
 *
 * Throws AppError `film-damaged` (bytes or signature differ, or the browser has lost the file), `gate-blocked` or `gate-held` (its record
 * says so), `worker-stalled`, `c2pa-unavailable`, or AbortError.
 */
export async function openKeptFilm(
  stored: { file: Blob; sha256: string },
  signal: AbortSignal,
): Promise<ReopenedFilm> {
  const bytes = await stored.file.arrayBuffer().catch((cause: unknown) => {
    throw new AppError('film-damaged', 'the stored file could not be read', { cause });
  });
  signal.throwIfAborted();
  if ((await sha256Hex(bytes)) !== stored.sha256) {
    throw new AppError('film-damaged', 'the stored bytes are not those that were signed');
  }
  let credentials: CredentialsReport | undefined;
  const video = await passReadingBack(new Blob([bytes], { type: 'video/mp4' }), async (mp4) => {
    const film = await readOwnFilm(mp4, signal);
    credentials = film.credentials;
    return { verdict: film.videoGate, reasons: [], scores: {} };
  });
  if (!credentials) throw new Error('unreachable: read back without credentials');
  return { video, credentials };
}
