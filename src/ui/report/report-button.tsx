import { Dialog } from '@kobalte/core/dialog';
import { For, Show, createSignal } from 'solid-js';
import { t } from '../../i18n/locale';
import { REPORT_REASONS, type ReportReason } from '../../shared/report-reasons';
import { isReported, reportFile } from '../../state/report';
import { CloseIcon } from '../shared/icons';
import '../styles/review.css';

/** Reports a film or a checked file: it is hidden at once, and a signed report is saved. */
export function ReportButton(props: { file: () => Blob | undefined; credentials: () => unknown }) {
  const [open, setOpen] = createSignal(false);
  const [reason, setReason] = createSignal<ReportReason | undefined>();
  const [words, setWords] = createSignal('');
  const [withFrame, setWithFrame] = createSignal(false);
  const [outcome, setOutcome] = createSignal<{ name: string } | 'failed' | undefined>();
  const done = () => {
    const file = props.file();
    return file !== undefined && isReported(file);
  };
  const save = async () => {
    const [file, chosen] = [props.file(), reason()];
    if (!file || !chosen) return;
    try {
      const details = { words: words(), withFrame: withFrame(), credentials: props.credentials() };
      setOutcome({ name: await reportFile(file, { reason: chosen, ...details }) });
    } catch {
      setOutcome('failed');
    }
    setOpen(false);
  };
  const savedAs = () => {
    const result = outcome();
    return typeof result === 'object' ? result.name : undefined;
  };
  return (
    <>
      <Show when={done()}>
        <p class="notice" role="status">
          {t('moderation.report.hidden')}{' '}
          <Show when={savedAs()} fallback={outcome() === 'failed' ? t('moderation.report.failed') : ''}>
            {(name) => t('moderation.report.saved', { name: name() })}
          </Show>
        </p>
      </Show>
      <Show when={!done()}>
        <Dialog open={open()} onOpenChange={setOpen}>
          <Dialog.Trigger class="button button-quiet button-small">
            {t('moderation.report.open')}
          </Dialog.Trigger>
          <Dialog.Portal>
            <Dialog.Overlay class="dialog-overlay" />
            <Dialog.Content class="dialog">
              <div class="dialog-head">
                <Dialog.Title class="title">{t('moderation.report.title')}</Dialog.Title>
                <Dialog.CloseButton class="round-button" aria-label={t('app.close')}>
                  <CloseIcon />
                </Dialog.CloseButton>
              </div>
              <Dialog.Description>{t('moderation.report.lead')}</Dialog.Description>
              <form
                class="report-form"
                onSubmit={(event) => {
                  event.preventDefault();
                  void save();
                }}
              >
                <fieldset class="report-reasons">
                  <legend class="option-label">{t('moderation.report.reason')}</legend>
                  <For each={REPORT_REASONS}>
                    {(name) => (
                      <label class="check-line">
                        <input
                          type="radio"
                          name="report-reason"
                          required
                          checked={reason() === name}
                          onChange={() => setReason(name)}
                        />
                        <span>{t(`moderation.report.reasons.${name}`)}</span>
                      </label>
                    )}
                  </For>
                </fieldset>
                <label>
                  <span class="option-label">{t('moderation.report.words')}</span>
                  <textarea
                    class="report-words"
                    maxLength={1000}
                    value={words()}
                    onInput={(event) => setWords(event.currentTarget.value)}
                  />
                </label>
                <label class="check-line">
                  <input
                    type="checkbox"
                    checked={withFrame()}
                    onChange={(event) => setWithFrame(event.currentTarget.checked)}
                  />
                  <span>{t('moderation.report.frame')}</span>
                </label>
                <div class="gate-failure-actions">
                  <button type="submit" class="button button-primary" disabled={!reason()}>
                    {t('moderation.report.save')}
                  </button>
                  <button type="button" class="button button-quiet" onClick={() => setOpen(false)}>
                    {t('moderation.report.cancel')}
                  </button>
                </div>
              </form>
            </Dialog.Content>
          </Dialog.Portal>
        </Dialog>
      </Show>
    </>
  );
}
