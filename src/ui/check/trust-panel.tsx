import { For, Show, createSignal, onMount } from 'solid-js';
import { t } from '../../i18n/locale';
import { dayText } from '../../state/check-text';
import {
  addTrustFile,
  loadTrust,
  removeTrust,
  trustLists,
  type TrustEntry,
  type TrustOutcome,
} from '../../state/trust';
import { APP_NAME } from '../../shared/app';
import { FileButton } from '../shared/file-button';
import { CloseIcon } from '../shared/icons';

type Kind = TrustEntry['kind'];

const KINDS: readonly Kind[] = ['c2pa', 'interim', 'own'];

/** Where each list is published: for the person to go to, never for the app. */
const ADDRESSES: Readonly<Record<Kind, string>> = {
  c2pa: 'https://github.com/c2pa-org/conformance-public/tree/main/trust-list',
  interim: 'https://contentcredentials.org/trust/anchors.pem',
  own: '',
};

/** Whom the person trusts beside this device: lists and roots, brought in from files. */
export function TrustPanel() {
  const [outcome, setOutcome] = createSignal<TrustOutcome>();
  onMount(() => void loadTrust());
  const add = async (file: File, kind: Kind) => setOutcome(await addTrustFile(file, kind));
  const message = () => {
    const last = outcome();
    if (!last) return '';
    if (last.kind === 'refused') return t(`check.trust.refused.${last.reason}`);
    return last.kept ? t('check.trust.again') : t('check.trust.notKept');
  };
  return (
    <details class="panel trust">
      <summary>{t('check.trust.title')}</summary>
      <div class="panel-body">
        <p>{t('check.trust.text')}</p>
        <p class="trust-message" role="status">
          {message()}
        </p>
        <ul class="trust-lists">
          <For each={trustLists()} fallback={<li class="note">{t('check.trust.none')}</li>}>
            {(entry) => <Entry entry={entry} />}
          </For>
        </ul>
        <ul class="trust-sources">
          <For each={KINDS}>
            {(kind) => (
              <li>
                <FileButton
                  class="button button-small button-secondary"
                  accept=".pem,.crt,.cer,.der,.txt,.cfg,application/x-pem-file,application/pkix-cert"
                  onFile={(file) => void add(file, kind)}
                >
                  {t(`check.trust.add.${kind}`)}
                </FileButton>
                <p class="note">
                  {t(`check.trust.where.${kind}`, { app: APP_NAME })}
                  <Show when={ADDRESSES[kind]}>
                    {(address) => (
                      <a href={address()} target="_blank" rel="noopener noreferrer">
                        {address()}
                      </a>
                    )}
                  </Show>
                </p>
              </li>
            )}
          </For>
        </ul>
      </div>
    </details>
  );
}

function Entry(props: { entry: TrustEntry }) {
  const about = () =>
    [
      t(`check.trust.kinds.${props.entry.kind}`),
      props.entry.certificates > 0
        ? t('check.trust.entries', { count: String(props.entry.certificates) })
        : null,
      props.entry.allowed > 0 ? t('check.trust.hashes', { count: String(props.entry.allowed) }) : null,
      t('check.trust.added', { date: dayText(props.entry.addedAt) }),
    ]
      .filter((part) => part)
      .join(' · ');
  return (
    <li class="trust-entry">
      <div>
        <strong>{props.entry.name}</strong>
        <p class="note">{about()}</p>
        <p class="note">
          {props.entry.names.join(', ')}
          {props.entry.certificates > props.entry.names.length ? ' …' : ''}
        </p>
      </div>
      <button
        type="button"
        class="round-button"
        aria-label={t('check.trust.remove', { name: props.entry.name })}
        onClick={() => void removeTrust(props.entry.id)}
      >
        <CloseIcon />
      </button>
    </li>
  );
}
