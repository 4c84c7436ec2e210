import { AppError } from '../../src/shared/errors';
import { readHeif } from './structure-heif';

/** The decoder has no cancel and tells nothing of a file that it hangs on. */
const TIMEOUT_MILLISECONDS = 90_000;

/**
 * Decodes a HEIC picture with libheif (heic-to's build without eval, 3 MB, loaded here alone: most people never need
 * it). libheif turns and mirrors the picture as the file says but leaves its colours; Display P3, which phones write, is
 * named here so that the canvas converts it. The caller closes the result. Errors: image-corrupt.
 */
export async function decodeHeic(file: Blob, bytes: Uint8Array): Promise<ImageBitmap> {
  const { heicTo } = await import('heic-to/csp');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer from libheif')), TIMEOUT_MILLISECONDS);
  });
  let raw: ImageBitmap;
  try {
    raw = await Promise.race([heicTo({ blob: file, type: 'bitmap' }), timeout]);
  } catch (cause) {
    throw new AppError('image-corrupt', `libheif could not decode the file: ${String(cause)}`, { cause });
  } finally {
    clearTimeout(timer);
  }
  return /display p3/i.test(readHeif(bytes).profileDescription) ? asDisplayP3(raw) : raw;
}

/** The same code values, read as Display P3. Closes `raw`. */
async function asDisplayP3(raw: ImageBitmap): Promise<ImageBitmap> {
  try {
    const context = new OffscreenCanvas(raw.width, raw.height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new AppError('image-corrupt', 'no 2D canvas in this worker');
    context.drawImage(raw, 0, 0);
    const { data } = context.getImageData(0, 0, raw.width, raw.height);
    return await createImageBitmap(new ImageData(data, raw.width, raw.height, { colorSpace: 'display-p3' }));
  } finally {
    raw.close();
  }
}
