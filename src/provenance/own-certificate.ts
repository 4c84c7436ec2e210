import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { AppError } from '../shared/errors';
import { signatureParameters, type CoseSigner, type SigningAlgorithm } from './cose';
import { readKeyFile, type KeyFileProblem } from './key-file';

/** Why a certificate can't sign Content Credentials; src/i18n/settings has a sentence for each. */
export type CertificateProblem =
  | KeyFileProblem
  | 'no-certificate'
  | 'no-key'
  | 'key-not-of-certificate'
  | 'key-not-allowed'
  | 'key-not-supported'
  | 'self-signed'
  | 'is-authority'
  | 'usage-not-signing'
  | 'purpose-not-allowed'
  | 'no-authority-identifier'
  | 'signature-not-allowed'
  | 'not-yet-valid'
  | 'expired'
  | 'chain-broken';

/** A certificate of the person's own with its key, ready to sign. */
export interface OwnCertificate extends CoseSigner {
  /** Common name, or the organisation. */
  name: string;
  issuer: string;
  validFrom: Date;
  validUntil: Date;
}

/** Extended key usages that C2PA 2.x section 14.5.1.1 and c2pa-rs accept of a claim signer. */
const PURPOSES = new Set([
  '1.3.6.1.5.5.7.3.4', // emailProtection
  '1.3.6.1.5.5.7.3.36', // documentSigning, RFC 9336
  '1.3.6.1.4.1.62558.2.1', // c2pa-kp-claimSigning
]);
const ANY_PURPOSE = '2.5.29.37.0';
const LEAST_RSA_BITS = 2048;
/** Intermediates that are looked for; a longer chain is none that anyone issues. */
const MAX_CHAIN = 8;

/**
 * Takes a certificate with its key from one file or several: PEM (certificates, a PKCS#8, SEC1 or PKCS#1 key, encrypted or not) or PKCS#12.
 * It is held against the C2PA certificate profile, and the key against the certificate.
 * @returns the certificate, or what stands against it. The key is not extractable; nothing is kept here.
 */
export async function openCertificate(
  files: readonly Blob[],
  passphrase: string,
  now = new Date(),
): Promise<OwnCertificate | { problem: CertificateProblem }> {
  const certificates: x509.X509Certificate[] = [];
  let key: Uint8Array<ArrayBuffer> | undefined;
  for (const file of files) {
    const read = await readKeyFile(new Uint8Array(await file.arrayBuffer()), passphrase);
    if ('problem' in read) return read;
    certificates.push(...read.certificates);
    key ??= read.privateKey;
  }
  if (certificates.length === 0) return { problem: 'no-certificate' };
  if (!key) return { problem: 'no-key' };

  for (const leaf of certificates) {
    const algorithm = algorithmOf(leaf);
    if (algorithm === undefined) continue;
    const privateKey = await importKey(key, algorithm);
    if (!privateKey || !(await belongs(privateKey, leaf, algorithm))) continue;
    const problem = profileProblem(leaf, now);
    if (problem) return { problem };
    const chain = await chainAbove(leaf, certificates);
    if (chain.length === 0) return { problem: 'chain-broken' };
    return {
      privateKey,
      algorithm,
      leaf: new Uint8Array(leaf.rawData),
      intermediates: chain
        .filter((one) => one.subject !== one.issuer)
        .map((one) => new Uint8Array(one.rawData)),
      name: nameOf(leaf.subjectName),
      issuer: nameOf(leaf.issuerName),
      validFrom: leaf.notBefore,
      validUntil: leaf.notAfter,
    };
  }
  return { problem: await whyNoKeyFits(key, certificates) };
}

/** The key is of a kind that C2PA rules out, or this browser can't use it, or it is another certificate's. */
async function whyNoKeyFits(
  key: Uint8Array<ArrayBuffer>,
  certificates: readonly x509.X509Certificate[],
): Promise<CertificateProblem> {
  const own = certificates.filter((one) => !one.getExtension(x509.BasicConstraintsExtension)?.ca);
  if (own.length > 0 && own.every((one) => algorithmOf(one) === undefined)) return 'key-not-allowed';
  for (const certificate of certificates) {
    const algorithm = algorithmOf(certificate);
    if (algorithm !== undefined && (await importKey(key, algorithm))) return 'key-not-of-certificate';
  }
  return 'key-not-supported';
}

