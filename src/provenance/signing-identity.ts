import { createStore, del, get, set } from 'idb-keyval';
import { AppError } from '../shared/errors';
import type { CoseSigner, SigningAlgorithm } from './cose';
import { deviceIdentity } from './identity';
import type { OwnCertificate } from './own-certificate';

/** Who signs: this device's own key, or a certificate that the person brought. */
export interface SigningIdentity extends CoseSigner {
  kind: 'device' | 'own';
  validFrom: Date;
  validUntil: Date;
  /** False where the browser keeps nothing: the key lives as long as the page. */
  kept: boolean;
}

interface StoredCertificate {
  version: 1;
  privateKey: CryptoKey;
  algorithm: SigningAlgorithm;
  leaf: ArrayBuffer;
  intermediates: ArrayBuffer[];
  name: string;
  issuer: string;
  validFrom: Date;
  validUntil: Date;
}

const STORE_KEY = 'own';
/** For browsers that keep nothing. */
let held: OwnCertificate | undefined;

/**
 * What the next film is signed with: the person's certificate where one is kept and in force, else the device's key. Throws AppError
 * `storage-full`, and `sign-failed` where the person's certificate has expired: signing silently with another name would surprise.
 */
export async function signingIdentity(now = new Date()): Promise<SigningIdentity> {
  const own = await ownCertificate();
  if (!own) return { ...(await deviceIdentity()), kind: 'device' };
  if (own.validUntil <= now) {
    throw new AppError('sign-failed', 'the certificate has expired', { details: { reason: 'expired' } });
  }
  return { ...own, kind: 'own', kept: held === undefined };
}

/** The person's certificate, or undefined. */
export async function ownCertificate(): Promise<OwnCertificate | undefined> {
  if (held) return held;
  try {
    const stored: unknown = await get(STORE_KEY, identityStore());
    if (!isStored(stored)) return undefined;
    return {
      ...stored,
      leaf: new Uint8Array(stored.leaf),
      intermediates: stored.intermediates.map((der) => new Uint8Array(der)),
    };
  } catch {
    return undefined;
  }
}

/** Signs with this certificate from now on. The key is kept by the browser, without a way to export it. */
export async function keepOwnCertificate(own: OwnCertificate): Promise<{ kept: boolean }> {
  const record: StoredCertificate = {
    version: 1,
    privateKey: own.privateKey,
    algorithm: own.algorithm,
    leaf: own.leaf.buffer,
    intermediates: own.intermediates.map((der) => der.buffer),
    name: own.name,
    issuer: own.issuer,
    validFrom: own.validFrom,
    validUntil: own.validUntil,
  };
  try {
    await set(STORE_KEY, record, identityStore());
    held = undefined;
    return { kept: true };
  } catch {
    held = own;
    return { kept: false };
  }
}

/** Back to the device's key; the certificate and its key are removed from this device. */
export async function dropOwnCertificate(): Promise<void> {
  held = undefined;
  try {
    await del(STORE_KEY, identityStore());
  } catch {
    // Nothing was kept.
  }
}

/** A store of its own: idb-keyval makes one object store a database. */
function identityStore() {
  return createStore('stillwake-certificate', 'certificates');
}

function isStored(value: unknown): value is StoredCertificate {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Partial<StoredCertificate>;
  return (
    record.version === 1 &&
    record.privateKey instanceof CryptoKey &&
    record.leaf instanceof ArrayBuffer &&
    Array.isArray(record.intermediates) &&
    record.validUntil instanceof Date
  );
}
