import { XMP_UUID, readBoxHeader } from './boxes';
import { makeMark, type MarkKind, type OtherMark } from './mark';

const MAX_BOXES = 4096;
const MAX_MOOV_BYTES = 64 * 1024 * 1024;
const MAX_XMP_BYTES = 1024 * 1024;

/** Items of an `ilst` by their four characters (QuickTime File Format, "Metadata"). */
const ITEMS: Readonly<Record<string, { field: string; kind: MarkKind }>> = {
  '\xA9cmt': { field: 'comment', kind: 'comment' },
  desc: { field: 'description', kind: 'comment' },
  ldes: { field: 'synopsis', kind: 'comment' },
  '\xA9too': { field: 'encoder', kind: 'software' },
  '\xA9swr': { field: 'software', kind: 'software' },
};

interface TopLevelBox {
  type: string;
  contentStart: number;
  end: number;
}

/** Top-level boxes, read by their headers alone. A broken size ends the list. */
async function topLevelBoxes(file: Blob): Promise<TopLevelBox[]> {
  const boxes: TopLevelBox[] = [];
  for (let offset = 0; offset + 8 <= file.size && boxes.length < MAX_BOXES;) {
    const header = readBoxHeader(new Uint8Array(await file.slice(offset, offset + 16).arrayBuffer()), 0);
    if (!header) break;
    const end = header.sizeBytes === 0 ? file.size : offset + header.sizeBytes;
    if (end > file.size) break;
    boxes.push({ type: header.type, contentStart: offset + header.headerBytes, end });
    offset = end;
  }
  return boxes;
}

/** The XMP packet of an ISO base media file's `uuid` box, or null. */
export async function readMp4Xmp(file: Blob): Promise<string | null> {
  for (const box of await topLevelBoxes(file)) {
    if (box.type !== 'uuid' || box.end - box.contentStart > MAX_XMP_BYTES) continue;
    const bytes = new Uint8Array(await file.slice(box.contentStart, box.end).arrayBuffer());
    if (XMP_UUID.every((byte, index) => bytes[index] === byte))
      return new TextDecoder().decode(bytes.subarray(16));
  }
  return null;
}

/** Comments, software and AIGC labels of `moov/udta/meta/ilst`. */
export async function readIlst(file: Blob): Promise<OtherMark[]> {
  const moov = (await topLevelBoxes(file)).find(({ type }) => type === 'moov');
  if (!moov || moov.end - moov.contentStart > MAX_MOOV_BYTES) return [];
  const bytes = new Uint8Array(await file.slice(moov.contentStart, moov.end).arrayBuffer());
  const udta = childOf(bytes, 'udta');
  const meta = udta && childOf(udta, 'meta');
  // `meta` is a full box in MP4 (version and flags first) and a plain one in QuickTime.
  const list = meta && (childOf(meta.subarray(4), 'ilst') ?? childOf(meta, 'ilst'));
  if (!list) return [];
  const marks: OtherMark[] = [];
  for (const { type, content } of childrenOf(list)) {
    const data = childOf(content, 'data');
    if (!data) continue;
    const text = new TextDecoder().decode(data.subarray(8));
    if (type === '----') {
      const name = new TextDecoder().decode(childOf(content, 'name')?.subarray(4) ?? new Uint8Array());
      const mark = makeMark('comment', 'ilst', name, text);
      if (mark.saysAi) marks.push(mark);
    } else {
      const item = ITEMS[type];
      if (item) marks.push(makeMark(item.kind, 'ilst', item.field, text));
    }
  }
  return marks;
}

function childOf(bytes: Uint8Array, type: string): Uint8Array | undefined {
  return childrenOf(bytes).find((child) => child.type === type)?.content;
}

function childrenOf(bytes: Uint8Array): { type: string; content: Uint8Array }[] {
  const children: { type: string; content: Uint8Array }[] = [];
  for (let offset = 0; children.length < MAX_BOXES;) {
    const header = readBoxHeader(bytes, offset);
    if (!header) break;
    const end = header.sizeBytes === 0 ? bytes.length : offset + header.sizeBytes;
    if (end > bytes.length) break;
    children.push({ type: header.type, content: bytes.subarray(offset + header.headerBytes, end) });
    offset = end;
  }
  return children;
}
