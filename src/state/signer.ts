import { createSignal } from 'solid-js';
import type { CertificateProblem } from '../provenance/own-certificate';

/** Who signs the next film, as it is shown. */
export type SignerState =
  | { kind: 'loading' }
  /** No key has been made yet. */
  | { kind: 'none' }
  | { kind: 'device'; fingerprint: string; validUntil: Date; kept: boolean }
  | { kind: 'own'; name: string; issuer: string; algorithm: string; validUntil: Date; expired: boolean };

/** What became of a certificate that was brought. */
export type CertificateOutcome =
  { kind: 'added'; name: string; kept: boolean } | { kind: 'refused'; problem: CertificateProblem };

const [signer, writeSigner] = createSignal<SignerState>({ kind: 'loading' });
/** Who signs. `loading` until {@link loadSigner}. */
export { signer };

const provenance = () =>
  Promise.all([import('../provenance/identity'), import('../provenance/signing-identity')]);

/** Reads who signs, without making a key. */
export async function loadSigner(): Promise<void> {
  const [{ existingDeviceIdentity }, { ownCertificate }] = await provenance();
  const own = await ownCertificate();
  if (own) {
    const { name, issuer, algorithm, validUntil } = own;
    writeSigner({ kind: 'own', name, issuer, algorithm, validUntil, expired: validUntil <= new Date() });
    return;
  }
  const device = await existingDeviceIdentity();
  writeSigner(
    device
      ? {
          kind: 'device',
          fingerprint: device.fingerprint,
          validUntil: device.validUntil,
          kept: device.kept,
        }
      : { kind: 'none' },
  );
}

/** Makes the device's key now, before the first film needs it. Throws AppError `storage-full`. */
export async function makeDeviceKey(): Promise<void> {
  const [{ deviceIdentity }] = await provenance();
  await deviceIdentity();
  await loadSigner();
}

/** A new device key with a root of its own. Throws AppError `storage-full`. */
export async function renewDeviceKey(): Promise<void> {
  const [{ rotateDeviceIdentity }] = await provenance();
  await rotateDeviceIdentity();
  await loadSigner();
}

/** The device's public root as a file, for others to trust; undefined before the first key. */
export async function publicRootFile(): Promise<File | undefined> {
  const [{ existingDeviceIdentity, rootPem }] = await provenance();
  const device = await existingDeviceIdentity();
  if (!device) return undefined;
  const name = `stillwake-root-${device.fingerprint.slice(0, 8).replaceAll(':', '').toLowerCase()}.pem`;
  return new File([`${rootPem(device)}\n`], name, { type: 'application/x-pem-file' });
}

/** Signs with the person's certificate from now on, if it may sign. */
export async function bringCertificate(
  files: readonly File[],
  passphrase: string,
): Promise<CertificateOutcome> {
  const [{ openCertificate }, { keepOwnCertificate }] = await Promise.all([
    import('../provenance/own-certificate'),
    import('../provenance/signing-identity'),
  ]);
  const opened = await openCertificate(files, passphrase);
  if ('problem' in opened) return { kind: 'refused', problem: opened.problem };
  const { kept } = await keepOwnCertificate(opened);
  await loadSigner();
  return { kind: 'added', name: opened.name, kept };
}

/** Back to the device's key. */
export async function removeCertificate(): Promise<void> {
  const [, { dropOwnCertificate }] = await provenance();
  await dropOwnCertificate();
  await loadSigner();
}
