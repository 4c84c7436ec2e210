import type { OtherMark } from './mark';
import { readExif } from './marks-exif';
import { readIlst, readMp4Xmp } from './marks-mp4';
import { readPngText } from './marks-png';
import { readXmp } from './marks-xmp';

/** How much of a file is searched for a packet whose place no parser here knows. */
const SCAN_BYTES = 2 * 1024 * 1024;
const MAX_MARKS = 100;

/**
 * Marks of a file's origin beside C2PA: XMP digital source type, AIGC labels, container comments, EXIF software, and the
 * parameters that image generators leave in PNG text. None of them is signed: anybody can write or remove one.
 * A broken file gives what could be read; nothing is thrown but AbortError and the Blob's own read errors.
 */
export async function readOtherMarks(
  file: Blob,
  mimeType: string | null,
  signal: AbortSignal,
): Promise<OtherMark[]> {
  const marks: OtherMark[] = [];
  if (mimeType === 'image/png') marks.push(...(await readPngText(file)));
  signal.throwIfAborted();
  let xmp: string | null = null;
  if (mimeType !== null && /^(video\/(mp4|quicktime)|audio\/mp4)$/.test(mimeType)) {
    marks.push(...(await readIlst(file)));
    xmp = await readMp4Xmp(file);
  }
  signal.throwIfAborted();
  xmp ??= await scanForXmp(file);
  if (xmp !== null) marks.push(...readXmp(xmp));
  signal.throwIfAborted();
  if (mimeType !== null) marks.push(...(await readExif(file, mimeType)));
  signal.throwIfAborted();
  return marks.slice(0, MAX_MARKS);
}

/** The XMP packet in the first or last megabytes, by its markers: it lies in the clear in every format that carries one. */
async function scanForXmp(file: Blob): Promise<string | null> {
  const parts = [file.slice(0, SCAN_BYTES)];
  if (file.size > SCAN_BYTES) parts.push(file.slice(Math.max(SCAN_BYTES, file.size - SCAN_BYTES)));
  for (const part of parts) {
    const text = await part.text();
    const start = text.indexOf('<x:xmpmeta');
    const end = text.indexOf('</x:xmpmeta>', start);
    if (start >= 0 && end > start) return text.slice(start, end + '</x:xmpmeta>'.length);
  }
  return null;
}
