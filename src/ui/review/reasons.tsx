import { For, Show } from 'solid-js';
import { categoryText } from '../../i18n/category';
import { t } from '../../i18n/locale';
import { ruleText } from '../../i18n/rule';
import type { VerdictReason } from '../../shared/verdict';

/** What was seen, by which rule, and how surely. */
export function Reasons(props: { reasons: readonly VerdictReason[] }) {
  const percent = (value: number) => String(Math.round(100 * value));
  return (
    <dl class="reasons">
      <For each={props.reasons}>
        {(reason) => (
          <div class="reason">
            <dt>{categoryText(reason.category)}</dt>
            <dd>{ruleText(reason.rule)}</dd>
            <Show when={reason.score !== undefined && reason.threshold !== undefined}>
              <dd>
                <span
                  class="meter"
                  style={{
                    '--score': `${100 * (reason.score ?? 0)}%`,
                    '--threshold': `${100 * (reason.threshold ?? 0)}%`,
                  }}
                />
                <span class="note">
                  {t('moderation.review.score', {
                    score: percent(reason.score ?? 0),
                    threshold: percent(reason.threshold ?? 0),
                  })}
                </span>
              </dd>
            </Show>
          </div>
        )}
      </For>
    </dl>
  );
}
