import { AppError } from '../../src/shared/errors';
import type { ImageHeader } from './structure';

/** Rec. ITU-T T.81, table B.1. */
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
/** Start-of-frame markers: C0 to CF without DHT (C4), JPG (C8) and DAC (CC). */
const isStartOfFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
/** Markers that stand alone, without a length: TEM, RST0..7, SOI. */
const isAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/**
 * Walks a JPEG's segments and scans up to its end marker. What follows the end (cameras append previews and films there)
 * is not looked at; previews inside segments are skipped with them. Errors: image-corrupt, RangeError past the end.
 */
export function readJpeg(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: ImageHeader | undefined;
  let at = 2;
  for (;;) {
    // Decoders skip stray bytes between segments; so do we.
    while (view.getUint8(at) !== 0xff) at++;
    while (view.getUint8(at) === 0xff) at++;
    const marker = view.getUint8(at++);
    if (marker === END_OF_IMAGE) break;
    if (isAlone(marker)) continue;
    const length = view.getUint16(at);
    if (isStartOfFrame(marker)) {
      header ??= { width: view.getUint16(at + 5), height: view.getUint16(at + 3) };
    }
    at += length;
    if (marker === START_OF_SCAN) at = skipScan(bytes, at);
  }
  if (!header) throw new AppError('image-corrupt', 'the JPEG holds no picture');
  return header;
}

/** To the next marker that is neither a stuffed byte (FF 00), nor a restart, nor a fill byte. */
function skipScan(bytes: Uint8Array, start: number): number {
  let at = bytes.indexOf(0xff, start);
  while (at >= 0 && at + 1 < bytes.length) {
    const next = bytes[at + 1]!;
    const isData = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!isData) return at;
    at = bytes.indexOf(0xff, next === 0xff ? at + 1 : at + 2);
  }
  throw new AppError('image-corrupt', 'the JPEG is cut off');
}
