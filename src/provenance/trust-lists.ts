import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { toBase64 } from '../shared/base64';
import { describeCertificate, hasIssued, type CertificateReport } from './certificates';

/** Whose word it is that a signer is known. */
export type TrustListKind =
  /** The C2PA trust list of the conformance programme. */
  | 'c2pa'
  /** The interim list of the Content Authenticity Initiative; frozen, and still what older files were signed under. */
  | 'interim'
  /** A root that the person trusts. */
  | 'own';

/** A list of whom to know, brought in from a file and kept on this device. */
export interface TrustList {
  id: string;
  kind: TrustListKind;
  /** The file's name, cleaned. */
  name: string;
  /** When it was brought in, ISO 8601: what was added or taken off since then isn't known. */
  addedAt: string;
  /** DER certificates that may issue signers' certificates. */
  anchors: Uint8Array<ArrayBuffer>[];
  /** SHA-256 of signers' own certificates that are allowed by themselves, base64. */
  allowed: string[];
}

/** The list that names a signer, as far as a report tells it. */
export type TrustListName = Pick<TrustList, 'kind' | 'name' | 'addedAt'>;

export type TrustFile =
  | { kind: 'list'; list: TrustList }
  /** `private-key`: such a file is for nobody else's eyes, and is not a list. */
  | { kind: 'refused'; reason: 'too-large' | 'nothing-found' | 'private-key' };

/** The official list has some dozens of entries and a few hundred kilobytes. */
export const MAX_TRUST_FILE_BYTES = 8_000_000;
const MAX_ENTRIES = 5000;
const PEM_BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;
/** A SHA-256 in base64, on a line of its own: allowed.sha256.txt of the interim list. */
const HASH_LINE = /^[A-Za-z0-9+/]{43}=$/;

/** Reads a trust list: PEM certificates (one or many), a DER certificate, or lines of base64 SHA-256 hashes. */
export async function parseTrustFile(
  file: Blob,
  about: Pick<TrustList, 'kind' | 'name'>,
  now = new Date(),
): Promise<TrustFile> {
  if (file.size > MAX_TRUST_FILE_BYTES) return { kind: 'refused', reason: 'too-large' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder('latin1').decode(bytes);
  const blocks = [...text.matchAll(PEM_BLOCK)].slice(0, MAX_ENTRIES);
  if (blocks.some(([, label]) => label?.includes('PRIVATE KEY')))
    return { kind: 'refused', reason: 'private-key' };
  const ders = bytes[0] === 0x30 ? [bytes] : blocks.map(([, , body]) => fromBase64(body ?? ''));
  const anchors = ders.filter((der) => der !== null).filter(isCertificate);
  const allowed = text
    .split(/\r?\n/, MAX_ENTRIES)
    .map((line) => line.trim())
    .filter((line) => HASH_LINE.test(line));
  if (anchors.length === 0 && allowed.length === 0) return { kind: 'refused', reason: 'nothing-found' };
  return {
    kind: 'list',
    list: { ...about, id: crypto.randomUUID(), addedAt: now.toISOString(), anchors, allowed },
  };
}

/** The entries of a list that are certificates, in words. */
export async function describeTrustList(list: TrustList): Promise<CertificateReport[]> {
  const described = await Promise.all(list.anchors.map(describeCertificate));
  return described.filter((certificate) => certificate !== null);
}

/** What c2pa-rs takes as trust settings. The texts never begin like an address: c2pa-web would fetch that. */
export function trustSettings(lists: readonly TrustList[]): {
  userAnchors?: string;
  trustAnchors?: string;
  allowedList?: string;
} {
  const pemOf = (kinds: readonly TrustListKind[]) =>
    lists.filter(({ kind }) => kinds.includes(kind)).flatMap(({ anchors }) => anchors.map(toPem));
  const user = pemOf(['own']);
  const system = pemOf(['c2pa', 'interim']);
  const allowed = lists.flatMap((list) => list.allowed);
  return {
    ...(user.length > 0 ? { userAnchors: `\n${user.join('\n')}\n` } : {}),
    ...(system.length > 0 ? { trustAnchors: `\n${system.join('\n')}\n` } : {}),
    ...(allowed.length > 0 ? { allowedList: `\n${allowed.join('\n')}\n` } : {}),
  };
}

/**
 * The first list that names the signer of a chain (the signer's own certificate first): one of its anchors is in the chain or has
 * issued a certificate of it, each signed by the next; or the signer's certificate is allowed by itself. Null where none does.
 */
export async function listNaming(
  chain: readonly Uint8Array<ArrayBuffer>[],
  lists: readonly TrustList[],
): Promise<TrustList | null> {
  const signer = chain[0];
  if (!signer) return null;
  const hash = toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', signer)));
  for (const list of lists) {
    if (list.allowed.includes(hash)) return list;
    for (const [index, certificate] of chain.entries()) {
      // A certificate that the one below it was not issued by proves nothing.
      const below = chain[index - 1];
      if (below && !(await hasIssued(certificate, below))) break;
      for (const anchor of list.anchors) {
        if (sameBytes(anchor, certificate) || (await hasIssued(anchor, certificate))) return list;
      }
    }
  }
  return null;
}

function isCertificate(der: Uint8Array<ArrayBuffer>): boolean {
  try {
    return new x509.X509Certificate(der).rawData.byteLength > 0;
  } catch {
    return false;
  }
}

function toPem(der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n');
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text.replace(/\s+/g, '')), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
