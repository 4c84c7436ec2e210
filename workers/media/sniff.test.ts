import { describe, expect, it } from 'vitest';
import { sniff } from './sniff';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (c) => c.charCodeAt(0)) : part)),
  );
const ftyp = (major: string, ...compatible: string[]) =>
  bytes([0, 0, 0, 16 + 4 * compatible.length], 'ftyp', major, [0, 0, 0, 0], ...compatible, 'more');

describe('sniff', () => {
  it.each([
    ['jpeg', bytes([0xff, 0xd8, 0xff, 0xe1])],
    ['png', bytes([0x89], 'PNG', [13, 10, 26, 10])],
    ['gif', bytes('GIF87a')],
    ['gif', bytes('GIF89a')],
    ['webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
    ['bmp', bytes('BM', [1, 2, 3, 4])],
    ['avif', ftyp('avif', 'mif1')],
    ['avif', ftyp('avis', 'msf1')],
    ['avif', ftyp('mif1', 'miaf', 'avif')],
    ['heic', ftyp('heic', 'mif1')],
    ['heic', ftyp('heix', 'mif1')],
    ['heic', ftyp('mif1', 'heic')],
    ['heic', ftyp('msf1', 'hevc')],
  ] as const)('knows %s', (format, head) => expect(sniff(head)).toBe(format));

  it.each([
    ['file-is-video', ftyp('isom', 'avc1')],
    ['file-is-video', ftyp('M4V ', 'heic')],
    ['file-is-video', ftyp('3gp4')],
    ['file-is-video', bytes('OggS')],
    ['file-is-video', bytes([0, 0, 0, 8], 'wide')],
    ['file-is-svg', bytes('<svg>')],
    ['file-is-svg', bytes([0xef, 0xbb, 0xbf], '  <!DOCTYPE svg><SVG width="1">')],
    ['file-is-svg', bytes([0xff, 0xfe], '<\0s\0v\0g\0>\0')],
    ['format-unsupported', ftyp('crx ', 'isom')],
    ['format-unsupported', ftyp('mif1', 'vvic')],
    ['format-unsupported', bytes('MM', [0, 42])],
    ['format-unsupported', bytes('8BPS')],
    ['file-not-an-image', bytes('hello, <svgx>')],
    ['file-not-an-image', bytes('G', [0, 1, 2])],
    ['file-not-an-image', bytes([0])],
    ['file-not-an-image', bytes([])],
  ] as const)('says %s', (code, head) => {
    expect(() => sniff(head)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
