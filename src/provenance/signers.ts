import type { Manifest } from '@contentauth/c2pa-web';
import { describeCertificate, chainOfCose } from './certificates';
import type { KnownBy, SignerReport } from './credentials';
import { cborWithin, manifestBoxes, signatureBox } from './jumbf';
import { axisOf, type Problem } from './problems';
import { listNaming, type TrustList } from './trust-lists';

/** Certificates of more manifests than these are left unread: a file with more is one that means harm. */
const MAX_CHAINS = 100;

/** This device's own root, which stands beside the lists. */
export const DEVICE_LIST_ID = 'device';

/** What is known of the one who signed a manifest, beside what c2pa-rs says. */
export interface SignerFacts {
  issuer: string | null;
  organisation: string | null;
  validFrom: string | null;
  validUntil: string | null;
  timeStampedBy: string | null;
  chain: SignerReport['chain'];
  /** The list that names the chain. */
  list: TrustList | null;
}

/**
 * Reads who signed, by manifest label: what crJSON tells of certificates, the chain in the signature itself, and the list
 * that names it. What has not the expected shape is left out.
 */
export async function readSigners(
  crJson: unknown,
  store: Uint8Array<ArrayBuffer> | null,
  lists: readonly TrustList[],
): Promise<Map<string, SignerFacts>> {
  const boxes = store ? manifestBoxes(store) : new Map<string, never>();
  const found = new Map<string, SignerFacts>();
  const manifests = field(crJson, 'manifests');
  for (const manifest of Array.isArray(manifests) ? (manifests as unknown[]).slice(0, MAX_CHAINS) : []) {
    const label = field(manifest, 'label');
    if (typeof label !== 'string') continue;
    const signature = field(manifest, 'signature');
    const info = field(signature, 'certificateInfo');
    const box = signatureBox(boxes.get(label));
    const message = box && cborWithin(box);
    const chain = message ? chainOfCose(message) : [];
    const described = (await Promise.all(chain.map(describeCertificate))).filter((one) => one !== null);
    if (info === undefined && described.length === 0) continue;
    const stamp = field(field(signature, 'timeStampInfo'), 'certificateInfo');
    const own = described[0];
    found.set(label, {
      issuer: nameOf(field(info, 'issuer')) ?? own?.issuer ?? null,
      organisation: text(field(field(info, 'subject'), 'O')) ?? own?.organisation ?? null,
      validFrom: text(field(field(info, 'validity'), 'notBefore')) ?? own?.validFrom ?? null,
      validUntil: text(field(field(info, 'validity'), 'notAfter')) ?? own?.validUntil ?? null,
      timeStampedBy: nameOf(field(stamp, 'subject')),
      chain: described,
      list: await listNaming(chain, lists),
    });
  }
  return found;
}

/** The codes that c2pa-rs found for one manifest, as far as they concern its signer. */
export interface SignerCodes {
  successes: readonly string[];
  problems: readonly Problem[];
}

/** The report on a manifest's signer; null for a manifest without a signature. */
export function signerOf(
  manifest: Manifest,
  { successes, problems }: SignerCodes,
  facts: SignerFacts | undefined,
): SignerReport | null {
  const info = manifest.signature_info;
  if (!info) return null;
  // The reader's word goes before ours: it knows the time of signing and the certificate profile.
  const denied = problems.some(({ key }) => key === 'signer-unknown');
  const known = denied
    ? 'unknown'
    : knownBy(facts?.list ?? null, successes.includes('signingCredential.trusted'));
  const list = facts?.list;
  return {
    name: info.common_name ?? null,
    organisation: facts?.organisation ?? info.issuer ?? null,
    issuer: facts?.issuer ?? null,
    known,
    list:
      list && (known === 'listed' || known === 'own-root')
        ? { kind: list.kind, name: list.name, addedAt: list.addedAt }
        : null,
    algorithm: info.alg ?? null,
    validFrom: facts?.validFrom ?? null,
    validUntil: facts?.validUntil ?? null,
    timeStampedAt: info.time ?? null,
    timeStampedBy: facts?.timeStampedBy ?? null,
    revocation: problems.some(({ key }) => key === 'certificate-revoked')
      ? 'revoked'
      : successes.includes('signingCredential.ocsp.notRevoked')
        ? 'not-revoked'
        : 'not-checked',
    chain: facts?.chain ?? [],
    problems: problems.filter((problem) => axisOf(problem) === 'signer' && problem.key !== 'signer-unknown'),
  };
}

function knownBy(list: TrustList | null, trusted: boolean): KnownBy {
  if (list?.id === DEVICE_LIST_ID) return 'own-device';
  if (list?.kind === 'own') return 'own-root';
  return list !== null || trusted ? 'listed' : 'unknown';
}

function nameOf(name: unknown): string | null {
  return text(field(name, 'CN')) ?? text(field(name, 'O'));
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
