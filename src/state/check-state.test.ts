import { describe, expect, it } from 'vitest';
import { findPair, type CheckItem, type CheckReport } from './check-state';

const BINDING = 'org.example.mark';
const PAYLOAD = '1aaaaaaaaaaaaaaa';

/** A file of the list, by what its picture says and what its credentials say. */
function item(id: number, found: { picture?: string; credentials?: string; whole?: boolean }): CheckItem {
  const report = {
    watermark: found.picture ? { state: 'found', payload: found.picture } : { state: 'not-found' },
    credentials: found.credentials
      ? {
          integrity: { state: found.whole === false ? 'invalid' : 'valid' },
          softBindings: [{ algorithm: BINDING, value: found.credentials }],
        }
      : null,
  };
  return {
    id,
    file: { name: `${id}`, sizeBytes: 1 },
    status: { kind: 'done', report: report as unknown as CheckReport },
  };
}

const original = item(1, { picture: PAYLOAD, credentials: PAYLOAD });
const stripped = item(2, { picture: PAYLOAD });

describe('findPair', () => {
  it('brings a stripped copy and its original together, from either side', () => {
    const pair = { original, copy: stripped };
    expect(findPair([original, stripped], stripped, BINDING)).toEqual(pair);
    expect(findPair([stripped, original], original, BINDING)).toEqual(pair);
  });

  it('takes an original whose picture was not searched by its credentials', () => {
    const unsearched = item(3, { credentials: PAYLOAD });
    expect(findPair([stripped, unsearched], stripped, BINDING)?.original.id).toBe(3);
  });

  it('brings nothing together that is not the same, or not one of each', () => {
    const another = item(4, { picture: '1bbbbbbbbbbbbbbb', credentials: '1bbbbbbbbbbbbbbb' });
    expect(findPair([another, stripped], stripped, BINDING)).toBeUndefined();
    expect(findPair([stripped, item(5, { picture: PAYLOAD })], stripped, BINDING)).toBeUndefined();
    expect(findPair([original], original, BINDING)).toBeUndefined();
    expect(findPair([item(6, {}), original], item(6, {}), BINDING)).toBeUndefined();
    // Credentials that don't hold make no original.
    const broken = item(7, { picture: PAYLOAD, credentials: PAYLOAD, whole: false });
    expect(findPair([broken, stripped], stripped, BINDING)).toBeUndefined();
  });
});
