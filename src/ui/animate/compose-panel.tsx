import { Show, Suspense, createSignal, lazy } from 'solid-js';
import { t } from '../../i18n/locale';
import { clearJob, resumed, startJob } from '../../state/job';
import type { ChosenPhoto, Failure } from '../../state/job-state';
import { shape } from '../../state/settings';
import { choosePhotos } from '../../state/story-photos';
import { GateFailure } from '../review/gate-failure';
import { FailureCard } from '../shared/failure-card';
import { FileButton } from '../shared/file-button';
import { FocusHeading } from '../shared/focus-heading';
import { PHOTO_TYPES } from './idle-panel';
import { Options } from './options';
import { PhotoFrame } from './photo-frame';
import { PromptField } from './prompt-field';

// Loaded when its section is first opened.
const FilmExtras = lazy(() => import('./film-extras').then((module) => ({ default: module.FilmExtras })));

/** A photo is chosen: say what should move, and go. After a failure the same, with the reason above. */
export function ComposePanel(props: { photo: ChosenPhoto; failure?: Failure | undefined }) {
  const start = () => void startJob(t('label.generated'));
  const [extras, setExtras] = createSignal(false);
  return (
    <div class="stage">
      <div class="stage-picture">
        <PhotoFrame shape={shape()} name={props.photo.file.name} />
      </div>
      <form
        class="stage-panel"
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <FocusHeading class="visually-hidden" quiet={props.failure !== undefined}>
          {t('compose.title')}
        </FocusHeading>
        <Show when={props.failure} keyed>
          {(failure) => (
            <FailureCard failure={failure}>
              <GateFailure failure={failure} />
              <Show when={isAboutTheFile(failure)} fallback={<p class="note">{t('failure.kept')}</p>}>
                <FileButton
                  class="button button-primary"
                  accept={PHOTO_TYPES}
                  multiple
                  onFiles={choosePhotos}
                >
                  {t('idle.chooseOther')}
                </FileButton>
              </Show>
            </FailureCard>
          )}
        </Show>
        <Show when={resumed() && !props.failure}>
          <p class="note" role="status">
            {t('compose.resumed')}{' '}
            <button type="button" class="button button-quiet button-small" onClick={clearJob}>
              {t('compose.forget')}
            </button>
          </p>
        </Show>
        <Show when={!props.failure || !isAboutTheFile(props.failure)}>
          <PromptField onSubmit={start} />
          <Options />
          <details class="more" onToggle={() => setExtras(true)}>
            <summary>{t('shape.film.more')}</summary>
            <Show when={extras()}>
              <Suspense>
                <FilmExtras />
              </Suspense>
            </Show>
          </details>
          <div class="actions">
            <div class="action-bar">
              <button type="submit" class="button button-primary button-large button-wide">
                {t('compose.animate')}
              </button>
            </div>
            <FileButton class="button button-quiet" accept={PHOTO_TYPES} multiple onFiles={choosePhotos}>
              {t('idle.chooseOther')}
            </FileButton>
          </div>
        </Show>
      </form>
    </div>
  );
}

/** True where only another file helps: then there is nothing else to set. */
function isAboutTheFile({ code }: Failure): boolean {
  return /^(file|image|format)-/.test(code);
}
