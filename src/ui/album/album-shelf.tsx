import { For, Match, Show, Switch } from 'solid-js';
import { albumText } from '../../i18n/album/album';
import { formatBytes, formatSeconds } from '../../i18n/format';
import { album, type KeptFilm } from '../../state/album';
import { VIEW_HASH, filmHash } from '../../state/view';
import { FailureCard } from '../shared/failure-card';
import { FocusHeading } from '../shared/focus-heading';
import { AlbumIcon } from './album-icons';
import { filmTitle } from './film-title';
import { RemoveAll } from './remove-all';

/** All films, newest first, and how much room they take. */
export function AlbumShelf(props: { quiet: boolean }) {
  const bytes = () => album().films.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const room = () =>
    albumText(album().films.length === 1 ? 'roomOne' : 'room', {
      count: String(album().films.length),
      bytes: formatBytes(bytes()),
    });
  return (
    <div class="album">
      <div class="album-head">
        <FocusHeading class="title" quiet={props.quiet}>
          {albumText('title')}
        </FocusHeading>
        <p class="album-lead">{albumText('lead')}</p>
      </div>
      <Switch>
        <Match when={album().failure}>{(failure) => <FailureCard failure={failure()} />}</Match>
        <Match when={album().state === 'reading'}>
          <p class="note" role="status">
            {albumText('opening')}
          </p>
        </Match>
        <Match when={album().films.length === 0}>
          <Empty />
        </Match>
        <Match when={album().films.length > 0}>
          <ul class="shelf" aria-label={albumText('films')}>
            <For each={album().films}>{(film) => <FilmTile film={film} />}</For>
          </ul>
          <div class="album-foot">
            <p>
              <strong>{room()}</strong>
              <span class="note">{albumText(album().persisted ? 'persisted' : 'notPersisted')}</span>
            </p>
            <RemoveAll />
          </div>
        </Match>
      </Switch>
    </div>
  );
}

function Empty() {
  return (
    <section class="album-empty" aria-labelledby="album-empty">
      <AlbumIcon />
      <h2 id="album-empty">{albumText('empty.title')}</h2>
      <p>{albumText('empty.text')}</p>
      <a class="button button-primary button-large" href={VIEW_HASH.animate}>
        {albumText('empty.start')}
      </a>
    </section>
  );
}

function FilmTile(props: { film: KeptFilm }) {
  const blank = () => albumText(props.film.damaged ? 'damaged' : props.film.hidden ? 'hidden' : 'noPoster');
  return (
    <li style={{ '--aspect': props.film.width / props.film.height }}>
      <a class="film-tile" href={filmHash(props.film.id)}>
        <Show
          when={props.film.posterUrl}
          fallback={
            <span class="film-picture film-blank">
              <AlbumIcon />
              {blank()}
            </span>
          }
        >
          {(url) => (
            <img
              class="film-picture"
              src={url()}
              width={props.film.width}
              height={props.film.height}
              alt=""
              loading="lazy"
              decoding="async"
            />
          )}
        </Show>
        <span class="film-name">{filmTitle(props.film)}</span>
        <span class="film-size">
          {albumText('size', {
            duration: formatSeconds(props.film.durationSeconds),
            width: String(props.film.width),
            height: String(props.film.height),
          })}
        </span>
      </a>
    </li>
  );
}