/** How a certificate's key signs; undefined for keys that C2PA does not allow. */
function algorithmOf(certificate: x509.X509Certificate): SigningAlgorithm | undefined {
  const key = certificate.publicKey.algorithm as Partial<EcKeyAlgorithm & RsaHashedKeyAlgorithm> & Algorithm;
  if (key.name === 'Ed25519') return 'ed25519';
  if (key.namedCurve === 'P-256') return 'es256';
  if (key.namedCurve === 'P-384') return 'es384';
  if (key.namedCurve === 'P-521') return 'es512';
  return key.modulusLength !== undefined && key.modulusLength >= LEAST_RSA_BITS ? 'ps256' : undefined;
}

const CURVES = { es256: 'P-256', es384: 'P-384', es512: 'P-521' } as const;

function importAlgorithm(algorithm: SigningAlgorithm): RsaHashedImportParams | EcKeyImportParams | Algorithm {
  if (algorithm === 'ps256') return { name: 'RSA-PSS', hash: 'SHA-256' };
  if (algorithm === 'ed25519') return { name: 'Ed25519' };
  return { name: 'ECDSA', namedCurve: CURVES[algorithm] };
}

async function importKey(
  pkcs8: Uint8Array<ArrayBuffer>,
  algorithm: SigningAlgorithm,
): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('pkcs8', pkcs8, importAlgorithm(algorithm), false, ['sign']);
  } catch {
    return undefined;
  }
}

async function belongs(
  privateKey: CryptoKey,
  leaf: x509.X509Certificate,
  algorithm: SigningAlgorithm,
): Promise<boolean> {
  const probe = crypto.getRandomValues(new Uint8Array(32));
  const parameters = signatureParameters(algorithm);
  const publicKey = await crypto.subtle.importKey(
    'spki',
    leaf.publicKey.rawData,
    importAlgorithm(algorithm),
    true,
    ['verify'],
  );
  return crypto.subtle.verify(
    parameters,
    publicKey,
    await crypto.subtle.sign(parameters, privateKey, probe),
    probe,
  );
}

/** What of the C2PA certificate profile (2.x section 14.5.1) a signer's certificate misses. */
export function profileProblem(leaf: x509.X509Certificate, now: Date): CertificateProblem | undefined {
  if (leaf.subject === leaf.issuer) return 'self-signed';
  if (leaf.getExtension(x509.BasicConstraintsExtension)?.ca) return 'is-authority';
  const usages = leaf.getExtension(x509.KeyUsagesExtension)?.usages ?? 0;
  if (!(usages & x509.KeyUsageFlags.digitalSignature)) return 'usage-not-signing';
  if (usages & x509.KeyUsageFlags.keyCertSign) return 'is-authority';
  const purposes = leaf.getExtension(x509.ExtendedKeyUsageExtension)?.usages ?? [];
  if (purposes.includes(ANY_PURPOSE) || !purposes.some((purpose) => PURPOSES.has(String(purpose)))) {
    return 'purpose-not-allowed';
  }
  if (!leaf.getExtension(x509.AuthorityKeyIdentifierExtension)) return 'no-authority-identifier';
  const signedWith = leaf.signatureAlgorithm as Partial<{ hash: { name: string } }> & Algorithm;
  if (signedWith.hash?.name === 'SHA-1' || signedWith.name === 'DSA') return 'signature-not-allowed';
  if (leaf.notBefore > now) return 'not-yet-valid';
  return leaf.notAfter <= now ? 'expired' : undefined;
}

/** The issuers above a leaf as far as they are at hand, each one's signature checked; empty where not even the first is. */
async function chainAbove(
  leaf: x509.X509Certificate,
  certificates: readonly x509.X509Certificate[],
): Promise<x509.X509Certificate[]> {
  const chain: x509.X509Certificate[] = [];
  let below = leaf;
  while (chain.length < MAX_CHAIN && below.subject !== below.issuer) {
    const issuer = await issuerOf(below, certificates);
    if (!issuer) break;
    chain.push(issuer);
    below = issuer;
  }
  return chain;
}

async function issuerOf(
  below: x509.X509Certificate,
  certificates: readonly x509.X509Certificate[],
): Promise<x509.X509Certificate | undefined> {
  for (const one of certificates) {
    if (one.subject !== below.issuer || !one.getExtension(x509.BasicConstraintsExtension)?.ca) continue;
    try {
      if (await below.verify({ publicKey: one.publicKey, signatureOnly: true })) return one;
    } catch (cause) {
      throw new AppError('internal', 'a certificate of the chain could not be verified', { cause });
    }
  }
  return undefined;
}

function nameOf(name: x509.Name): string {
  return name.getField('CN')[0] ?? name.getField('O')[0] ?? name.toString();
}
