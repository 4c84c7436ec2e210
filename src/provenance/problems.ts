/**
 * What a C2PA status code means to a person, as keys for src/i18n. The codes are those of C2PA 2.x section 15.3 (and of 1.x);
 * a code that nobody knows yet is `other` and still counts.
 */
export type ProblemKey =
  /** The picture, film or sound is not the one that was signed. */
  | 'content-changed'
  /** Nothing in the file ties the credentials to its content. */
  | 'content-not-bound'
  /** A statement of the credentials was changed after signing. */
  | 'statement-changed'
  | 'statement-missing'
  | 'statement-malformed'
  /** Something was taken out that may not be, or is said to be taken out and isn't. */
  | 'redaction-not-allowed'
  | 'signature-broken'
  | 'claim-broken'
  /** The credentials of a material differ from those that were referred to. */
  | 'ingredient-changed'
  | 'certificate-expired'
  | 'certificate-invalid'
  | 'certificate-revoked'
  /** No list at hand names the signer. Says nothing against the file. */
  | 'signer-unknown'
  | 'time-stamp'
  | 'other';

export interface Problem {
  /** As the specification names it. */
  code: string;
  key: ProblemKey;
  /** Label of the assertion, or `signature`, `claim`; null where the code names none. */
  where: string | null;
}

/** Which of the checker's axes a problem belongs to. */
export type ProblemAxis = 'integrity' | 'signer';

const KEYS: readonly (readonly [RegExp, ProblemKey])[] = [
  [/^assertion\.(data|bmff|boxes|collection)Hash\.redacted$/, 'redaction-not-allowed'],
  [/^assertion\.(data|bmff|boxes|collection|multiAsset)Hash\./, 'content-changed'],
  [/^claim\.hardBindings\./, 'content-not-bound'],
  [/^assertion\.multipleHardBindings$/, 'content-not-bound'],
  [/^assertion\.hashedURI\./, 'statement-changed'],
  [/^(assertion\.missing|assertion\.inaccessible|hashedURI\.missing)$/, 'statement-missing'],
  [/(redacted|redaction)/i, 'redaction-not-allowed'],
  [/^ingredient\./, 'ingredient-changed'],
  [/^hashedURI\.mismatch$/, 'statement-changed'],
  [/^assertion\./, 'statement-malformed'],
  [/^claimSignature\.outsideValidity$/, 'certificate-expired'],
  [/^claimSignature\./, 'signature-broken'],
  [/^signingCredential\.(ocsp\.)?revoked$/, 'certificate-revoked'],
  [/^signingCredential\.untrusted$/, 'signer-unknown'],
  [/^signingCredential\.expired$/, 'certificate-expired'],
  [/^(signingCredential\.invalid|algorithm\.)/, 'certificate-invalid'],
  [/^signingCredential\.ocsp\./, 'certificate-revoked'],
  [/^timeStamp\./, 'time-stamp'],
  [/^(claim|manifest)\./, 'claim-broken'],
];

const SIGNER_KEYS: ReadonlySet<ProblemKey> = new Set<ProblemKey>([
  'certificate-expired',
  'certificate-invalid',
  'certificate-revoked',
  'signer-unknown',
  'time-stamp',
]);

/** A status as c2pa-rs reports it, in this app's words. `url` is a JUMBF link. */
export function describeProblem(status: { code: string; url?: string | null | undefined }): Problem {
  const key = KEYS.find(([pattern]) => pattern.test(status.code))?.[1] ?? 'other';
  const last = status.url?.split('/').at(-1)?.split('#').at(-1) ?? '';
  const where = last.replace(/^c2pa\.(signature|claim)(\.v2)?$/, '$1');
  return { code: status.code, key, where: where === '' || where.includes('=') ? null : where };
}

/** Where a problem is shown: a fault of the certificate says nothing about whether the file was changed. */
export function axisOf(problem: Problem): ProblemAxis {
  return SIGNER_KEYS.has(problem.key) ? 'signer' : 'integrity';
}
