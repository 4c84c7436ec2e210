import { Progress } from '@kobalte/core/progress';
import { For, Show, createMemo } from 'solid-js';
import { formatPercent, formatSeconds } from '../../i18n/format';
import { t } from '../../i18n/locale';
import { fraction, progress, timeLeftSeconds } from '../../state/job-progress';
import { STAGE_NAMES, roundSeconds, stageFraction, type StageName } from '../../state/progress';
import { FocusHeading } from '../shared/focus-heading';
import { CheckIcon } from '../shared/icons';

/** The job at work: a bar for each stage, the time left, and the way out. */
export function JobProgress(props: {
  title: string;
  /** What a stage is called, where it is not the usual name. */
  stageText?: (name: StageName) => string | undefined;
  /** The stages in the order in which they are gone through, where that is not the usual one. */
  stages?: readonly StageName[];
  onCancel: () => void;
}) {
  const names = () => props.stages ?? STAGE_NAMES;
  const text = (name: StageName) => props.stageText?.(name) ?? t(`working.stages.${name}`);
  const timeLeft = createMemo(() => {
    const seconds = timeLeftSeconds();
    return seconds === undefined
      ? t('working.estimating')
      : t('working.left', { time: formatSeconds(roundSeconds(seconds)) });
  });
  const current = createMemo(
    () => names().findLast((name) => progress[name].beganAtSeconds !== undefined) ?? names()[0]!,
  );
  return (
    <section class="stage-panel working">
      <FocusHeading class="title">{props.title}</FocusHeading>
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
        <For each={names()}>{(name) => <StageRow name={name} text={text(name)} />}</For>
      </ol>
      <p class="visually-hidden" aria-live="polite">
        {text(current())}
      </p>
      <div class="actions">
        <div class="action-bar">
          <button type="button" class="button button-secondary button-wide" onClick={() => props.onCancel()}>
            {t('working.cancel')}
          </button>
        </div>
        <p class="note">{t('working.keepOpen')}</p>
      </div>
    </section>
  );
}

function StageRow(props: { name: StageName; text: string }) {
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
        <Progress.Label class="stage-label">{props.text}</Progress.Label>
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
