import { boxAt, boxesIn, contentOf, type BlobBox } from './blob-boxes';
import { XMP_UUID, readBoxHeader } from './boxes';
import { makeMark, type MarkKind, type OtherMark } from './mark';

const MAX_ITEMS = 1000;
const MAX_LIST_BYTES = 8 * 1024 * 1024;
const MAX_XMP_BYTES = 1024 * 1024;

/** Items of an `ilst` by their four characters (QuickTime File Format, "Metadata"). */
const ITEMS: Readonly<Record<string, { field: string; kind: MarkKind }>> = {
  '\xA9cmt': { field: 'comment', kind: 'comment' },
  desc: { field: 'description', kind: 'comment' },
  ldes: { field: 'synopsis', kind: 'comment' },
  '\xA9too': { field: 'encoder', kind: 'software' },
  '\xA9swr': { field: 'software', kind: 'software' },
};

/** The XMP packet of an ISO base media file's `uuid` box, or null. */
export async function readMp4Xmp(file: Blob): Promise<string | null> {
  for (const box of await boxesIn(file)) {
    if (box.type !== 'uuid') continue;
    const bytes = await contentOf(file, box, MAX_XMP_BYTES);
    if (bytes && XMP_UUID.every((byte, index) => bytes[index] === byte))
      return new TextDecoder().decode(bytes.subarray(16));
  }
  return null;
}

/** Comments, software and AIGC labels of the metadata lists of a film: `moov/udta/meta`, and QuickTime's `moov/meta`. */
export async function readIlst(file: Blob): Promise<OtherMark[]> {
  const marks: OtherMark[] = [];
  for (const path of [
    ['moov', 'udta', 'meta'],
    ['moov', 'meta'],
  ]) {
    const meta = await boxAt(file, path);
    if (meta) marks.push(...(await readMeta(file, meta)));
  }
  return marks;
}

async function readMeta(file: Blob, meta: BlobBox): Promise<OtherMark[]> {
  const bytes = await contentOf(file, meta, MAX_LIST_BYTES);
  if (!bytes) return [];
  // `meta` is a full box in MP4 (version and flags first) and a plain one in QuickTime.
  const body = childOf(bytes.subarray(4), 'ilst') ? bytes.subarray(4) : bytes;
  const list = childOf(body, 'ilst');
  if (!list) return [];
  const keys = keysOf(childOf(body, 'keys'));
  return childrenOf(list).flatMap(({ type, content }) => {
    const data = childOf(content, 'data');
    return data ? markOf(type, content, new TextDecoder().decode(data.subarray(8)), keys) : [];
  });
}

function markOf(type: string, item: Uint8Array, text: string, keys: readonly string[]): OtherMark[] {
  const known = ITEMS[type];
  if (known) return [makeMark(known.kind, 'ilst', known.field, text)];
  // An item of QuickTime's `keys` goes by its number there, from 1; a free-form one by its own name.
  const number = Array.from(type).reduce((sum, character) => sum * 256 + character.charCodeAt(0), 0);
  const name =
    type === '----'
      ? new TextDecoder().decode(childOf(item, 'name')?.subarray(4) ?? new Uint8Array())
      : keys[number - 1];
  if (name === undefined) return [];
  const software = /(^|\.)(software|encoder|make|model)$/i.exec(name)?.[2]?.toLowerCase();
  const kind: MarkKind =
    software === undefined ? 'comment' : software === 'make' || software === 'model' ? 'camera' : 'software';
  const mark = makeMark(kind, 'ilst', name, text);
  // A comment is a person's own text, unless it is a label.
  return kind === 'comment' && !mark.saysAi ? [] : [mark];
}

/** The names in a `keys` box: version and flags, a count, then size, namespace and name of each. */
function keysOf(box: Uint8Array | undefined): string[] {
  if (!box || box.length < 8) return [];
  return childrenOf(box.subarray(8)).map(({ content }) => new TextDecoder().decode(content));
}

function childOf(bytes: Uint8Array, type: string): Uint8Array | undefined {
  return childrenOf(bytes).find((child) => child.type === type)?.content;
}

function childrenOf(bytes: Uint8Array): { type: string; content: Uint8Array }[] {
  const children: { type: string; content: Uint8Array }[] = [];
  for (let offset = 0; children.length < MAX_ITEMS;) {
    const header = readBoxHeader(bytes, offset);
    if (!header) break;
    const end = header.sizeBytes === 0 ? bytes.length : offset + header.sizeBytes;
    if (end > bytes.length) break;
    children.push({ type: header.type, content: bytes.subarray(offset + header.headerBytes, end) });
    offset = end;
  }
  return children;
}
