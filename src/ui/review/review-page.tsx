import { Match, Show, Switch, createSignal } from 'solid-js';
import { t } from '../../i18n/locale';
import { cancelJob } from '../../state/job';
import type { OpenQuestion } from '../../state/review';
import { FocusHeading } from '../shared/focus-heading';
import { PictureBox } from './picture-box';
import { Reasons } from './reasons';
import '../styles/review.css';

type Release = Extract<OpenQuestion, { kind: 'release' }>;
type Consent = Extract<OpenQuestion, { kind: 'consent' }>;

/** The person's part at the gates: a calm page on which they decide. */
export function ReviewPage(props: { question: OpenQuestion }) {
  return (
    <Switch>
      <Match when={props.question.kind === 'release' && props.question} keyed>
        {(question) => <ReleasePage question={question} />}
      </Match>
      <Match when={props.question.kind === 'consent' && props.question} keyed>
        {(question) => <ConsentPage question={question} />}
      </Match>
    </Switch>
  );
}

/** Something doubtful: seen blurred first, with what was seen, where and how surely. */
function ReleasePage(props: { question: Release }) {
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
            {t('moderation.review.stop')}
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
        <CancelButton />
      </div>
    </section>
  );
}

/** People in the photo: would they agree? */
function ConsentPage(props: { question: Consent }) {
  return (
    <section class="review" data-review="consent">
      <PictureBox
        boxes={props.question.faces.map(({ box }) => box)}
        label={t('moderation.review.frame')}
        alt={t('moderation.review.photoAltClear')}
      />
      <div class="review-side">
        <FocusHeading class="title">{t('moderation.consent.title')}</FocusHeading>
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
            {t('moderation.consent.refuse')}
          </button>
        </div>
        <p class="note">{t('moderation.consent.note')}</p>
        <CancelButton />
      </div>
    </section>
  );
}

function CancelButton() {
  return (
    <button type="button" class="button button-quiet button-small review-cancel" onClick={cancelJob}>
      {t('working.cancel')}
    </button>
  );
}
