import { describe, expect, it } from 'vitest';
import { XMP_UUID, makeBox, readBoxHeader } from './boxes';
import { DIGITAL_SOURCE_TYPE, aigcLabel, containerTags, writeDisclosure, xmpPacket } from './disclosure';

const facts = {
  id: '3b2f1c1e-8a50-4a57-9d5c-0a8f7a3b9c11',
  createdAt: new Date('2026-11-22T01:02:03Z'),
  watermark: '1000000000000001',
  labelText: 'AI-generated',
};

const film = () =>
  new Blob([
    makeBox('ftyp', new Uint8Array(16)),
    makeBox('moov', new Uint8Array(64)),
    makeBox('mdat', new Uint8Array(333)),
  ]);

describe('writeDisclosure', () => {
  it('appends one XMP box and moves no byte before it', async () => {
    const before = new Uint8Array(await film().arrayBuffer());
    const after = new Uint8Array(await (await writeDisclosure(film(), facts)).arrayBuffer());
    expect(after.subarray(0, before.length)).toEqual(before);
    const header = readBoxHeader(after, before.length)!;
    expect(header).toMatchObject({ type: 'uuid', headerBytes: 8, sizeBytes: after.length - before.length });
    expect(after.subarray(before.length + 8, before.length + 24)).toEqual(XMP_UUID);
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(after.subarray(before.length + 24))).toBe(
      xmpPacket(facts),
    );
  });

  it.each([
    ['a last box that runs to the end', [makeBox('ftyp'), Uint8Array.of(0, 0, 0, 0, 0x6d, 0x64, 0x61, 0x74)]],
    ['a box that is cut off', [makeBox('mdat', new Uint8Array(100)).subarray(0, 50)]],
    ['what is no film', ['hello']],
  ])('refuses %s', async (_, parts) => {
    await expect(writeDisclosure(new Blob(parts as BlobPart[]), facts)).rejects.toMatchObject({
      code: 'mux-failed',
    });
  });
});

describe('what is written', () => {
  it('says in XMP what it is, by which program, when, under which id', () => {
    const packet = xmpPacket(facts);
    expect(packet).toContain(
      `<Iptc4xmpExt:DigitalSourceType>${DIGITAL_SOURCE_TYPE}</Iptc4xmpExt:DigitalSourceType>`,
    );
    expect(packet).toContain('<xmp:CreatorTool>Stillwake 0.1.0</xmp:CreatorTool>');
    expect(packet).toContain('2026-11-22T01:02:03.000Z');
    expect(packet).toContain(`xmp:iid:${facts.id}`);
    expect(packet).toMatch(/^<\?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"\?>/);
    expect(packet).toMatch(/<\?xpacket end="r"\?>$/);
  });

  it('has all seven fields of GB 45438-2025, as strings, in the tag and in the XMP', () => {
    const expected = {
      Label: '1',
      ContentProducer: 'Stillwake',
      ProduceID: facts.id,
      ReservedCode1: '',
      ContentPropagator: '',
      PropagateID: '',
      ReservedCode2: '',
    };
    expect(aigcLabel(facts)).toEqual(expected);
    const tags = containerTags(facts);
    expect(JSON.parse(tags['AIGC']!)).toEqual(expected);
    const inXmp = /<TC260:AIGC>(.*)<\/TC260:AIGC>/.exec(xmpPacket(facts))![1]!;
    expect(JSON.parse(inXmp)).toEqual(expected);
  });

  it('says AI-generated in the tags that survive a re-encode', () => {
    const tags = containerTags(facts);
    expect(tags['comment']).toMatch(/^AI-generated/);
    expect(tags['comment']).toContain(facts.id);
    expect(tags['description']).toMatch(/^AI-generated/);
  });

  it('does not call a sound synthesised that the person brought', () => {
    expect(containerTags(facts)['comment']).toContain('with synthesised sound');
    const own = { ...facts, ownSound: true };
    for (const text of [containerTags(own)['comment'], containerTags(own)['description'], xmpPacket(own)]) {
      expect(text).toContain('with a sound that its maker chose');
      expect(text).not.toContain('synthesised');
    }
  });
});
