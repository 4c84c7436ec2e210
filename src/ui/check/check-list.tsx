import { For, Show } from 'solid-js';
import { t } from '../../i18n/locale';
import { checks, clearChecks, pictureAddress, removeCheck, selectCheck, selectedId } from '../../state/check';
import type { CheckItem } from '../../state/check-state';
import { summaryTitle } from '../../state/check-text';
import { CloseIcon, FileIcon } from '../shared/icons';
import { toneOf, ToneIcon } from './tone';

/** The files that were checked, each with its result in a line. */
export function CheckList() {
  return (
    <nav class="check-list" aria-label={t('check.list')}>
      <ul>
        <For each={checks()}>{(item) => <Entry item={item} />}</For>
      </ul>
      <button type="button" class="button button-small button-quiet" onClick={clearChecks}>
        {t('check.clear')}
      </button>
    </nav>
  );
}

function Entry(props: { item: CheckItem }) {
  const picture = () => {
    const { status } = props.item;
    return status.kind === 'done'
      ? pictureAddress(props.item.id, status.report.credentials?.thumbnail ?? null)
      : null;
  };
  return (
    <li class="check-entry" classList={{ 'check-entry-shown': selectedId() === props.item.id }}>
      <button
        type="button"
        class="check-entry-main"
        aria-current={selectedId() === props.item.id ? 'true' : undefined}
        onClick={() => selectCheck(props.item.id)}
      >
        <span class="check-entry-picture">
          <Show when={picture()} fallback={<FileIcon />}>
            {(address) => <img src={address()} alt="" />}
          </Show>
        </span>
        <span class="check-entry-text">
          <strong>{props.item.file.name}</strong>
          <span class="check-entry-result">
            <ToneIcon tone={toneOf(props.item.status)} />
            {resultText(props.item)}
          </span>
        </span>
      </button>
      <button
        type="button"
        class="round-button check-entry-remove"
        aria-label={t('check.remove', { name: props.item.file.name })}
        onClick={() => removeCheck(props.item.id)}
      >
        <CloseIcon />
      </button>
    </li>
  );
}

function resultText({ status }: CheckItem): string {
  switch (status.kind) {
    case 'done':
      return summaryTitle(status.report);
    case 'failed':
      return t(`errors.${status.failure.code}.title`);
    case 'running':
      return t(`check.stages.${status.stage}`);
    case 'waiting':
      return t('check.waiting');
    case 'cancelled':
      return t('check.cancelled');
  }
}
