import type { Manifest, ManifestStore } from '@contentauth/c2pa-web';
import { describe, expect, it } from 'vitest';
import { describeStore, type StoreFacts } from './describe-store';
import { readSigners } from './signers';

const NOTHING: StoreFacts = { signers: new Map(), rechecked: new Map() };

const PROVEN = {
  success: [{ code: 'claimSignature.validated' }, { code: 'assertion.dataHash.match' }],
  informational: [],
  failure: [{ code: 'signingCredential.untrusted' }],
};

function store(
  manifests: Record<string, Partial<Manifest>>,
  rest: Partial<ManifestStore> = {},
): ManifestStore {
  return {
    active_manifest: 'a',
    manifests: manifests,
    validation_state: 'Valid',
    validation_results: { activeManifest: PROVEN },
    ...rest,
  };
}

const failing = (...codes: string[]) => ({
  activeManifest: { ...PROVEN, failure: codes.map((code) => ({ code })) },
});

describe('describeStore', () => {
  it('keeps an expired certificate apart from a changed file', () => {
    const manifests = { a: { signature_info: { common_name: 'Camera' } } };
    const expired = describeStore(
      store(manifests, {
        validation_state: 'Invalid',
        validation_results: failing('signingCredential.expired'),
      }),
    );
    expect(expired.validationState).toBe('invalid');
    expect(expired.integrity).toEqual({ state: 'valid', problems: [] });
    expect(expired.signer?.problems.map(({ key }) => key)).toEqual(['certificate-expired']);
    const changed = describeStore(
      store(manifests, {
        validation_state: 'Invalid',
        validation_results: failing('assertion.dataHash.mismatch'),
      }),
    );
    expect(changed.integrity.state).toBe('invalid');
    expect(changed.signer?.problems).toEqual([]);
  });

  it('does not call valid what nobody checked', () => {
    const report = describeStore(
      store(
        { a: {} },
        { validation_results: { activeManifest: { success: [], informational: [], failure: [] } } },
      ),
    );
    expect(report.integrity.state).toBe('not-checked');
  });

  it("walks to a leaf's problem, from the record and from what is found now", () => {
    const report = describeStore(
      store(
        {
          a: {
            ingredients: [
              {
                title: 'B',
                active_manifest: 'b',
                label: 'i',
                validation_results: { activeManifest: PROVEN },
              },
            ],
          },
          b: {
            ingredients: [
              {
                title: 'C',
                active_manifest: 'c',
                label: 'i',
                validation_status: [
                  { code: 'claimSignature.mismatch', url: 'self#jumbf=/c2pa/c/c2pa.signature' },
                ],
              },
            ],
          },
          c: {},
        },
        {
          validation_results: {
            activeManifest: PROVEN,
            ingredientDeltas: [
              {
                ingredientAssertionURI: 'self#jumbf=/c2pa/b/c2pa.assertions/i',
                validationDeltas: {
                  success: [],
                  informational: [],
                  failure: [{ code: 'assertion.hashedURI.mismatch' }],
                },
              },
            ],
          },
        },
      ),
    );
    expect(report.integrity.state).toBe('valid');
    const b = report.ingredients[0]!;
    expect(b.credentials?.integrity.state).toBe('valid');
    expect(b.ingredients[0]?.credentials?.integrity.problems.map(({ key }) => key)).toEqual([
      'signature-broken',
      'statement-changed',
    ]);
  });

  it('ends on materials that contain themselves, and on ten thousand of them', () => {
    const circle = { ingredients: [{ active_manifest: 'a' }, { active_manifest: 'a' }] };
    expect(describeStore(store({ a: circle })).ingredientsCutShort).toBe(true);
    const many = { ingredients: Array.from({ length: 10_000 }, () => ({ title: 'x' })) };
    const report = describeStore(store({ a: many }));
    expect(report.ingredientsCutShort).toBe(true);
    expect(report.ingredients.length).toBeLessThanOrEqual(2000);
  });

  it('is invalid where the recheck found what the reader skips', () => {
    const rechecked = new Map([
      ['self#jumbf=/c2pa/a/c2pa.assertions/i', [{ code: 'ingredient.claimSignature.mismatch' }]],
    ]);
    const report = describeStore(
      store({ a: { ingredients: [{ label: 'i', active_manifest: 'b' }] }, b: {} }),
      { ...NOTHING, rechecked },
    );
    expect(report.validationState).toBe('invalid');
    expect(report.ingredients[0]?.credentials?.integrity.problems[0]?.key).toBe('ingredient-changed');
  });

  it('survives a store with nothing in it', () => {
    const report = describeStore({});
    expect(report).toMatchObject({ validationState: 'invalid', signer: null, ingredients: [] });
  });
});

describe('readSigners', () => {
  it('takes what has the expected shape and nothing else', async () => {
    const facts = await readSigners(
      {
        manifests: [
          {
            label: 'a',
            signature: { certificateInfo: { issuer: { CN: 'Root' }, subject: { O: 'Org' }, validity: {} } },
          },
          { label: 5 },
          null,
          { label: 'b', signature: 'none' },
        ],
      },
      null,
      [],
    );
    expect([...facts]).toEqual([
      [
        'a',
        {
          issuer: 'Root',
          organisation: 'Org',
          validFrom: null,
          validUntil: null,
          timeStampedBy: null,
          chain: [],
          list: null,
        },
      ],
    ]);
    expect((await readSigners('nonsense', new Uint8Array([1, 2, 3]), [])).size).toBe(0);
  });
});
