import { makeMark, type MarkKind, type OtherMark } from './mark';

const MAX_CHUNKS = 1000;
const MAX_EXIF_BYTES = 1024 * 1024;

const TAGS = ['Software', 'Make', 'Model', 'UserComment', 'ImageDescription', 'HostComputer'] as const;

/** Formats whose EXIF exifr finds by itself. */
const FOUND_BY_LIBRARY = /^image\/(jpeg|tiff|png|heic|heif|avif)$/;

/** What EXIF says of the maker: software, camera, and a comment where it is a generator's or a label. */
export async function readExif(file: Blob, mimeType: string): Promise<OtherMark[]> {
  const source =
    mimeType === 'image/webp' ? await webpExif(file) : FOUND_BY_LIBRARY.test(mimeType) ? file : null;
  if (!source) return [];
  // Loaded when it is needed: most of what it knows is never asked for.
  const exifr = await import('exifr');
  let tags: Partial<Record<(typeof TAGS)[number], unknown>> | undefined;
  try {
    tags = (await exifr.parse(source, {
      pick: [...TAGS],
      xmp: false,
      icc: false,
      iptc: false,
      userComment: true,
    })) as typeof tags;
  } catch {
    return [];
  }
  return TAGS.flatMap((name) => {
    const value = tags?.[name];
    const text = value instanceof Uint8Array ? decodeComment(value) : value;
    if (typeof text !== 'string' || text.trim() === '') return [];
    const kind: MarkKind =
      name === 'Make' || name === 'Model'
        ? 'camera'
        : name === 'Software' || name === 'HostComputer'
          ? 'software'
          : 'comment';
    const mark = makeMark(kind, 'exif', name, text);
    // A description is a person's own text, unless it is a generator's or a label.
    return mark.kind === 'comment' && !mark.saysAi ? [] : [mark];
  });
}

/** EXIF 2.32 table 9: eight bytes name the character code. "UNICODE" is UTF-16 of either byte order, and programs differ. */
export function decodeComment(bytes: Uint8Array): string {
  const code = String.fromCharCode(...bytes.subarray(0, 8));
  const body = bytes.subarray(8, 8 + 64 * 1024);
  if (code.startsWith('UNICODE')) {
    const zerosFirst = body.filter((byte, index) => index % 2 === 0 && byte === 0).length;
    const zerosSecond = body.filter((byte, index) => index % 2 === 1 && byte === 0).length;
    return new TextDecoder(zerosFirst > zerosSecond ? 'utf-16be' : 'utf-16le').decode(body);
  }
  const named = code.startsWith('ASCII') || /^\0{8}$/.test(code);
  return new TextDecoder().decode(named ? body : bytes.subarray(0, 64 * 1024));
}

/** The TIFF block of a WebP's EXIF chunk (RFC 9649, section 2.7.1.5). */
async function webpExif(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  let offset = 12;
  for (let count = 0; count < MAX_CHUNKS && offset + 8 <= file.size; count++) {
    const head = new DataView(await file.slice(offset, offset + 8).arrayBuffer());
    const type = String.fromCharCode(...new Uint8Array(head.buffer, 0, 4));
    const length = head.getUint32(4, true);
    if (type === 'EXIF' && length <= MAX_EXIF_BYTES) {
      const bytes = new Uint8Array(await file.slice(offset + 8, offset + 8 + length).arrayBuffer());
      const prefixed = String.fromCharCode(...bytes.subarray(0, 4)) === 'Exif';
      return bytes.slice(prefixed ? 6 : 0);
    }
    offset += 8 + length + (length % 2);
  }
  return null;
}
