import { Show, createEffect, createSignal, on, onCleanup, onMount } from 'solid-js';
import { watchAlbum } from '../../state/album';
import { filmInAddress } from '../../state/view';
import { AlbumShelf } from './album-shelf';
import { FilmPage } from './film-page';
import { RemovedNotice } from './removed-notice';
import '../styles/album.css';

/** The films that were kept, or one of them. */
export function AlbumView(props: { quiet: boolean }) {
  const [moved, setMoved] = createSignal(false);
  createEffect(on(filmInAddress, () => setMoved(true), { defer: true }));
  onMount(() => onCleanup(watchAlbum()));
  return (
    <>
      <Show when={filmInAddress()} keyed fallback={<AlbumShelf quiet={props.quiet && !moved()} />}>
        {(id) => <FilmPage id={id} quiet={props.quiet && !moved()} />}
      </Show>
      <RemovedNotice />
    </>
  );
}
