import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { beforeAll, describe, expect, it } from 'vitest';
import { toBase64 } from '../shared/base64';
import { chainOfCose, describeCertificate } from './certificates';
import { describeTrustList, listNaming, parseTrustFile, trustSettings, type TrustList } from './trust-lists';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const NOW = new Date('2026-11-22T00:00:00Z');
type Der = Uint8Array<ArrayBuffer>;

interface Authority {
  der: Der;
  pem: string;
  issue: (name: string) => Promise<Authority>;
}

/** A certificate with a key that can issue others; a root unless `above` is given. */
async function authority(name: string, above?: { key: CryptoKey; name: string }): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: '01',
    subject: `CN=${name}, O=Test`,
    issuer: `CN=${above?.name ?? name}, O=Test`,
    notBefore: new Date('2026-01-01'),
    notAfter: new Date('2030-01-01'),
    publicKey: keys.publicKey,
    signingKey: above?.key ?? keys.privateKey,
    signingAlgorithm: ALGORITHM,
  });
  return {
    der: new Uint8Array(certificate.rawData),
    pem: certificate.toString('pem'),
    issue: (below) => authority(below, { key: keys.privateKey, name }),
  };
}

let root: Authority;
let middle: Authority;
let leaf: Authority;
/** The same names as `root` and `middle`, other keys. */
let imposter: Authority;

beforeAll(async () => {
  root = await authority('Root');
  middle = await root.issue('Middle');
  leaf = await middle.issue('Leaf');
  imposter = await authority('Root');
});

const read = async (content: BlobPart, kind: TrustList['kind'] = 'c2pa') =>
  parseTrustFile(new Blob([content]), { kind, name: 'list.pem' }, NOW);
const listOf = async (...anchors: Authority[]): Promise<TrustList> => {
  const file = await read(anchors.map(({ pem }) => pem).join('\n'));
  if (file.kind !== 'list') throw new Error(file.reason);
  return file.list;
};

describe('parseTrustFile', () => {
  it('reads a bundle with comments, a single DER, and lines of hashes', async () => {
    const bundle = await read(`# Trust list\n${root.pem}\nsubject=/CN=x\n${middle.pem}\n`);
    expect(bundle).toMatchObject({
      kind: 'list',
      list: { kind: 'c2pa', name: 'list.pem', addedAt: NOW.toISOString(), anchors: [root.der, middle.der] },
    });
    expect(await read(root.der)).toMatchObject({ kind: 'list', list: { anchors: [root.der] } });
    const hash = toBase64(new Uint8Array(32).fill(7));
    expect(await read(`// comment\r\n${hash}\r\n`)).toMatchObject({ list: { anchors: [], allowed: [hash] } });
  });

  it.each([
    ['nothing', ''],
    ['a letter', 'Dear reader'],
    ['a block that is no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
    ['a block that is no base64', '-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----'],
  ])('refuses %s', async (_, text) => {
    expect(await read(text)).toEqual({ kind: 'refused', reason: 'nothing-found' });
  });

  it('does not read a file that holds a private key, even beside a certificate', async () => {
    const key = '-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----';
    expect(await read(`${root.pem}\n${key}`)).toEqual({ kind: 'refused', reason: 'private-key' });
  });

  it('refuses what is no list by its size', async () => {
    expect(await read(new Uint8Array(9_000_000))).toEqual({ kind: 'refused', reason: 'too-large' });
  });

  it('tells whom a list names', async () => {
    expect(await describeTrustList(await listOf(root))).toEqual([
      expect.objectContaining({ name: 'Root', organisation: 'Test', selfSigned: true, key: 'ECDSA P-256' }),
    ]);
  });
});

describe('listNaming', () => {
  it('finds the list by an anchor that issued the last of the chain, or stands in it', async () => {
    const list = await listOf(root);
    expect(await listNaming([leaf.der, middle.der], [list])).toBe(list);
    expect(await listNaming([leaf.der, middle.der, root.der], [list])).toBe(list);
    const intermediate = await listOf(middle);
    expect(await listNaming([leaf.der], [await listOf(imposter), intermediate])).toBe(intermediate);
  });

  it('is not taken in by a name alone, nor by a certificate that issued nothing', async () => {
    expect(await listNaming([leaf.der, middle.der], [await listOf(imposter)])).toBeNull();
    const stranger = await authority('Stranger');
    // A known root put behind a chain that it has nothing to do with.
    expect(await listNaming([stranger.der, root.der], [await listOf(root)])).toBeNull();
    expect(await listNaming([], [await listOf(root)])).toBeNull();
  });

  it('finds a signer that is allowed by itself', async () => {
    const hash = toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', leaf.der)));
    const file = await read(hash);
    if (file.kind !== 'list') throw new Error(file.reason);
    expect(await listNaming([leaf.der], [file.list])).toBe(file.list);
    expect(await listNaming([middle.der], [file.list])).toBeNull();
  });
});

describe('trustSettings', () => {
  it('parts own roots from lists, and gives no text that begins like an address', async () => {
    const official = await listOf(root);
    const own = { ...(await listOf(imposter, middle)), kind: 'own' as const };
    const hashes = { ...official, anchors: [], allowed: ['httpAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='] };
    const settings = trustSettings([official, own, hashes]);
    for (const text of Object.values(settings)) expect(text.startsWith('http')).toBe(false);
    const certificates = (text = '') => text.match(/BEGIN CERTIFICATE/g)?.length;
    expect(certificates(settings.userAnchors)).toBe(2);
    expect(certificates(settings.trustAnchors)).toBe(1);
    expect(settings.allowedList).toContain('httpA');
    expect(trustSettings([])).toEqual({});
  });
});

describe('hostile certificates', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['noise', crypto.getRandomValues(new Uint8Array(500))],
    ['a COSE message without a chain', Uint8Array.of(0xd2, 0x84, 0x40, 0xa0, 0xf6, 0x40)],
    ['an array without an end', Uint8Array.of(0x9f, 0x9f, 0x9f)],
    ['a length past the end', Uint8Array.of(0x5b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)],
  ])('%s gives no chain and no certificate', async (_, bytes) => {
    expect(chainOfCose(bytes)).toEqual([]);
    expect(await describeCertificate(bytes)).toBeNull();
  });
});
