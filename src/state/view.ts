import { batch, createSignal } from 'solid-js';

/** The views, by the address's hash: `#/`, `#/album`, `#/check` and `#/settings`. */
export type View = 'animate' | 'album' | 'check' | 'settings';

/** Address of each view. */
export const VIEW_HASH = {
  animate: '#/',
  album: '#/album',
  check: '#/check',
  settings: '#/settings',
} as const satisfies Record<View, string>;

const FILM = 'film';

/** Address of one film of the album. */
export function filmHash(id: string): string {
  return `${VIEW_HASH.album}?${FILM}=${id}`;
}

function viewOf(hash: string): View {
  const path = hash.replace(/[?].*$/, '');
  const found = (Object.keys(VIEW_HASH) as View[]).find((name) => VIEW_HASH[name] === path);
  return found ?? 'animate';
}

function filmOf(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^[^?]*/, '')).get(FILM);
}

const [view, setView] = createSignal<View>(viewOf(location.hash));
const [filmInAddress, setFilm] = createSignal(filmOf(location.hash));
addEventListener('hashchange', () => {
  batch(() => {
    setFilm(filmOf(location.hash));
    setView(viewOf(location.hash));
  });
});
/** The view that is shown. */
export { view };
/** The film of the album that the address names, or null. */
export { filmInAddress };
