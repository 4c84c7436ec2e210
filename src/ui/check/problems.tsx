import { For, Show } from 'solid-js';
import { t } from '../../i18n/locale';
import { statusText } from '../../i18n/status';
import type { Problem } from '../../state/check-state';
import { isKnownStatus } from '../../shared/status-codes';

/** What does not hold: in words, and by the code of the specification for those who look further. */
export function Problems(props: { problems: readonly Problem[] }) {
  return (
    <Show when={props.problems.length > 0}>
      <ul class="problems">
        <For each={props.problems}>
          {(problem) => (
            <li>
              {isKnownStatus(problem.code) ? statusText(problem.code) : t(`check.problems.${problem.key}`)}{' '}
              <code>{problem.where ? `${problem.code} · ${problem.where}` : problem.code}</code>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
