import { AppError } from '../../src/shared/errors';
import type { ImageFormat } from './sniff';
import { readHeif } from './structure-heif';
import { readJpeg } from './structure-jpeg';

/** What a file says of its picture, before anything is decoded. */
export interface ImageHeader {
  /** As stored, before any orientation. For HEIF the largest item. */
  width: number;
  height: number;
}

/**
 * Walks a file's own structure: reads the picture's size, so that a bomb is refused before it is decoded, and makes sure
 * that the file is whole, since browsers paint a truncated one with grey below and say nothing.
 * Errors: image-corrupt (truncated, or no size where one must stand).
 */
export function readStructure(bytes: Uint8Array, format: ImageFormat): ImageHeader {
  try {
    const header = READERS[format](bytes);
    if (header.width >= 1 && header.height >= 1) return header;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    // DataView throws RangeError past the end of the file.
    throw new AppError('image-corrupt', `the ${format} file ends too early`, { cause });
  }
  throw new AppError('image-corrupt', `the ${format} file names no size`);
}

const READERS: Readonly<Record<ImageFormat, (bytes: Uint8Array) => ImageHeader>> = {
  jpeg: readJpeg,
  png: readPng,
  webp: readWebp,
  gif: readGif,
  bmp: readBmp,
  avif: readHeif,
  heic: readHeif,
};

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** PNG, ISO/IEC 15948: chunks of length, type, data, CRC from byte 8 on; IHDR first, IEND last. */
function readPng(bytes: Uint8Array): ImageHeader {
  const view = viewOf(bytes);
  const header = { width: view.getUint32(16), height: view.getUint32(20) };
  let at = 8;
  for (;;) {
    const length = view.getUint32(at);
    const type = view.getUint32(at + 4);
    at += 12 + length;
    if (at > bytes.length) throw new AppError('image-corrupt', 'a PNG chunk runs past the end');
    if (type === 0x49454e44) return header;
  }
}

/** WebP, RFC 9649: a RIFF file; the size stands in VP8X, VP8L or VP8's frame header. */
function readWebp(bytes: Uint8Array): ImageHeader {
  const view = viewOf(bytes);
  if (view.getUint32(4, true) + 8 > bytes.length) throw new AppError('image-corrupt', 'the WebP is cut off');
  const content = 20;
  switch (String.fromCharCode(...bytes.subarray(12, 16))) {
    case 'VP8X':
      return {
        width: 1 + (view.getUint32(content + 4, true) & 0xffffff),
        height: 1 + (view.getUint32(content + 7, true) & 0xffffff),
      };
    case 'VP8L': {
      const bits = view.getUint32(content + 1, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 'VP8 ':
      return {
        width: view.getUint16(content + 6, true) & 0x3fff,
        height: view.getUint16(content + 8, true) & 0x3fff,
      };
    default:
      throw new AppError('image-corrupt', 'the WebP begins with no picture');
  }
}

/** GIF89a: the logical screen's size; the first image must be whole (sub-blocks up to an empty one). */
function readGif(bytes: Uint8Array): ImageHeader {
  const view = viewOf(bytes);
  const header = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  const tableBytes = (packed: number) => (packed & 0x80 ? 3 << ((packed & 7) + 1) : 0);
  const skipSubBlocks = (start: number): number => {
    let at = start;
    for (let length = view.getUint8(at); length > 0; length = view.getUint8(at)) at += 1 + length;
    return at + 1;
  };
  let at = 13 + tableBytes(view.getUint8(10));
  for (;;) {
    const block = view.getUint8(at);
    if (block === 0x21) {
      at = skipSubBlocks(at + 2);
    } else if (block === 0x2c) {
      // image descriptor (10 bytes), local colour table, LZW minimum code size, data
      skipSubBlocks(at + 11 + tableBytes(view.getUint8(at + 9)));
      return header;
    } else {
      throw new AppError('image-corrupt', 'the GIF holds no picture');
    }
  }
}

/** BMP: a core header of 16-bit sizes or an info header of 32-bit ones (a negative height means top row first). */
function readBmp(bytes: Uint8Array): ImageHeader {
  const view = viewOf(bytes);
  const isCore = view.getUint32(14, true) === 12;
  const width = isCore ? view.getUint16(18, true) : Math.abs(view.getInt32(18, true));
  const height = isCore ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true));
  const depth = view.getUint16(isCore ? 24 : 28, true);
  const isPlain = isCore || [0, 3].includes(view.getUint32(30, true));
  const needed = view.getUint32(10, true) + (isPlain ? 4 * Math.ceil((width * depth) / 32) * height : 0);
  if (needed > bytes.length) throw new AppError('image-corrupt', 'the BMP is cut off');
  return { width, height };
}
