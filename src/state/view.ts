import { createSignal } from 'solid-js';

/** The two views, by the address's hash: `#/` and `#/check`. */
export type View = 'animate' | 'check';

/** Address of each view. */
export const VIEW_HASH = { animate: '#/', check: '#/check' } as const satisfies Record<View, string>;

function viewOf(hash: string): View {
  return hash.replace(/[?].*$/, '') === VIEW_HASH.check ? 'check' : 'animate';
}

const [view, setView] = createSignal<View>(viewOf(location.hash));
addEventListener('hashchange', () => setView(viewOf(location.hash)));
/** The view that is shown. */
export { view };
