import { Show } from 'solid-js';
import { t } from '../../i18n/locale';
import type { Credentials } from '../../state/check-state';
import { Axis } from './axis';

/** What a file was made from, in a sentence; the tree shows it. */
export function IngredientsAxis(props: { credentials: Credentials; problem: boolean }) {
  const answer = () => {
    if (props.problem) return t('check.ingredients.problem');
    return t(props.credentials.ingredients.length > 0 ? 'check.ingredients.some' : 'check.ingredients.none');
  };
  return (
    <Axis
      name="ingredients"
      title={t('check.ingredients.title')}
      answer={answer()}
      tone={props.problem ? 'bad' : 'plain'}
    >
      <Show when={props.credentials.ingredients.length > 0}>
        <p class="axis-fact">
          {props.credentials.ingredients
            .slice(0, 8)
            .map(({ title }) => title ?? t('check.ingredients.untitled'))
            .join(', ')}
          {props.credentials.ingredients.length > 8 ? ' …' : ''}
        </p>
      </Show>
      <Show when={props.credentials.ingredientsCutShort}>
        <p class="note">{t('check.ingredients.cutShort')}</p>
      </Show>
      <Show when={props.credentials.redactions.length > 0}>
        <p class="note">{t('check.ingredients.redactions')}</p>
      </Show>
    </Axis>
  );
}
