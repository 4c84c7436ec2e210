import { For, Show, Suspense } from 'solid-js';
import { t } from '../../i18n/locale';
import { storyText } from '../../i18n/story/story';
import { isReported } from '../../state/report';
import { adjustStory, clearStory, startStory, type FinishedStory } from '../../state/story';
import { KeepFilm } from '../album/keep-film';
import { FilmActions } from '../animate/film-actions';
import { FilmFacts } from '../animate/film-facts';
import { FilmPlayer } from '../animate/film-player';
import { OtherFormats } from '../animate/other-formats';
import { ReportButton } from '../report/report-button';
import { FocusHeading } from '../shared/focus-heading';
import { AgainIcon, InfoIcon } from '../shared/icons';

/** The story's film, and what can be done with it. */
export function StoryDone(props: { film: FinishedStory }) {
  const report = () => props.film.created.report;
  const again = () => {
    adjustStory();
    void startStory(t('label.generated'));
  };
  return (
    <div class="done story-done">
      <FocusHeading class="title">{storyText('done')}</FocusHeading>
      <div class="story-result">
        <Show when={!isReported(props.film.file)}>
          <FilmPlayer url={props.film.url} width={report().output.width} height={report().output.height} />
        </Show>
        <div class="story-side">
          <div class="done-actions">
            <Show when={!isReported(props.film.file)}>
              <FilmActions file={props.film.file} url={props.film.url} />
              <Suspense>
                <KeepFilm film={{ file: props.film.file, report: report() }} />
              </Suspense>
            </Show>
            <div class="done-next">
              <button type="button" class="button button-secondary button-small" onClick={again}>
                <AgainIcon />
                {storyText('again')}
              </button>
              <button type="button" class="button button-secondary button-small" onClick={adjustStory}>
                {storyText('edit')}
              </button>
              <button type="button" class="button button-secondary button-small" onClick={clearStory}>
                {storyText('another')}
              </button>
            </div>
            <Show when={!isReported(props.film.file)}>
              <OtherFormats film={props.film.created} filmName={props.film.file.name} />
            </Show>
            <ReportButton file={() => props.film.file} credentials={() => report().provenance} />
          </div>
          <FilmFacts
            report={report()}
            elapsedSeconds={props.film.elapsedSeconds}
            signedText={storyText('signedText')}
          >
            <Show when={props.film.leftOut.length > 0}>
              <div class="notice" role="status">
                <InfoIcon />
                <div>
                  <p class="option-label">{storyText('leftOut')}</p>
                  <ul>
                    <For each={props.film.leftOut}>
                      {({ index, name, failure }) => (
                        <li>
                          {storyText('leftOutPhoto', {
                            number: index + 1,
                            name,
                            reason: t(`errors.${failure.code}.title`),
                          })}
                        </li>
                      )}
                    </For>
                  </ul>
                </div>
              </div>
            </Show>
          </FilmFacts>
        </div>
      </div>
    </div>
  );
}
