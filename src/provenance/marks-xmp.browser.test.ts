import { describe, expect, it } from 'vitest';
import { DIGITAL_SOURCE_TYPE, xmpPacket } from './disclosure';
import { readXmp } from './marks-xmp';

const wrap = (description: string) =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${description}</rdf:RDF></x:xmpmeta>`;

describe('readXmp', () => {
  it('reads what this app writes', () => {
    const marks = readXmp(
      xmpPacket({
        id: crypto.randomUUID(),
        createdAt: new Date(),
        watermark: '1000000000000001',
        labelText: 'AI-generated',
      }),
    );
    expect(marks.map(({ kind, field, saysAi }) => [kind, field, saysAi])).toEqual([
      ['digital-source-type', 'DigitalSourceType', true],
      ['generator-parameters', 'AISystemUsed', true],
      ['generator-parameters', 'AISystemVersionUsed', true],
      ['aigc', 'AIGC', true],
      ['software', 'CreatorTool', false],
      ['comment', 'Credit', true],
    ]);
    expect(marks[0]?.value).toBe(DIGITAL_SOURCE_TYPE);
  });

  it('reads properties written as attributes, under any prefix', () => {
    const packet = wrap(
      `<rdf:Description xmlns:q="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" q:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"/>`,
    );
    expect(readXmp(packet)).toEqual([
      expect.objectContaining({ kind: 'digital-source-type', saysAi: false }),
    ]);
  });

  it.each([
    ['entities', `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>${wrap('')}`],
    ['what is not well-formed', '<x:xmpmeta><rdf:RDF>'],
    ['a packet of megabytes', wrap(' '.repeat(2_000_000))],
    ['nothing', ''],
  ])('says nothing about %s', (_, packet) => {
    expect(readXmp(packet)).toEqual([]);
  });
});
