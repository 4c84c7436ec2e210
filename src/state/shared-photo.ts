import { SHARED_PHOTO_CACHE, SHARED_PHOTO_PATH } from '../shared/offline-files';
import { choosePhoto } from './job';

/** Takes a photo that another app has shared with the installed one; the service worker has put it by. */
export async function takeSharedPhoto(): Promise<void> {
  if (!('caches' in globalThis) || !(await caches.has(SHARED_PHOTO_CACHE))) return;
  const cache = await caches.open(SHARED_PHOTO_CACHE);
  const response = await cache.match(new URL(SHARED_PHOTO_PATH, location.href).href.split('#')[0]!);
  await caches.delete(SHARED_PHOTO_CACHE);
  if (!response) return;
  const name = decodeURIComponent(response.headers.get('X-File-Name') ?? 'photo');
  choosePhoto(new File([await response.blob()], name, { type: response.headers.get('Content-Type') ?? '' }));
}
