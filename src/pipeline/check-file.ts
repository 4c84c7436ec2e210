import { readWatermark } from '../clients/watermark';
import type { CredentialsReport, Evidence } from '../provenance/credentials';
import { FORMAT_BYTES, detectFormat } from '../provenance/file-format';
import { readOtherMarks } from '../provenance/marks';
import { readCredentials } from '../provenance/read';
import { AppError, isAbort } from '../shared/errors';
import { SOFT_BINDING_ALGORITHM } from '../shared/watermark/payload';
import {
  assembleReport,
  type CheckOutcome,
  type CheckReport,
  type CheckState,
  type WatermarkReport,
} from './check-report';

/** What a check is about, in the order in which it looks. */
export type CheckStage = 'marks' | 'credentials' | 'watermark';

export interface CheckOptions {
  signal: AbortSignal;
  /** `total` is 0 where the stage doesn't know how far it is: the C2PA reader doesn't tell. */
  onProgress?: ((stage: CheckStage, completed: number, total: number) => void) | undefined;
}

/** The reader's own bound, and one that a phone survives. */
export const MAX_CHECK_BYTES = 1_000_000_000;

/**
 * Where a file comes from, by what it carries: C2PA credentials (integrity, signer, origin, materials), our own watermark and
 * unsigned marks. Nothing is fetched. Throws AppError `file-empty`, `file-too-large` (details.limitBytes), `file-unreadable`,
 * `c2pa-unavailable`, or AbortError.
 */
export async function checkFile(file: Blob, { signal, onProgress }: CheckOptions): Promise<CheckOutcome> {
  const { evidence, ...statements } = await readStatements(file, { signal, onProgress });
  const { credentials } = statements;
  const watermark = await watermarkOf(file, statements.file.mimeType, credentials, { signal, onProgress });
  return { report: assembleReport({ ...statements, watermark }), evidence };
}

/** What a file says of itself: all of a report but the look at its picture. */
export interface Statements extends Found {
  file: CheckReport['file'];
  otherMarks: CheckReport['otherMarks'];
}

/** Reads what a file says of itself. Throws as {@link checkFile}. */
export async function readStatements(file: Blob, { signal, onProgress }: CheckOptions): Promise<Statements> {
  signal.throwIfAborted();
  if (file.size === 0) throw new AppError('file-empty', 'nothing to check in 0 bytes');
  if (file.size > MAX_CHECK_BYTES) {
    throw new AppError('file-too-large', `${file.size} bytes`, {
      details: { limitBytes: MAX_CHECK_BYTES, sizeBytes: file.size },
    });
  }
  onProgress?.('marks', 0, 0);
  const { mimeType, carriesCredentials } = detectFormat(await readHead(file));
  const otherMarks = await readOtherMarks(file, mimeType, signal).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new AppError('file-unreadable', 'the file could not be read to its end', { cause });
  });
  onProgress?.('credentials', 0, 0);
  const found =
    mimeType !== null && carriesCredentials
      ? await credentialsOf(file, mimeType, signal)
      : WITHOUT_CREDENTIALS;
  return { ...found, file: { sizeBytes: file.size, mimeType }, otherMarks };
}

/** What came of the credentials. */
interface Found {
  state: CheckState;
  credentials: CredentialsReport | null;
  evidence: Evidence | null;
}

const WITHOUT_CREDENTIALS: Found = {
  state: 'format-without-credentials',
  credentials: null,
  evidence: null,
};

async function credentialsOf(file: Blob, mimeType: string, signal: AbortSignal): Promise<Found> {
  const reading = await readCredentials(file, mimeType, { signal });
  if (reading.kind === 'found') {
    const { report, evidence } = reading;
    return { state: report.validationState, credentials: report, evidence };
  }
  const states = {
    none: 'no-credentials',
    remote: 'remote-credentials',
    unreadable: 'unreadable',
    'not-finished': 'not-finished',
  } as const;
  return { state: states[reading.kind], credentials: null, evidence: null };
}

async function readHead(file: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, FORMAT_BYTES).arrayBuffer());
  } catch (cause) {
    throw new AppError('file-unreadable', 'the file could not be read', { cause });
  }
}

async function watermarkOf(
  file: Blob,
  mimeType: string | null,
  credentials: CredentialsReport | null,
  { signal, onProgress }: CheckOptions,
): Promise<WatermarkReport> {
  if (mimeType === null || !/^(image|video)\//.test(mimeType)) return { state: 'no-picture' };
  onProgress?.('watermark', 0, 0);
  try {
    const reading = await readWatermark(file, {
      signal,
      onProgress: (_, completed, total) => onProgress?.('watermark', completed, total),
      // Where whole credentials say what it is, the long search for a changed picture has nothing to add.
      thorough: credentials?.integrity.state !== 'valid',
    });
    if (reading.kind === 'unreadable') return { state: 'no-picture' };
    if (reading.kind === 'not-found') return { state: 'not-found', framesLookedAt: reading.framesLookedAt };
    const { payload, version, id, confidence, mirrored, geometry, framesLookedAt } = reading;
    return {
      state: 'found',
      payload,
      version,
      id,
      confidence,
      mirrored,
      ...geometry,
      framesLookedAt,
      credentials: sameFilm(credentials, payload),
    };
  } catch (error) {
    // The search is one of several: its failure is told, and takes nothing else away.
    if (isAbort(error) || !(error instanceof AppError)) throw error;
    return { state: 'failed' };
  }
}

function sameFilm(credentials: CredentialsReport | null, payload: string): 'same' | 'other' | 'none' {
  const own = (credentials?.softBindings ?? []).filter(
    ({ algorithm }) => algorithm === SOFT_BINDING_ALGORITHM,
  );
  if (own.length === 0) return 'none';
  return own.some(({ value }) => value === payload) ? 'same' : 'other';
}
