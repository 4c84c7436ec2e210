import type { RgbaImage } from '../pixels';
import type { PixelRect } from './choose-crop';

/** The pixels of a part of a picture: a copy, nothing resampled. The very same picture where the part is all of it. */
export function cropImage(image: RgbaImage, part: PixelRect): RgbaImage {
  if (part.width === image.width && part.height === image.height) return image;
  const data = new Uint8ClampedArray(4 * part.width * part.height);
  for (let row = 0; row < part.height; row++) {
    const start = 4 * ((part.y + row) * image.width + part.x);
    data.set(image.data.subarray(start, start + 4 * part.width), 4 * row * part.width);
  }
  return { width: part.width, height: part.height, data };
}
