import { For, Show } from 'solid-js';
import { relationshipText } from '../../i18n/action';
import { t } from '../../i18n/locale';
import type { Credentials, Ingredient } from '../../state/check-state';
import { Axis } from './axis';
import { Problems } from './problems';

/** What a file was made from, as a tree: a material's own credentials are judged apart from the file's. */
export function Ingredients(props: { credentials: Credentials; problem: boolean }) {
  const any = () => props.credentials.ingredients.length > 0;
  const answer = () => {
    if (props.problem) return t('check.ingredients.problem');
    return any() ? undefined : t('check.ingredients.none');
  };
  return (
    <Axis
      name="ingredients"
      title={t('check.ingredients.title')}
      answer={answer() ?? ''}
      tone={props.problem ? 'bad' : 'plain'}
    >
      <Show when={any()}>
        <Tree ingredients={props.credentials.ingredients} />
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

function Tree(props: { ingredients: readonly Ingredient[] }) {
  return (
    <ul class="tree">
      <For each={props.ingredients}>
        {(ingredient) => (
          <li>
            <p>
              <strong>{ingredient.title ?? t('check.ingredients.untitled')}</strong>{' '}
              <span class="note">{describe(ingredient)}</span>
            </p>
            <Problems problems={ingredient.credentials?.integrity.problems ?? []} />
            <Show when={ingredient.ingredients.length > 0}>
              <Tree ingredients={ingredient.ingredients} />
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
}

function describe({ relationship, mimeType, credentials }: Ingredient): string {
  const parts = [relationshipText(relationship), mimeType];
  if (!credentials) parts.push(t('check.ingredients.noCredentials'));
  else {
    parts.push(t(`check.ingredients.${credentials.integrity.state}`));
    if (credentials.origin.kind !== 'unknown') parts.push(t(`check.kinds.${credentials.origin.kind}`));
    parts.push(credentials.signer?.name ?? null);
  }
  return parts.filter((part) => part).join(' · ');
}
