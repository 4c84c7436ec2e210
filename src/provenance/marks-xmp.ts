import { makeMark, type MarkKind, type OtherMark } from './mark';

const MAX_PACKET_CHARACTERS = 1024 * 1024;
const IPTC_EXTENSION = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/';
const XMP = 'http://ns.adobe.com/xap/1.0/';
const PHOTOSHOP = 'http://ns.adobe.com/photoshop/1.0/';
const EXIF = 'http://ns.adobe.com/exif/1.0/';
const PLUS = 'http://ns.useplus.org/ldf/xmp/1.0/';
const TC260 = 'http://www.tc260.org.cn/ns/AIGC/1.0/';

/** The properties that say something about origin; XMP part 1 allows each as an element or as an attribute. */
const PROPERTIES: readonly { namespace: string; name: string; kind: MarkKind; always: boolean }[] = [
  { namespace: IPTC_EXTENSION, name: 'DigitalSourceType', kind: 'digital-source-type', always: true },
  { namespace: IPTC_EXTENSION, name: 'AISystemUsed', kind: 'generator-parameters', always: true },
  { namespace: IPTC_EXTENSION, name: 'AISystemVersionUsed', kind: 'generator-parameters', always: true },
  { namespace: IPTC_EXTENSION, name: 'AIPromptInformation', kind: 'generator-parameters', always: true },
  { namespace: PLUS, name: 'DataMining', kind: 'comment', always: true },
  { namespace: EXIF, name: 'UserComment', kind: 'comment', always: false },
  { namespace: TC260, name: 'AIGC', kind: 'comment', always: true },
  { namespace: XMP, name: 'CreatorTool', kind: 'software', always: true },
  { namespace: PHOTOSHOP, name: 'Credit', kind: 'comment', always: false },
];

/** Marks of an XMP packet. What isn't well-formed, or declares entities, says nothing. */
export function readXmp(packet: string): OtherMark[] {
  if (packet.length > MAX_PACKET_CHARACTERS || /<!(DOCTYPE|ENTITY)/i.test(packet)) return [];
  const body = packet
    .replace(/<\?xpacket[^>]*\?>/g, '')
    .replaceAll('\0', '')
    .trim();
  const document = new DOMParser().parseFromString(body, 'application/xml');
  if (document.querySelector('parsererror')) return [];
  const marks: OtherMark[] = [];
  for (const { namespace, name, kind, always } of PROPERTIES) {
    const elements = Array.from(
      document.getElementsByTagNameNS(namespace, name),
      ({ textContent }) => textContent,
    );
    const attributes = Array.from(document.getElementsByTagName('*'), (element) =>
      element.getAttributeNS(namespace, name),
    );
    for (const value of new Set([...elements, ...attributes])) {
      if (!value?.trim()) continue;
      const mark = makeMark(kind, 'xmp', name, value);
      if (always || mark.saysAi) marks.push(mark);
    }
  }
  return marks;
}
