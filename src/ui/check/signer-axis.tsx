import { For, Show } from 'solid-js';
import { t } from '../../i18n/locale';
import type { Certificate, Signer } from '../../state/check-state';
import { dayText, signerAnswer, signerRows } from '../../state/check-text';
import { Axis, Rows } from './axis';
import { Problems } from './problems';

/** Who signed, by whose word that is known, and the certificates behind the name. */
export function SignerAxis(props: { signer: Signer | null }) {
  return (
    <Axis
      name="signer"
      title={t('check.signer.title')}
      answer={signerAnswer(props.signer)}
      tone={props.signer && props.signer.known !== 'unknown' ? 'good' : 'open'}
    >
      <Show when={props.signer} keyed>
        {(signer) => (
          <>
            <Show when={signer.list}>
              {(list) => (
                <p class="note">{`${list().name}, ${t('check.signer.listDate', { date: dayText(list().addedAt) })}`}</p>
              )}
            </Show>
            <Rows rows={signerRows(signer)} />
            <Problems problems={signer.problems} />
            <Show when={signer.chain.length > 0}>
              <details class="fold">
                <summary>{t('check.signer.chain')}</summary>
                <ol class="chain">
                  <For each={signer.chain}>
                    {(certificate) => <CertificateRows certificate={certificate} />}
                  </For>
                </ol>
              </details>
            </Show>
          </>
        )}
      </Show>
    </Axis>
  );
}

function CertificateRows(props: { certificate: Certificate }) {
  const name = () => props.certificate.name ?? props.certificate.organisation ?? props.certificate.serial;
  const validity = () =>
    t('check.signer.validityText', {
      from: dayText(props.certificate.validFrom),
      until: dayText(props.certificate.validUntil),
    });
  return (
    <li>
      <strong>{name()}</strong>
      <Rows
        rows={[
          [t('check.signer.organisation'), props.certificate.organisation],
          [
            t('check.signer.issuer'),
            props.certificate.selfSigned ? t('check.signer.selfSigned') : props.certificate.issuer,
          ],
          [t('check.signer.validity'), validity()],
          [t('check.signer.key'), props.certificate.key],
          [t('check.signer.serial'), props.certificate.serial],
          [t('check.signer.fingerprint'), props.certificate.fingerprint],
        ]}
      />
    </li>
  );
}
