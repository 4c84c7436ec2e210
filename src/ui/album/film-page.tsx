import { Match, Show, Switch, createEffect, createSignal, onCleanup, onMount } from 'solid-js';
import { albumText } from '../../i18n/album/album';
import { t } from '../../i18n/locale';
import {
  album,
  checkOpenedFilm,
  hideFilm,
  openFilm,
  openedFilm,
  removeFilm,
  type KeptFilm,
  type OpenedFilm,
} from '../../state/album';
import { failureOf } from '../../state/failure';
import type { Failure } from '../../state/job-state';
import { isReported } from '../../state/report';
import { VIEW_HASH } from '../../state/view';
import { FilmPlayer } from '../animate/film-player';
import { ReportButton } from '../report/report-button';
import { FailureCard } from '../shared/failure-card';
import { FocusHeading } from '../shared/focus-heading';
import { CheckIcon, DownloadIcon } from '../shared/icons';
import { BackIcon } from '../shared/shape-icons';
import { ShareButton } from '../shared/share-button';
import { RemoveIcon } from './album-icons';
import { FilmName } from './film-name';
import { KeptFacts } from './kept-facts';

type Open = Extract<OpenedFilm, { kind: 'open' }>;

/** One film of the album: played once it has passed the gates again, and what can be done with it. */
export function FilmPage(props: { id: string; quiet: boolean }) {
  const kept = () => album().films.find(({ id }) => id === props.id);
  const of = <K extends OpenedFilm['kind']>(kind: K) => {
    const film = openedFilm();
    return film.kind === kind ? (film as Extract<OpenedFilm, { kind: K }>) : undefined;
  };
  onMount(() => onCleanup(openFilm(props.id)));
  return (
    <div class="album">
      <a class="button button-quiet button-small album-back" href={VIEW_HASH.album}>
        <BackIcon />
        {albumText('film.back')}
      </a>
      <Show when={kept()} fallback={<Gone quiet={props.quiet} gone={of('gone') !== undefined} />}>
        {(film) => (
          <>
            <FilmName film={film()} quiet={props.quiet} />
            <Switch>
              <Match when={of('open')}>{(open) => <OpenFilm film={film()} open={open()} />}</Match>
              <Match when={of('opening')}>
                <p class="note" role="status">
                  {albumText('film.opening')}
                </p>
              </Match>
              <Match when={of('failed')}>
                {(failed) => (
                  <FailureCard failure={failed().failure}>
                    <RemoveFilm id={props.id} />
                  </FailureCard>
                )}
              </Match>
              <Match when={of('hidden')}>
                <p class="notice">{t('moderation.report.hidden')}</p>
                <RemoveFilm id={props.id} />
              </Match>
            </Switch>
          </>
        )}
      </Show>
    </div>
  );
}

function OpenFilm(props: { film: KeptFilm; open: Open }) {
  const reported = () => isReported(props.open.file);
  createEffect(() => {
    if (reported()) void hideFilm(props.film.id);
  });
  return (
    <div class="stage">
      <div class="stage-picture">
        <Show when={!reported()}>
          <FilmPlayer url={props.open.url} width={props.film.width} height={props.film.height} />
        </Show>
      </div>
      <div class="stage-panel">
        <div class="done-actions">
          <Show when={!reported()}>
            <a
              class="button button-primary button-large"
              href={props.open.url}
              download={props.open.file.name}
            >
              <DownloadIcon />
              {t('done.download')}
            </a>
            <ShareButton file={props.open.file} />
            <a class="button button-secondary button-large" href={VIEW_HASH.check} onClick={checkOpenedFilm}>
              <CheckIcon />
              {albumText('film.check')}
            </a>
          </Show>
          <RemoveFilm id={props.film.id} />
        </div>
        <Show when={!reported()}>
          <KeptFacts film={props.film} />
        </Show>
        <div class="done-actions">
          <ReportButton file={() => props.open.file} credentials={() => props.open.credentials} />
        </div>
      </div>
    </div>
  );
}

function RemoveFilm(props: { id: string }) {
  const [failure, setFailure] = createSignal<Failure | undefined>();
  const remove = async () => {
    try {
      await removeFilm(props.id);
      // No way back to the page of a film that is gone.
      location.replace(VIEW_HASH.album);
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <>
      <button type="button" class="button button-secondary button-large" onClick={() => void remove()}>
        <RemoveIcon />
        {albumText('film.remove')}
      </button>
      <Show when={failure()} keyed>
        {(shown) => <FailureCard failure={shown} />}
      </Show>
    </>
  );
}

/** What stands there where the album has no such film, or has not been read. */
function Gone(props: { quiet: boolean; gone: boolean }) {
  return (
    <Show when={album().failure} fallback={<GoneText quiet={props.quiet} gone={props.gone} />}>
      {(failure) => <FailureCard failure={failure()} />}
    </Show>
  );
}

function GoneText(props: { quiet: boolean; gone: boolean }) {
  return (
    <Show when={props.gone} fallback={<p class="note">{albumText('opening')}</p>}>
      <FocusHeading class="title" quiet={props.quiet}>
        {albumText('film.goneTitle')}
      </FocusHeading>
      <p>{albumText('film.gone')}</p>
    </Show>
  );
}
