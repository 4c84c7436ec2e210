import { APP_NAME, APP_VERSION } from '../shared/app';
import { fromBase64, toBase64 } from '../shared/base64';
import { AppError } from '../shared/errors';
import type { ReportReason } from '../shared/report-reasons';
import { sha256Hex } from '../shared/sha256';
import { deviceIdentity } from './identity';

/** What is reported. The file itself is no part of a report. */
export interface AbuseReport {
  kind: 'abuse-report';
  app: string;
  version: string;
  /** ISO 8601, by the reporter's clock. */
  at: string;
  reason: ReportReason;
  /** In the reporter's own words, or null. */
  words: string | null;
  file: { sha256: string; sizeBytes: number; mimeType: string };
  /** What its Content Credentials say, as the checker read them, or null. */
  credentials: unknown;
  /** A still of it as a JPEG data URL, where the reporter wants one in the report, or null. */
  frame: string | null;
}

/** A report with its signature: everything that is needed to check it. */
interface SignedReport {
  /** UTF-8 of the report's JSON, base64: the very bytes that were signed. */
  report: string;
  signature: {
    algorithm: 'ES256';
    /** IEEE P1363, base64. */
    value: string;
    /** The leaf's public key, SPKI, base64. */
    publicKey: string;
    /** DER, base64: leaf and root. Made on the reporter's device: they name nobody. */
    certificates: string[];
  };
}

const ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** Makes a report of a file, signed with the device's key. Throws AppError `sign-failed`, `storage-full`. */
export async function makeAbuseReport(
  file: Blob,
  details: Pick<AbuseReport, 'reason' | 'words' | 'credentials' | 'frame'>,
): Promise<File> {
  const report: AbuseReport = {
    kind: 'abuse-report',
    app: APP_NAME,
    version: APP_VERSION,
    at: new Date().toISOString(),
    ...details,
    file: { sha256: await sha256Hex(await file.arrayBuffer()), sizeBytes: file.size, mimeType: file.type },
  };
  const bytes = new TextEncoder().encode(JSON.stringify(report));
  const identity = await deviceIdentity();
  let value: ArrayBuffer;
  try {
    value = await crypto.subtle.sign(ALGORITHM, identity.privateKey, bytes);
  } catch (cause) {
    throw new AppError('sign-failed', 'the report could not be signed', { cause });
  }
  const signed: SignedReport = {
    report: toBase64(bytes),
    signature: {
      algorithm: 'ES256',
      value: toBase64(new Uint8Array(value)),
      publicKey: toBase64(await publicKeyOf(identity.leaf)),
      certificates: [toBase64(identity.leaf), toBase64(identity.root)],
    },
  };
  const name = `stillwake-report-${report.file.sha256.slice(0, 12)}.json`;
  return new File([`${JSON.stringify(signed, null, 2)}\n`], name, { type: 'application/json' });
}

/** The report in a file, if its signature holds and is by the certificate that it carries; else undefined. */
export async function readAbuseReport(text: string): Promise<AbuseReport | undefined> {
  try {
    const { report, signature } = JSON.parse(text) as SignedReport;
    const bytes = fromBase64(report);
    const spki = fromBase64(signature.publicKey);
    const inCertificate = await publicKeyOf(fromBase64(signature.certificates[0] ?? ''));
    if (toBase64(inCertificate) !== toBase64(spki)) return undefined;
    const key = await crypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'verify',
    ]);
    if (!(await crypto.subtle.verify(ALGORITHM, key, fromBase64(signature.value), bytes))) return undefined;
    return JSON.parse(new TextDecoder().decode(bytes)) as AbuseReport;
  } catch {
    return undefined;
  }
}

async function publicKeyOf(certificate: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  await import('reflect-metadata');
  const { X509Certificate } = await import('@peculiar/x509');
  return new Uint8Array(new X509Certificate(certificate).publicKey.rawData);
}
