/**
 * The status codes of C2PA 2.x (sections 15.2.1 to 15.2.3 of the 2.3 specification), those of 1.x that are still met, those that
 * c2pa-rs adds, and CAWG's of the identity assertion: each with the sentence that says it in plain words (src/i18n/check/codes).
 * Codes that mean the same to a person share a sentence.
 */
const SENTENCES = {
  // what held
  'signature-holds': ['claimSignature.validated'],
  'signed-in-time': ['claimSignature.insideValidity', 'timeOfSigning.insideValidity'],
  'signer-known': ['signingCredential.trusted', 'signingCredential.allowed'],
  'not-revoked': ['signingCredential.ocsp.notRevoked'],
  'stamp-holds': ['timeStamp.validated'],
  'stamp-known': ['timeStamp.trusted'],
  'statement-holds': ['assertion.hashedURI.match'],
  'content-holds': [
    'assertion.dataHash.match',
    'assertion.bmffHash.match',
    'assertion.boxesHash.match',
    'assertion.collectionHash.match',
    'assertion.multiAssetHash.match',
  ],
  'other-version-holds': ['assertion.alternativeContentRepresentation.match'],
  'statement-reached': ['assertion.accessible'],
  'material-holds': ['ingredient.manifest.validated'],
  'material-signature-holds': ['ingredient.claimSignature.validated'],
  'identity-holds': ['cawg.x509.signature.validated', 'cawg.identity.well-formed'],
  'identity-known': ['cawg.x509.credential.trusted', 'cawg.identity.trusted'],
  // worth knowing
  'algorithm-old': ['algorithm.deprecated'],
  'parts-left-out': [
    'assertion.dataHash.additionalExclusionsPresent',
    'assertion.bmffHash.additionalExclusionsPresent',
    'assertion.boxesHash.additionalExclusionsPresent',
  ],
  'material-unknown': ['ingredient.unknownProvenance', 'manifest.unknownProvenance'],
  'revocation-not-asked': ['signingCredential.ocsp.skipped', 'signingCredential.ocsp.inaccessible'],
  'revocation-unknown': ['signingCredential.ocsp.unknown'],
  'time-outside-validity': ['timeOfSigning.outsideValidity'],
  'stamp-certificate': ['timeStamp.credentialInvalid'],
  'stamp-malformed': ['timeStamp.malformed', 'assertion.timestamp.malformed'],
  'stamp-mismatch': ['timeStamp.mismatch'],
  'stamp-outside-validity': ['timeStamp.outsideValidity'],
  'stamp-unknown': ['timeStamp.untrusted'],
  'manifest-unreferenced': ['manifest.unreferenced'],
  // what does not hold: the content
  'content-differs': [
    'assertion.dataHash.mismatch',
    'assertion.bmffHash.mismatch',
    'assertion.boxesHash.mismatch',
    'assertion.collectionHash.mismatch',
    'assertion.multiAssetHash.mismatch',
  ],
  'content-binding-malformed': [
    'assertion.dataHash.malformed',
    'assertion.bmffHash.malformed',
    'assertion.boxesHash.malformed',
    'assertion.collectionHash.malformed',
    'assertion.multiAssetHash.malformed',
  ],
  'content-unknown-part': ['assertion.boxesHash.unknownBox'],
  'content-part-missing': ['assertion.multiAssetHash.missingPart'],
  'collection-count': ['assertion.collectionHash.incorrectFileCount'],
  'collection-path': ['assertion.collectionHash.invalidURI'],
  'other-version-differs': ['assertion.alternativeContentRepresentation.hashMismatch'],
  'other-version-malformed': ['assertion.alternativeContentRepresentation.malformed'],
  'other-version-missing': ['assertion.alternativeContentRepresentation.missing'],
  'content-not-bound': ['claim.hardBindings.missing'],
  'content-bound-twice': ['assertion.multipleHardBindings'],
  'binding-redacted': ['assertion.dataHash.redacted', 'assertion.hardBinding.redacted'],
  'binding-elsewhere': ['assertion.cloud-data.hardBinding', 'assertion.external-reference.hardBinding'],
  // the statements
  'statement-differs': ['assertion.hashedURI.mismatch', 'hashedURI.mismatch'],
  'statement-missing': ['assertion.missing', 'hashedURI.missing'],
  'statement-required': ['assertion.required.missing'],
  'statement-not-reached': ['assertion.inaccessible'],
  'statement-malformed': [
    'assertion.json.invalid',
    'assertion.cbor.invalid',
    'assertion.cloud-data.malformed',
    'assertion.external-reference.malformed',
    'assertion.ingredient.malformed',
  ],
  'statement-undeclared': ['assertion.undeclared'],
  'statement-outside': ['assertion.outsideManifest'],
  'statement-label': ['assertion.cloud-data.labelMismatch'],
  'statement-not-allowed': ['assertion.metadata.disallowed', 'assertion.external-reference.created'],
  'actions-elsewhere': ['assertion.cloud-data.actions', 'assertion.external-reference.actions'],
  'redaction-not-done': ['assertion.notRedacted'],
  'redaction-of-itself': ['assertion.selfRedacted'],
  'action-malformed': ['assertion.action.malformed', 'assertion.action.missing'],
  'action-material': ['assertion.action.ingredientMismatch'],
  'action-redacted': ['assertion.action.redacted'],
  'action-redaction': ['assertion.action.redactionMismatch'],
  'action-soft-binding': ['assertion.action.softBindingMissing'],
  // the claim and its signature
  'claim-missing': ['claim.missing'],
  'claim-multiple': ['claim.multiple'],
  'claim-malformed': ['claim.malformed', 'claim.cbor.invalid', 'claim.required.missing'],
  'signature-missing': ['claimSignature.missing'],
  'signature-differs': ['claimSignature.mismatch'],
  'signed-outside-validity': ['claimSignature.outsideValidity'],
  'manifest-missing': ['manifest.missing'],
  'manifest-not-reached': ['manifest.inaccessible'],
  'manifest-compressed': ['manifest.compressed.invalid'],
  'manifest-parents': ['manifest.multipleParents'],
  'update-invalid': ['manifest.update.invalid'],
  'update-parents': ['manifest.update.wrongParents'],
  'stamp-manifest': ['manifest.timestamp.invalid', 'manifest.timestamp.wrongParents'],
  // the materials
  'material-differs': ['ingredient.manifest.mismatch', 'ingredient.hashedURI.mismatch'],
  'material-missing': ['ingredient.manifest.missing'],
  'material-signature-missing': ['ingredient.claimSignature.missing'],
  'material-signature-differs': ['ingredient.claimSignature.mismatch'],
  // the signer
  'signer-unknown': ['signingCredential.untrusted'],
  'certificate-invalid': ['signingCredential.invalid'],
  'certificate-expired': ['signingCredential.expired'],
  'certificate-revoked': ['signingCredential.revoked', 'signingCredential.ocsp.revoked'],
  'algorithm-unknown': ['algorithm.unsupported', 'cawg.x509.algorithm.unsupported'],
  'identity-unknown': ['cawg.x509.credential.untrusted', 'cawg.ica.untrusted_issuer'],
  'identity-broken': [
    'cawg.x509.signature.mismatch',
    'cawg.x509.credential.invalid',
    'cawg.x509.signature.outside_validity',
    'cawg.identity.assertion.mismatch',
    'cawg.identity.assertion.duplicate',
    'cawg.identity.cbor.invalid',
    'cawg.identity.credential_revoked',
    'cawg.identity.hard_binding_missing',
    'cawg.identity.pad.invalid',
    'cawg.identity.sig_type.unknown',
  ],
  'not-released': ['com.adobe.prerelease'],
  'something-else': ['general.error'],
} as const satisfies Record<string, readonly string[]>;

/** Names a sentence that says a status code in plain words. */
export type StatusSentence = keyof typeof SENTENCES;

/** The names of all sentences. */
export const STATUS_SENTENCES = Object.keys(SENTENCES) as StatusSentence[];

const BY_CODE: ReadonlyMap<string, StatusSentence> = new Map(
  STATUS_SENTENCES.flatMap((sentence) =>
    SENTENCES[sentence].map((code): [string, StatusSentence] => [code, sentence]),
  ),
);

/** Every status code that is known. */
export const STATUS_CODES: readonly string[] = [...BY_CODE.keys()];

/** The sentence of a status code; `something-else` for one that nobody knows yet. */
export function sentenceOf(code: string): StatusSentence {
  return BY_CODE.get(code) ?? 'something-else';
}

/** Whether a status code has a sentence of its own. */
export function isKnownStatus(code: string): boolean {
  return BY_CODE.has(code);
}
