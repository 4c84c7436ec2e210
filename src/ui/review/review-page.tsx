import { Match, Show, Switch, createSignal } from 'solid-js';
import { t } from '../../i18n/locale';
import type { OpenQuestion } from '../../state/review';
import { FocusHeading } from '../shared/focus-heading';
import { PictureBox } from './picture-box';
import { Reasons } from './reasons';
import '../styles/review.css';

type Release = Extract<OpenQuestion, { kind: 'release' }>;
type Consent = Extract<OpenQuestion, { kind: 'consent' }>;

interface ReviewProps<Question> {
  question: Question;
  /** Stops the job. */
  onCancel: () => void;
  /** Of a story: which of its photos is asked about, where it can be seen, and what happens where the person stops it. */
  story?: { about: string; url: string | undefined; stop: string } | undefined;
}

/** The person's part at the gates: a calm page on which they decide. */
export function ReviewPage(props: ReviewProps<OpenQuestion>) {
  return (
    <Switch>
      <Match when={props.question.kind === 'release' && props.question} keyed>
        {(question) => <ReleasePage question={question} onCancel={props.onCancel} story={props.story} />}
      </Match>
      <Match when={props.question.kind === 'consent' && props.question} keyed>
        {(question) => <ConsentPage question={question} onCancel={props.onCancel} story={props.story} />}
      </Match>
    </Switch>
  );
}

/** Something doubtful: seen blurred first, with what was seen, where and how surely. */
function ReleasePage(props: ReviewProps<Release>) {
  const [clear, setClear] = createSignal(false);
  const isPhoto = () => props.question.gate === 'photo';
  const boxes = () => props.question.verdict.reasons.flatMap(({ box }) => (box ? [box] : []));
  return (
    <section class="review" classList={{ 'review-words': !isPhoto() }} data-review={props.question.gate}>
      <Show
        when={isPhoto()}
        fallback={
          <blockquote class="review-quote" classList={{ 'review-quote-blurred': !clear() }}>
            {props.question.text}
          </blockquote>
        }
      >
        <PictureBox
          url={props.story?.url}
          boxes={boxes()}
          blurred={!clear()}
          label={t('moderation.review.frame')}
          alt={t(clear() ? 'moderation.review.photoAltClear' : 'moderation.review.photoAlt')}
        />
      </Show>
      <div class="review-side">
        <FocusHeading class="title">
          {t(isPhoto() ? 'moderation.review.photoTitle' : 'moderation.review.promptTitle')}
        </FocusHeading>
        <Show when={isPhoto() && props.story}>{(story) => <p class="note">{story().about}</p>}</Show>
        <p>{t('moderation.review.lead')}</p>
        <button
          type="button"
          class="button button-secondary button-small"
          aria-pressed={clear()}
          onClick={() => setClear(!clear())}
        >
          {t(clear() ? 'moderation.review.hide' : 'moderation.review.show')}
        </button>
        <h2 class="option-label">{t('moderation.review.seen')}</h2>
        <Reasons reasons={props.question.verdict.reasons} />
        <Show when={isPhoto() && boxes().length > 0}>
          <p class="note">{t('moderation.review.where')}</p>
        </Show>
        <div class="review-answers">
          <button
            type="button"
            class="button button-primary button-large"
            onClick={() => props.question.answer('stop')}
          >
            {(isPhoto() && props.story?.stop) || t('moderation.review.stop')}
          </button>
          <button
            type="button"
            class="button button-secondary button-large"
            onClick={() => props.question.answer('release')}
          >
            {t('moderation.review.release')}
          </button>
        </div>
        <p class="note">{t('moderation.review.note')}</p>
        <CancelButton onCancel={props.onCancel} />
      </div>
    </section>
  );
}

/** People in the photo: would they agree? */
function ConsentPage(props: ReviewProps<Consent>) {
  return (
    <section class="review" data-review="consent">
      <PictureBox
        url={props.story?.url}
        boxes={props.question.faces.map(({ box }) => box)}
        label={t('moderation.review.frame')}
        alt={t('moderation.review.photoAltClear')}
      />
      <div class="review-side">
        <FocusHeading class="title">{t('moderation.consent.title')}</FocusHeading>
        <Show when={props.story}>{(story) => <p class="note">{story().about}</p>}</Show>
        <p>{t('moderation.consent.lead')}</p>
        <p class="option-label">
          {t('moderation.consent.found', { count: String(props.question.faces.length) })}
        </p>
        <div class="review-answers">
          <button
            type="button"
            class="button button-primary button-large"
            onClick={() => props.question.answer('confirmed')}
          >
            {t('moderation.consent.confirm')}
          </button>
          <button
            type="button"
            class="button button-secondary button-large"
            onClick={() => props.question.answer('refused')}
          >
            {props.story?.stop ?? t('moderation.consent.refuse')}
          </button>
        </div>
        <p class="note">{t('moderation.consent.note')}</p>
        <CancelButton onCancel={props.onCancel} />
      </div>
    </section>
  );
}

function CancelButton(props: { onCancel: () => void }) {
  return (
    <button
      type="button"
      class="button button-quiet button-small review-cancel"
      onClick={() => props.onCancel()}
    >
      {t('working.cancel')}
    </button>
  );
}
