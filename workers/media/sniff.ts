import { AppError } from '../../src/shared/errors';

/** What we decode, by its bytes. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp' | 'avif' | 'heic';

export const MIME_TYPES: Readonly<Record<ImageFormat, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  bmp: 'image/bmp',
  avif: 'image/avif',
  heic: 'image/heic',
};

/** Bytes from the front of a file that {@link sniff} wants to see. */
export const SNIFF_BYTES = 4096;

/** A pattern of bytes (a string of Latin-1 characters) at an offset. */
type Signature = readonly [offset: number, bytes: string];

const DECODABLE: readonly (readonly [ImageFormat, ...Signature[]])[] = [
  ['jpeg', [0, '\xff\xd8\xff']],
  ['png', [0, '\x89PNG\r\n\x1a\n']],
  ['gif', [0, 'GIF87a']],
  ['gif', [0, 'GIF89a']],
  ['webp', [0, 'RIFF'], [8, 'WEBP']],
  ['bmp', [0, 'BM']],
];

/** Containers of moving pictures (and Matroska's, Ogg's and ASF's sound, which nobody offers as a photo). */
const VIDEOS: readonly (readonly Signature[])[] = [
  [[0, '\x1a\x45\xdf\xa3']], // Matroska, WebM
  [
    [0, 'RIFF'],
    [8, 'AVI '],
  ],
  [[0, 'OggS']],
  [[0, 'FLV\x01']],
  [[0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11']], // ASF: WMV
  [[0, '\x00\x00\x01\xba']], // MPEG program stream
  [[0, '\x00\x00\x01\xb3']], // MPEG-1/2 video
  [
    [0, 'G'],
    [188, 'G'],
    [376, 'G'],
  ], // MPEG transport stream
  [[4, 'moov']],
  [[4, 'mdat']],
  [[4, 'wide']],
];

/** Pictures that we know and do not decode. */
const OTHER_IMAGES: readonly (readonly Signature[])[] = [
  [[0, 'II*\0']], // TIFF and most cameras' raw files
  [[0, 'MM\0*']],
  [[0, 'II+\0']],
  [[0, 'MM\0+']],
  [[0, '\xff\x0a']], // JPEG XL
  [[0, '\0\0\0\x0cJXL \r\n\x87\n']],
  [[0, '\0\0\0\x0cjP  \r\n\x87\n']], // JPEG 2000
  [[0, '\xff\x4f\xff\x51']],
  [[0, '8BPS']], // Photoshop
  [[0, '\0\0\x01\0']], // ICO
  [[0, 'FUJIFILM']],
  [[0, '\x76\x2f\x31\x01']], // OpenEXR
  [[0, 'qoif']],
  [[0, '#?RADIANCE']],
];

/** Brands of `ftyp` (ISO/IEC 23008-12, the AVIF specification). */
const AVIF_BRANDS = ['avif', 'avis'];
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'];
const IMAGE_BRANDS = ['mif1', 'mif2', 'msf1', 'miaf'];
const RAW_IMAGE_BRANDS = ['crx ', 'jp2 ', 'jpx '];

/**
 * Tells what a file is by its first bytes; names and announced types count for nothing.
 * @param head the first {@link SNIFF_BYTES} bytes, or the whole of a shorter file
 * Errors: file-is-video, file-is-svg, format-unsupported, file-not-an-image.
 */
export function sniff(head: Uint8Array): ImageFormat {
  const decodable = DECODABLE.find(([, ...signatures]) => matches(head, signatures));
  if (decodable) return decodable[0];
  if (matches(head, [[4, 'ftyp']])) return sniffBrands(head);
  if (VIDEOS.some((signatures) => matches(head, signatures))) {
    throw new AppError('file-is-video', 'the file is a video');
  }
  if (OTHER_IMAGES.some((signatures) => matches(head, signatures))) {
    throw new AppError('format-unsupported', 'an image format that is not read');
  }
  if (/<svg[\s>]/i.test(decodeText(head))) throw new AppError('file-is-svg', 'the file is an SVG');
  throw new AppError('file-not-an-image', 'no image format is recognised');
}

function sniffBrands(head: Uint8Array): ImageFormat {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const end = Math.min(view.getUint32(0), head.length);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += 4) {
    // the minor version stands between the major brand and the compatible ones
    if (at !== 12) brands.push(latin1(head.subarray(at, at + 4)));
  }
  const major = brands[0] ?? '';
  const isStill = [...AVIF_BRANDS, ...HEIC_BRANDS, ...IMAGE_BRANDS].includes(major);
  if (!isStill) {
    if (RAW_IMAGE_BRANDS.includes(major)) {
      throw new AppError('format-unsupported', 'an image format that is not read');
    }
    throw new AppError('file-is-video', 'the file is a video');
  }
  if (AVIF_BRANDS.includes(major)) return 'avif';
  if (HEIC_BRANDS.includes(major)) return 'heic';
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return 'avif';
  if (brands.some((brand) => HEIC_BRANDS.includes(brand))) return 'heic';
  throw new AppError('format-unsupported', 'a HEIF image of a codec that is not read');
}

function matches(head: Uint8Array, signatures: readonly Signature[]): boolean {
  return signatures.every(([offset, bytes]) =>
    Array.from(bytes).every((character, index) => head[offset + index] === character.charCodeAt(0)),
  );
}

function decodeText(head: Uint8Array): string {
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const label = isUtf16 ? (head[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  return new TextDecoder(label).decode(head);
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
