import { createSignal } from 'solid-js';
import { createStore } from 'solid-js/store';
import {
  GRAPHICS_QUERY,
  OFFLINE_FILES_PATH,
  SERVICE_WORKER_PATH,
  STORAGE_FULL_STATUS,
  type OfflineFile,
} from '../shared/offline-files';
import { hasGraphicsProcessor, isIsolated } from './capabilities';
import { job } from './job';

interface OfflineCopy {
  ready: boolean;
  /** How much of what the app needs offline is on this device, 0..1. */
  fraction: number;
  /** Why storing stopped, until it goes on: no room on the device, or no answer from the server. */
  stopped: 'storage-full' | 'interrupted' | undefined;
}

/** The state of the copy on this device. */
const [offline, writeOffline] = createStore<OfflineCopy>({ ready: false, fraction: 0, stopped: undefined });
export { offline };

const [updateReady, setUpdateReady] = createSignal(false);
/** True when a newer version waits to be taken. */
export { updateReady };

/** The page is at rest for so long before large files are fetched ahead of their need. */
const QUIET_MILLISECONDS = 2500;
const RELOADED_KEY = 'reloaded-for-isolation';

let applyUpdate: (() => void) | undefined;

/** Reloads into the newer version. */
export function takeUpdate(): void {
  setUpdateReady(false);
  applyUpdate?.();
}

/** Leaves the newer version for the next visit. */
export function dismissUpdate(): void {
  setUpdateReady(false);
}

/**
 * Registers the service worker, and has everything that the app needs offline fetched once the page is at rest. Called
 * when the page can be used. A browser without service workers, or a person who saves data, goes without: what is used
 * is kept then.
 */
export async function startOffline(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const { Workbox } = await import('workbox-window');
  const workbox = new Workbox(SERVICE_WORKER_PATH);
  workbox.addEventListener('waiting', () => {
    applyUpdate = () => {
      workbox.addEventListener('controlling', () => location.reload());
      workbox.messageSkipWaiting();
    };
    setUpdateReady(true);
  });
  try {
    await workbox.register();
  } catch {
    return; // Not allowed here (a setting of the browser); the app works online.
  }
  await controlled();
  if (reloadForIsolation()) return;
  if (savesData()) return;
  // Offline nothing is fetched: the list alone tells what is there.
  if (navigator.onLine) await new Promise((resolve) => setTimeout(resolve, QUIET_MILLISECONDS));
  await fetchAhead();
}

async function controlled(): Promise<void> {
  if (navigator.serviceWorker.controller) return;
  await new Promise((resolve) =>
    navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
  );
}

/**
 * On a host that sends no headers the service worker does, from the next load on: one reload gives wasm its threads.
 * Once a session, and never when the person has begun.
 */
function reloadForIsolation(): boolean {
  if (isIsolated() || job().kind !== 'idle') return false;
  try {
    if (sessionStorage.getItem(RELOADED_KEY)) return false;
    sessionStorage.setItem(RELOADED_KEY, 'yes');
  } catch {
    return false; // Without a memory of it the reload might not be the last.
  }
  location.reload();
  return true;
}

function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

let fetching = false;

/** Goes on where storing stopped: the person has made room, or the network is back. */
export function retryOffline(): void {
  void fetchAhead();
}

/** Asks the service worker for one file after the other; a file that is there costs nothing. */
async function fetchAhead(): Promise<void> {
  if (fetching || offline.ready) return;
  fetching = true;
  writeOffline({ stopped: undefined });
  try {
    writeOffline({ stopped: await storeAll() });
  } finally {
    fetching = false;
  }
  if (offline.stopped === 'interrupted') addEventListener('online', retryOffline, { once: true });
}

/** Returns what stopped it, if anything did. */
async function storeAll(): Promise<OfflineCopy['stopped']> {
  let files: OfflineFile[];
  try {
    const query = (await hasGraphicsProcessor()) ? `?${GRAPHICS_QUERY}` : '';
    files = (await (await fetch(`${OFFLINE_FILES_PATH}${query}`)).json()) as OfflineFile[];
  } catch {
    return 'interrupted'; // The service worker was ended, or is of an older version.
  }
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let done = 0;
  for (const { url, sizeBytes, stored } of files) {
    if (!stored) {
      // HEAD is the service worker's sign to store the file without handing it over.
      const status = await fetch(url, { method: 'HEAD' }).then(
        ({ status }) => status,
        () => 0,
      );
      if (status === STORAGE_FULL_STATUS) return 'storage-full';
      if (status < 200 || status > 299) return 'interrupted';
    }
    done += sizeBytes;
    writeOffline({ fraction: total === 0 ? 1 : done / total });
  }
  writeOffline({ ready: true, fraction: 1 });
  return undefined;
}
