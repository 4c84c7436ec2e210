import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { createStore, get, set, del } from 'idb-keyval';
import { APP_NAME } from '../shared/app';
import { AppError, isQuotaExceeded } from '../shared/errors';
import { toHex } from '../shared/sha256';

/** The key that signs what this device makes, with its certificates. The private key never leaves WebCrypto. */
export interface DeviceIdentity {
  /** ECDSA P-256, not extractable. */
  privateKey: CryptoKey;
  algorithm: 'es256';
  intermediates: readonly [];
  /** The leaf's DER, as COSE's x5chain carries it. */
  leaf: Uint8Array<ArrayBuffer>;
  /** The root's DER. The root's own private key is dropped once it has signed the leaf. */
  root: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the root's DER, upper-case hex in pairs with colons, as certificate viewers show it. */
  fingerprint: string;
  /** Start and end of the leaf's validity. There is no time stamp offline: after the end, files read as expired. */
  validFrom: Date;
  validUntil: Date;
  /** False where the browser keeps nothing (private mode, storage switched off): the key lives as long as the page. */
  kept: boolean;
}

/** What is written to IndexedDB; CryptoKey is cloned by the browser without being exported. */
interface StoredIdentity {
  version: 1;
  privateKey: CryptoKey;
  leaf: ArrayBuffer;
  root: ArrayBuffer;
}

const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const VALIDITY_YEARS = 10;
/** A clock that lags a little must not find the certificate not yet valid. */
const CLOCK_SKEW_MILLISECONDS = 24 * 3600 * 1000;
/** id-kp-documentSigning, RFC 9336: one of the usages that C2PA's certificate profile allows. */
const DOCUMENT_SIGNING = '1.3.6.1.5.5.7.3.36';
const STORE_KEY = 'device';
/** DER of the roots of keys that were replaced: films that they stand behind are still this device's. */
const FORMER_ROOTS_KEY = 'former-roots';

let current: Promise<DeviceIdentity> | undefined;
/** Former roots of a browser that keeps nothing: they live as long as the page. */
let heldRoots: ArrayBuffer[] = [];

/**
 * The device's identity: read from IndexedDB, made and kept at first use. Where IndexedDB is closed to the page the key is
 * held in memory and `kept` is false. Throws AppError `storage-full` when there is no room to keep it.
 */
export function deviceIdentity(): Promise<DeviceIdentity> {
  current ??= loadOrCreate().catch((error: unknown) => {
    current = undefined;
    throw error;
  });
  return current;
}

/** The identity that this page holds or IndexedDB keeps, without making one. */
export async function existingDeviceIdentity(): Promise<DeviceIdentity | undefined> {
  if (current) return current;
  try {
    const stored: unknown = await get(STORE_KEY, identityStore());
    if (isStoredIdentity(stored))
      return { ...(await describe(stored.privateKey, stored.leaf, stored.root)), kept: true };
  } catch {
    // No storage, so no identity of an earlier visit.
  }
  return undefined;
}

/** Drops the identity; the next use makes a new one. Files signed before stay valid, but no longer read as this device's. */
export async function forgetDeviceIdentity(): Promise<void> {
  current = undefined;
  await del(STORE_KEY, identityStore());
}

/**
 * Replaces the device's key by a new one with a root of its own. The old key is gone for good; its root is remembered, so that
 * films signed with it still read as this device's. Throws AppError `storage-full`.
 */
export async function rotateDeviceIdentity(): Promise<DeviceIdentity> {
  const old = await existingDeviceIdentity();
  if (old) await rememberRoot(old.root.buffer);
  await forgetDeviceIdentity();
  return deviceIdentity();
}

async function rememberRoot(root: ArrayBuffer): Promise<void> {
  const roots = [...(await formerRoots()), root];
  try {
    await set(FORMER_ROOTS_KEY, roots, identityStore());
  } catch (cause) {
    if (isQuotaExceeded(cause)) throw new AppError('storage-full', 'no room for a root', { cause });
    heldRoots.push(root);
  }
}

/** DER of every root that this device has signed under: the one in use first. Empty before the first film. */
export async function deviceRoots(): Promise<Uint8Array<ArrayBuffer>[]> {
  const own = await existingDeviceIdentity();
  const former = (await formerRoots()).map((root) => new Uint8Array(root));
  return own ? [own.root, ...former] : former;
}

