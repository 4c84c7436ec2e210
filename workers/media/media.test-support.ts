import type { RgbaImage } from '../../src/shared/pixels';

/** The quarters of {@link quarters}: top left, top right, bottom left, bottom right. */
export const QUARTERS = [
  [200, 40, 40],
  [40, 180, 60],
  [40, 60, 200],
  [128, 128, 128],
] as const;

/** A picture of four flat quarters. */
export function quarters(width: number, height: number): RgbaImage {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = QUARTERS[(x >= width / 2 ? 1 : 0) + (y >= height / 2 ? 2 : 0)]!;
      data.set([...colour, 255], 4 * (y * width + x));
    }
  }
  return { width, height, data };
}

/** Red, green and blue at the centre of each quarter. */
export function readQuarters({ width, height, data }: RgbaImage): number[][] {
  return [0, 1, 2, 3].map((quarter) => {
    const x = Math.floor(width * (quarter % 2 === 0 ? 0.25 : 0.75));
    const y = Math.floor(height * (quarter < 2 ? 0.25 : 0.75));
    const at = 4 * (y * width + x);
    return [...data.subarray(at, at + 3)];
  });
}

const word = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, index) => (value >>> (8 * index)) & 255);

/** A BMP of 24 bits, bottom row first. */
export function encodeBmp({ width, height, data }: RgbaImage): Uint8Array<ArrayBuffer> {
  const stride = 4 * Math.ceil((3 * width) / 4);
  const bytes = new Uint8Array(54 + stride * height);
  bytes.set([66, 77, ...word(bytes.length, 4), 0, 0, 0, 0, ...word(54, 4), ...word(40, 4)]);
  bytes.set([...word(width, 4), ...word(height, 4), 1, 0, 24, 0], 18);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 4 * (y * width + x);
      const to = 54 + stride * (height - 1 - y) + 3 * x;
      bytes.set([data[from + 2]!, data[from + 1]!, data[from]!], to);
    }
  }
  return bytes;
}

/** A GIF of two frames: the four quarters, then black. LZW with a clear code so often that codes stay 3 bits wide. */
export function encodeGif(width: number, height: number): Uint8Array<ArrayBuffer> {
  const frame = (pixel: (x: number, y: number) => number) => {
    const codes: number[] = [];
    for (let index = 0; index < width * height; index++) {
      if (index % 2 === 0) codes.push(4);
      codes.push(pixel(index % width, Math.floor(index / width)));
    }
    codes.push(5);
    const packed = new Uint8Array(Math.ceil((3 * codes.length) / 8));
    codes.forEach((code, index) => {
      for (let bit = 0; bit < 3; bit++) {
        const at = 3 * index + bit;
        packed[at >> 3]! |= ((code >> bit) & 1) << (at & 7);
      }
    });
    const blocks: number[] = [];
    for (let at = 0; at < packed.length; at += 255) {
      const block = packed.subarray(at, at + 255);
      blocks.push(block.length, ...block);
    }
    return [0x2c, 0, 0, 0, 0, ...word(width, 2), ...word(height, 2), 0, 2, ...blocks, 0];
  };
  return Uint8Array.from([
    ...Array.from('GIF89a', (character) => character.charCodeAt(0)),
    ...word(width, 2),
    ...word(height, 2),
    ...[0x81, 0, 0],
    ...QUARTERS.flat(),
    ...frame((x, y) => (x >= width / 2 ? 1 : 0) + (y >= height / 2 ? 2 : 0)),
    ...frame(() => 3),
    0x3b,
  ]);
}

/** The JPEG with an EXIF segment of this orientation (and a place on the map) after its first marker. */
export function withExifOrientation(
  jpeg: Uint8Array<ArrayBuffer>,
  orientation: number,
): Uint8Array<ArrayBuffer> {
  const exif = [
    ...Array.from('Exif', (character) => character.charCodeAt(0)),
    ...[0, 0],
    // big-endian TIFF; one directory of one entry: 0x0112, SHORT, one value
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  ];
  const length = exif.length + 2;
  return Uint8Array.from([
    ...jpeg.subarray(0, 2),
    ...[0xff, 0xe1, length >> 8, length & 255],
    ...exif,
    ...jpeg.subarray(2),
  ]);
}

/** What is seen in each quarter at EXIF orientations 1 to 8, as indices of QUARTERS (EXIF 2.32, 4.6.4 A). */
export const ORIENTED_QUARTERS = [
  [0, 1, 2, 3],
  [1, 0, 3, 2],
  [3, 2, 1, 0],
  [2, 3, 0, 1],
  [0, 2, 1, 3],
  [2, 0, 3, 1],
  [3, 1, 2, 0],
  [1, 3, 0, 2],
] as const;

/** Bytes of base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/*
 * The four quarters at 64x48 in formats that no browser writes, made with pillow-heif (x265) and Pillow (libaom).
 */

