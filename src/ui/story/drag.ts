/** What a drag over a list of tiles does. Points are of the window. */
export interface DragHandlers {
  begin(tile: HTMLElement): void;
  over(x: number, y: number): void;
  end(): void;
}

/** A mouse that moves so far means to drag, in pixels. */
const MOUSE_SLACK = 6;
/** A finger that rests so long means to drag; one that moves before means to scroll. */
const HOLD_MILLISECONDS = 260;
const FINGER_SLACK = 10;

/**
 * Follows drags of a list's tiles (class `tile`): at once with a mouse or a pen, after a short hold with a finger, so that the page still scrolls. Returns
 * the end of it.
 */
export function followDrag(list: HTMLElement, handlers: DragHandlers): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let pressed: { tile: HTMLElement; pointerId: number; x: number; y: number; hold?: number } | undefined;
  let dragging = false;

  const begin = () => {
    if (!pressed) return;
    dragging = true;
    // The list keeps the pointer: the tile itself is put elsewhere on the way.
    list.setPointerCapture(pressed.pointerId);
    handlers.begin(pressed.tile);
  };
  const end = () => {
    clearTimeout(pressed?.hold);
    pressed = undefined;
    if (!dragging) return;
    dragging = false;
    handlers.end();
  };

  list.addEventListener(
    'pointerdown',
    (event) => {
      const tile = event.target instanceof Element ? event.target.closest<HTMLElement>('.tile') : null;
      if (!tile || event.button !== 0) return;
      pressed = { tile, pointerId: event.pointerId, x: event.clientX, y: event.clientY };
      if (event.pointerType === 'touch') pressed.hold = window.setTimeout(begin, HOLD_MILLISECONDS);
    },
    { signal },
  );
  list.addEventListener(
    'pointermove',
    (event) => {
      if (pressed?.pointerId !== event.pointerId) return;
      const moved = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y);
      const isTouch = event.pointerType === 'touch';
      if (!dragging && isTouch && moved > FINGER_SLACK) end();
      else if (!dragging && !isTouch && moved > MOUSE_SLACK) begin();
      // The move that begins a quick drag may be its last.
      if (dragging) handlers.over(event.clientX, event.clientY);
    },
    { signal },
  );
  for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) {
    list.addEventListener(type, end, { signal });
  }
  // While a finger drags, the page stands still and no menu opens.
  list.addEventListener('touchmove', (event) => dragging && event.preventDefault(), {
    signal,
    passive: false,
  });
  list.addEventListener('contextmenu', (event) => pressed && event.preventDefault(), { signal });
  return () => {
    end();
    stop.abort();
  };
}
