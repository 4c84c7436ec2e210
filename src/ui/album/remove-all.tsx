import { AlertDialog } from '@kobalte/core/alert-dialog';
import { Show, createSignal } from 'solid-js';
import { albumText } from '../../i18n/album/album';
import { album, removeAllFilms } from '../../state/album';
import { failureOf } from '../../state/failure';
import type { Failure } from '../../state/job-state';
import { FailureCard } from '../shared/failure-card';

/** Removes all films, after asking: this is the one removal that can't be undone. */
export function RemoveAll() {
  const [open, setOpen] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | undefined>();
  const remove = async () => {
    setOpen(false);
    try {
      await removeAllFilms();
      // The button that opened this is gone with the films.
      document.getElementById('content')?.focus();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <>
      <AlertDialog open={open()} onOpenChange={setOpen}>
        <AlertDialog.Trigger class="button button-quiet button-small">
          {albumText('removeAll.open')}
        </AlertDialog.Trigger>
        <AlertDialog.Portal>
          <AlertDialog.Overlay class="dialog-overlay" />
          <AlertDialog.Content class="dialog">
            <AlertDialog.Title class="title">{albumText('removeAll.title')}</AlertDialog.Title>
            <AlertDialog.Description>
              {albumText(album().films.length === 1 ? 'removeAll.one' : 'removeAll.text', {
                count: String(album().films.length),
              })}
            </AlertDialog.Description>
            <div class="album-answers">
              <button type="button" class="button button-secondary" onClick={() => setOpen(false)}>
                {albumText('removeAll.no')}
              </button>
              <button type="button" class="button button-primary" onClick={() => void remove()}>
                {albumText('removeAll.yes')}
              </button>
            </div>
          </AlertDialog.Content>
        </AlertDialog.Portal>
      </AlertDialog>
      <Show when={failure()} keyed>
        {(shown) => <FailureCard failure={shown} />}
      </Show>
    </>
  );
}
