import { Show } from 'solid-js';
import { formatSeconds } from '../../i18n/format';
import { t } from '../../i18n/locale';
import type { CheckStatus, CheckedFile } from '../../state/check-state';

/** From this size on the reader goes through the file in small pieces instead of taking it whole. */
const SLOW_BYTES = 50e6;
/** Measured on two cores of 2.6 GHz without a GPU: signed MP4 files of 100 to 900 MB. */
const SLOW_BYTES_PER_SECOND = 20e6;

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
      <Show when={props.status.stage === 'credentials' && props.file.sizeBytes > SLOW_BYTES}>
        <p class="note">
          {t('check.large', { time: formatSeconds(props.file.sizeBytes / SLOW_BYTES_PER_SECOND) })}
        </p>
      </Show>
      <button type="button" class="button button-secondary" onClick={() => props.onCancel()}>
        {t('working.cancel')}
      </button>
    </div>
  );
}
