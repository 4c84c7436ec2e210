import { For, Show, onMount, type JSX } from 'solid-js';
import { t } from '../../i18n/locale';
import { categoryText } from '../../i18n/category';
import type { Failure } from '../../state/job-state';
import { AlertIcon } from './icons';

/** What went wrong, in words, and what to do next. Takes the focus when it appears. */
export function FailureCard(props: { failure: Failure; children?: JSX.Element }) {
  let card: HTMLElement | undefined;
  onMount(() => card?.focus());
  const gate = () => t(`gates.${props.failure.gate ?? 'photo'}`);
  const categories = () => {
    const reasons = props.failure.verdict?.reasons ?? [];
    return [...new Set(reasons.map(({ category }) => categoryText(category)))];
  };
  return (
    <section ref={card} class="failure" role="alert" tabIndex={-1} data-code={props.failure.code}>
      <AlertIcon />
      <div>
        <h2>{t(`errors.${props.failure.code}.title`)}</h2>
        <p>{t(`errors.${props.failure.code}.text`, { gate: gate() })}</p>
        <Show when={categories().length > 0}>
          <ul class="failure-reasons" aria-label={t('failure.reasons')}>
            <For each={categories()}>{(category) => <li>{category}</li>}</For>
          </ul>
        </Show>
        <p class="failure-next">{t(`errors.${props.failure.code}.next`)}</p>
        {props.children}
      </div>
    </section>
  );
}
