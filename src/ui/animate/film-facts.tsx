import { For, Show, type JSX } from 'solid-js';
import { formatBytes, formatSeconds } from '../../i18n/format';
import { t } from '../../i18n/locale';
import type { FilmReport } from '../../state/job-state';
import { InfoIcon } from '../shared/icons';
import { Fact } from '../shared/fact';

/** What is to be known of a film: that it is generated, who signed it, what it weighs, how it was made. */
export function FilmFacts(props: {
  report: FilmReport;
  /** From the click to the film. */
  elapsedSeconds: number;
  /** What the signature says, where it is not of one photo. */
  signedText?: string;
  /** More that is to be said, before the facts. */
  children?: JSX.Element;
}) {
  const report = () => props.report;
  const machine = () =>
    report().renderer === 'webgpu' || report().providers.model === 'webgpu'
      ? t('done.machineGpu')
      : t('done.machineCpu');
  return (
    <section class="facts" aria-labelledby="facts-title">
      <h2 id="facts-title" class="option-label">
        {t('done.facts')}
      </h2>
      <For each={report().notices}>
        {(notice) => (
          <p class="notice">
            <InfoIcon />
            <span>{t(`done.notices.${notice}`)}</span>
          </p>
        )}
      </For>
      {props.children}
      <dl>
        <Fact name={t('done.generated')} value={t('done.generatedText')} wide />
        <Fact name={t('done.signed')} value={props.signedText ?? t('done.signedText')} wide />
        <Fact
          name={t('done.size')}
          value={t('done.sizeText', {
            width: report().output.width,
            height: report().output.height,
            duration: formatSeconds(report().output.durationSeconds),
            bytes: formatBytes(report().output.sizeBytes),
          })}
        />
        <Fact
          name={t('done.made')}
          value={t('done.madeText', { time: formatSeconds(props.elapsedSeconds), machine: machine() })}
        />
        <Fact name={t('done.seed')} value={String(report().seed)} />
        <Show when={report().prompt}>{(words) => <Fact name={t('done.prompt')} value={words()} />}</Show>
      </dl>
    </section>
  );
}
