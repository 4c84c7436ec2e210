import { describe, expect, it } from 'vitest';
import { STATUS_CODES, STATUS_SENTENCES, isKnownStatus, sentenceOf } from './status-codes';

describe('status codes', () => {
  it('each have one sentence, and no sentence is without a code', () => {
    expect(new Set(STATUS_CODES).size).toBe(STATUS_CODES.length);
    expect(STATUS_CODES.length).toBeGreaterThan(120);
    expect(new Set(STATUS_CODES.map(sentenceOf))).toEqual(new Set(STATUS_SENTENCES));
  });

  it.each([
    ['assertion.bmffHash.mismatch', 'content-differs'],
    ['signingCredential.untrusted', 'signer-unknown'],
    ['claimSignature.validated', 'signature-holds'],
    ['timeStamp.untrusted', 'stamp-unknown'],
  ])('%s', (code, sentence) => {
    expect(sentenceOf(code)).toBe(sentence);
  });

  it('a code that nobody knows yet still says something', () => {
    expect(sentenceOf('__proto__')).toBe('something-else');
    expect(isKnownStatus('vendor.new.code')).toBe(false);
  });
});
