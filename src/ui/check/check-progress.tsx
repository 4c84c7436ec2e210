import { Show } from 'solid-js';
import { formatSeconds } from '../../i18n/format';
import { t } from '../../i18n/locale';
import type { CheckStatus, CheckedFile } from '../../state/check-state';

/** From this size on it is worth saying how long it takes. */
const LARGE_BYTES = 50e6;
/** Measured on two busy cores: signed MP4 files of 300 and 900 MB in 3.0 and 6.8 s. */
const BYTES_PER_SECOND = 100e6;

/** A check under way: what it looks at, how far it is where that is known, and the way to stop it. */
export function CheckProgress(props: {
  file: CheckedFile;
  status: Extract<CheckStatus, { kind: 'running' }>;
  onCancel: () => void;
}) {
  const known = () => props.status.total > 0;
  return (
    <div class="check-running">
      <p>
        <strong>{t('check.reading', { name: props.file.name })}</strong>
      </p>
      <div
        class="check-wait"
        classList={{ 'check-wait-known': known() }}
        role="progressbar"
        aria-label={t(`check.stages.${props.status.stage}`)}
        aria-valuemin={0}
        aria-valuemax={known() ? props.status.total : undefined}
        aria-valuenow={known() ? props.status.completed : undefined}
      >
        <Show when={known()}>
          <span style={{ width: `${(100 * props.status.completed) / props.status.total}%` }} />
        </Show>
      </div>
      <p class="note">{t(`check.stages.${props.status.stage}`)}</p>
      <Show when={props.status.stage === 'credentials' && props.file.sizeBytes > LARGE_BYTES}>
        <p class="note">
          {t('check.large', { time: formatSeconds(Math.max(1, props.file.sizeBytes / BYTES_PER_SECOND)) })}
        </p>
      </Show>
      <button type="button" class="button button-secondary" onClick={() => props.onCancel()}>
        {t('working.cancel')}
      </button>
    </div>
  );
}
