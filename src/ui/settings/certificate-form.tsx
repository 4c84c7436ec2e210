import { Show, createSignal } from 'solid-js';
import { t } from '../../i18n/locale';
import { bringCertificate, type CertificateOutcome } from '../../state/signer';
import { FileButton } from '../shared/file-button';

/** Takes a certificate of the person's own, with its key. */
export function CertificateForm() {
  const [files, setFiles] = createSignal<readonly File[]>([]);
  const [passphrase, setPassphrase] = createSignal('');
  const [outcome, setOutcome] = createSignal<CertificateOutcome>();
  const use = async () => {
    const result = await bringCertificate(files(), passphrase());
    setOutcome(result);
    if (result.kind === 'added') {
      setFiles([]);
      setPassphrase('');
    }
  };
  const message = () => {
    const last = outcome();
    if (!last) return '';
    if (last.kind === 'refused') return t(`settings.certificate.problems.${last.problem}`);
    const added = t('settings.certificate.added', { name: last.name });
    return last.kept ? added : `${added} ${t('settings.signer.notKept')}`;
  };
  return (
    <details class="settings-more">
      <summary>{t('settings.certificate.title')}</summary>
      <p>{t('settings.certificate.text')}</p>
      <FileButton
        class="button button-small button-secondary"
        accept=".pem,.crt,.cer,.key,.p12,.pfx,application/x-pkcs12,application/x-pem-file"
        multiple
        onFiles={setFiles}
      >
        {t('settings.certificate.choose')}
      </FileButton>
      <Show when={files().length > 0}>
        <form
          class="settings-form"
          onSubmit={(event) => {
            event.preventDefault();
            void use();
          }}
        >
          <p class="settings-files">
            {files()
              .map(({ name }) => name)
              .join(', ')}
          </p>
          <label>
            <span class="option-label">{t('settings.certificate.passphrase')}</span>
            <input
              type="password"
              class="text-input"
              autocomplete="off"
              value={passphrase()}
              onInput={(event) => setPassphrase(event.currentTarget.value)}
            />
            <span class="note">{t('settings.certificate.passphraseHint')}</span>
          </label>
          <button type="submit" class="button button-small button-primary">
            {t('settings.certificate.use')}
          </button>
        </form>
      </Show>
      <p class="settings-message" role="status">
        {message()}
      </p>
    </details>
  );
}
