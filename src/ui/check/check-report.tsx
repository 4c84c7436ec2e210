import { Show, onMount } from 'solid-js';
import { formatDate, formatDateTime } from '../../i18n/format';
import { t } from '../../i18n/locale';
import { actionText } from '../../i18n/action';
import type { CheckReport, Credentials, Signer } from '../../state/check-state';
import { AlertIcon, CheckIcon, InfoIcon } from '../shared/icons';
import { Axis, Row } from './axis';
import { Ingredients } from './ingredients';
import { OtherMarks } from './other-marks';
import { Problems } from './problems';

/** The report: one line for the whole, then each question by itself, so that no answer passes for another's. */
export function CheckReportView(props: { name: string; report: CheckReport }) {
  let heading: HTMLHeadingElement | undefined;
  onMount(() => heading?.focus());
  const good = () => props.report.state === 'trusted' || props.report.state === 'valid';
  const bad = () => props.report.state === 'invalid' || props.report.state === 'unreadable';
  return (
    <section
      class="report"
      aria-label={t('check.report', { name: props.name })}
      data-state={props.report.state}
    >
      <header class="report-summary" classList={{ 'report-good': good(), 'report-bad': bad() }}>
        {good() ? <CheckIcon /> : bad() ? <AlertIcon /> : <InfoIcon />}
        <div>
          <h2 ref={heading} tabIndex={-1}>
            {t(`check.summary.${props.report.state}.title`)}
          </h2>
          <p>{t(`check.summary.${props.report.state}.text`)}</p>
          <Show when={good() && props.report.ingredientProblems}>
            <p class="report-caution">{t('check.ingredients.problem')}</p>
          </Show>
        </div>
      </header>
      <div class="axes">
        <Show when={props.report.credentials} keyed>
          {(credentials) => (
            <>
              <IntegrityAxis credentials={credentials} />
              <SignerAxis signer={credentials.signer} />
            </>
          )}
        </Show>
        <AiAxis report={props.report} />
        <Show when={props.report.credentials} keyed>
          {(credentials) => (
            <>
              <HistoryAxis credentials={credentials} />
              <Ingredients credentials={credentials} problem={props.report.ingredientProblems} />
            </>
          )}
        </Show>
        <OtherMarks marks={props.report.otherMarks} />
      </div>
    </section>
  );
}

function IntegrityAxis(props: { credentials: Credentials }) {
  const integrity = () => props.credentials.integrity;
  return (
    <Axis
      name="integrity"
      title={t('check.integrity.title')}
      answer={t(`check.integrity.${integrity().state}`)}
      tone={integrity().state === 'valid' ? 'good' : integrity().state === 'invalid' ? 'bad' : 'open'}
    >
      <Problems problems={integrity().problems} />
    </Axis>
  );
}

function SignerAxis(props: { signer: Signer | null }) {
  const answer = () => (props.signer ? t(`check.signer.${props.signer.known}`) : t('check.signer.none'));
  return (
    <Axis
      name="signer"
      title={t('check.signer.title')}
      answer={answer()}
      tone={props.signer && props.signer.known !== 'unknown' ? 'good' : 'open'}
    >
      <Show when={props.signer} keyed>
        {(signer) => (
          <>
            <dl class="rows">
              <Row name={t('check.signer.name')} value={signer.name} />
              <Row name={t('check.signer.organisation')} value={signer.organisation} />
              <Row name={t('check.signer.issuer')} value={signer.issuer} />
              <Row name={t('check.signer.validity')} value={validity(signer)} />
              <Row
                name={t('check.signer.time')}
                value={signer.timeStampedAt ? dateText(signer.timeStampedAt) : t('check.signer.noTime')}
              />
            </dl>
            <Problems problems={signer.problems} />
          </>
        )}
      </Show>
    </Axis>
  );
}

function AiAxis(props: { report: CheckReport }) {
  const ai = () => props.report.ai;
  const answer = () => {
    const { says, by } = ai();
    if (by === 'nothing') return t('check.ai.nothing');
    return says ? t(`check.ai.${by}`) : t('check.ai.otherwise');
  };
  return (
    <Axis name="ai" title={t('check.ai.title')} answer={answer()} tone={ai().says ? 'note' : 'open'}>
      <Show when={ai().kind !== 'unknown'}>
        <p class="axis-fact">{t(`check.kinds.${ai().kind}`)}</p>
      </Show>
    </Axis>
  );
}

function HistoryAxis(props: { credentials: Credentials }) {
  const origin = () => props.credentials.origin;
  return (
    <Axis
      name="history"
      title={t('check.history.title')}
      answer={t(`check.kinds.${origin().kind}`)}
      tone="plain"
    >
      <dl class="rows">
        <Row
          name={t('check.history.when')}
          value={withNote(origin().when && dateText(origin().when), t('check.history.whenNote'))}
        />
        <Row name={t('check.history.software')} value={origin().claimGenerator} />
        <Row
          name={t('check.history.actions')}
          value={origin()
            .actions.map(({ action }) => actionText(action))
            .join(', ')}
        />
      </dl>
    </Axis>
  );
}

function withNote(text: string | null, note: string): string | null {
  return text ? `${text} (${note})` : null;
}

function validity({ validFrom, validUntil }: Signer): string | null {
  if (!validFrom || !validUntil) return null;
  return t('check.signer.validityText', { from: dayText(validFrom), until: dayText(validUntil) });
}

/** A point in time as people write it, or, where it is none, what the file says. */
function dateText(iso: string | null): string {
  const date = new Date(iso ?? '');
  return Number.isNaN(date.getTime()) ? (iso ?? '') : formatDateTime(date);
}

/** The same, to the day. */
function dayText(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : formatDate(date);
}
