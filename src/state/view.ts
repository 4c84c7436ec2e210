import { createSignal } from 'solid-js';

/** The views, by the address's hash: `#/`, `#/check` and `#/settings`. */
export type View = 'animate' | 'check' | 'settings';

/** Address of each view. */
export const VIEW_HASH = {
  animate: '#/',
  check: '#/check',
  settings: '#/settings',
} as const satisfies Record<View, string>;

function viewOf(hash: string): View {
  const path = hash.replace(/[?].*$/, '');
  if (path === VIEW_HASH.check) return 'check';
  return path === VIEW_HASH.settings ? 'settings' : 'animate';
}

const [view, setView] = createSignal<View>(viewOf(location.hash));
addEventListener('hashchange', () => setView(viewOf(location.hash)));
/** The view that is shown. */
export { view };
