import type { ManifestStore, Reader } from '@contentauth/c2pa-web';
import { AppError, isAbort } from '../shared/errors';
import { C2PA_SETTINGS, withC2pa } from './c2pa';
import type { CredentialsReading, Evidence } from './credentials';
import { describeStore } from './describe-store';
import { deviceRoots } from './identity';
import { recheckInputs } from './input-materials';
import { DEVICE_LIST_ID, readSigners } from './signers';
import { readThumbnails } from './thumbnails';
import { trustSettings, type TrustList } from './trust-lists';
import { storedTrustLists } from './trust-store';

const BASE_LIMIT_MILLISECONDS = 30_000;
const LIMIT_MILLISECONDS_PER_MEGABYTE = 500;

export interface ReadOptions {
  signal: AbortSignal;
  /** After this long the reader is ended; by the file's size unless given. */
  limitMilliseconds?: number;
}

/**
 * Reads and validates the C2PA credentials of a file, against the roots of this device's keys and the trust lists that the person
 * brought in. Throws AppError `c2pa-unavailable` (no worker, no wasm) or AbortError.
 */
export async function readCredentials(
  file: Blob,
  mimeType: string,
  options: ReadOptions,
): Promise<CredentialsReading> {
  try {
    return await readWithin(file, mimeType, {
      limitMilliseconds: BASE_LIMIT_MILLISECONDS + (LIMIT_MILLISECONDS_PER_MEGABYTE * file.size) / 1e6,
      ...options,
    });
  } catch (error) {
    const late =
      error instanceof AppError && error.cause instanceof Error && error.cause.name === 'OutOfTime';
    if (late) return { kind: 'not-finished' };
    throw error;
  }
}

async function readWithin(
  file: Blob,
  mimeType: string,
  options: Required<ReadOptions>,
): Promise<CredentialsReading> {
  const [roots, stored] = await Promise.all([deviceRoots(), storedTrustLists()]);
  const lists = roots.length > 0 ? [deviceList(roots), ...stored] : stored;
  const settings = { ...C2PA_SETTINGS, trust: trustSettings(lists) };
  return withC2pa(async (sdk) => {
    let reader: Reader | null;
    try {
      reader = await sdk.reader.fromBlob(mimeType, file, settings);
    } catch (error) {
      if (isAbort(error)) throw error;
      const message = error instanceof Error ? error.message : String(error);
      return /RemoteManifestUrl/.test(message) ? { kind: 'remote' } : { kind: 'unreadable', message };
    }
    if (!reader) return { kind: 'none' };
    try {
      const store = await reader.manifestStore();
      const crJson: unknown = await reader.crJson();
      const bytes = await storeBytes(reader, store);
      const report = describeStore(store, {
        signers: await readSigners(crJson, bytes, lists),
        rechecked: await recheckInputs(sdk, reader, store, crJson),
      });
      const evidence: Evidence = {
        thumbnails: await readThumbnails(reader, store),
        manifestsJson: JSON.stringify({ manifestStore: store, crJson }, null, 2),
        manifestStore: bytes && new Blob([bytes], { type: 'application/c2pa' }),
      };
      return { kind: 'found', report, evidence };
    } finally {
      await reader.free();
    }
  }, options);
}

/** The whole manifest store: c2pa-rs puts it together again for the label of a manifest. Null where it can't. */
async function storeBytes(reader: Reader, store: ManifestStore): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!store.active_manifest) return null;
  try {
    return await reader.resourceToBytes(store.active_manifest);
  } catch {
    return null;
  }
}

/** The roots of this device's keys, present and former, as a list. A report names the device, not the list. */
function deviceList(anchors: Uint8Array<ArrayBuffer>[]): TrustList {
  return { id: DEVICE_LIST_ID, kind: 'own', name: '', addedAt: '', anchors, allowed: [] };
}
