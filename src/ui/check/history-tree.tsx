import { For, Show, createSignal } from 'solid-js';
import { actionText, relationshipText } from '../../i18n/action';
import { t } from '../../i18n/locale';
import { pictureAddress } from '../../state/check';
import type { CheckItem, Credentials, Ingredient, Origin } from '../../state/check-state';
import { dateText } from '../../state/check-text';
import { AlertIcon, CheckIcon, FileIcon, InfoIcon } from '../shared/icons';
import { Problems } from './problems';

/** More side by side than these are shown on demand. */
const FIRST_SHOWN = 24;

/** Level 3: the file, what it was made from, what that was made from, to the leaves; each judged by its own credentials. */
export function HistoryTree(props: { item: CheckItem; credentials: Credentials }) {
  return (
    <section class="history" aria-label={t('check.history.tree')}>
      <h3>{t('check.history.tree')}</h3>
      <p class="note">{t('check.history.treeNote')}</p>
      <ul class="tree">
        <li>
          <Node
            picture={pictureAddress(props.item.id, props.credentials.thumbnail)}
            title={props.item.file.name}
            about={t('check.history.thisFile')}
            state={props.credentials.integrity.state}
            origin={props.credentials.origin}
            signer={props.credentials.signer?.name ?? null}
            signerKnown={props.credentials.signer?.known !== 'unknown'}
          />
          <Branch id={props.item.id} ingredients={props.credentials.ingredients} />
        </li>
      </ul>
    </section>
  );
}

function Branch(props: { id: number; ingredients: readonly Ingredient[] }) {
  const [all, setAll] = createSignal(false);
  const shown = () => (all() ? props.ingredients : props.ingredients.slice(0, FIRST_SHOWN));
  return (
    <Show when={props.ingredients.length > 0}>
      <ul>
        <For each={shown()}>
          {(ingredient) => (
            <li>
              <Material id={props.id} ingredient={ingredient} />
              <Branch id={props.id} ingredients={ingredient.ingredients} />
            </li>
          )}
        </For>
        <Show when={shown().length < props.ingredients.length}>
          <li>
            <button type="button" class="button button-small button-secondary" onClick={() => setAll(true)}>
              {t('check.ingredients.more', { count: String(props.ingredients.length - shown().length) })}
            </button>
          </li>
        </Show>
      </ul>
    </Show>
  );
}

function Material(props: { id: number; ingredient: Ingredient }) {
  const credentials = () => props.ingredient.credentials;
  const about = () =>
    [relationshipText(props.ingredient.relationship), props.ingredient.mimeType]
      .filter((part) => part)
      .join(' · ');
  return (
    <>
      <Node
        picture={pictureAddress(props.id, props.ingredient.thumbnail)}
        title={props.ingredient.title ?? t('check.ingredients.untitled')}
        about={about()}
        state={credentials()?.integrity.state ?? null}
        origin={credentials()?.origin ?? null}
        signer={credentials()?.signer?.name ?? null}
        signerKnown={credentials()?.signer?.known !== 'unknown'}
      />
      <Problems
        problems={[...(credentials()?.integrity.problems ?? []), ...(credentials()?.signer?.problems ?? [])]}
      />
    </>
  );
}

function Node(props: {
  picture: string | null;
  title: string;
  about: string;
  /** Null for a material without credentials. */
  state: 'valid' | 'invalid' | 'not-checked' | null;
  origin: Origin | null;
  signer: string | null;
  signerKnown: boolean;
}) {
  const facts = () =>
    [
      props.origin && props.origin.kind !== 'unknown' ? t(`check.kinds.${props.origin.kind}`) : null,
      props.signer &&
        (props.signerKnown ? props.signer : `${props.signer} (${t('check.ingredients.signerUnknown')})`),
      props.origin?.when ? dateText(props.origin.when) : null,
    ]
      .filter((part) => part)
      .join(' · ');
  return (
    <div class="node" data-state={props.state ?? 'none'}>
      <span class="node-picture">
        <Show when={props.picture} fallback={<FileIcon />}>
          {(address) => <img src={address()} alt="" loading="lazy" />}
        </Show>
      </span>
      <div class="node-text">
        <p>
          <strong>{props.title}</strong> <span class="note">{props.about}</span>
        </p>
        <p class="node-state">
          <StateIcon state={props.state} />
          {props.state ? t(`check.ingredients.${props.state}`) : t('check.ingredients.noCredentials')}
        </p>
        <Show when={facts()}>
          <p class="note">{facts()}</p>
        </Show>
        <Show when={(props.origin?.actions.length ?? 0) > 0}>
          <details class="fold">
            <summary>{t('check.history.actions')}</summary>
            <ol class="steps">
              <For each={props.origin?.actions}>
                {(step) => (
                  <li>
                    {actionText(step.action)}{' '}
                    <span class="note">
                      {[step.software, step.when ? dateText(step.when) : null, step.description]
                        .filter((part) => part)
                        .join(' · ')}
                    </span>
                  </li>
                )}
              </For>
            </ol>
          </details>
        </Show>
      </div>
    </div>
  );
}

function StateIcon(props: { state: 'valid' | 'invalid' | 'not-checked' | null }) {
  return (
    <Show
      when={props.state === 'valid'}
      fallback={
        <Show when={props.state === 'invalid'} fallback={<InfoIcon />}>
          <AlertIcon />
        </Show>
      }
    >
      <CheckIcon />
    </Show>
  );
}
