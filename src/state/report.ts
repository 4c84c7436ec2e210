import { createSignal } from 'solid-js';
import type { ReportReason } from '../shared/report-reasons';
import { noteDecision, saveFile } from './moderation-log';

/** Files that were reported while this page is open; the signal tells that there is one more. */
const reported = new WeakSet<Blob>();
const [count, setCount] = createSignal(0);

/** True once a file was reported: it is not shown any more. */
export function isReported(file: Blob): boolean {
  return count() > 0 && reported.has(file);
}

/**
 * Hides a file and hands the person a signed report of it, which holds its hash, its credentials, the reason and, where wanted, a
 * still. Returns the report's file name. Throws AppError where it cannot be signed; the file stays hidden all the same.
 */
export async function reportFile(
  file: Blob,
  details: { reason: ReportReason; words: string; withFrame: boolean; credentials: unknown },
): Promise<string> {
  reported.add(file);
  setCount((last) => last + 1);
  void noteDecision('video', 'reported');
  const { makeAbuseReport } = await import('../provenance/abuse-report');
  const report = await makeAbuseReport(file, {
    reason: details.reason,
    words: details.words.trim() === '' ? null : details.words.trim(),
    credentials: details.credentials,
    frame: details.withFrame ? await stillOf(file) : null,
  });
  saveFile(report);
  return report.name;
}

const STILL_SIDE = 640;
const STILL_SECONDS_LIMIT = 10;

/** A still of a film (its middle) or a picture as a JPEG data URL; null where it cannot be decoded. */
async function stillOf(file: Blob): Promise<string | null> {
  try {
    const source = file.type.startsWith('video/') ? await middleOf(file) : await createImageBitmap(file);
    const [width, height] =
      source instanceof HTMLVideoElement
        ? [source.videoWidth, source.videoHeight]
        : [source.width, source.height];
    const scale = Math.min(1, STILL_SIDE / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height);
    if (source instanceof HTMLVideoElement) URL.revokeObjectURL(source.src);
    else source.close();
    return canvas.toDataURL('image/jpeg', 0.8);
  } catch {
    return null;
  }
}

function middleOf(film: Blob): Promise<HTMLVideoElement> {
  return new Promise((resolve, reject) => {
    const video = document.createElement('video');
    const timer = setTimeout(() => reject(new Error('no picture in time')), 1000 * STILL_SECONDS_LIMIT);
    video.muted = true;
    video.onloadeddata = () => (video.currentTime = video.duration / 2);
    video.onseeked = () => {
      clearTimeout(timer);
      resolve(video);
    };
    video.onerror = () => reject(new Error('not decodable'));
    video.src = URL.createObjectURL(film);
  });
}
