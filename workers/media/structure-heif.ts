import { AppError } from '../../src/shared/errors';
import type { ImageHeader } from './structure';

interface Box {
  type: string;
  contentStart: number;
  end: number;
}

/** What an HEIF or AVIF file says of itself in `meta`. */
export interface HeifProperties extends ImageHeader {
  /** The text of the first ICC profile's description (`colr` of type prof or rICC), or ''. */
  profileDescription: string;
}

/** Boxes that may be many, and small: a hostile file could nest or repeat without end. */
const MAX_BOXES = 10_000;

/**
 * Reads the largest `ispe` and the colour profile's name of an HEIF file (ISO/IEC 23008-12), and makes sure that its
 * boxes lie within it. Errors: image-corrupt, RangeError past the end.
 */
export function readHeif(bytes: Uint8Array): HeifProperties {
  const top = listBoxes(bytes, 0, bytes.length);
  const meta = required(top, 'meta');
  const properties = required(listBoxes(bytes, meta.contentStart + 4, meta.end), 'iprp');
  const container = required(listBoxes(bytes, properties.contentStart, properties.end), 'ipco');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const result: HeifProperties = { width: 0, height: 0, profileDescription: '' };
  for (const box of listBoxes(bytes, container.contentStart, container.end)) {
    if (box.type === 'ispe') {
      const width = view.getUint32(box.contentStart + 4);
      const height = view.getUint32(box.contentStart + 8);
      if (width * height > result.width * result.height) Object.assign(result, { width, height });
    } else if (box.type === 'colr' && result.profileDescription === '') {
      const kind = String.fromCharCode(...bytes.subarray(box.contentStart, box.contentStart + 4));
      if (kind === 'prof' || kind === 'rICC') {
        result.profileDescription = describeProfile(bytes.subarray(box.contentStart + 4, box.end));
      }
    }
  }
  return result;
}

/** ICC.1:2022, 10.15 (mluc) and ICC.1:2001, 6.5.17 (desc): the profile's name, its zero bytes dropped. */
function describeProfile(profile: Uint8Array): string {
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
  const tagCount = Math.min(view.getUint32(128), 100);
  for (let index = 0; index < tagCount; index++) {
    const entry = 132 + 12 * index;
    if (view.getUint32(entry) !== 0x64657363) continue;
    const start = view.getUint32(entry + 4);
    const text = profile.subarray(start + 12, start + Math.min(view.getUint32(entry + 8), 512));
    return String.fromCharCode(...text.filter((byte) => byte >= 0x20 && byte < 0x7f)).trim();
  }
  return '';
}

function required(boxes: Box[], type: string): Box {
  const box = boxes.find((candidate) => candidate.type === type);
  if (!box) throw new AppError('image-corrupt', `the file has no ${type} box`);
  return box;
}

function listBoxes(bytes: Uint8Array, start: number, end: number): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes: Box[] = [];
  let at = start;
  while (at + 8 <= end && boxes.length < MAX_BOXES) {
    const short = view.getUint32(at);
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? end - at : short;
    const contentStart = at + (short === 1 ? 16 : 8);
    if (at + size > end || contentStart > at + size) {
      throw new AppError('image-corrupt', 'a box runs past the end');
    }
    boxes.push({
      type: String.fromCharCode(...bytes.subarray(at + 4, at + 8)),
      contentStart,
      end: at + size,
    });
    at += size;
  }
  return boxes;
}
