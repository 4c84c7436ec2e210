import { Match, Switch, createEffect, createSignal, on } from 'solid-js';
import { formatBytes } from '../../i18n/format';
import { t } from '../../i18n/locale';
import { cancelCheck, check, checkChosenFile } from '../../state/check';
import type { CheckState } from '../../state/check-state';
import { FileButton } from '../shared/file-button';
import { FocusHeading } from '../shared/focus-heading';
import { FailureCard } from '../shared/failure-card';
import { FileIcon } from '../shared/icons';
import { CheckReportView } from './check-report';
import '../styles/check.css';

function when<Kind extends CheckState['kind']>(kind: Kind) {
  return (): Extract<CheckState, { kind: Kind }> | undefined => {
    const state = check();
    return state.kind === kind ? (state as Extract<CheckState, { kind: Kind }>) : undefined;
  };
}

/** A file in, what it says of its origin out. */
export function CheckView(props: { quiet: boolean }) {
  const [moved, setMoved] = createSignal(false);
  createEffect(on(check, () => setMoved(true), { defer: true }));
  return (
    <div class="check">
      <div class="check-head">
        <FocusHeading class="title" quiet={props.quiet || moved()}>
          {t('check.title')}
        </FocusHeading>
        <p class="check-lead">{t('check.lead')}</p>
        <FileButton class="button button-primary button-large" onFile={(file) => void checkChosenFile(file)}>
          <FileIcon />
          {t('check.choose')}
        </FileButton>
        <p class="note">{t('check.hint')}</p>
      </div>
      <div class="check-body" aria-live="polite">
        <Switch>
          <Match when={when('running')()}>
            {(state) => (
              <div class="check-running">
                <p>{t('check.reading', { name: state().file.name })}</p>
                <div class="check-wait" />
                <button type="button" class="button button-secondary" onClick={cancelCheck}>
                  {t('working.cancel')}
                </button>
              </div>
            )}
          </Match>
          <Match when={when('failed')()}>{(state) => <FailureCard failure={state().failure} />}</Match>
          <Match when={when('done')()} keyed>
            {(state) => (
              <>
                <p class="check-file">
                  <FileIcon />
                  <strong>{state.file.name}</strong>
                  <span>
                    {state.report.file.mimeType ?? t('check.unknownType')},{' '}
                    {formatBytes(state.file.sizeBytes)}
                  </span>
                </p>
                <CheckReportView name={state.file.name} report={state.report} />
              </>
            )}
          </Match>
        </Switch>
      </div>
    </div>
  );
}
