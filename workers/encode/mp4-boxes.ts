import { AppError } from '../../src/shared/errors';

/** As much of ISO/IEC 14496-12 as it takes to add items to an MP4's `ilst`. Sizes of 32 bits; `mdat` may have 64. */
export interface Mp4Box {
  /** Four characters. */
  type: string;
  /** Where the box begins in the file, in bytes. */
  start: number;
  /** Where its content begins, past size and type. */
  contentStart: number;
  /** One past its last byte. */
  end: number;
}

/** Boxes whose content is boxes, with the bytes that come before the first of them. */
const CONTAINERS: Readonly<Record<string, number>> = {
  moov: 0,
  trak: 0,
  mdia: 0,
  minf: 0,
  stbl: 0,
  edts: 0,
  udta: 0,
  // a FullBox: version and flags
  meta: 4,
};

/** The boxes between two offsets. Errors: mux-failed (a size that does not fit). */
export function listBoxes(file: Uint8Array, start = 0, end = file.length): Mp4Box[] {
  const view = viewOf(file);
  const boxes: Mp4Box[] = [];
  let offset = start;
  while (offset + 8 <= end) {
    let size = view.getUint32(offset);
    let contentStart = offset + 8;
    if (size === 1) {
      size = Number(view.getBigUint64(offset + 8));
      contentStart += 8;
    } else if (size === 0) {
      size = end - offset;
    }
    if (offset + size > end || contentStart > offset + size) {
      throw new AppError('mux-failed', `a box at ${offset} is broken`);
    }
    boxes.push({ type: readType(file, offset + 4), start: offset, contentStart, end: offset + size });
    offset += size;
  }
  return boxes;
}

/** The boxes along a path such as `['moov', 'udta', 'meta', 'ilst']`, outermost first; undefined where one is missing. The first of a name is taken. */
export function findBoxes(file: Uint8Array, path: readonly string[]): Mp4Box[] | undefined {
  const found: Mp4Box[] = [];
  let start = 0;
  let end = file.length;
  for (const type of path) {
    const box = listBoxes(file, start, end).find((candidate) => candidate.type === type);
    if (!box) return undefined;
    found.push(box);
    start = box.contentStart + (CONTAINERS[type] ?? 0);
    end = box.end;
  }
  return found;
}

/**
 * Adds freeform items (`----` with `mean` com.apple.iTunes, `name` and UTF-8 `data`) to `moov/udta/meta/ilst`, and moves
 * the chunk offsets behind it. ffmpeg reads and shows such items but does not write them.
 * @returns a new file, or the same one where there is nothing to add
 */
export function addFreeformTags(
  file: Uint8Array<ArrayBuffer>,
  tags: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const items = Object.entries(tags).map(([name, value]) => freeformItem(name, value));
  if (items.length === 0) return file;
  const path = findBoxes(file, ['moov', 'udta', 'meta', 'ilst']);
  const list = path?.at(-1);
  if (!path || !list) throw new AppError('mux-failed', 'the file has no ilst');
  const addition = joinBytes(items);
  const patched = joinBytes([file.subarray(0, list.end), addition, file.subarray(list.end)]);
  const view = viewOf(patched);
  for (const box of path) view.setUint32(box.start, box.end - box.start + addition.length);
  shiftChunkOffsets(patched, list.end, addition.length);
  return patched;
}

/** Adds `by` to every chunk offset that points at or behind `from` (`stco`, `co64`). */
function shiftChunkOffsets(file: Uint8Array, from: number, by: number): void {
  const view = viewOf(file);
  const visit = (start: number, end: number): void => {
    for (const box of listBoxes(file, start, end)) {
      const skip = CONTAINERS[box.type];
      if (skip !== undefined) visit(box.contentStart + skip, box.end);
      if (box.type !== 'stco' && box.type !== 'co64') continue;
      const count = view.getUint32(box.contentStart + 4);
      for (let index = 0; index < count; index++) {
        if (box.type === 'stco') {
          const at = box.contentStart + 8 + 4 * index;
          const offset = view.getUint32(at);
          if (offset >= from) view.setUint32(at, offset + by);
        } else {
          const at = box.contentStart + 8 + 8 * index;
          const offset = view.getBigUint64(at);
          if (offset >= BigInt(from)) view.setBigUint64(at, offset + BigInt(by));
        }
      }
    }
  };
  visit(0, file.length);
}

function freeformItem(name: string, value: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder();
  const versionAndFlags = new Uint8Array(4);
  // type indicator 1 (UTF-8), then the locale: QuickTime File Format, "Metadata item atoms"
  const utf8 = new Uint8Array([0, 0, 0, 1, 0, 0, 0, 0]);
  return makeBox(
    '----',
    makeBox('mean', versionAndFlags, text.encode('com.apple.iTunes')),
    makeBox('name', versionAndFlags, text.encode(name)),
    makeBox('data', utf8, text.encode(value)),
  );
}

function makeBox(type: string, ...content: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(8);
  const box = joinBytes([header, ...content]);
  viewOf(box).setUint32(0, box.length);
  box.set(
    Array.from(type, (character) => character.charCodeAt(0)),
    4,
  );
  return box;
}

function readType(file: Uint8Array, at: number): string {
  return String.fromCharCode(...file.subarray(at, at + 4));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
