import type { Manifest, ManifestStore, Reader } from '@contentauth/c2pa-web';

/** Bounds for files that mean harm: pictures past them are not shown. */
const MAX_THUMBNAILS = 60;
const MAX_THUMBNAIL_BYTES = 1_000_000;
const MAX_TOTAL_BYTES = 16_000_000;
/** A small file can hold a picture of gigabytes: a thumbnail of more pixels is no thumbnail. */
const MAX_PIXELS = 16_000_000;

/** The thumbnails of a store's manifests and their materials, by identifier. What is no small JPEG, PNG or WebP is left out. */
export async function readThumbnails(reader: Reader, store: ManifestStore): Promise<Map<string, Blob>> {
  const found = new Map<string, Blob>();
  let total = 0;
  for (const identifier of identifiers(store)) {
    if (found.size >= MAX_THUMBNAILS || total >= MAX_TOTAL_BYTES) break;
    try {
      const bytes = await reader.resourceToBytes(identifier);
      const type = pictureType(bytes);
      if (bytes.length > MAX_THUMBNAIL_BYTES || type === null || pixelsOf(bytes, type) > MAX_PIXELS) continue;
      found.set(identifier, new Blob([bytes], { type }));
      total += bytes.length;
    } catch {
      // Named, and not there: the report does without.
    }
  }
  return found;
}

/** The file's own first, then those of its materials. */
function identifiers(store: ManifestStore): Set<string> {
  const found = new Set<string>();
  const manifests = store.manifests ?? {};
  const active = manifests[store.active_manifest ?? ''];
  const add = (manifest: Manifest) => {
    if (manifest.thumbnail) found.add(manifest.thumbnail.identifier);
    for (const { thumbnail } of manifest.ingredients ?? []) if (thumbnail) found.add(thumbnail.identifier);
  };
  if (active) add(active);
  for (const manifest of Object.values(manifests)) {
    if (found.size > MAX_THUMBNAILS) break;
    add(manifest);
  }
  return found;
}

type PictureType = 'image/jpeg' | 'image/png' | 'image/webp';

/** By the first bytes, whatever the manifest says: never a type that can hold a script. */
export function pictureType(bytes: Uint8Array): PictureType | null {
  const text = (start: number, end: number) => String.fromCharCode(...bytes.subarray(start, end));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (bytes[0] === 0x89 && text(1, 8) === 'PNG\r\n\x1A\n') return 'image/png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp';
  return null;
}

/** Width times height by the picture's header; Infinity where it doesn't say. */
export function pixelsOf(bytes: Uint8Array, type: PictureType): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (type === 'image/png') return view.getUint32(16) * view.getUint32(20);
    return type === 'image/webp' ? webpPixels(view) : jpegPixels(view);
  } catch {
    // The header ends before it says.
    return Infinity;
  }
}

/** Up to the start-of-frame segment: SOF0 to SOF15 but DHT, JPG and DAC (ITU T.81, table B.1). */
function jpegPixels(view: DataView): number {
  for (let offset = 2; offset < view.byteLength;) {
    if (view.getUint8(offset) !== 0xff) return Infinity;
    const marker = view.getUint8(offset + 1);
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return view.getUint16(offset + 5) * view.getUint16(offset + 7);
    offset += 2 + view.getUint16(offset + 2);
  }
  return Infinity;
}

/** RFC 9649: lossy, lossless or extended. */
function webpPixels(view: DataView): number {
  const chunk = String.fromCharCode(...[12, 13, 14, 15].map((at) => view.getUint8(at)));
  if (chunk === 'VP8 ') return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return ((bits & 0x3fff) + 1) * (((bits >> 14) & 0x3fff) + 1);
  }
  if (chunk !== 'VP8X') return Infinity;
  const side = (at: number) => 1 + (view.getUint32(at, true) & 0xff_ffff);
  return side(24) * ((view.getUint32(26, true) >>> 8) + 1);
}
