import { decode, encode } from 'cborg';
import { beforeAll, describe, expect, it } from 'vitest';
import { coseSign1, signatureParameters, signatureRoom, type CoseSigner } from './cose';

const LEAF = Uint8Array.from({ length: 700 }, (_, index) => index % 256);
const PAYLOAD = new TextEncoder().encode('the claim');

let signer: CoseSigner;
let publicKey: CryptoKey;

beforeAll(async () => {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  signer = { privateKey: keys.privateKey, algorithm: 'es256', leaf: LEAF, intermediates: [] };
  publicKey = keys.publicKey;
});

function parse(message: Uint8Array) {
  const parts = decode(message, { useMaps: true, tags: { 18: (value) => value() } }) as [
    Uint8Array,
    Map<string, Uint8Array>,
    null,
    Uint8Array<ArrayBuffer>,
  ];
  return { protectedBytes: parts[0], unprotected: parts[1], payload: parts[2], signature: parts[3] };
}

describe('coseSign1', () => {
  it('is a tagged COSE_Sign1 with a nil payload, algorithm and chain protected', async () => {
    const message = await coseSign1(PAYLOAD, signer, 4096);
    expect(message[0]).toBe(0xd2);
    const { protectedBytes, unprotected, payload, signature } = parse(message);
    expect(payload).toBeNull();
    expect(signature).toHaveLength(64);
    const header = decode(protectedBytes, { useMaps: true }) as Map<number, unknown>;
    expect([...header.keys()]).toEqual([1, 33]);
    expect(header.get(1)).toBe(-7);
    expect(header.get(33)).toEqual(LEAF);
    expect(unprotected.get('pad')?.every((byte) => byte === 0)).toBe(true);
  });

  it('signs the Sig_structure of RFC 9052 over the detached claim', async () => {
    const { protectedBytes, signature } = parse(await coseSign1(PAYLOAD, signer, 4096));
    // ["Signature1", protected, h'', payload], encoded by hand
    const head = [0x84, 0x6a, ...new TextEncoder().encode('Signature1'), 0x59];
    const structure = Uint8Array.from([
      ...head,
      protectedBytes.length >> 8,
      protectedBytes.length & 0xff,
      ...protectedBytes,
      0x40,
      0x40 + PAYLOAD.length,
      ...PAYLOAD,
    ]);
    const verify = (data: Uint8Array<ArrayBuffer>) =>
      crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, publicKey, signature, data);
    expect(await verify(structure)).toBe(true);
    structure[structure.length - 1] = structure.at(-1)! ^ 1;
    expect(await verify(structure)).toBe(false);
  });

  it('has exactly the size that was reserved, over every step of the length prefix', async () => {
    const smallest = await smallestSize();
    const sizes = [
      ...Array.from({ length: 40 }, (_, index) => smallest + index),
      ...Array.from({ length: 20 }, (_, index) => smallest + 250 + index),
      4096,
      ...Array.from({ length: 20 }, (_, index) => smallest + 65_530 + index),
    ];
    for (const size of sizes) expect((await coseSign1(PAYLOAD, signer, size)).length).toBe(size);
  });

  it.each([
    ['es384', -35, { name: 'ECDSA', namedCurve: 'P-384' }],
    ['ed25519', -8, { name: 'Ed25519' }],
    [
      'ps256',
      -37,
      { name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    ],
  ] as const)('signs with %s too, and sends the chain along', async (algorithm, number, keyAlgorithm) => {
    const keys = (await crypto.subtle.generateKey(keyAlgorithm, false, ['sign', 'verify'])) as CryptoKeyPair;
    const chained = {
      privateKey: keys.privateKey,
      algorithm,
      leaf: LEAF,
      intermediates: [LEAF.slice(0, 90)],
    };
    const message = await coseSign1(PAYLOAD, chained, signatureRoom(chained));
    const { protectedBytes, signature } = parse(message);
    const header = decode(protectedBytes, { useMaps: true }) as Map<number, unknown>;
    expect(header.get(1)).toBe(number);
    expect(header.get(33)).toEqual([LEAF, LEAF.slice(0, 90)]);
    const structure = encode(['Signature1', protectedBytes, new Uint8Array(), PAYLOAD]);
    expect(
      await crypto.subtle.verify(signatureParameters(algorithm), keys.publicKey, signature, structure),
    ).toBe(true);
  });

  it('refuses a size that it does not fit', async () => {
    const smallest = await smallestSize();
    await expect(coseSign1(PAYLOAD, signer, smallest - 1)).rejects.toMatchObject({ code: 'sign-failed' });
    await expect(coseSign1(PAYLOAD, signer, 100)).rejects.toMatchObject({ code: 'sign-failed' });
  });
});

/** Of a message without padding: tag, array, protected string (3 bytes of prefix), {"pad": h''}, nil, signature. */
async function smallestSize(): Promise<number> {
  const { protectedBytes } = parse(await coseSign1(PAYLOAD, signer, 4096));
  return 1 + 1 + 3 + protectedBytes.length + (1 + 4 + 1) + 1 + (2 + 64);
}
