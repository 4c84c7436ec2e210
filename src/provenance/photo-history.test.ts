import { describe, expect, it } from 'vitest';
import { planHistory } from './photo-history';

const link = (segment: string) => ({ url: `self#jumbf=c2pa.assertions/${segment}`, hash: "b64'AA=='" });

function manifest(
  label: string,
  segments: string[],
  extra: Record<string, unknown> = {},
  claim: object = {},
) {
  return {
    label,
    assertions: {},
    'claim.v2': { created_assertions: segments.map(link), ...claim },
    ...extra,
  };
}

describe('planHistory', () => {
  it('redacts everything but actions, hashes, materials and permissions', () => {
    const plan = planHistory(
      [
        manifest('urn:c2pa:a', [
          'c2pa.actions.v2',
          'c2pa.hash.data',
          'c2pa.ingredient.v3__2',
          'cawg.training-mining',
          'stds.exif',
          'c2pa.thumbnail.claim',
          'c2pa.thumbnail.ingredient__1',
          'cawg.identity__1',
          'c2pa.location.broad',
          'stds.schema-org.CreativeWork',
          'com.unheard.of',
        ]),
      ],
      'photo.jpg',
    );
    expect(plan).toEqual({
      kind: 'carried',
      redactions: [
        'stds.exif',
        'c2pa.thumbnail.claim',
        'c2pa.thumbnail.ingredient__1',
        'cawg.identity__1',
        'c2pa.location.broad',
        'stds.schema-org.CreativeWork',
        'com.unheard.of',
      ].map((segment) => `self#jumbf=/c2pa/urn:c2pa:a/c2pa.assertions/${segment}`),
    });
  });

  it('reads claims of C2PA 1.x, and absolute links', () => {
    const old = {
      label: 'adobe:urn:uuid:1',
      claim: { assertions: [{ url: 'self#jumbf=/c2pa/adobe:urn:uuid:1/c2pa.assertions/stds.iptc' }] },
    };
    expect(planHistory([old], '')).toEqual({
      kind: 'carried',
      redactions: ['self#jumbf=/c2pa/adobe:urn:uuid:1/c2pa.assertions/stds.iptc'],
    });
  });

  it("does not take every text that holds a file's short name for its name", () => {
    const plan = planHistory([manifest('m', [], {}, { 'dc:title': 'Cat.jpg' })], 'C.jpg');
    expect(plan.kind).toBe('carried');
  });

  it('does not redact twice: signing would fail', () => {
    const uri = 'self#jumbf=/c2pa/urn:c2pa:a/c2pa.assertions/stds.exif';
    const plan = planHistory(
      [manifest('urn:c2pa:a', ['stds.exif']), manifest('urn:c2pa:b', [], {}, { redacted_assertions: [uri] })],
      '',
    );
    expect(plan).toEqual({ kind: 'carried', redactions: [] });
  });

  it.each([
    ['a place in an action', { 'c2pa.actions.v2': { actions: [{ parameters: { gps: '48 N' } }] } }, {}],
    ['a person in an action', { 'c2pa.actions.v2': { actions: [{ actors: [{}] }] } }, {}],
    ["the file's name in a material", { 'c2pa.actions.v2': { title: 'from beach at noon.jpg' } }, {}],
    ["the file's name without its ending", { 'c2pa.actions.v2': { title: 'beach at noon' } }, {}],
    [
      'an address in the certificate',
      {},
      { signature: { certificateInfo: { subject: { CN: 'ada@example.org' } } } },
    ],
    ['a credential store', {}, { credentials: [] }],
  ])('leaves the store out for %s', (_, assertions, extra) => {
    const plan = planHistory(
      [{ ...manifest('m', ['c2pa.actions.v2'], extra), assertions }],
      'beach at noon.jpg',
    );
    expect(plan).toEqual({ kind: 'left-out' });
  });
});
