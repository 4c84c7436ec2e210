import { describe, expect, it } from 'vitest';
import { addFreeformTags, findBoxes, listBoxes } from './mp4-boxes';

function box(type: string, ...content: (Uint8Array | number[])[]): Uint8Array<ArrayBuffer> {
  const body = content.flatMap((part) => [...part]);
  const size = body.length + 8;
  return Uint8Array.from([
    ...[24, 16, 8, 0].map((shift) => (size >>> shift) & 255),
    ...Array.from(type, (character) => character.charCodeAt(0)),
    ...body,
  ]);
}

const word = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);

/** moov (one track, chunk offsets of both kinds; an ilst with one item) before mdat, as ffmpeg's faststart lays it. */
function sampleFile(mdatAt: number): Uint8Array<ArrayBuffer> {
  const offsets = box('stco', word(0), word(2), word(mdatAt), word(mdatAt + 4));
  const long = box('co64', word(0), word(1), word(0), word(mdatAt + 2));
  const track = box('trak', box('mdia', box('minf', box('stbl', offsets, long))));
  const item = box('\u00a9too', box('data', word(1), word(0), [65]));
  const meta = box('meta', word(0), box('hdlr', word(0), word(0)), box('ilst', item));
  return Uint8Array.from([
    ...box('ftyp', word(1)),
    ...box('moov', track, box('udta', meta)),
    ...box('mdat', [1, 2, 3, 4, 5, 6, 7, 8]),
  ]);
}

function build(): Uint8Array<ArrayBuffer> {
  const probe = sampleFile(0);
  return sampleFile(listBoxes(probe).find((entry) => entry.type === 'mdat')!.contentStart);
}

describe('addFreeformTags', () => {
  it('adds items to ilst, grows every box around it and moves the chunk offsets', () => {
    const before = build();
    const after = addFreeformTags(before, { AIGC: '{"Label":"1"}', Other: 'ü' });
    const grown = after.length - before.length;
    const mdat = listBoxes(after).find((entry) => entry.type === 'mdat')!;
    expect([...after.subarray(mdat.contentStart, mdat.end)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);

    const list = findBoxes(after, ['moov', 'udta', 'meta', 'ilst'])!.at(-1)!;
    const items = listBoxes(after, list.contentStart, list.end);
    expect(items.map((item) => item.type)).toEqual(['\u00a9too', '----', '----']);
    const [, , data] = listBoxes(after, items[2]!.contentStart, items[2]!.end);
    expect(new TextDecoder().decode(after.subarray(data!.contentStart + 8, data!.end))).toBe('ü');

    const table = findBoxes(after, ['moov', 'trak', 'mdia', 'minf', 'stbl'])!.at(-1)!;
    const [stco, co64] = listBoxes(after, table.contentStart, table.end);
    const view = new DataView(after.buffer);
    expect(view.getUint32(stco!.contentStart + 8)).toBe(mdat.contentStart);
    expect(view.getUint32(stco!.contentStart + 12)).toBe(mdat.contentStart + 4);
    expect(Number(view.getBigUint64(co64!.contentStart + 8))).toBe(mdat.contentStart + 2);
    expect(grown).toBe(items[1]!.end - items[1]!.start + items[2]!.end - items[2]!.start);
  });

  it('gives the same file back where there is nothing to add', () => {
    const file = build();
    expect(addFreeformTags(file, {})).toBe(file);
  });

  it('refuses a file without ilst and a box that runs past the end', () => {
    expect(() => addFreeformTags(Uint8Array.from(box('moov', box('udta'))), { AIGC: 'x' })).toThrow(
      /no ilst/,
    );
    const broken = build();
    broken[3] = 255;
    broken[2] = 255;
    expect(() => listBoxes(broken)).toThrow(/broken/);
  });
});
