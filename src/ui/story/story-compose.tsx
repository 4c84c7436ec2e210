import { Show, Suspense, createSignal, lazy } from 'solid-js';
import { formatSeconds } from '../../i18n/format';
import { t } from '../../i18n/locale';
import { storyText } from '../../i18n/story/story';
import type { Failure } from '../../state/job-state';
import { shapeAspect } from '../../state/shapes';
import {
  MOST_WORDS,
  PHOTO_SECONDS,
  SCENE_TRANSITIONS,
  STORY_SHAPES,
  clearStory,
  closing,
  photoSeconds,
  setClosing,
  setPhotoSeconds,
  setStoryShape,
  setTitle,
  setTransition,
  startStory,
  storyShape,
  title,
  transition,
} from '../../state/story';
import { MOST_PHOTOS, choosePhotos, overfull, storyPhotos } from '../../state/story-photos';
import { PHOTO_TYPES } from '../animate/idle-panel';
import { ShapeRow } from '../animate/options';
import { PromptField } from '../animate/prompt-field';
import { Reasons } from '../review/reasons';
import { AmountSlider } from '../shared/amount-slider';
import { ChoiceRow } from '../shared/choice-row';
import { FailureCard } from '../shared/failure-card';
import { FileButton } from '../shared/file-button';
import { FocusHeading } from '../shared/focus-heading';
import { PhotoStrip } from './photo-strip';
import { StoryFrame } from './story-frame';
import '../styles/review.css';

// Loaded when its section is first opened.
const FilmExtras = lazy(() =>
  import('../animate/film-extras').then((module) => ({ default: module.FilmExtras })),
);

/** Photos are chosen: put them in order, say what should move and what is between them, and go. */
export function StoryCompose(props: { failure?: Failure | undefined }) {
  const start = () => void startStory(t('label.generated'));
  const [extras, setExtras] = createSignal(false);
  const [chosenId, setChosenId] = createSignal<number | undefined>();
  const photos = storyPhotos;
  const chosen = () => photos().find(({ id }) => id === chosenId()) ?? photos()[0]!;
  const words = () => {
    if (chosen() === photos()[0]) return title();
    return chosen() === photos().at(-1) ? closing() : '';
  };
  const enough = () => photos().length >= 2;
  return (
    <div class="stage">
      <div class="stage-picture story-picture">
        <StoryFrame photo={chosen()} words={words()} />
        <PhotoStrip
          aspect={shapeAspect(storyShape()) ?? 1}
          chosen={chosen()}
          onChoose={({ id }) => setChosenId(id)}
        />
      </div>
      <form
        class="stage-panel"
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <div class="story-head">
          <FocusHeading class="title" quiet={props.failure !== undefined}>
            {storyText('title')}
          </FocusHeading>
          <p class="note" role="status">
            {enough()
              ? storyText('total', {
                  count: photos().length,
                  time: formatSeconds(photos().length * photoSeconds()),
                })
              : storyText('tooFew')}
          </p>
          <Show when={overfull()}>
            <p class="note" role="status">
              {storyText('overfull', { count: MOST_PHOTOS })}
            </p>
          </Show>
        </div>
        <Show when={props.failure} keyed>
          {(failure) => (
            <FailureCard failure={failure}>
              <Show when={failure.verdict}>{(verdict) => <Reasons reasons={verdict().reasons} />}</Show>
              <p class="note">{storyText('kept')}</p>
            </FailureCard>
          )}
        </Show>
        <PromptField onSubmit={start} />
        <div class="options">
          <AmountSlider
            label={storyText('seconds')}
            min={PHOTO_SECONDS.min}
            max={PHOTO_SECONDS.max}
            step={1}
            value={photoSeconds()}
            text={formatSeconds(photoSeconds())}
            onChange={setPhotoSeconds}
          />
          <ShapeRow names={STORY_SHAPES} value={storyShape()} onChange={setStoryShape} />
          <ChoiceRow
            label={storyText('transition')}
            names={SCENE_TRANSITIONS}
            value={transition()}
            text={(name) => storyText(`transitions.${name}`)}
            onChange={setTransition}
          />
        </div>
        <fieldset class="story-fields">
          <legend class="option-label">{storyText('words')}</legend>
          <WordsField
            label={storyText('openTitle')}
            example={storyText('titleExample')}
            value={title()}
            onInput={setTitle}
          />
          <WordsField
            label={storyText('closing')}
            example={storyText('closingExample')}
            value={closing()}
            onInput={setClosing}
          />
          <p class="note">{storyText('wordsNote')}</p>
        </fieldset>
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
            <button type="submit" class="button button-primary button-large button-wide" disabled={!enough()}>
              {storyText('make')}
            </button>
          </div>
          <div class="story-more">
            <FileButton class="button button-quiet" accept={PHOTO_TYPES} multiple onFiles={choosePhotos}>
              {storyText('add')}
            </FileButton>
            <button type="button" class="button button-quiet" onClick={clearStory}>
              {storyText('startOver')}
            </button>
          </div>
        </div>
      </form>
    </div>
  );
}

function WordsField(props: {
  label: string;
  example: string;
  value: string;
  onInput: (words: string) => void;
}) {
  return (
    <label class="words-field">
      <span>{props.label}</span>
      <input
        type="text"
        class="prompt-input words-input"
        maxLength={MOST_WORDS}
        autocomplete="off"
        placeholder={props.example}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </label>
  );
}