async function formerRoots(): Promise<ArrayBuffer[]> {
  try {
    const stored: unknown = await get(FORMER_ROOTS_KEY, identityStore());
    const kept = Array.isArray(stored) ? stored.filter((root) => root instanceof ArrayBuffer) : [];
    return [...kept, ...heldRoots];
  } catch {
    return heldRoots;
  }
}

/** Forgets what this page holds in memory, as a reload does; for tests of what IndexedDB kept. */
export function releaseDeviceIdentity(): void {
  current = undefined;
  heldRoots = [];
}

/** The root certificate as PEM, for people who want to trust this device's files. */
export function rootPem(identity: DeviceIdentity): string {
  return new x509.X509Certificate(identity.root).toString('pem');
}

/** A fresh key with its own root and leaf, kept nowhere. */
export async function createIdentity(): Promise<Omit<DeviceIdentity, 'kept'>> {
  const [rootKeys, leafKeys] = await Promise.all([generateKeys(), generateKeys()]);
  const notBefore = new Date(Date.now() - CLOCK_SKEW_MILLISECONDS);
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + VALIDITY_YEARS);
  const validity = { notBefore, notAfter };
  const organisation = `${APP_NAME} (self-issued)`;
  const rootName = `CN=${APP_NAME} device root, O=${organisation}`;
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: randomSerial(),
    name: rootName,
    keys: rootKeys,
    signingAlgorithm: KEY_ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  // The C2PA certificate profile: v3, CA false, digitalSignature critical, authority key identifier, one allowed usage.
  const leaf = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: randomSerial(),
    subject: `CN=${APP_NAME} on this device, O=${organisation}`,
    issuer: rootName,
    publicKey: leafKeys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: KEY_ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([DOCUMENT_SIGNING], true),
      await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(leafKeys.publicKey),
    ],
  });
  return describe(leafKeys.privateKey, leaf.rawData, root.rawData);
}

async function loadOrCreate(): Promise<DeviceIdentity> {
  let stored: unknown;
  try {
    stored = await get(STORE_KEY, identityStore());
  } catch {
    return { ...(await createIdentity()), kept: false };
  }
  if (isStoredIdentity(stored)) {
    const identity = await describe(stored.privateKey, stored.leaf, stored.root);
    if (identity.validUntil.getTime() > Date.now()) return { ...identity, kept: true };
    await rememberRoot(stored.root);
  }
  const identity = await createIdentity();
  const record: StoredIdentity = {
    version: 1,
    privateKey: identity.privateKey,
    leaf: identity.leaf.buffer,
    root: identity.root.buffer,
  };
  try {
    await set(STORE_KEY, record, identityStore());
  } catch (cause) {
    if (isQuotaExceeded(cause)) {
      throw new AppError('storage-full', 'no room to keep the device key', { cause });
    }
    return { ...identity, kept: false };
  }
  return { ...identity, kept: true };
}

/** Opened at each use: a connection that the browser has closed (storage cleared) is not held on to. */
function identityStore() {
  return createStore('stillwake-identity', 'keys');
}

function isStoredIdentity(value: unknown): value is StoredIdentity {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Partial<StoredIdentity>;
  return (
    record.version === 1 &&
    record.privateKey instanceof CryptoKey &&
    record.leaf instanceof ArrayBuffer &&
    record.root instanceof ArrayBuffer
  );
}

async function describe(
  privateKey: CryptoKey,
  leaf: ArrayBuffer,
  root: ArrayBuffer,
): Promise<Omit<DeviceIdentity, 'kept'>> {
  const { notBefore, notAfter } = new x509.X509Certificate(leaf);
  return {
    privateKey,
    algorithm: 'es256',
    intermediates: [],
    leaf: new Uint8Array(leaf),
    root: new Uint8Array(root),
    fingerprint: await fingerprintOf(root),
    validFrom: notBefore,
    validUntil: notAfter,
  };
}

async function fingerprintOf(der: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', der));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
}

function generateKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(KEY_ALGORITHM, false, ['sign', 'verify']);
}

/** 16 random bytes with the top bit clear: positive and within the 20 bytes of RFC 5280. */
function randomSerial(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return toHex(bytes);
}
