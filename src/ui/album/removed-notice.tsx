import { Show, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { albumText } from '../../i18n/album/album';
import { t } from '../../i18n/locale';
import { forgetRemoved, removedFilm, undoRemove } from '../../state/album';
import { CloseIcon } from '../shared/icons';
import { filmTitle } from './film-title';

/** Long enough to read it and reach the button with the keyboard. */
const UNDO_MILLISECONDS = 15_000;

/** Says which film was removed, and takes it back. It does not run away from a pointer or the focus. */
export function RemovedNotice() {
  const [full, setFull] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stay = () => clearTimeout(timer);
  const leave = () => {
    stay();
    timer = setTimeout(forgetRemoved, UNDO_MILLISECONDS);
  };
  createEffect(
    on(removedFilm, (film) => {
      setFull(false);
      if (film) leave();
    }),
  );
  onCleanup(() => {
    stay();
    forgetRemoved();
  });
  const undo = async () => {
    stay();
    try {
      await undoRemove();
    } catch {
      // What was just erased fits no more; it can still be taken back when there is room.
      setFull(true);
    }
  };
  return (
    <div role="status">
      <Show when={removedFilm()}>
        {(film) => (
          <div
            class="toast removed-notice"
            onPointerEnter={stay}
            onPointerLeave={leave}
            onFocusIn={stay}
            onFocusOut={leave}
          >
            <span>
              {full() ? t('errors.storage-full.title') : albumText('removed', { title: filmTitle(film()) })}
            </span>
            <button type="button" class="button button-small button-primary" onClick={() => void undo()}>
              {full() ? t('failure.again') : albumText('undo')}
            </button>
            <button type="button" class="round-button" aria-label={t('app.close')} onClick={forgetRemoved}>
              <CloseIcon />
            </button>
          </div>
        )}
      </Show>
    </div>
  );
}
