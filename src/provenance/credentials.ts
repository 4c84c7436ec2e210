import type { CertificateReport } from './certificates';
import type { Origin } from './origin';
import type { Problem } from './problems';
import type { TrustListName } from './trust-lists';

export type IntegrityState =
  /** The content and every statement are as they were signed. */
  | 'valid'
  | 'invalid'
  /** The reader could not check (a signature it doesn't know, nothing that binds the content). */
  | 'not-checked';

export interface Integrity {
  state: IntegrityState;
  /** Empty when valid. */
  problems: Problem[];
}

/** `own-device`: this device's root signed it; `own-root`: a root that the person trusts; `listed`: a trust list names it. */
export type KnownBy = 'own-device' | 'own-root' | 'listed' | 'unknown';

export interface SignerReport {
  /** Common name, as the certificate says; anybody can write anything into a certificate that no list names. */
  name: string | null;
  organisation: string | null;
  /** Who issued the certificate, where the reader tells. */
  issuer: string | null;
  known: KnownBy;
  /** The list that names it; null for `own-device` and `unknown`. */
  list: TrustListName | null;
  algorithm: string | null;
  /** ISO 8601. */
  validFrom: string | null;
  validUntil: string | null;
  /** Trusted time of signing; null without a time stamp. */
  timeStampedAt: string | null;
  /** Who says so. */
  timeStampedBy: string | null;
  /** Offline nobody can be asked: all there can be is a proof that the signer put into the file. */
  revocation: 'not-checked' | 'not-revoked' | 'revoked';
  /** From the signer's certificate towards the root, as the file carries it. */
  chain: CertificateReport[];
  /** The certificate's and time stamp's problems, `signer-unknown` not among them: `known` says it. */
  problems: Problem[];
}

/** A status code as the reader gave it. */
export interface StatusEntry {
  code: string;
  kind: 'success' | 'informational' | 'failure';
  /** Label of the assertion, or `signature`, `claim`; null where the code names none. */
  where: string | null;
  /** Label of the manifest that it is about, where it isn't the file's own. */
  material: string | null;
}

/** A link from the pixels to a manifest, such as a watermark's content. */
export interface SoftBinding {
  algorithm: string;
  value: string;
}

/** A material that a file was made from, with all that is known of it. */
export interface IngredientReport {
  title: string | null;
  mimeType: string | null;
  /** parentOf, componentOf or inputTo. */
  relationship: string;
  description: string | null;
  /** Key of its picture in the evidence. */
  thumbnail: string | null;
  /** What was found when it was taken in, and what is found now. Null where it had no credentials. */
  credentials: { integrity: Integrity; signer: SignerReport | null; origin: Origin } | null;
  ingredients: IngredientReport[];
}

export interface CredentialsReport {
  /** The library's word for the whole, after the recheck of what it skips. */
  validationState: 'invalid' | 'valid' | 'trusted';
  title: string | null;
  thumbnail: string | null;
  integrity: Integrity;
  signer: SignerReport | null;
  origin: Origin;
  ingredients: IngredientReport[];
  /** True where the tree of materials was too large to be walked to its end. */
  ingredientsCutShort: boolean;
  /** Assertions that were taken out of the materials' credentials. */
  redactions: string[];
  softBindings: SoftBinding[];
  /** Labels of the statements, as the specification or their maker names them. */
  assertions: string[];
  /** Every status code of the file and of what is found now in its materials. */
  statuses: StatusEntry[];
}

/** What a report rests on and is too large, or not text, to stand in it. */
export interface Evidence {
  /** Pictures by the key that a report names them with: JPEG, PNG or WebP of bounded size. */
  thumbnails: ReadonlyMap<string, Blob>;
  /** The manifests as c2pa-rs gives them, as JSON text. */
  manifestsJson: string;
  /** The manifest store itself (JUMBF), with all that its signatures are over; null where it can't be put together. */
  manifestStore: Blob | null;
}

export type CredentialsReading =
  | { kind: 'found'; report: CredentialsReport; evidence: Evidence }
  | { kind: 'none' }
  /** Only an address on a server is in the file; this app doesn't go there. */
  | { kind: 'remote' }
  /** There is something, but neither file nor credentials can be made sense of. */
  | { kind: 'unreadable'; message: string }
  /** The reader was ended: it takes time that grows with the square of the materials. */
  | { kind: 'not-finished' };
