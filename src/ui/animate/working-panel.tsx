import { Progress } from '@kobalte/core/progress';
import { For, Show, createMemo } from 'solid-js';
import { formatPercent, formatSeconds } from '../../i18n/format';
import { t } from '../../i18n/locale';
import { cancelJob, fraction, progress, timeLeftSeconds } from '../../state/job';
import type { ChosenPhoto, JobRequest } from '../../state/job-state';
import { STAGE_NAMES, roundSeconds, stageFraction, type StageName } from '../../state/progress';
import { FocusHeading } from '../shared/focus-heading';
import { CheckIcon } from '../shared/icons';
import { PhotoFrame } from './photo-frame';

/** The job at work: a bar for each stage, the time left, and the way out. */
export function WorkingPanel(props: { photo: ChosenPhoto; request: JobRequest }) {
  const timeLeft = createMemo(() => {
    const seconds = timeLeftSeconds();
    return seconds === undefined
      ? t('working.estimating')
      : t('working.left', { time: formatSeconds(roundSeconds(seconds)) });
  });
  const current = createMemo(
    () => STAGE_NAMES.findLast((name) => progress[name].beganAtSeconds !== undefined) ?? 'photo',
  );
  return (
    <div class="stage">
      <div class="stage-picture">
        <PhotoFrame shape={props.request.shape} name={props.photo.file.name} working />
      </div>
      <section class="stage-panel working">
        <FocusHeading class="title">{t('working.title')}</FocusHeading>
        <Progress
          class="overall"
          value={fraction()}
          minValue={0}
          maxValue={1}
          getValueLabel={({ value }) => formatPercent(value)}
        >
          <Progress.Label class="overall-label">{timeLeft()}</Progress.Label>
          <Progress.ValueLabel class="overall-value" />
          <Progress.Track class="overall-track">
            <Progress.Fill class="overall-fill" />
          </Progress.Track>
        </Progress>
        <ol class="stages">
          <For each={STAGE_NAMES}>{(name) => <StageRow name={name} />}</For>
        </ol>
        <p class="visually-hidden" aria-live="polite">
          {t(`working.stages.${current()}`)}
        </p>
        <div class="actions">
          <div class="action-bar">
            <button type="button" class="button button-secondary button-wide" onClick={cancelJob}>
              {t('working.cancel')}
            </button>
          </div>
          <p class="note">{t('working.keepOpen')}</p>
        </div>
      </section>
    </div>
  );
}

function StageRow(props: { name: StageName }) {
  const own = () => stageFraction(progress[props.name]);
  const begun = () => progress[props.name].beganAtSeconds !== undefined;
  const finished = () => progress[props.name].endedAtSeconds !== undefined;
  return (
    <li class="stage-row" classList={{ 'stage-begun': begun(), 'stage-finished': finished() }}>
      <Progress
        class="stage-progress"
        value={own()}
        minValue={0}
        maxValue={1}
        // Not every stage counts its steps: then the bar says that it works, not how far it is.
        indeterminate={begun() && own() === 0}
        getValueLabel={({ value }) => (value === 1 ? t('working.finished') : formatPercent(value))}
      >
        <Progress.Label class="stage-label">{t(`working.stages.${props.name}`)}</Progress.Label>
        <Show when={finished()}>
          <CheckIcon />
        </Show>
        <Progress.Track class="stage-track">
          <Progress.Fill class="stage-fill" />
        </Progress.Track>
      </Progress>
    </li>
  );
}
