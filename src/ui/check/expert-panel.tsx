import { For, Show, createSignal } from 'solid-js';
import { t } from '../../i18n/locale';
import { statusText } from '../../i18n/status';
import { evidenceOf } from '../../state/check';
import type { Credentials } from '../../state/check-state';
import { statusKind } from '../../state/check-text';
import { SaveButton } from './save-report';

/** As much of a raw manifest as a page shows without slowing down. */
const SHOWN_CHARACTERS = 60_000;

/** Level 4: each status code in words, the statements, the raw manifest. Made when it is opened. */
export function ExpertPanel(props: { id: number; credentials: Credentials }) {
  const [open, setOpen] = createSignal(false);
  return (
    <details class="expert" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('check.expert.title')}</summary>
      <Show when={open()}>
        <h4>{t('check.expert.statuses')}</h4>
        <p class="note">{t('check.expert.statusesNote')}</p>
        <ul class="statuses">
          <For each={props.credentials.statuses}>
            {(status) => (
              <li data-kind={statusKind(status)}>
                <span class="status-kind">{t(`check.expert.${statusKind(status)}`)}</span>
                <span>
                  {statusText(status.code)}{' '}
                  <code>
                    {[status.code, status.where, status.material && t('check.expert.ofMaterial')]
                      .filter((part) => part)
                      .join(' · ')}
                  </code>
                </span>
              </li>
            )}
          </For>
        </ul>
        <Show when={props.credentials.assertions.length > 0}>
          <h4>{t('check.expert.assertions')}</h4>
          <ul class="labels">
            <For each={props.credentials.assertions}>
              {(label) => (
                <li>
                  <code>{label}</code>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <h4>{t('check.expert.manifest')}</h4>
        <p class="note">{t('check.expert.manifestNote')}</p>
        <div class="report-save">
          <SaveButton id={props.id} form="manifest" label={t('check.expert.saveManifest')} />
          <Show when={evidenceOf(props.id)?.manifestStore}>
            <SaveButton id={props.id} form="store" label={t('check.expert.saveStore')} />
          </Show>
        </div>
        <pre class="raw" tabIndex={0} aria-label={t('check.expert.manifest')}>
          {evidenceOf(props.id)?.manifestsJson.slice(0, SHOWN_CHARACTERS)}
        </pre>
      </Show>
    </details>
  );
}
