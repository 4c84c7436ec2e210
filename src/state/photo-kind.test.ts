import { describe, expect, it } from 'vitest';
import { isPlainRaster, previewRoute } from './photo-kind';

const bytes = (text: string) =>
  Uint8Array.from(text.padEnd(16, '\0'), (character) => character.charCodeAt(0));

describe('isPlainRaster', () => {
  it.each([
    ['JPEG', '\xff\xd8\xff\xe0'],
    ['PNG', '\x89PNG\r\n\x1a\n'],
    ['GIF', 'GIF89a'],
    ['WebP', 'RIFF\x10\0\0\0WEBPVP8 '],
    ['AVIF', '\0\0\0\x20ftypavif'],
    ['BMP', 'BM\x36\0\0\0'],
  ])('knows %s', (_, head) => expect(isPlainRaster(bytes(head))).toBe(true));

  it.each([
    ['HEIC', '\0\0\0\x18ftypheic'],
    ['MP4', '\0\0\0\x18ftypisom'],
    ['SVG', '<svg xmlns='],
    ['text', 'hello there'],
    ['WAV', 'RIFF\x10\0\0\0WAVEfmt '],
  ])('leaves %s to the worker', (_, head) => expect(isPlainRaster(bytes(head))).toBe(false));

  it('does not take an empty file for a picture', () => expect(isPlainRaster(new Uint8Array())).toBe(false));
});

describe('previewRoute', () => {
  it('believes the bytes, not the type', async () => {
    expect(await previewRoute(new Blob(['<svg/>'], { type: 'image/jpeg' }))).toBe('worker');
    expect(await previewRoute(new Blob([bytes('\x89PNG\r\n\x1a\n')], { type: 'text/plain' }))).toBe('page');
  });

  it('does not load a huge file into the page', async () => {
    const part = new Uint8Array(16_000_000);
    part.set(bytes('\xff\xd8\xff\xe0'));
    expect(await previewRoute(new Blob(Array.from({ length: 10 }, () => part)))).toBe('worker');
  });
});
