import { Match, Show, Switch, createEffect, createSignal, on } from 'solid-js';
import { t } from '../../i18n/locale';
import { cancelCheck, checkChosenFiles, checkedFile, checks, selectedCheck } from '../../state/check';
import type { CheckItem } from '../../state/check-state';
import { isReported } from '../../state/report';
import { ReportButton } from '../report/report-button';
import { FailureCard } from '../shared/failure-card';
import { FileButton } from '../shared/file-button';
import { FocusHeading } from '../shared/focus-heading';
import { FileIcon } from '../shared/icons';
import { CheckList } from './check-list';
import { CheckProgress } from './check-progress';
import { CheckReportView } from './check-report';
import { LimitsPanel } from './limits-panel';
import { TrustPanel } from './trust-panel';
import '../styles/check.css';
import '../styles/check-history.css';

/** Files in, what they say of their origin out. */
export function CheckView(props: { quiet: boolean }) {
  const [moved, setMoved] = createSignal(false);
  createEffect(on(checks, () => setMoved(true), { defer: true }));
  return (
    <div class="check">
      <div class="check-head">
        <FocusHeading class="title" quiet={props.quiet || moved()}>
          {t('check.title')}
        </FocusHeading>
        <p class="check-lead">{t('check.lead')}</p>
        <FileButton class="button button-primary button-large" multiple onFiles={checkChosenFiles}>
          <FileIcon />
          {t('check.choose')}
        </FileButton>
        <p class="note">{t('check.hint')}</p>
      </div>
      <Show when={checks().length > 0}>
        <div class="check-body" classList={{ 'check-several': checks().length > 1 }}>
          <Show when={checks().length > 1}>
            <CheckList />
          </Show>
          <div class="check-shown" aria-live="polite">
            <Show when={selectedCheck()} keyed>
              {(item) => <Shown item={item} />}
            </Show>
          </div>
        </div>
      </Show>
      <div class="check-foot">
        <TrustPanel />
        <LimitsPanel />
      </div>
    </div>
  );
}

function Shown(props: { item: CheckItem }) {
  const file = () => checkedFile(props.item.id);
  const reported = () => {
    const shown = file();
    return shown !== undefined && isReported(shown);
  };
  const running = () => (props.item.status.kind === 'running' ? props.item.status : undefined);
  const failed = () => (props.item.status.kind === 'failed' ? props.item.status : undefined);
  const done = () => (props.item.status.kind === 'done' ? props.item.status : undefined);
  return (
    <Switch>
      <Match when={running()}>
        {(status) => (
          <CheckProgress
            file={props.item.file}
            status={status()}
            onCancel={() => cancelCheck(props.item.id)}
          />
        )}
      </Match>
      <Match when={props.item.status.kind === 'waiting'}>
        <p class="check-wait-text">{t('check.waiting')}</p>
      </Match>
      <Match when={props.item.status.kind === 'cancelled'}>
        <p class="check-wait-text">{t('check.cancelled')}</p>
      </Match>
      <Match when={failed()}>{(status) => <FailureCard failure={status().failure} />}</Match>
      <Match when={done()}>
        {(status) => (
          <>
            <Show when={!reported()}>
              <CheckReportView item={props.item} report={status().report} />
            </Show>
            <ReportButton file={file} credentials={() => status().report.credentials} />
          </>
        )}
      </Match>
    </Switch>
  );
}
