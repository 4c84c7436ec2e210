import { describe, expect, it } from 'vitest';
import { makeBox } from './boxes';
import { detectFormat } from './file-format';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (c) => c.charCodeAt(0)) : part)),
  );
const ftyp = (brands: string) => makeBox('ftyp', bytes(brands.slice(0, 4), [0, 0, 0, 0], brands.slice(4)));

describe('detectFormat', () => {
  it.each([
    ['JPEG', bytes([0xff, 0xd8, 0xff, 0xe1]), 'image/jpeg', true],
    ['PNG', bytes([0x89], 'PNG\r\n'), 'image/png', true],
    ['GIF', bytes('GIF89a'), 'image/gif', true],
    ['WebP', bytes('RIFF....WEBP'), 'image/webp', true],
    ['WAV', bytes('RIFF....WAVE'), 'audio/wav', true],
    ['AVIF', ftyp('avifmif1'), 'image/avif', true],
    ['HEIC', ftyp('heicmif1'), 'image/heic', true],
    ['HEIF by its compatible brands', ftyp('mif1heic'), 'image/heif', true],
    ['MP4', ftyp('isomiso2avc1mp41'), 'video/mp4', true],
    ['MOV', ftyp('qt  '), 'video/quicktime', true],
    ['M4A', ftyp('M4A mp42isom'), 'audio/mp4', true],
    ['PDF', bytes('%PDF-1.7'), 'application/pdf', true],
    ['SVG', bytes('<?xml version="1.0"?>\n<!-- by -->\n<svg xmlns="x">'), 'image/svg+xml', true],
    ['MP3', bytes('ID3'), 'audio/mpeg', true],
    ['WebM', bytes([0x1a, 0x45, 0xdf, 0xa3], '....webm'), 'video/webm', false],
    ['Matroska', bytes([0x1a, 0x45, 0xdf, 0xa3], '....matroska'), 'video/x-matroska', false],
    ['BMP', bytes('BM', new Array<number>(20).fill(0)), 'image/bmp', false],
    ['FLAC', bytes('fLaC'), 'audio/flac', false],
    ['text', bytes('hello, I am <svg> in name only'), null, false],
    ['nothing', new Uint8Array(), null, false],
  ])('%s', (_, head, mimeType, carriesCredentials) => {
    expect(detectFormat(head)).toEqual({ mimeType, carriesCredentials });
  });
});
