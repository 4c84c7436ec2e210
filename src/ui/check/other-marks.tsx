import { For, Show } from 'solid-js';
import { t } from '../../i18n/locale';
import type { OtherMark } from '../../state/check-state';
import { Axis } from './axis';

/** Marks beside Content Credentials: hints that nobody signed, shown as text and as no more than that. */
export function OtherMarks(props: { marks: readonly OtherMark[] }) {
  return (
    <Axis
      name="marks"
      title={t('check.marks.title')}
      answer={props.marks.length > 0 ? t('check.marks.note') : t('check.marks.none')}
      tone="plain"
    >
      <Show when={props.marks.length > 0}>
        <ul class="marks">
          <For each={props.marks}>
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
    </Axis>
  );
}
