import { createSignal } from 'solid-js';
import type { ReportReason } from '../shared/report-reasons';
import { noteDecision, saveFile } from './moderation-log';
import { stillOf } from './still';

const STILL_SIDE = 640;

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
    frame: details.withFrame ? await frameOf(file) : null,
  });
  saveFile(report);
  return report.name;
}

/** A still as a JPEG data URL; null where the file cannot be decoded. */
async function frameOf(file: Blob): Promise<string | null> {
  const still = await stillOf(file, STILL_SIDE);
  return still?.toDataURL('image/jpeg', 0.8) ?? null;
}
