import { describe, expect, it } from 'vitest';
import { axisOf, describeProblem } from './problems';

describe('describeProblem', () => {
  it.each([
    ['assertion.dataHash.mismatch', 'content-changed', 'integrity'],
    ['assertion.bmffHash.mismatch', 'content-changed', 'integrity'],
    ['assertion.dataHash.redacted', 'redaction-not-allowed', 'integrity'],
    ['assertion.hashedURI.mismatch', 'statement-changed', 'integrity'],
    ['assertion.missing', 'statement-missing', 'integrity'],
    ['assertion.action.redactionMismatch', 'redaction-not-allowed', 'integrity'],
    ['assertion.notRedacted', 'redaction-not-allowed', 'integrity'],
    ['assertion.cbor.invalid', 'statement-malformed', 'integrity'],
    ['claim.hardBindings.missing', 'content-not-bound', 'integrity'],
    ['claim.missing', 'claim-broken', 'integrity'],
    ['claimSignature.mismatch', 'signature-broken', 'integrity'],
    ['claimSignature.outsideValidity', 'certificate-expired', 'signer'],
    ['ingredient.claimSignature.mismatch', 'ingredient-changed', 'integrity'],
    ['ingredient.manifest.missing', 'ingredient-changed', 'integrity'],
    ['signingCredential.untrusted', 'signer-unknown', 'signer'],
    ['signingCredential.expired', 'certificate-expired', 'signer'],
    ['signingCredential.invalid', 'certificate-invalid', 'signer'],
    ['signingCredential.ocsp.revoked', 'certificate-revoked', 'signer'],
    ['timeStamp.mismatch', 'time-stamp', 'signer'],
    ['something.nobody.knows', 'other', 'integrity'],
  ])('%s is %s, on the %s axis', (code, key, axis) => {
    const problem = describeProblem({ code });
    expect(problem.key).toBe(key);
    expect(axisOf(problem)).toBe(axis);
  });

  it.each([
    ['self#jumbf=/c2pa/urn:c2pa:1/c2pa.assertions/stds.exif', 'stds.exif'],
    ['self#jumbf=/c2pa/urn:c2pa:1/c2pa.signature', 'signature'],
    ['self#jumbf=/c2pa/urn:c2pa:1/c2pa.claim.v2', 'claim'],
    ['Cose_Sign1', 'Cose_Sign1'],
    [null, null],
  ])('names the place of %s', (url, where) => {
    expect(describeProblem({ code: 'x', url }).where).toBe(where);
  });
});
