import { Show } from 'solid-js';
import { t } from '../../i18n/locale';
import { startJob } from '../../state/job';
import type { Failure } from '../../state/job-state';
import { disputeFile, saveFile } from '../../state/moderation-log';
import { PictureBox } from './picture-box';
import { Reasons } from './reasons';
import '../styles/review.css';

/** What can be done after a gate has said no: a look at why, another film, a report of the mistake without the photo. */
export function GateFailure(props: { failure: Failure }) {
  const reasons = () => props.failure.verdict?.reasons ?? [];
  const boxes = () => reasons().flatMap(({ box }) => (box ? [box] : []));
  const isFilm = () => props.failure.gate === 'video' && props.failure.verdict !== undefined;
  return (
    <Show when={props.failure.verdict}>
      <div class="gate-failure">
        <Show when={isFilm() && boxes().length > 0}>
          <p class="note">{t('moderation.film.lead')}</p>
          <PictureBox
            boxes={boxes()}
            label={t('moderation.review.frame')}
            alt={t('moderation.review.photoAltClear')}
          />
        </Show>
        <Reasons reasons={reasons()} />
        <Show when={isFilm()}>
          <div class="gate-failure-actions">
            <button
              type="button"
              class="button button-secondary button-small"
              onClick={() => void startJob(t('label.generated'), { strength: WEAKER })}
            >
              {t('moderation.film.weaker')}
            </button>
            <button
              type="button"
              class="button button-secondary button-small"
              onClick={() => void startJob(t('label.generated'))}
            >
              {t('moderation.film.seed')}
            </button>
          </div>
        </Show>
        <button
          type="button"
          class="button button-quiet button-small"
          onClick={() => saveFile(disputeFile(props.failure))}
        >
          {t('moderation.dispute.save')}
        </button>
        <p class="note">{t('moderation.dispute.note')}</p>
      </div>
    </Show>
  );
}

/** Of the motion as it was generated. */
const WEAKER = 0.5;
