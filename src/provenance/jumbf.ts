import { readBoxHeader } from './boxes';

/** A JUMBF superbox (ISO/IEC 19566-5): its label, and what it holds. */
export interface Superbox {
  label: string;
  content: Uint8Array<ArrayBuffer>;
}

/** More boxes side by side than any manifest store has; one with more means harm. */
const MAX_BOXES = 20_000;

/** The superboxes directly within some bytes. Not deeper: nesting costs nothing here. A broken size ends the list. */
export function superboxes(bytes: Uint8Array<ArrayBuffer>): Superbox[] {
  const found: Superbox[] = [];
  for (let offset = 0; found.length < MAX_BOXES;) {
    const header = readBoxHeader(bytes, offset);
    if (!header || header.sizeBytes === 0 || offset + header.sizeBytes > bytes.length) break;
    const content = bytes.subarray(offset + header.headerBytes, offset + header.sizeBytes);
    if (header.type === 'jumb') found.push({ label: labelOf(content), content });
    offset += header.sizeBytes;
  }
  return found;
}

/** The content of the first `cbor` box within a superbox, or null. */
export function cborWithin({ content }: Superbox): Uint8Array<ArrayBuffer> | null {
  for (let offset = 0, count = 0; count < 16; count++) {
    const header = readBoxHeader(content, offset);
    if (!header) return null;
    const end = header.sizeBytes === 0 ? content.length : offset + header.sizeBytes;
    if (end > content.length) return null;
    if (header.type === 'cbor') return content.subarray(offset + header.headerBytes, end);
    offset = end;
  }
  return null;
}

/** The manifests of a C2PA manifest store, by label; the last of two with one label counts, as in c2pa-rs. */
export function manifestBoxes(store: Uint8Array<ArrayBuffer>): ReadonlyMap<string, Superbox> {
  const whole = superboxes(store)[0];
  return new Map(whole ? superboxes(whole.content).map((box) => [box.label, box]) : []);
}

/** The signature superbox of a manifest, if there is one. */
export function signatureBox(manifest: Superbox | undefined): Superbox | undefined {
  return manifest && superboxes(manifest.content).find(({ label }) => label === 'c2pa.signature');
}

/** A description box: 16 bytes of type, one of toggles, then the label up to a zero. */
function labelOf(superbox: Uint8Array): string {
  const header = readBoxHeader(superbox, 0);
  if (header?.type !== 'jumd') return '';
  const start = header.headerBytes + 17;
  const end = superbox.indexOf(0, start);
  return new TextDecoder().decode(superbox.subarray(start, end < 0 ? header.sizeBytes : end));
}
