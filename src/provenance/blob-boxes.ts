import { readBoxHeader } from './boxes';

/** More boxes side by side than any film has; a list with more ends here. */
const MAX_BOXES = 4096;

/** A box of a file that is not in memory, by its place. */
export interface BlobBox {
  type: string;
  contentStart: number;
  end: number;
}

/** The boxes side by side in a range of a file, read by their headers alone: a film's index may be large. A broken size ends the list. */
export async function boxesIn(file: Blob, start = 0, rangeEnd = file.size): Promise<BlobBox[]> {
  const boxes: BlobBox[] = [];
  for (let offset = start; offset + 8 <= rangeEnd && boxes.length < MAX_BOXES;) {
    const header = readBoxHeader(new Uint8Array(await file.slice(offset, offset + 16).arrayBuffer()), 0);
    if (!header) break;
    const end = header.sizeBytes === 0 ? rangeEnd : offset + header.sizeBytes;
    if (end > rangeEnd) break;
    boxes.push({ type: header.type, contentStart: offset + header.headerBytes, end });
    offset = end;
  }
  return boxes;
}

/** The box at the end of a path of types, or undefined. */
export async function boxAt(file: Blob, path: readonly string[]): Promise<BlobBox | undefined> {
  let range: BlobBox = { type: '', contentStart: 0, end: file.size };
  for (const type of path) {
    const found = (await boxesIn(file, range.contentStart, range.end)).find((box) => box.type === type);
    if (!found) return undefined;
    range = found;
  }
  return range;
}

/** The content of a box; null where it is larger than `maxBytes`. */
export async function contentOf(
  file: Blob,
  { contentStart, end }: BlobBox,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (end - contentStart > maxBytes) return null;
  return new Uint8Array(await file.slice(contentStart, end).arrayBuffer());
}
