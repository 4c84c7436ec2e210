import { Show, createSignal, onCleanup, onMount } from 'solid-js';
import { albumText } from '../../i18n/album/album';
import { isKept, keepFilm, watchAlbum } from '../../state/album';
import { failureOf } from '../../state/failure';
import type { Failure, NewFilm } from '../../state/job-state';
import { filmHash } from '../../state/view';
import { FailureCard } from '../shared/failure-card';
import { CheckIcon } from '../shared/icons';
import { AlbumIcon } from './album-icons';
import '../styles/album.css';

/** Puts a finished film into the album, on the person's word alone; then leads there. */
export function KeepFilm(props: { film: NewFilm }) {
  const [keeping, setKeeping] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | undefined>();
  onMount(() => onCleanup(watchAlbum()));
  const keep = async () => {
    if (keeping()) return;
    setKeeping(true);
    setFailure(undefined);
    try {
      await keepFilm(props.film);
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setKeeping(false);
    }
  };
  return (
    <>
      <Show when={!isKept(props.film)}>
        <button
          type="button"
          class="button button-secondary button-large"
          aria-disabled={keeping()}
          onClick={() => void keep()}
        >
          <AlbumIcon />
          {albumText(keeping() ? 'keep.keeping' : 'keep.keep')}
        </button>
      </Show>
      {/* Stands there before it is filled, or readers would not hear of it. */}
      <p class="kept-note" role="status">
        <Show when={isKept(props.film)}>
          <CheckIcon />
          {albumText('keep.kept')}
          <a href={filmHash(props.film.report.output.sha256)}>{albumText('keep.open')}</a>
        </Show>
      </p>
      <Show when={failure()} keyed>
        {(shown) => <FailureCard failure={shown} />}
      </Show>
    </>
  );
}
