import { makeMark, type MarkKind, type OtherMark } from './mark';

/** Chunks looked at, and bytes of one chunk's text. Text lies before or right behind the pixels. */
const MAX_CHUNKS = 10_000;
const MAX_TEXT_BYTES = 256 * 1024;

/** The marks in a PNG's tEXt, zTXt and iTXt chunks (PNG specification, third edition, section 11.3.3). */
export async function readPngText(file: Blob): Promise<OtherMark[]> {
  const marks: OtherMark[] = [];
  let offset = 8;
  for (let count = 0; count < MAX_CHUNKS && offset + 12 <= file.size; count++) {
    const head = new DataView(await file.slice(offset, offset + 8).arrayBuffer());
    const length = head.getUint32(0);
    const type = String.fromCharCode(...new Uint8Array(head.buffer, 4, 4));
    if (type === 'IEND' || offset + 12 + length > file.size) break;
    if (type === 'tEXt' || type === 'zTXt' || type === 'iTXt') {
      const bytes = new Uint8Array(
        await file.slice(offset + 8, offset + 8 + Math.min(length, MAX_TEXT_BYTES)).arrayBuffer(),
      );
      const found = await readTextChunk(type, bytes);
      if (found) marks.push(...markOf(found.keyword, found.text));
    }
    offset += 12 + length;
  }
  return marks;
}

function markOf(keyword: string, text: string): OtherMark[] {
  if (keyword === 'XML:com.adobe.xmp') return [];
  const kind: MarkKind = /^software$/i.test(keyword) ? 'software' : 'comment';
  const mark = makeMark(kind, 'png-text', keyword, text);
  // Any other text is a person's own, and none of ours to show.
  return mark.kind === 'comment' && !mark.saysAi ? [] : [mark];
}

async function readTextChunk(
  type: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ keyword: string; text: string } | undefined> {
  const end = bytes.indexOf(0);
  if (end < 1 || end > 79) return undefined;
  const latin1 = new TextDecoder('latin1');
  const keyword = latin1.decode(bytes.subarray(0, end));
  if (type === 'tEXt') return { keyword, text: latin1.decode(bytes.subarray(end + 1)) };
  if (type === 'zTXt') return inflated(keyword, bytes.subarray(end + 2), latin1);
  const compressed = bytes[end + 1] === 1;
  const language = bytes.indexOf(0, end + 3);
  const translated = language < 0 ? -1 : bytes.indexOf(0, language + 1);
  if (translated < 0) return undefined;
  const rest = bytes.subarray(translated + 1);
  const utf8 = new TextDecoder();
  return compressed ? inflated(keyword, rest, utf8) : { keyword, text: utf8.decode(rest) };
}

/** Inflates as far as {@link MAX_TEXT_BYTES}: a small chunk can hold gigabytes. */
async function inflated(keyword: string, bytes: Uint8Array<ArrayBuffer>, decoder: TextDecoder) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  let text = '';
  let total = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || total > MAX_TEXT_BYTES) break;
      total += value.length;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // Cut off or corrupt: what was read so far is what there is.
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return { keyword, text };
}
