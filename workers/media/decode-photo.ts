import { AppError } from '../../src/shared/errors';
import type { RgbaImage } from '../../src/shared/pixels';
import { fitPicture } from './fit';
import { decodeHeic } from './heic';
import type { DecodedPhoto, FitTarget } from './protocol';
import { resample, type RowReader } from './resample';
import { MIME_TYPES, sniff, SNIFF_BYTES, type ImageFormat } from './sniff';
import { readStructure } from './structure';

/** Nothing that a camera writes is larger; past it the file is not even opened. */
export const MAX_FILE_BYTES = 200 * 1024 * 1024;
/** Pixels of the largest photo: decoded, 200 MB. What phones call 50 megapixels is up to 8192 x 6144. */
export const MAX_PIXELS = 8192 * 6144;
/** Shortest side, in pixels. */
export const MIN_SIDE = 16;
/** Longer side over shorter. */
export const MAX_ASPECT = 10;

/** What shows through transparent parts: white, as in every viewer, since people saw the picture so. */
const BACKDROP = '#ffffff';

/** Decodes a person's file. Errors: MediaProtocol.decodePhoto, AbortError. */
export async function decodePhoto(file: Blob, fit: FitTarget, signal: AbortSignal): Promise<DecodedPhoto> {
  if (file.size === 0) throw new AppError('file-empty', 'the file is empty');
  if (file.size > MAX_FILE_BYTES) {
    throw new AppError('file-too-large', `the file has ${file.size} bytes`, {
      details: { sizeBytes: file.size, maxBytes: MAX_FILE_BYTES },
    });
  }
  const format = sniff(await readBytes(file.slice(0, SNIFF_BYTES)));
  const bytes = await readBytes(file);
  checkSize(readStructure(bytes, format));
  signal.throwIfAborted();
  const mimeType = MIME_TYPES[format];
  // What the browser is told of the type comes from the bytes, never from the name.
  const bitmap = await decode(file.slice(0, file.size, mimeType), bytes, format);
  try {
    signal.throwIfAborted();
    const natural = { width: bitmap.width, height: bitmap.height };
    checkSize(natural);
    const { width, height, source } = fitPicture(natural, fit);
    return { image: resample(bitmapRows(bitmap), source, natural, width, height), natural, mimeType };
  } finally {
    bitmap.close();
  }
}

/** A JPEG of at most `maxSide` pixels a side, sRGB, without metadata. */
export async function encodeThumbnail(image: RgbaImage, maxSide: number): Promise<Blob> {
  const { width, height, source } = fitPicture(image, { kind: 'own', maxPixels: maxSide ** 2, maxSide });
  const small = resample(imageRows(image), source, image, width, height);
  const canvas = new OffscreenCanvas(width, height);
  contextOf(canvas).putImageData(new ImageData(small.data, width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
}

async function readBytes(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new AppError('file-unreadable', 'the file cannot be read', { cause });
  }
}

function checkSize({ width, height }: { width: number; height: number }): void {
  const details = { width, height };
  if (width * height > MAX_PIXELS) {
    throw new AppError('image-too-many-pixels', `${width}x${height}`, {
      details: { ...details, maxPixels: MAX_PIXELS },
    });
  }
  if (Math.min(width, height) < MIN_SIDE) {
    throw new AppError('image-too-small', `${width}x${height}`, {
      details: { ...details, minSide: MIN_SIDE },
    });
  }
  if (Math.max(width, height) > MAX_ASPECT * Math.min(width, height)) {
    throw new AppError('image-too-elongated', `${width}x${height}`, {
      details: { ...details, maxAspect: MAX_ASPECT },
    });
  }
}

async function decode(blob: Blob, bytes: Uint8Array, format: ImageFormat): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(blob, {
      imageOrientation: 'from-image',
      colorSpaceConversion: 'default',
      premultiplyAlpha: 'default',
    });
  } catch (cause) {
    if (format === 'heic') return decodeHeic(blob, bytes);
    if (format === 'avif' && !(await decodesAvif())) {
      throw new AppError('format-unsupported', 'this browser does not decode AVIF', { cause });
    }
    throw new AppError('image-corrupt', `the browser could not decode the ${format} file`, { cause });
  }
}

/** A grey AVIF of 2x2 pixels (made with libaom): tells a browser without AVIF from a broken file. */
const TINY_AVIF =
  'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAA' +
  'AAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAHgAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEA' +
  'AGF2MDFDb2xvcgAAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAAgAAAAIAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwA' +
  'AAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1hAAAAAAAAAAEAAQQBAoMEAAAAJm1kYXQSAAoIGAA2iAhoNCAyEBxHh4Xd0000wsAA' +
  'AJA1l/A=';

async function decodesAvif(): Promise<boolean> {
  const bytes = Uint8Array.from(atob(TINY_AVIF), (character) => character.charCodeAt(0));
  try {
    (await createImageBitmap(new Blob([bytes], { type: MIME_TYPES.avif }))).close();
    return true;
  } catch {
    return false;
  }
}

/** Rows of a bitmap over the backdrop, converted to sRGB by a canvas of one strip. */
function bitmapRows(bitmap: ImageBitmap): RowReader {
  let context: OffscreenCanvasRenderingContext2D | undefined;
  return (x, y, width, count) => {
    if (context?.canvas.width !== width || context.canvas.height < count) {
      context = contextOf(new OffscreenCanvas(width, count));
      context.fillStyle = BACKDROP;
    }
    context.fillRect(0, 0, width, count);
    context.drawImage(bitmap, x, y, width, count, 0, 0, width, count);
    return context.getImageData(0, 0, width, count).data;
  };
}

function imageRows({ data, width: stride }: RgbaImage): RowReader {
  return (x, y, width, count) => {
    const rows = new Uint8ClampedArray(4 * width * count);
    for (let row = 0; row < count; row++) {
      const start = 4 * ((y + row) * stride + x);
      rows.set(data.subarray(start, start + 4 * width), 4 * row * width);
    }
    return rows;
  };
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' });
  if (!context) throw new AppError('out-of-memory', 'no 2D canvas in this worker');
  return context;
}
