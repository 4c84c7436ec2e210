import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { decode } from 'cborg';
import { toHex } from '../shared/sha256';

/** One certificate of a signer's chain, as it says of itself. */
export interface CertificateReport {
  name: string | null;
  organisation: string | null;
  issuer: string | null;
  /** Hex. */
  serial: string;
  /** ISO 8601. */
  validFrom: string;
  validUntil: string;
  /** Such as "ECDSA P-256". */
  key: string;
  /** SHA-256 of the DER, upper-case hex in pairs with colons, as certificate viewers show it. */
  fingerprint: string;
  selfSigned: boolean;
}

/** A longer chain, or a larger certificate, is one that means harm. */
const MAX_CERTIFICATES = 10;
const MAX_CERTIFICATE_BYTES = 64 * 1024;
/** COSE header parameter x5chain, RFC 9360; C2PA 1.x wrote its name in words. */
const X5CHAIN = 33;

/** The DER certificates of a COSE_Sign1 message, the signer's own first. Empty where there are none or they can't be read. */
export function chainOfCose(message: Uint8Array): Uint8Array<ArrayBuffer>[] {
  try {
    const parts: unknown = decode(message, {
      useMaps: true,
      tags: { 18: (content) => content() },
      rejectDuplicateMapKeys: false,
    });
    if (!Array.isArray(parts)) return [];
    const [protectedBytes, unprotected] = parts as unknown[];
    const header: unknown =
      protectedBytes instanceof Uint8Array && protectedBytes.length > 0
        ? decode(protectedBytes, { useMaps: true })
        : undefined;
    const chain = [header, unprotected].map(chainOfHeader).find((found) => found !== undefined);
    const list = Array.isArray(chain) ? (chain as unknown[]) : [chain];
    return list
      .slice(0, MAX_CERTIFICATES)
      .filter((der) => der instanceof Uint8Array && der.length > 0 && der.length <= MAX_CERTIFICATE_BYTES)
      .map((der) => new Uint8Array(der as Uint8Array));
  } catch {
    return [];
  }
}

function chainOfHeader(header: unknown): unknown {
  if (!(header instanceof Map)) return undefined;
  const map = header as Map<unknown, unknown>;
  return map.get(X5CHAIN) ?? map.get('x5chain');
}

/** What a certificate says; null for bytes that are none. */
export async function describeCertificate(der: Uint8Array<ArrayBuffer>): Promise<CertificateReport | null> {
  try {
    const certificate = new x509.X509Certificate(der);
    return {
      name: nameField(certificate.subjectName, 'CN'),
      organisation: nameField(certificate.subjectName, 'O'),
      issuer: nameField(certificate.issuerName, 'CN') ?? nameField(certificate.issuerName, 'O'),
      serial: certificate.serialNumber,
      validFrom: certificate.notBefore.toISOString(),
      validUntil: certificate.notAfter.toISOString(),
      key: keyText(certificate.publicKey.algorithm),
      fingerprint: await fingerprintOf(der),
      selfSigned: certificate.subject === certificate.issuer,
    };
  } catch {
    return null;
  }
}

/** SHA-256 in upper-case hex pairs with colons. */
export async function fingerprintOf(der: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', der));
  return toHex(digest).toUpperCase().match(/../g)!.join(':');
}

/** True where `issuer` has signed `certificate`, by name and by key. False too where this browser doesn't know the algorithm. */
export async function hasIssued(
  issuer: Uint8Array<ArrayBuffer>,
  certificate: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  try {
    const above = new x509.X509Certificate(issuer);
    const below = new x509.X509Certificate(certificate);
    // Dates are the reader's to judge: it knows the time of signing.
    return (
      below.issuer === above.subject &&
      (await below.verify({ publicKey: above.publicKey, signatureOnly: true }))
    );
  } catch {
    return false;
  }
}

function nameField(name: x509.Name, field: string): string | null {
  return name.getField(field)[0] ?? null;
}

function keyText(algorithm: Algorithm): string {
  const { namedCurve, modulusLength } = algorithm as Partial<EcKeyAlgorithm & RsaHashedKeyAlgorithm>;
  return [algorithm.name, namedCurve ?? modulusLength].filter((part) => part !== undefined).join(' ');
}
