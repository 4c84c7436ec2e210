/** How a file can be previewed: by the page itself, or only through the media worker (which also says what is wrong). */
export type PreviewRoute = 'page' | 'worker';

const HEADER_BYTES = 16;
/** Larger files are decoded in the worker, or refused there unread: the page itself holds nothing of that size. */
const MAX_PAGE_BYTES = 150_000_000;

/**
 * Tells by a file's first bytes whether every browser that we run in shows it in an <img>. Its name and declared type
 * are not believed: an SVG or a text renamed .jpg goes to the worker.
 */
export async function previewRoute(file: Blob): Promise<PreviewRoute> {
  if (file.size > MAX_PAGE_BYTES) return 'worker';
  const bytes = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
  return isPlainRaster(bytes) ? 'page' : 'worker';
}

/** JPEG, PNG, GIF, WebP, BMP or AVIF by signature. */
export function isPlainRaster(bytes: Uint8Array): boolean {
  const text = String.fromCharCode(...bytes);
  return (
    text.startsWith('\xff\xd8\xff') ||
    text.startsWith('\x89PNG\r\n\x1a\n') ||
    text.startsWith('GIF8') ||
    (text.startsWith('BM') && bytes.length >= HEADER_BYTES) ||
    (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') ||
    (text.slice(4, 8) === 'ftyp' && /^avi[fs]/.test(text.slice(8, 12)))
  );
}
