import { decode, encode } from 'cborg';
import { coseSign1 } from './cose';
import { createIdentity } from './identity';
import { cborWithin, superboxes, type Superbox } from './jumbf';

type Bytes = Uint8Array<ArrayBuffer>;

const INGREDIENT = 'c2pa.ingredient.v3';
/** What a JPEG segment holds at most beside its marker, length, `JP`, instance, number and the repeated box header. */
const SEGMENT_ROOM = 65_535 - 2 - 8 - 8;

/**
 * A signed JPEG whose one material stands `count` times in its manifest: everything that has to match is made anew (hashes, exclusion,
 * claim, signature), by nobody's tool but this, which is why no tool's bounds hold it back.
 * @param jpeg signed, with one material
 */
export async function withMaterials(jpeg: Blob, count: number): Promise<Blob> {
  const bytes = new Uint8Array(await jpeg.arrayBuffer());
  const place = storeOf(bytes);
  const [whole] = superboxes(place.store);
  const manifest = superboxes(whole!.content)[0]!;
  const parts = superboxes(manifest.content);
  const part = (label: string) => parts.find((box) => box.label.startsWith(label))!;
  const assertions = superboxes(part('c2pa.assertions').content);
  const material = assertions.find(({ label }) => label === INGREDIENT)!;
  const others = assertions.filter(({ label }) => label !== INGREDIENT && label !== 'c2pa.hash.data');
  const materials = Array.from({ length: count }, (_, index) => relabelled(material, index));
  const binding = decode(cborWithin(assertions.find(({ label }) => label === 'c2pa.hash.data')!)!) as {
    exclusions: { start: number; length: number }[];
  };
  const claim = decode(cborWithin(part('c2pa.claim'))!) as {
    created_assertions: { url: string }[];
    gathered_assertions?: unknown;
  };
  delete claim.gathered_assertions;
  const hashed = await Promise.all([...others, ...materials].map(reference));
  const signer = await createIdentity();

  const build = async (lengthBytes: number): Promise<Bytes> => {
    binding.exclusions = [{ start: place.start, length: lengthBytes }];
    const bound = superbox('c2pa.hash.data', 'cbor', encode(binding));
    claim.created_assertions = [...hashed, await reference(bound)];
    const stated = encode(claim);
    const signature = await coseSign1(stated, signer, 4096);
    const store = boxed(
      describedLike(part('c2pa.assertions')),
      ...[...others, ...materials, bound].map(({ content }) => box('jumb', content)),
    );
    const inner = boxed(
      describedLike(manifest),
      store,
      box('jumb', describedLike(part('c2pa.claim')), box('cbor', stated)),
      box('jumb', describedLike(part('c2pa.signature')), box('cbor', signature)),
    );
    return segments(boxed(describedLike(whole!), inner));
  };
  // The length that the binding leaves out is that of what holds it: it settles at once, but for the digits it is written in.
  let carried = await build(place.end - place.start);
  for (let last = 0; last !== carried.length;) {
    last = carried.length;
    carried = await build(last);
  }
  return new Blob([bytes.subarray(0, place.start), carried, bytes.subarray(place.end)], { type: jpeg.type });
}

/** A box with its four-letter type around some parts. */
function box(type: string, ...parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 8));
  new DataView(whole.buffer).setUint32(0, whole.length);
  whole.set(new TextEncoder().encode(type), 4);
  let at = 8;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function boxed(...parts: Uint8Array[]): Bytes {
  return box('jumb', ...parts);
}

/** The description box at the start of a superbox, as it is. */
function describedLike({ content }: Superbox): Bytes {
  return content.slice(0, new DataView(content.buffer, content.byteOffset).getUint32(0));
}

/** A superbox of one content box: its type's UUID begins with the content's four letters (ISO/IEC 19566-5). */
function superbox(label: string, type: string, content: Uint8Array): Superbox {
  const uuid = [0, 0x11, 0, 0x10, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];
  const text = new TextEncoder().encode(`${label}\0`);
  const description = box('jumd', new TextEncoder().encode(type), Uint8Array.from([...uuid, 3]), text);
  return { label, content: boxed(description, box(type, content)).slice(8) };
}

function relabelled(material: Superbox, index: number): Superbox {
  const label = index === 0 ? INGREDIENT : `${INGREDIENT}__${index}`;
  return superbox(label, 'cbor', cborWithin(material)!);
}

async function reference({ label, content }: Superbox): Promise<{ url: string; hash: Uint8Array }> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return { url: `self#jumbf=c2pa.assertions/${label}`, hash };
}

/** The manifest store of a JPEG, put together from its APP11 segments, and where they lie. */
function storeOf(jpeg: Bytes): { store: Bytes; start: number; end: number } {
  const parts: Uint8Array[] = [];
  let start = 0;
  let end = 0;
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda;) {
    const next = at + 2 + jpeg[at + 2]! * 256 + jpeg[at + 3]!;
    if (jpeg[at + 1] === 0xeb) {
      if (parts.length === 0) start = at;
      // Only the first segment's box header is part of the store.
      parts.push(jpeg.subarray(at + 12 + (parts.length === 0 ? 0 : 8), next));
      end = next;
    }
    at = next;
  }
  const store = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    store.set(part, at);
    at += part.length;
  }
  return { store, start, end };
}

/** The store as APP11 segments (ISO/IEC 19566-5, annex D). */
function segments(store: Bytes): Bytes {
  const header = store.subarray(0, 8);
  const body = store.subarray(8);
  const parts: Uint8Array[] = [];
  for (let from = 0, number = 1; from < body.length; from += SEGMENT_ROOM, number++) {
    const piece = body.subarray(from, from + SEGMENT_ROOM);
    const lead = new Uint8Array(12);
    const view = new DataView(lead.buffer);
    view.setUint16(0, 0xffeb);
    view.setUint16(2, 2 + 8 + 8 + piece.length);
    lead.set(new TextEncoder().encode('JP'), 4);
    view.setUint16(6, 1);
    view.setUint32(8, number);
    parts.push(lead, header, piece);
  }
  return new Uint8Array(box('free', ...parts).subarray(8));
}
