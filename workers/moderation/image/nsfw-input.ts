import type { RgbaImage } from '../../../src/shared/pixels';
import type { Box } from '../../../src/shared/verdict';

/** Side of the square that the classifiers see, pixels. */
export const CLASSIFIER_SIDE = 224;

/**
 * A part of a picture as the classifier takes it, [3,224,224] float32, sRGB 0..1, written to `target` from `offset` on: squeezed
 * to a square by bilinear interpolation with aligned corners and no low-pass, exactly as nsfwjs does it
 * (`tf.image.resizeBilinear(..., true)`), so that its output stays the original's.
 */
export function writeClassifierInput(
  image: RgbaImage,
  { box, mirrored }: { box: Box; mirrored: boolean },
  target: Float32Array,
  offset: number,
): void {
  const columns = taps(image.width, box.x, box.width);
  const rows = taps(image.height, box.y, box.height);
  if (mirrored) columns.reverse();
  const side = CLASSIFIER_SIDE;
  const { data, width } = image;
  for (let y = 0; y < side; y++) {
    const { low: top, high: bottom, fraction: down } = rows[y]!;
    for (let x = 0; x < side; x++) {
      const { low: left, high: right, fraction: across } = columns[x]!;
      const a = 4 * (top * width + left);
      const b = 4 * (top * width + right);
      const c = 4 * (bottom * width + left);
      const d = 4 * (bottom * width + right);
      for (let channel = 0; channel < 3; channel++) {
        const upper = data[a + channel]! + (data[b + channel]! - data[a + channel]!) * across;
        const lower = data[c + channel]! + (data[d + channel]! - data[c + channel]!) * across;
        target[offset + (channel * side + y) * side + x] = (upper + (lower - upper) * down) / 255;
      }
    }
  }
}

/** For each target pixel of one axis the two source pixels between which it lies, and how far along. */
function taps(
  length: number,
  start: number,
  share: number,
): { low: number; high: number; fraction: number }[] {
  const first = Math.round(start * length);
  const last = Math.max(first + 1, Math.round((start + share) * length)) - 1;
  const scale = (last - first) / (CLASSIFIER_SIDE - 1);
  return Array.from({ length: CLASSIFIER_SIDE }, (_, index) => {
    const position = first + index * scale;
    const low = Math.min(length - 1, Math.floor(position));
    return { low, high: Math.min(last, Math.ceil(position)), fraction: position - low };
  });
}
