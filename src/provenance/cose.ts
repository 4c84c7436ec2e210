import { encode } from 'cborg';
import { AppError } from '../shared/errors';

/** COSE header labels and values, RFC 9052 and RFC 9360. */
const HEADER_ALGORITHM = 1;
const HEADER_X5CHAIN = 33;
/** CBOR tag 18, COSE_Sign1, as its one encoded byte. */
const COSE_SIGN1_TAG = 0xd2;

/** The signature algorithms that C2PA 2.x section 13.2.1 allows and browsers have, by the names of c2pa-rs. */
export type SigningAlgorithm = 'es256' | 'es384' | 'es512' | 'ps256' | 'ed25519';

/** COSE's number (RFC 9053) and WebCrypto's parameters for each. */
const ALGORITHMS: Record<
  SigningAlgorithm,
  { cose: number; parameters: AlgorithmIdentifier | EcdsaParams | RsaPssParams }
> = {
  es256: { cose: -7, parameters: { name: 'ECDSA', hash: 'SHA-256' } },
  es384: { cose: -35, parameters: { name: 'ECDSA', hash: 'SHA-384' } },
  es512: { cose: -36, parameters: { name: 'ECDSA', hash: 'SHA-512' } },
  ps256: { cose: -37, parameters: { name: 'RSA-PSS', saltLength: 32 } },
  ed25519: { cose: -8, parameters: { name: 'Ed25519' } },
};

/** WebCrypto's parameters for signing and verifying with an algorithm. */
export function signatureParameters(
  algorithm: SigningAlgorithm,
): AlgorithmIdentifier | EcdsaParams | RsaPssParams {
  return ALGORITHMS[algorithm].parameters;
}

export interface CoseSigner {
  privateKey: CryptoKey;
  algorithm: SigningAlgorithm;
  /** The leaf certificate's DER. */
  leaf: Uint8Array<ArrayBuffer>;
  /** DER of the certificates between leaf and root, in order. A root is not sent along: whoever trusts it has it already. */
  intermediates: readonly Uint8Array<ArrayBuffer>[];
}

/** Room that a signature needs with its certificates; what is left over is padding that verifiers skip. */
export function signatureRoom({ leaf, intermediates }: Pick<CoseSigner, 'leaf' | 'intermediates'>): number {
  const certificates = [leaf, ...intermediates].reduce((sum, { length }) => sum + length + 8, 0);
  return Math.max(4096, certificates + 2048);
}

/**
 * A tagged COSE_Sign1 over a detached payload, as C2PA 2.x section 13.2 asks: algorithm and x5chain protected, nil payload, and
 * padded with the unprotected `pad` (and `pad2`) to exactly `sizeBytes`. Throws AppError `sign-failed` when that is too small.
 */
export async function coseSign1(
  payload: Uint8Array<ArrayBuffer>,
  signer: CoseSigner,
  sizeBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const protectedHeader = encode(
    new Map<number, unknown>([
      [HEADER_ALGORITHM, ALGORITHMS[signer.algorithm].cose],
      [
        HEADER_X5CHAIN,
        signer.intermediates.length > 0 ? [signer.leaf, ...signer.intermediates] : signer.leaf,
      ],
    ]),
  );
  const toBeSigned = encode(['Signature1', protectedHeader, new Uint8Array(), payload]);
  // WebCrypto's ECDSA signature is r || s (IEEE P1363), which is what COSE carries.
  const signature = new Uint8Array(
    await crypto.subtle.sign(signatureParameters(signer.algorithm), signer.privateKey, toBeSigned),
  );
  return padTo(sizeBytes, (unprotected) => {
    const body = encode([protectedHeader, unprotected, null, signature]);
    const message = new Uint8Array(body.length + 1);
    message[0] = COSE_SIGN1_TAG;
    message.set(body, 1);
    return message;
  });
}

/**
 * Finds the padding that makes the message exactly `sizeBytes`. A byte string's length prefix grows with it, so some sizes
 * are out of reach of one string; a second, small one then closes the gap (C2PA 2.x section 13.2.4).
 */
function padTo(
  sizeBytes: number,
  build: (unprotected: Record<string, Uint8Array>) => Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const bare = build({ pad: new Uint8Array() });
  const missing = sizeBytes - bare.length;
  if (missing < 0) {
    throw new AppError('sign-failed', `a signature of ${bare.length} bytes does not fit ${sizeBytes}`);
  }
  for (let length = missing; length >= Math.max(0, missing - 8); length--) {
    const message = build({ pad: new Uint8Array(length) });
    if (message.length === sizeBytes) return message;
  }
  for (let length = missing; length >= Math.max(0, missing - 24); length--) {
    for (let second = 0; second < 16; second++) {
      const message = build({ pad: new Uint8Array(length), pad2: new Uint8Array(second) });
      if (message.length === sizeBytes) return message;
    }
  }
  throw new AppError('sign-failed', `no padding makes a signature of exactly ${sizeBytes} bytes`);
}
