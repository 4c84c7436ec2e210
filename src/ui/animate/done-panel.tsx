import { Show, Suspense } from 'solid-js';
import { t } from '../../i18n/locale';
import { adjustJob, clearJob, filmSaved, madeFilm, startJob, startShaping } from '../../state/job';
import type { ChosenPhoto, FinishedFilm, JobRequest } from '../../state/job-state';
import { isReported } from '../../state/report';
import { KeepFilm } from '../album/keep-film';
import { ReportButton } from '../report/report-button';
import { FocusHeading } from '../shared/focus-heading';
import { AgainIcon } from '../shared/icons';
import { FeelIcon } from '../shared/shape-icons';
import { FilmActions } from './film-actions';
import { FilmFacts } from './film-facts';
import { FilmPlayer } from './film-player';
import { OtherFormats } from './other-formats';
import { PhotoFrame } from './photo-frame';

/** The film beside its photo, and what can be done with it. */
export function DonePanel(props: { photo: ChosenPhoto; request: JobRequest; film: FinishedFilm }) {
  return (
    <div class="done">
      <FocusHeading class="title">{t('done.title')}</FocusHeading>
      <Show when={!isReported(props.film.file)}>
        <div
          class="pair"
          classList={{ 'pair-upright': props.film.report.output.height > props.film.report.output.width }}
        >
          <figure>
            <FilmPlayer
              url={props.film.url}
              width={props.film.report.output.width}
              height={props.film.report.output.height}
            />
            <figcaption>{t('done.film')}</figcaption>
          </figure>
          <figure>
            <PhotoFrame shape={props.request.shape} name={props.photo.file.name} />
            <figcaption>{t('done.photo')}</figcaption>
          </figure>
        </div>
      </Show>
      <div class="done-lower">
        <div class="done-actions">
          <Show when={!isReported(props.film.file)}>
            <FilmActions file={props.film.file} url={props.film.url} onSaved={filmSaved} />
            <Suspense>
              <KeepFilm film={props.film} />
            </Suspense>
            <Show when={madeFilm()}>
              <button
                type="button"
                class="button button-secondary button-large button-shape"
                onClick={startShaping}
              >
                <FeelIcon />
                {t('shape.open')}
              </button>
            </Show>
          </Show>
          <div class="done-next">
            <button
              type="button"
              class="button button-secondary button-small"
              onClick={() => void startJob(t('label.generated'))}
            >
              <AgainIcon />
              {t('done.again')}
            </button>
            <button type="button" class="button button-secondary button-small" onClick={adjustJob}>
              {t('done.edit')}
            </button>
            <button type="button" class="button button-secondary button-small" onClick={clearJob}>
              {t('done.another')}
            </button>
          </div>
          <Show when={!isReported(props.film.file)}>
            <Show when={madeFilm()} keyed>
              {({ created }) => <OtherFormats film={created} filmName={props.film.file.name} />}
            </Show>
          </Show>
          <ReportButton file={() => props.film.file} credentials={() => props.film.report.provenance} />
        </div>
        <FilmFacts report={props.film.report} elapsedSeconds={props.film.elapsedSeconds} />
      </div>
    </div>
  );
}
