import 'reflect-metadata';
import { decode } from 'cborg';
import { beforeAll, describe, expect, it } from 'vitest';
import * as x509 from '@peculiar/x509';
import { coseSign1, signatureRoom } from './cose';
import { openCertificate } from './own-certificate';
import {
  testAuthority,
  testLeaf,
  type LeafOptions,
  type TestAuthority,
} from './own-certificate.test-support';
import { MODERN_PKCS12, OLD_PKCS12, PASSPHRASE, ENCRYPTED_PEM, SEC1_PEM } from './key-file.test-support';

let authority: TestAuthority;
beforeAll(async () => {
  authority = await testAuthority();
});

function file(...texts: string[]): Blob {
  return new Blob([texts.join('\n')]);
}

async function open(options: LeafOptions = {}) {
  const { certificate, key } = await testLeaf(authority, options);
  return openCertificate([file(certificate, key), file(authority.certificate.toString('pem'))], '');
}

/** Valid while the files of key-file.test-support.ts are. */
const THEN = new Date('2026-12-01T00:00:00Z');

// RSA keys, and tens of thousands of rounds of key derivation, on a busy machine.
describe('openCertificate', { timeout: 60_000 }, () => {
  it.each([
    ['es256', { name: 'ECDSA', namedCurve: 'P-256' }, 64],
    ['es384', { name: 'ECDSA', namedCurve: 'P-384' }, 96],
    ['es512', { name: 'ECDSA', namedCurve: 'P-521' }, 132],
    [
      'ps256',
      { name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
      256,
    ],
    ['ed25519', { name: 'Ed25519' }, 64],
  ] as const)('takes a certificate that signs with %s', async (algorithm, keyAlgorithm, signatureBytes) => {
    const own = await open({ keyAlgorithm });
    if ('problem' in own) throw new Error(own.problem);
    expect(own).toMatchObject({
      algorithm,
      name: 'Ann Example',
      issuer: 'Test authority',
      intermediates: [],
    });
    expect(own.privateKey.extractable).toBe(false);
    const message = await coseSign1(new Uint8Array(9), own, signatureRoom(own));
    const [, , , signature] = decode(message, { useMaps: true, tags: { 18: (value) => value() } }) as [
      unknown,
      unknown,
      unknown,
      Uint8Array,
    ];
    expect(signature).toHaveLength(signatureBytes);
  });

  it('sends what lies between leaf and root along, and not the root', async () => {
    const between = await testAuthority('CN=Between, O=Tests');
    const signed = await x509.X509CertificateGenerator.create({
      subject: between.certificate.subject,
      issuer: authority.certificate.subject,
      publicKey: between.keys.publicKey,
      signingKey: authority.keys.privateKey,
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
      extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
    });
    const leaf = await testLeaf(between);
    const own = await openCertificate(
      [file(leaf.key, leaf.certificate), file(signed.toString('pem'), authority.certificate.toString('pem'))],
      '',
    );
    if ('problem' in own) throw new Error(own.problem);
    expect(own.intermediates).toEqual([new Uint8Array(signed.rawData)]);
  });

  it.each([
    ['expired', { daysLeft: -1 }],
    ['purpose-not-allowed', { purposes: ['1.3.6.1.5.5.7.3.1'] }],
    ['purpose-not-allowed', { purposes: ['1.3.6.1.5.5.7.3.4', '2.5.29.37.0'] }],
    ['usage-not-signing', { usages: x509.KeyUsageFlags.keyEncipherment }],
    ['is-authority', { isAuthority: true }],
    ['no-authority-identifier', { authorityKey: false }],
    [
      'key-not-allowed',
      {
        keyAlgorithm: {
          name: 'RSA-PSS',
          hash: 'SHA-256',
          modulusLength: 1024,
          publicExponent: Uint8Array.of(1, 0, 1),
        },
      },
    ],
  ] as [string, LeafOptions][])('says %s', async (problem, options) => {
    expect(await open(options)).toEqual({ problem });
  });

  it('says what is missing or does not fit together', async () => {
    const { certificate, key } = await testLeaf(authority);
    const other = await testLeaf(authority);
    const root = authority.certificate.toString('pem');
    const problemOf = (...texts: string[]) => openCertificate([file(...texts)], '');
    expect(await problemOf(certificate, root)).toEqual({ problem: 'no-key' });
    expect(await problemOf(key)).toEqual({ problem: 'no-certificate' });
    expect(await problemOf(certificate, other.key, root)).toEqual({ problem: 'key-not-of-certificate' });
    expect(await problemOf(certificate, key)).toEqual({ problem: 'chain-broken' });
    expect(await problemOf('hello')).toEqual({ problem: 'not-a-certificate' });
    const stranger = await testAuthority();
    expect(await problemOf(certificate, key, stranger.certificate.toString('pem'))).toEqual({
      problem: 'chain-broken',
    });
  });

  it('opens what openssl writes: PKCS#12, an encrypted key, a SEC1 key', async () => {
    const pkcs12 = new Blob([MODERN_PKCS12]);
    for (const own of [
      await openCertificate([pkcs12], PASSPHRASE, THEN),
      await openCertificate([file(ENCRYPTED_PEM)], PASSPHRASE, THEN),
      await openCertificate([file(SEC1_PEM)], '', THEN),
    ]) {
      expect(own).toMatchObject({ name: 'Ann Example', issuer: 'Test CA', algorithm: 'es384' });
    }
    expect(await openCertificate([pkcs12], 'wrong', THEN)).toEqual({ problem: 'passphrase-wrong' });
    expect(await openCertificate([pkcs12], '', THEN)).toEqual({ problem: 'passphrase-needed' });
    expect(await openCertificate([file(ENCRYPTED_PEM)], 'wrong', THEN)).toEqual({
      problem: 'passphrase-wrong',
    });
    expect(await openCertificate([new Blob([OLD_PKCS12])], PASSPHRASE, THEN)).toEqual({
      problem: 'old-encryption',
    });
    expect(await openCertificate([pkcs12], PASSPHRASE, new Date('2050-01-01'))).toEqual({
      problem: 'expired',
    });
  });
});
