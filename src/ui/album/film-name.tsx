import { Show, createSignal } from 'solid-js';
import { albumText } from '../../i18n/album/album';
import { MAX_TITLE_LENGTH, renameFilm, type KeptFilm } from '../../state/album';
import { failureOf } from '../../state/failure';
import type { Failure } from '../../state/job-state';
import { FailureCard } from '../shared/failure-card';
import { FocusHeading } from '../shared/focus-heading';
import { RenameIcon } from './album-icons';
import { filmTitle } from './film-title';

/** The film's name, to be read and to be changed. */
export function FilmName(props: { film: KeptFilm; quiet: boolean }) {
  const [renaming, setRenaming] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | undefined>();
  let field: HTMLInputElement | undefined;
  let renameButton: HTMLButtonElement | undefined;
  // The heading that comes back after renaming is no news: the focus goes to the button.
  let begun = false;
  const begin = () => {
    begun = true;
    setRenaming(true);
    field?.focus();
    field?.select();
  };
  const end = () => {
    setRenaming(false);
    renameButton?.focus();
  };
  const save = async () => {
    setFailure(undefined);
    try {
      await renameFilm(props.film.id, field?.value ?? '');
      end();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <div class="film-head">
      <Show
        when={renaming()}
        fallback={
          <>
            <FocusHeading class="title" quiet={props.quiet || begun}>
              {filmTitle(props.film)}
            </FocusHeading>
            <button ref={renameButton} type="button" class="button button-quiet button-small" onClick={begin}>
              <RenameIcon />
              {albumText('film.rename')}
            </button>
          </>
        }
      >
        <form
          class="film-rename"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') end();
          }}
        >
          <input
            ref={field}
            class="film-field"
            aria-label={albumText('film.name')}
            maxLength={MAX_TITLE_LENGTH}
            placeholder={filmTitle({ ...props.film, title: '' })}
            value={props.film.title}
            autocomplete="off"
            enterkeyhint="done"
            dir="auto"
          />
          <button type="submit" class="button button-primary">
            {albumText('film.save')}
          </button>
          <button type="button" class="button button-quiet" onClick={end}>
            {albumText('film.cancel')}
          </button>
        </form>
      </Show>
      <Show when={failure()} keyed>
        {(shown) => <FailureCard failure={shown} />}
      </Show>
    </div>
  );
}
