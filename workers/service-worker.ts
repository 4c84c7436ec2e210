import { clientsClaim } from 'workbox-core';
import { addPlugins, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { isQuotaExceeded } from '../src/shared/errors';
import {
  GRAPHICS_QUERY,
  OFFLINE_FILES_PATH,
  SHARED_PHOTO_CACHE,
  SHARED_PHOTO_PATH,
  SHARE_TARGET_PATH,
  STORAGE_FULL_STATUS,
  type OfflineFile,
} from '../src/shared/offline-files';
import { SECURITY_HEADERS } from '../src/shared/security-headers';

/**
 * Makes the app work offline and puts the security headers on everything it answers, for hosts that send none.
 *
 * The small files (the page and its scripts) are stored when the worker is installed. The large ones (wasm, models) are
 * stored when they are first used, or when the page asks ahead of need with HEAD; so that a first visit becomes usable,
 * and its workers governed by our policy, after kilobytes instead of megabytes.
 */
declare const self: ServiceWorkerGlobalScope;

/** Written by the build (vite.config.ts): `sizeBytes` marks a large file, whose name carries its hash. */
interface ManifestEntry {
  url: string;
  revision: string | null;
  sizeBytes?: number;
}

const LARGE_FILES_CACHE = 'large-files';

const manifest = self.__WB_MANIFEST as ManifestEntry[];
const shell = manifest.filter(({ sizeBytes }) => sizeBytes === undefined);
const largeFiles = manifest.filter(({ sizeBytes }) => sizeBytes !== undefined);
const largeFileSizes = new Map(largeFiles.map(({ url, sizeBytes }) => [addressOf(url), sizeBytes ?? 0]));

/**
 * Of ONNX Runtime's builds (workers/shared/onnx/runtime.ts) the plain one is always needed, one of the other two where
 * there is a graphics processor; what is used against this guess is stored then.
 */
function isNeeded(url: string, graphics: boolean): boolean {
  const hasSuspending = 'Suspending' in WebAssembly;
  if (/ort-wasm.*jspi/.test(url)) return graphics && hasSuspending;
  if (/ort-wasm.*asyncify/.test(url)) return graphics && !hasSuspending;
  return true;
}

function addressOf(path: string): string {
  return new URL(path, self.registration.scope).href;
}

/** The response with the security headers of every document and every script. */
function withSecurityHeaders(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
  const { status, statusText } = response;
  // A status without a body may not be given one.
  return new Response([204, 205, 304].includes(status) ? null : response.body, {
    status,
    statusText,
    headers,
  });
}

addPlugins([{ handlerWillRespond: ({ response }) => Promise.resolve(withSecurityHeaders(response)) }]);
precacheAndRoute(shell, { ignoreURLParametersMatching: [/.*/] });
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html')));

const storing = new Map<string, Promise<void>>();

/** Stores a large file, once, however many ask. Rejects when it cannot be had whole. */
function store(address: string): Promise<void> {
  const underWay = storing.get(address);
  if (underWay) return underWay;
  const task = (async () => {
    const cache = await caches.open(LARGE_FILES_CACHE);
    if (await cache.match(address)) return;
    const response = await fetch(address, { cache: 'no-cache', credentials: 'omit' });
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    await cache.put(address, response);
  })().finally(() => storing.delete(address));
  storing.set(address, task);
  return task;
}

/** Whether a file of `sizeBytes` could not be stored for want of room; some browsers fail then without saying so. */
async function isStorageFull(cause: unknown, sizeBytes: number): Promise<boolean> {
  if (isQuotaExceeded(cause)) return true;
  const { quota, usage } = await navigator.storage.estimate().catch((): StorageEstimate => ({}));
  return quota !== undefined && usage !== undefined && quota - usage < sizeBytes;
}

const isLargeFile = ({ url }: { url: URL }) => largeFileSizes.has(url.href);

registerRoute(
  isLargeFile,
  async ({ url }) => {
    try {
      await store(url.href);
      return new Response(null, { status: 204 });
    } catch (cause) {
      const full = await isStorageFull(cause, largeFileSizes.get(url.href) ?? 0);
      return new Response(null, { status: full ? STORAGE_FULL_STATUS : 504 });
    }
  },
  'HEAD',
);

registerRoute(isLargeFile, async ({ url }) => {
  const cache = await caches.open(LARGE_FILES_CACHE);
  const stored = () => cache.match(url.href);
  let response = await stored();
  if (!response) {
    // Storage may be full: then the file is used without being kept.
    await store(url.href).catch(() => undefined);
    response = (await stored()) ?? (await fetch(url.href, { credentials: 'omit' }));
  }
  return withSecurityHeaders(response);
});

registerRoute(
  ({ url }) => `${url.origin}${url.pathname}` === addressOf(OFFLINE_FILES_PATH),
  async ({ url: asked }) => {
    const graphics = asked.searchParams.has(GRAPHICS_QUERY);
    const cache = await caches.open(LARGE_FILES_CACHE);
    const present = new Set((await cache.keys()).map(({ url }) => url));
    const needed = largeFiles.filter(({ url }) => isNeeded(url, graphics));
    const files: OfflineFile[] = needed.map(({ url, sizeBytes = 0 }) => ({
      url,
      sizeBytes,
      stored: present.has(addressOf(url)),
    }));
    return withSecurityHeaders(Response.json(files));
  },
);

registerRoute(
  ({ url }) => url.href === addressOf(SHARE_TARGET_PATH),
  async ({ request }) => {
    const photo = (await request.formData()).get('photo');
    if (photo instanceof File) {
      const cache = await caches.open(SHARED_PHOTO_CACHE);
      const headers = { 'Content-Type': photo.type, 'X-File-Name': encodeURIComponent(photo.name) };
      await cache.put(addressOf(SHARED_PHOTO_PATH), new Response(photo, { headers }));
    }
    return Response.redirect(self.registration.scope, 303);
  },
  'POST',
);

self.addEventListener('message', (event: ExtendableMessageEvent) => {
  // workbox-window's messageSkipWaiting(), sent when the person takes the update.
  if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldFiles());
});
clientsClaim();

/** Drops large files of versions that are gone. */
async function forgetOldFiles(): Promise<void> {
  const cache = await caches.open(LARGE_FILES_CACHE);
  const old = (await cache.keys()).filter(({ url }) => !largeFileSizes.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
}
