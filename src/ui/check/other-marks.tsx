import { For, Show, createSignal } from 'solid-js';
import { t } from '../../i18n/locale';
import type { OtherMark } from '../../state/check-state';
import { Axis } from './axis';

/** More than these are shown on demand: a film of ours alone carries ten. */
const FIRST_SHOWN = 4;

/** Marks beside Content Credentials: hints that nobody signed, shown as text and as no more than that. */
export function OtherMarks(props: { marks: readonly OtherMark[] }) {
  const [all, setAll] = createSignal(false);
  const shown = () => (all() ? props.marks : props.marks.slice(0, FIRST_SHOWN));
  return (
    <Axis
      name="marks"
      title={t('check.marks.title')}
      answer={props.marks.length > 0 ? t('check.marks.note') : t('check.marks.none')}
      tone="plain"
    >
      <Show when={props.marks.length > 0}>
        <ul class="marks">
          <For each={shown()}>
            {(mark) => (
              <li>
                <p>
                  <strong>{mark.generator ?? t(`check.marks.kinds.${mark.kind}`)}</strong>{' '}
                  <span class="note">
                    {mark.where} · {mark.field}
                  </span>
                  <Show when={mark.saysAi}>
                    {' '}
                    <span class="mark-ai">{t('check.marks.saysAi')}</span>
                  </Show>
                </p>
                <p class="mark-value">{mark.value}</p>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={shown().length < props.marks.length}>
        <button type="button" class="button button-small button-secondary" onClick={() => setAll(true)}>
          {t('check.ingredients.more', { count: String(props.marks.length - shown().length) })}
        </button>
      </Show>
    </Axis>
  );
}
