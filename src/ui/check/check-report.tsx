import { For, Show, onMount } from 'solid-js';
import { formatBytes } from '../../i18n/format';
import { t } from '../../i18n/locale';
import { pictureAddress } from '../../state/check';
import type { CheckItem, CheckReport } from '../../state/check-state';
import { dayText, summaryText, summaryTitle } from '../../state/check-text';
import { FileIcon } from '../shared/icons';
import { AiAxis, HistoryAxis, IntegrityAxis } from './axes';
import { ExpertPanel } from './expert-panel';
import { HistoryTree } from './history-tree';
import { IngredientsAxis } from './ingredients-axis';
import { OtherMarks } from './other-marks';
import { SameFilm } from './same-film';
import { SaveReport } from './save-report';
import { SignerAxis } from './signer-axis';
import { summaryTone, ToneIcon } from './tone';
import { WatermarkAxis } from './watermark-axis';

/** The report: one line for the whole, then each question by itself, so that no answer passes for another's. */
export function CheckReportView(props: { item: CheckItem; report: CheckReport }) {
  let heading: HTMLHeadingElement | undefined;
  onMount(() => heading?.focus({ preventScroll: true }));
  const credentials = () => props.report.credentials;
  const picture = () => pictureAddress(props.item.id, credentials()?.thumbnail ?? null);
  return (
    <section
      class="report"
      aria-label={t('check.report', { name: props.item.file.name })}
      data-state={props.report.state}
      data-summary={props.report.summary}
    >
      <p class="check-file">
        <FileIcon />
        <strong>{props.item.file.name}</strong>
        <span>
          {props.report.file.mimeType ?? t('check.unknownType')}, {formatBytes(props.item.file.sizeBytes)}
        </span>
      </p>
      <header class="report-summary" data-tone={summaryTone(props.report.summary)}>
        <span class="report-sign">
          <ToneIcon tone={summaryTone(props.report.summary)} />
        </span>
        <div>
          <h2 ref={heading} tabIndex={-1}>
            {summaryTitle(props.report)}
          </h2>
          <p>{summaryText(props.report)}</p>
          <Show when={props.report.ingredientProblems && props.report.summary !== 'materials'}>
            <p class="report-caution">{t('check.ingredients.problem')}</p>
          </Show>
          <ul class="glance">
            <For each={glance(props.report)}>{(fact) => <li>{fact}</li>}</For>
          </ul>
        </div>
        <Show when={picture()}>
          {(address) => (
            <img
              class="report-picture"
              src={address()}
              alt={t('check.thumbnail', { name: props.item.file.name })}
            />
          )}
        </Show>
      </header>
      <SameFilm item={props.item} />
      <div class="axes">
        <Show when={credentials()} keyed>
          {(found) => (
            <>
              <IntegrityAxis credentials={found} />
              <SignerAxis signer={found.signer} />
            </>
          )}
        </Show>
        <AiAxis report={props.report} />
        <Show when={credentials()} keyed>
          {(found) => (
            <>
              <HistoryAxis origin={found.origin} />
              <IngredientsAxis credentials={found} problem={props.report.ingredientProblems} />
            </>
          )}
        </Show>
        <WatermarkAxis watermark={props.report.watermark} />
        <OtherMarks marks={props.report.otherMarks} />
      </div>
      <Show when={credentials()} keyed>
        {(found) => (
          <>
            <HistoryTree item={props.item} credentials={found} />
            <ExpertPanel id={props.item.id} credentials={found} />
          </>
        )}
      </Show>
      <SaveReport id={props.item.id} />
    </section>
  );
}

/**
 * Level 2 of the C2PA's guidance: who, when, what it is; each by the signer's own account. What does not hold is no fact: then only what
 * speaks of AI is left, which nobody gains by forging.
 */
function glance({ ai, credentials }: CheckReport): string[] {
  const { signer, origin, integrity } = credentials ?? {};
  const kind = ai.kind === 'unknown' ? null : t(`check.kinds.${ai.kind}`);
  if (integrity?.state === 'invalid') return kind !== null && ai.says ? [kind] : [];
  const name = signer?.name ?? signer?.organisation;
  const when = signer?.timeStampedAt ?? origin?.when;
  const from = name ? t('check.glance.signedBy', { name }) : null;
  const stated = (fact: string | null) =>
    fact !== null && signer?.known === 'unknown' ? `${fact} (${t('check.glance.selfStated')})` : fact;
  return [ai.says ? kind : stated(kind), stated(from), when ? dayText(when) : null].filter(
    (fact) => fact !== null,
  );
}
