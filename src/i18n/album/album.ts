import { lazyMessages, type MessageLoaders } from '../lazy-messages';
import { albumEn, type AlbumMessages } from './en';

/** Each language but English is a chunk of its own. */
export const ALBUM_LOADERS: MessageLoaders<AlbumMessages> = {
  de: () => import('./de').then(({ albumDe }) => albumDe),
  es: () => import('./es').then(({ albumEs }) => albumEs),
  fr: () => import('./fr').then(({ albumFr }) => albumFr),
  it: () => import('./it').then(({ albumIt }) => albumIt),
  vi: () => import('./vi').then(({ albumVi }) => albumVi),
  ja: () => import('./ja').then(({ albumJa }) => albumJa),
  zh: () => import('./zh').then(({ albumZh }) => albumZh),
};

/** A message of the album in the language in use; like `t`. */
export const albumText = lazyMessages(albumEn, ALBUM_LOADERS);