/** HEIC without a profile. */
export const HEIC_PLAIN =
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA' +
  'ACJpbG9jAAAAAERAAAEAAQAAAAABoQABAAAAAAAAAPMAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRt' +
  'AAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMA' +
  'AAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5j' +
  'bHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBp' +
  'eGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAAPttZGF0AAAA7ygBrwY4Wve238OH///SPPof0J+idFb8aVjaq9Aq' +
  '33429//4JEjtF26f/M83RXWBbKwOP7G+x83w//mjfdVEv/bsfRJfNkkz6MDbUbp9k5BBKnJQVRbP1z/K4//1Uj/+WB8LWEls51Jv' +
  'E4yS67VXEAjsv5LPj5RZsQvLIbI2mEyhSTOugPEeF452LA2Pm16+tsyrwAZ+yyftvL8kD8Es52gE/5JVufI/FsAfo2jESMAqOCiD' +
  'iUraamZnowAAmkNY9E5Cu5h2K5s/b9vmlfTcFgVsPnFvgaFbKlkBWbHSFrlif5z95/SD2ZaA9+69CNPg';

/** HEIC stored on its side (`irot`): 48x64 when shown, turned a quarter clockwise (orientation 6). */
export const HEIC_TURNED =
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAchtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA' +
  'ADRpbG9jAAAAAERAAAIAAQAAAAAB7AABAAAAAAAAAPMAAgAAAAAC3wABAAAAAAAAACQAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA' +
  'AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAABB2lwcnAAAADmaXBjbwAAAHZodmNDAQNwAAAA' +
  'kAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq' +
  '5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xh' +
  'cAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAAAlpcm90AwAAABlpcG1hAAAAAAAAAAEA' +
  'AQaBAgMFhIYAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAR9tZGF0AAAA7ygBrwY4Wve238OH///SPPof0J+idFb8aVjaq9Aq' +
  '33429//4JEjtF26f/M83RXWBbKwOP7G+x83w//mjfdVEv/bsfRJfNkkz6MDbUbp9k5BBKnJQVRbP1z/K4//1Uj/+WB8LWEls51Jv' +
  'E4yS67VXEAjsv5LPj5RZsQvLIbI2mEyhSTOugPEeF452LA2Pm16+tsyrwAZ+yyftvL8kD8Es52gE/5JVufI/FsAfo2jESMAqOCiD' +
  'iUraamZnowAAmkNY9E5Cu5h2K5s/b9vmlfTcFgVsPnFvgaFbKlkBWbHSFrlif5z95/SD2ZaA9+69CNPgAAAABkV4aWYAAE1NACoA' +
  'AAAIAAEBEgADAAAAAQAGAAAAAAAA';

/** HEIC with an ICC profile named Display P3: the same code values, more saturated. */
export const HEIC_DISPLAY_P3 =
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAA0ptZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA' +
  'ACJpbG9jAAAAAERAAAEAAQAAAAADbgABAAAAAAAAAPMAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRt' +
  'AAAAAAABAAACymlwcnAAAAKqaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMA' +
  'AAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAHgY29scnBy' +
  'b2YAAAHUAAAAAAQAAABtbnRyUkdCIFhZWiAAAAAAAAAAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA9tYA' +
  'AQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAAGh3dHB0' +
  'AAABWAAAABRyWFlaAAABbAAAABRnWFlaAAABgAAAABRiWFlaAAABlAAAABRyVFJDAAABqAAAACBnVFJDAAABqAAAACBiVFJDAAAB' +
  'qAAAACBjcHJ0AAAByAAAAAxkZXNjAAAAAAAAAAtEaXNwbGF5IFAzAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' +
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAFhZWiAAAAAAAAD21gABAAAAANMtWFlaIAAAAAAA' +
  'AIPeAAA9v////7hYWVogAAAAAAAASsEAALE0AAAKulhZWiAAAAAAAAAoOAAAEQ0AAMi7cGFyYQAAAAAAAwAAAAJmZgAA8qcAAA1Z' +
  'AAAT0AAAClt0ZXh0AAAAAENDMAAAAAAUaXNwZQAAAAAAAABAAAAAQAAAAChjbGFwAAAAQAAAAAEAAAAwAAAAAQAAAAAAAAAC////' +
  '8AAAAAIAAAAQcGl4aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYECAwWEAAAA+21kYXQAAADvKAGvBjha97bfw4f//9I8+h/Q' +
  'n6J0VvxpWNqr0Crffjb3//gkSO0Xbp/8zzdFdYFsrA4/sb7HzfD/+aN91US/9ux9El82STPowNtRun2TkEEqclBVFs/XP8rj//VS' +
  'P/5YHwtYSWznUm8TjJLrtVcQCOy/ks+PlFmxC8shsjaYTKFJM66A8R4XjnYsDY+bXr62zKvABn7LJ+28vyQPwSznaAT/klW58j8W' +
  'wB+jaMRIwCo4KIOJStpqZmejAACaQ1j0TkK7mHYrmz9v2+aV9NwWBWw+cW+BoVsqWQFZsdIWuWJ/nP3n9IPZloD37r0I0+A=';

/** AVIF, 4:4:4. */
export const AVIF_PLAIN =
  'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUEAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAA' +
  'AAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAPAAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEA' +
  'AGF2MDFDb2xvcgAAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAQAAAADAAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBIAAA' +
  'AAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1hAAAAAAAAAAEAAQQBAoMEAAAARG1kYXQSAAoJOBV/vaQENBpAMi1E8JjJoDDDD8IA' +
  'AAAAwhEUs9FIS7L+E9ZXz+iHB5mSfy3uGyZNACkbowpQCGI=';
