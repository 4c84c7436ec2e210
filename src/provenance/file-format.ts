import { isSupportedReaderFormat } from '@contentauth/c2pa-web';

export interface FileFormat {
  /** By the file's first bytes, never by its name; null where they say nothing. */
  mimeType: string | null;
  /** Whether Content Credentials can sit in such a file, as far as the reader goes. */
  carriesCredentials: boolean;
}

/** As many bytes as {@link detectFormat} looks at. */
export const FORMAT_BYTES = 4096;

/** Brands of ISO base media files, in the order in which they decide. */
const BRANDS: readonly (readonly [RegExp, string])[] = [
  [/avi[fs]/, 'image/avif'],
  [/hei[cxms]|hev[cxms]/, 'image/heic'],
  [/mif1|msf1/, 'image/heif'],
  [/M4A |M4B /, 'audio/mp4'],
  [/qt {2}/, 'video/quicktime'],
];

/** Recognises a file by its first {@link FORMAT_BYTES} bytes. */
export function detectFormat(head: Uint8Array): FileFormat {
  const mimeType = mimeOf(head);
  return { mimeType, carriesCredentials: mimeType !== null && isSupportedReaderFormat(mimeType) };
}

function mimeOf(head: Uint8Array): string | null {
  const text = (start: number, end: number) => String.fromCharCode(...head.subarray(start, end));
  const begins = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (begins(0x89, 0x50, 0x4e, 0x47)) return 'image/png';
  if (text(0, 4) === 'GIF8') return 'image/gif';
  if (text(0, 4) === 'RIFF') {
    const kind = text(8, 12);
    if (kind === 'WEBP') return 'image/webp';
    if (kind === 'WAVE') return 'audio/wav';
    if (kind === 'AVI ') return 'video/avi';
    return null;
  }
  if (text(4, 8) === 'ftyp') return mimeOfBrands(head, text);
  if (begins(0xff, 0x0a) || text(4, 12) === 'JXL \r\n\x87\n') return 'image/jxl';
  if (begins(0x49, 0x49, 0x2a, 0) || begins(0x4d, 0x4d, 0, 0x2a)) return 'image/tiff';
  if (text(0, 5) === '%PDF-') return 'application/pdf';
  if (text(0, 3) === 'ID3' || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2)) return 'audio/mpeg';
  if (begins(0x1a, 0x45, 0xdf, 0xa3)) return text(0, 64).includes('webm') ? 'video/webm' : 'video/x-matroska';
  if (text(0, 4) === 'OggS') return 'audio/ogg';
  if (text(0, 4) === 'fLaC') return 'audio/flac';
  if (text(0, 2) === 'BM' && head.length >= 14) return 'image/bmp';
  if (['moov', 'mdat', 'wide', 'free'].includes(text(4, 8))) return 'video/quicktime';
  const markup = new TextDecoder().decode(head);
  if (/^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/i.test(markup))
    return 'image/svg+xml';
  return null;
}

function mimeOfBrands(head: Uint8Array, text: (start: number, end: number) => string): string {
  const sizeBytes = Math.min(new DataView(head.buffer, head.byteOffset).getUint32(0), head.length);
  // The major brand first, then the compatible ones: a film may list an image brand among the latter.
  for (const brands of [text(8, 12), text(16, sizeBytes)]) {
    const found = BRANDS.find(([pattern]) => pattern.test(brands));
    if (found) return found[1];
    if (/isom|iso[2-9]|mp4[12]|avc1|M4V |dash/.test(brands)) return 'video/mp4';
  }
  return 'video/mp4';
}
