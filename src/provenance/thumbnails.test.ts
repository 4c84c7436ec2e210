import { describe, expect, it } from 'vitest';
import { pictureType, pixelsOf } from './thumbnails';

const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
const png = (width: number, height: number) => {
  const bytes = Uint8Array.from([
    0x89,
    ...ascii('PNG\r\n\x1A\n'),
    0,
    0,
    0,
    13,
    ...ascii('IHDR'),
    ...new Array<number>(8).fill(0),
  ]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
};
const jpeg = (width: number, height: number) =>
  Uint8Array.of(
    ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0],
    ...[0xff, 0xc2, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1],
  );

describe('pictures kept in credentials', () => {
  it('are known by their bytes alone', () => {
    expect(pictureType(png(1, 1))).toBe('image/png');
    expect(pictureType(jpeg(1, 1))).toBe('image/jpeg');
    expect(pictureType(Uint8Array.from(ascii('RIFF....WEBP')))).toBe('image/webp');
    expect(pictureType(Uint8Array.from(ascii('<svg xmlns="http://www.w3.org/2000/svg"/>')))).toBeNull();
    expect(pictureType(Uint8Array.from(ascii('GIF89a')))).toBeNull();
    expect(pictureType(new Uint8Array())).toBeNull();
  });

  it('tell their size before anything decodes them', () => {
    expect(pixelsOf(png(50_000, 50_000), 'image/png')).toBe(2.5e9);
    expect(pixelsOf(jpeg(640, 480), 'image/jpeg')).toBe(640 * 480);
    const lossless = Uint8Array.from([...ascii('RIFF....WEBPVP8L....'), 0x2f, 99, 0xc0, 24, 0]);
    expect(pixelsOf(lossless, 'image/webp')).toBe(100 * 100);
  });

  it.each([
    ['a JPEG that ends', jpeg(9, 9).slice(0, 12), 'image/jpeg' as const],
    ['a JPEG out of step', Uint8Array.of(0xff, 0xd8, 0, 0, 0, 0), 'image/jpeg' as const],
    ['a PNG that ends', png(9, 9).slice(0, 18), 'image/png' as const],
    ['a WebP of no kind', Uint8Array.from(ascii('RIFF....WEBPNONE........')), 'image/webp' as const],
  ])('%s is too large to be shown', (_, bytes, type) => {
    expect(pixelsOf(bytes, type)).toBe(Infinity);
  });
});
