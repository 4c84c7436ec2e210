import { createEffect, on, onCleanup, type Accessor } from 'solid-js';

/** As long as systems wait for the second half of a double click. */
const DOUBLE_CLICK_MILLISECONDS = 500;

/**
 * Drops what is left of a double click or tap when `panel` has changed under it: the second half was meant for the button that is
 * gone, not for what stands in its place (Cancel, where Animate was). A lone click with a mouse, and keys, are never dropped.
 */
export function dropSecondClick(panel: Accessor<unknown>): void {
  let changedAt = -Infinity;
  createEffect(on(panel, () => (changedAt = performance.now()), { defer: true }));
  const onClick = (event: MouseEvent) => {
    if (performance.now() - changedAt > DOUBLE_CLICK_MILLISECONDS) return;
    // Phones do not count taps.
    const tapped = event instanceof PointerEvent && event.pointerType === 'touch';
    if (event.detail < 2 && !tapped) return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener('click', onClick, { capture: true });
  onCleanup(() => removeEventListener('click', onClick, { capture: true }));
}
