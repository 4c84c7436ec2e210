import { Show } from 'solid-js';
import { actionText } from '../../i18n/action';
import { t } from '../../i18n/locale';
import type { CheckReport, Credentials, Origin } from '../../state/check-state';
import { aiAnswer, dateText, integrityAnswer } from '../../state/check-text';
import { Axis, Rows } from './axis';
import { Problems } from './problems';

/** Whether the file is as it was signed, and what is not. */
export function IntegrityAxis(props: { credentials: Credentials }) {
  const integrity = () => props.credentials.integrity;
  return (
    <Axis
      name="integrity"
      title={t('check.integrity.title')}
      answer={integrityAnswer(integrity())}
      tone={integrity().state === 'valid' ? 'good' : integrity().state === 'invalid' ? 'bad' : 'open'}
    >
      <Problems problems={integrity().problems} />
    </Axis>
  );
}

/** Whether AI made it, and who says so. */
export function AiAxis(props: { report: CheckReport }) {
  return (
    <Axis
      name="ai"
      title={t('check.ai.title')}
      answer={aiAnswer(props.report)}
      tone={props.report.ai.says ? 'note' : 'open'}
    >
      <Show when={props.report.ai.kind !== 'unknown'}>
        <p class="axis-fact">{t(`check.kinds.${props.report.ai.kind}`)}</p>
      </Show>
    </Axis>
  );
}

/** How, when and with what it was made, by the signer's account. */
export function HistoryAxis(props: { origin: Origin }) {
  const made = () =>
    props.origin.when ? `${dateText(props.origin.when)} (${t('check.history.whenNote')})` : null;
  const steps = () => [...new Set(props.origin.actions.map(({ action }) => actionText(action)))].join(', ');
  return (
    <Axis
      name="history"
      title={t('check.history.title')}
      answer={t(`check.kinds.${props.origin.kind}`)}
      tone="plain"
    >
      <Rows
        rows={[
          [t('check.history.when'), made()],
          [t('check.history.software'), props.origin.claimGenerator],
          [t('check.history.aiTool'), props.origin.aiTool],
          [t('check.history.actions'), steps()],
        ]}
      />
    </Axis>
  );
}
