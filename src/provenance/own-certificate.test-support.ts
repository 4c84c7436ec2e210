import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

/** An authority and what it issues, made anew in each test. */
export interface TestAuthority {
  certificate: x509.X509Certificate;
  keys: CryptoKeyPair;
}

const DAY_MILLISECONDS = 24 * 3600 * 1000;

/** How a test's certificate differs from one that may sign. */
export interface LeafOptions {
  keyAlgorithm?: EcKeyGenParams | RsaHashedKeyGenParams | Algorithm;
  purposes?: string[];
  usages?: x509.KeyUsageFlags;
  authorityKey?: boolean;
  isAuthority?: boolean;
  daysLeft?: number;
}

/** A self-signed authority. */
export async function testAuthority(name = 'CN=Test authority, O=Tests'): Promise<TestAuthority> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - DAY_MILLISECONDS),
    notAfter: new Date(Date.now() + 3650 * DAY_MILLISECONDS),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, keys };
}

/** A certificate that the authority issues, with its key: PEM each. */
export async function testLeaf(
  authority: TestAuthority,
  options: LeafOptions = {},
): Promise<{ certificate: string; key: string }> {
  const algorithm = options.keyAlgorithm ?? { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const leaf = await x509.X509CertificateGenerator.create({
    subject: 'CN=Ann Example, O=Example Studio',
    issuer: authority.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    notBefore: new Date(Date.now() - 2 * DAY_MILLISECONDS),
    notAfter: new Date(Date.now() + (options.daysLeft ?? 300) * DAY_MILLISECONDS),
    extensions: [
      new x509.BasicConstraintsExtension(options.isAuthority ?? false, undefined, true),
      new x509.KeyUsagesExtension(options.usages ?? x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(options.purposes ?? ['1.3.6.1.5.5.7.3.4']),
      ...(options.authorityKey === false
        ? []
        : [await x509.AuthorityKeyIdentifierExtension.create(authority.keys.publicKey)]),
    ],
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: leaf.toString('pem'),
    key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  };
}
