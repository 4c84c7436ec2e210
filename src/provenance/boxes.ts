/** As much of ISO/IEC 14496-12 as reading and writing metadata takes. Sizes and offsets in bytes. */

/** BE7ACFCB-97A9-42E8-9C71-999491E3AFAC: XMP part 3, section 2.3.2.1. */
export const XMP_UUID = Uint8Array.of(
  ...[0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac],
);

export interface BoxHeader {
  /** Four characters of Latin-1. */
  type: string;
  /** Of the header: 8, or 16 with a 64-bit size. */
  headerBytes: number;
  /** Of the whole box; 0 for "up to the end of the file". */
  sizeBytes: number;
}

/** The box header at `offset`, or undefined where there is none or its size can't be. Bounds past `bytes` are the caller's. */
export function readBoxHeader(bytes: Uint8Array, offset: number): BoxHeader | undefined {
  if (offset + 8 > bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
  const size = view.getUint32(offset);
  if (size === 1) {
    if (offset + 16 > bytes.length) return undefined;
    const large = view.getBigUint64(offset + 8);
    if (large < 16n || large > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
    return { type, headerBytes: 16, sizeBytes: Number(large) };
  }
  if (size !== 0 && size < 8) return undefined;
  return { type, headerBytes: 8, sizeBytes: size };
}

/** A box of the parts given. */
export function makeBox(type: string, ...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const sizeBytes = parts.reduce((sum, part) => sum + part.length, 8);
  const box = new Uint8Array(sizeBytes);
  new DataView(box.buffer).setUint32(0, sizeBytes);
  for (let index = 0; index < 4; index++) box[4 + index] = type.charCodeAt(index);
  let offset = 8;
  for (const part of parts) {
    box.set(part, offset);
    offset += part.length;
  }
  return box;
}
