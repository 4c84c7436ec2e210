import { For } from 'solid-js';
import { t } from '../../i18n/locale';

const LIMITS = ['detector', 'absence', 'truth', 'revocation', 'size'] as const;

/** What a check can't tell, and why there is no detector of AI-made pixels and no field for a link. */
export function LimitsPanel() {
  return (
    <details class="panel">
      <summary>{t('check.limits.title')}</summary>
      <div class="panel-body">
        <For each={LIMITS}>{(limit) => <p>{t(`check.limits.${limit}`)}</p>}</For>
        <p>{t('check.noLink')}</p>
      </div>
    </details>
  );
}
