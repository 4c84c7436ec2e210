import { createStore, del, set, values } from 'idb-keyval';
import type { TrustList } from './trust-lists';

/** Lists for browsers that keep nothing (private mode, storage switched off): they live as long as the page. */
const held = new Map<string, TrustList>();

/** The lists that were brought in, the oldest first. */
export async function storedTrustLists(): Promise<TrustList[]> {
  let kept: unknown[] = [];
  try {
    kept = await values<unknown>(trustStore());
  } catch {
    // No storage, so only what this page holds.
  }
  const lists = new Map([...kept.filter(isTrustList), ...held.values()].map((list) => [list.id, list]));
  return [...lists.values()].sort((left, right) => left.addedAt.localeCompare(right.addedAt));
}

/** Keeps a list. `kept` is false where the browser keeps nothing: it is then held until the page closes. */
export async function storeTrustList(list: TrustList): Promise<{ kept: boolean }> {
  try {
    await set(list.id, list, trustStore());
    return { kept: true };
  } catch {
    held.set(list.id, list);
    return { kept: false };
  }
}

/** Drops a list. */
export async function dropTrustList(id: string): Promise<void> {
  held.delete(id);
  try {
    await del(id, trustStore());
  } catch {
    // Nothing was kept.
  }
}

/** Opened at each use: a connection that the browser has closed (storage cleared) is not held on to. */
function trustStore() {
  return createStore('stillwake-trust', 'lists');
}

function isTrustList(value: unknown): value is TrustList {
  if (typeof value !== 'object' || value === null) return false;
  const list = value as Partial<TrustList>;
  return (
    typeof list.id === 'string' &&
    typeof list.name === 'string' &&
    typeof list.addedAt === 'string' &&
    (list.kind === 'c2pa' || list.kind === 'interim' || list.kind === 'own') &&
    Array.isArray(list.anchors) &&
    list.anchors.every((der) => der instanceof Uint8Array) &&
    Array.isArray(list.allowed) &&
    list.allowed.every((hash) => typeof hash === 'string')
  );
}
