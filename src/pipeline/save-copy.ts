import type { CopyFormat } from '../../workers/encode/protocol';
import { copyFilm, endEncode } from '../clients/encode';
import { containerTags } from '../provenance/disclosure';
import { signVideo } from '../provenance/sign';
import type { ProgressListener } from '../shared/rpc';
import { copyOfFilm, type SavedCopy } from './gates';
import type { CreatedVideo } from './make-film';

export type { CopyFormat };

/** Whether Content Credentials can sit in a copy of that format. WebM has no place for them. */
export function carriesCredentials(format: CopyFormat): boolean {
  return format !== 'webm';
}

/**
 * A copy of a finished film, made from the checked and signed film itself, so that label and watermark are in its pictures. GIF and WebP are
 * signed like the film and read back; WebM gets tags alone. Throws AppError `format-unsupported`, `encode-failed`, `out-of-memory`,
 * what signing throws, or AbortError.
 */
export async function saveCopy(
  film: Pick<CreatedVideo, 'video' | 'signing'>,
  format: CopyFormat,
  options: { signal: AbortSignal; onProgress?: ProgressListener },
): Promise<SavedCopy> {
  return copyOfFilm(film.video, async (mp4) => {
    try {
      const copy = await copyFilm({ mp4, format, tags: containerTags(film.signing.facts) }, options);
      if (!carriesCredentials(format)) return copy;
      const request = { ...film.signing, mp4: copy };
      // Neither format sounds, so the person's own sound is no material of the copy.
      delete request.ownAudio;
      const signed = await signVideo(request, options.signal);
      return signed.mp4;
    } finally {
      // ffmpeg's heap never shrinks, and a second copy is rare.
      endEncode();
    }
  });
}
