import type { RgbaImage } from '../../src/shared/pixels';

/**
 * How large the picture must be: exact (covered and cropped about the centre), the photo's own aspect within a bound, or the whole photo at
 * the smallest size that covers another (of a very long photo a smaller one, within `maxPixels`).
 */
export type FitTarget =
  | { kind: 'exact'; width: number; height: number }
  | { kind: 'own'; maxPixels: number; maxSide: number }
  | { kind: 'cover'; width: number; height: number; maxPixels: number };

/** A photo as the app works with it: oriented, sRGB, opaque, scaled; even width and height; nothing of its metadata left. */
export interface DecodedPhoto {
  image: RgbaImage;
  /** Size after EXIF orientation, before scaling. */
  natural: { width: number; height: number };
  /** What the file is by its bytes, such as `image/jpeg`. */
  mimeType: string;
}

/** Where hostile input lives and dies. The worker is ended after each file that fails. */
export interface MediaProtocol {
  /**
   * Decodes a photo (JPEG, PNG, WebP, AVIF, GIF's first frame, BMP, HEIC). Errors: file-empty, file-too-large,
   * file-unreadable, file-not-an-image, file-is-video, file-is-svg, image-corrupt, image-too-many-pixels,
   * image-too-small, image-too-elongated, format-unsupported.
   */
  decodePhoto(params: { file: Blob; fit: FitTarget }): DecodedPhoto;
  /** A JPEG of at most `maxSide`, for thumbnails (of the picture as shown; no metadata). */
  encodeThumbnail(params: { image: RgbaImage; maxSide: number }): Blob;
}
