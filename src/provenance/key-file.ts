import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import * as asn1js from 'asn1js';
import {
  type AuthenticatedSafe,
  CertBag,
  Certificate,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  type SafeBag,
} from 'pkijs';

/** Why a file with a certificate or a key can't be opened. */
export type KeyFileProblem =
  'not-a-certificate' | 'passphrase-needed' | 'passphrase-wrong' | 'old-encryption';

export interface KeyFile {
  certificates: x509.X509Certificate[];
  /** PKCS#8, not encrypted. */
  privateKey?: Uint8Array<ArrayBuffer>;
}

/** More is no certificate that anyone issues. */
const MAX_BYTES = 1_000_000;
const DATA = '1.2.840.113549.1.7.1';
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';

/** Opens PEM text or PKCS#12, as openssl, keychains and certificate authorities hand them out. */
export async function readKeyFile(
  bytes: Uint8Array<ArrayBuffer>,
  passphrase: string,
): Promise<KeyFile | { problem: KeyFileProblem }> {
  if (bytes.length === 0 || bytes.length > MAX_BYTES) return { problem: 'not-a-certificate' };
  const text = new TextDecoder().decode(bytes);
  if (text.includes('-----BEGIN ')) return readPem(text, passphrase);
  if (bytes[0] !== 0x30) return { problem: 'not-a-certificate' };
  try {
    return { certificates: [new x509.X509Certificate(bytes)] };
  } catch {
    return readPkcs12(bytes, passphrase);
  }
}

async function readPem(text: string, passphrase: string): Promise<KeyFile | { problem: KeyFileProblem }> {
  const found: KeyFile = { certificates: [] };
  for (const [, label, body] of text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g)) {
    // Keys in OpenSSL's own encryption (Proc-Type, DEK-Info): MD5 and no WebCrypto for it.
    if (body!.includes('DEK-Info')) return { problem: 'old-encryption' };
    let der: Uint8Array<ArrayBuffer>;
    try {
      der = Uint8Array.from(atob(body!.replace(/\s/g, '')), (character) => character.charCodeAt(0));
    } catch {
      return { problem: 'not-a-certificate' };
    }
    try {
      if (label === 'CERTIFICATE') found.certificates.push(new x509.X509Certificate(der));
      else if (label === 'PRIVATE KEY') found.privateKey ??= der;
      else if (label === 'EC PRIVATE KEY') found.privateKey ??= wrapEcKey(der);
      else if (label === 'RSA PRIVATE KEY')
        found.privateKey ??= wrapKey(RSA_ENCRYPTION, new asn1js.Null(), der);
      else if (label === 'ENCRYPTED PRIVATE KEY') {
        const opened = await decryptKey(der, passphrase);
        if ('problem' in opened) return opened;
        found.privateKey ??= opened.privateKey;
      }
    } catch {
      return { problem: 'not-a-certificate' };
    }
  }
  return found.certificates.length > 0 || found.privateKey ? found : { problem: 'not-a-certificate' };
}

/** PKCS#12, RFC 7292. */
async function readPkcs12(
  bytes: Uint8Array<ArrayBuffer>,
  passphrase: string,
): Promise<KeyFile | { problem: KeyFileProblem }> {
  const password = new TextEncoder().encode(passphrase).buffer;
  let pfx: PFX;
  try {
    pfx = PFX.fromBER(bytes.buffer);
  } catch {
    return { problem: 'not-a-certificate' };
  }
  try {
    await pfx.parseInternalValues({ password, checkIntegrity: true });
    const safe: AuthenticatedSafe | undefined = pfx.parsedValue?.authenticatedSafe;
    if (!safe) return { problem: 'not-a-certificate' };
    await safe.parseInternalValues({
      safeContents: safe.safeContents.map(({ contentType }) => (contentType === DATA ? {} : { password })),
    });
    const contents = (safe.parsedValue as { safeContents: unknown }).safeContents as {
      value: { safeBags: SafeBag[] };
    }[];
    const found: KeyFile = { certificates: [] };
    for (const { bagValue } of contents.flatMap(({ value }) => value.safeBags)) {
      if (bagValue instanceof CertBag && bagValue.parsedValue instanceof Certificate) {
        found.certificates.push(new x509.X509Certificate(bagValue.parsedValue.toSchema().toBER()));
      } else if (bagValue instanceof PKCS8ShroudedKeyBag) {
        await openBag(bagValue, password);
        found.privateKey ??= keyOf(bagValue);
      } else if (bagValue instanceof PrivateKeyInfo) {
        found.privateKey ??= new Uint8Array(bagValue.toSchema().toBER());
      }
    }
    return found;
  } catch (error) {
    return { problem: passwordProblem(error, passphrase) };
  }
}

async function decryptKey(
  der: Uint8Array<ArrayBuffer>,
  passphrase: string,
): Promise<{ privateKey: Uint8Array<ArrayBuffer> } | { problem: KeyFileProblem }> {
  try {
    const bag = PKCS8ShroudedKeyBag.fromBER(der.buffer);
    await openBag(bag, new TextEncoder().encode(passphrase).buffer);
    return { privateKey: keyOf(bag) };
  } catch (error) {
    return { problem: passwordProblem(error, passphrase) };
  }
}

/** pkijs declares this method protected, though its own example calls it: there is no other way to open a bag. */
function openBag(bag: PKCS8ShroudedKeyBag, password: ArrayBuffer): Promise<void> {
  return (
    bag as unknown as { parseInternalValues(options: { password: ArrayBuffer }): Promise<void> }
  ).parseInternalValues({ password });
}

function keyOf(bag: PKCS8ShroudedKeyBag): Uint8Array<ArrayBuffer> {
  if (!bag.parsedValue) throw new Error('the key bag was not opened');
  return new Uint8Array(bag.parsedValue.toSchema().toBER());
}

function passwordProblem(error: unknown, passphrase: string): KeyFileProblem {
  // RC2 and triple DES, which older tools write, are not in WebCrypto.
  if (/contentEncryptionAlgorithm|Unknown|unsupported/i.test(String(error))) return 'old-encryption';
  return passphrase === '' ? 'passphrase-needed' : 'passphrase-wrong';
}

/** SEC1 (RFC 5915) as PKCS#8: the curve moves from the key into its envelope. */
function wrapEcKey(der: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const { result } = asn1js.fromBER(der);
  if (!(result instanceof asn1js.Sequence)) throw new Error('no EC key');
  const curve = result.valueBlock.value
    .filter(
      (part): part is asn1js.Constructed =>
        part instanceof asn1js.Constructed && part.idBlock.tagNumber === 0,
    )
    .map((part) => part.valueBlock.value[0])
    .find((part) => part instanceof asn1js.ObjectIdentifier);
  if (!curve) throw new Error('an EC key without its curve');
  return wrapKey(EC_PUBLIC_KEY, curve, der);
}

/** PrivateKeyInfo, RFC 5208. */
function wrapKey(
  algorithm: string,
  parameters: asn1js.BaseBlock,
  key: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const info = new asn1js.Sequence({
    value: [
      new asn1js.Integer({ value: 0 }),
      new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: algorithm }), parameters] }),
      new asn1js.OctetString({ valueHex: key.buffer }),
    ],
  });
  return new Uint8Array(info.toBER());
}
