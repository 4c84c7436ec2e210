import { Match, Show, Switch, createSignal, onMount } from 'solid-js';
import { formatDate } from '../../i18n/format';
import { t } from '../../i18n/locale';
import {
  loadSigner,
  makeDeviceKey,
  publicRootFile,
  removeCertificate,
  renewDeviceKey,
  signer,
  type SignerState,
} from '../../state/signer';
import { CertificateForm } from './certificate-form';

/** Who signs: this device's key, or the person's own certificate. */
export function SignerPanel() {
  const [message, setMessage] = createSignal('');
  onMount(() => void loadSigner());
  const of = <K extends SignerState['kind']>(kind: K) => {
    const state = signer();
    return state.kind === kind ? (state as Extract<SignerState, { kind: K }>) : undefined;
  };
  const attempt = async (task: () => Promise<void>, done: string) => {
    try {
      await task();
      setMessage(done);
    } catch {
      setMessage(t('settings.signer.notKept'));
    }
  };
  return (
    <section class="settings-panel" aria-labelledby="settings-signer">
      <h2 id="settings-signer">{t('settings.signer.title')}</h2>
      <Switch>
        <Match when={of('none')}>
          <p>{t('settings.signer.none')}</p>
          <button
            type="button"
            class="button button-small button-secondary"
            onClick={() => void attempt(makeDeviceKey, '')}
          >
            {t('settings.signer.make')}
          </button>
        </Match>
        <Match when={of('device')}>{(device) => <DeviceKey device={device()} attempt={attempt} />}</Match>
        <Match when={of('own')}>
          {(own) => (
            <>
              <p>{t('settings.signer.own', { name: own().name, issuer: own().issuer })}</p>
              <p class="note">
                {t(own().expired ? 'settings.signer.expired' : 'settings.signer.valid', {
                  date: formatDate(own().validUntil),
                })}
              </p>
              <button
                type="button"
                class="button button-small button-secondary"
                onClick={() => void attempt(removeCertificate, t('settings.certificate.removed'))}
              >
                {t('settings.certificate.remove')}
              </button>
            </>
          )}
        </Match>
      </Switch>
      <p class="settings-message" role="status">
        {message()}
      </p>
      <p class="note">{t('settings.signer.noTimeStamp')}</p>
      <CertificateForm />
    </section>
  );
}

function DeviceKey(props: {
  device: Extract<SignerState, { kind: 'device' }>;
  attempt: (task: () => Promise<void>, done: string) => Promise<void>;
}) {
  const [asking, setAsking] = createSignal(false);
  return (
    <>
      <p>{t('settings.signer.device')}</p>
      <dl class="settings-facts">
        <dt>{t('settings.signer.fingerprint')}</dt>
        <dd class="fingerprint">{props.device.fingerprint}</dd>
        <dt>{t('settings.signer.validity')}</dt>
        <dd>{t('settings.signer.valid', { date: formatDate(props.device.validUntil) })}</dd>
      </dl>
      <Show when={!props.device.kept}>
        <p class="note">{t('settings.signer.notKept')}</p>
      </Show>
      <p class="note">{t('settings.signer.exportText')}</p>
      <div class="settings-actions">
        <button type="button" class="button button-small button-secondary" onClick={() => void saveRoot()}>
          {t('settings.signer.exportRoot')}
        </button>
        <Show
          when={asking()}
          fallback={
            <button type="button" class="button button-small button-quiet" onClick={() => setAsking(true)}>
              {t('settings.signer.renew')}
            </button>
          }
        >
          <div class="settings-ask" role="group" aria-label={t('settings.signer.renew')}>
            <p>{t('settings.signer.renewText')}</p>
            <button
              type="button"
              class="button button-small button-primary"
              onClick={() => {
                setAsking(false);
                void props.attempt(renewDeviceKey, t('settings.signer.renewed'));
              }}
            >
              {t('settings.signer.renewYes')}
            </button>
            <button type="button" class="button button-small button-quiet" onClick={() => setAsking(false)}>
              {t('settings.signer.renewNo')}
            </button>
          </div>
        </Show>
      </div>
    </>
  );
}

async function saveRoot(): Promise<void> {
  const file = await publicRootFile();
  if (!file) return;
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
