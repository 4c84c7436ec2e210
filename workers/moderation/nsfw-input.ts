import type { RgbaImage } from '../../src/shared/pixels';
import type { TensorData } from '../shared/onnx/tensors';

/** Side of the square that the classifier sees, pixels. */
const SIDE = 224;

/**
 * A picture as the classifier takes it: [1,3,224,224] float32, sRGB 0..1, squeezed to a square by bilinear
 * interpolation with aligned corners and no low-pass, exactly as nsfwjs does it (`tf.image.resizeBilinear(..., true)`),
 * so that its output stays the original's.
 */
export function toClassifierInput(image: RgbaImage): TensorData {
  const columns = taps(image.width);
  const rows = taps(image.height);
  const data = new Float32Array(3 * SIDE * SIDE);
  for (let y = 0; y < SIDE; y++) {
    const { low: top, high: bottom, fraction: down } = rows[y]!;
    for (let x = 0; x < SIDE; x++) {
      const { low: left, high: right, fraction: across } = columns[x]!;
      for (let channel = 0; channel < 3; channel++) {
        const at = (row: number, column: number) => image.data[4 * (row * image.width + column) + channel]!;
        const upper = at(top, left) + (at(top, right) - at(top, left)) * across;
        const lower = at(bottom, left) + (at(bottom, right) - at(bottom, left)) * across;
        data[(channel * SIDE + y) * SIDE + x] = (upper + (lower - upper) * down) / 255;
      }
    }
  }
  return { data, shape: [1, 3, SIDE, SIDE] };
}

/** For each target pixel of one axis the two source pixels between which it lies, and how far along. */
function taps(length: number): { low: number; high: number; fraction: number }[] {
  const scale = (length - 1) / (SIDE - 1);
  return Array.from({ length: SIDE }, (_, index) => {
    const position = index * scale;
    const low = Math.floor(position);
    return { low, high: Math.min(length - 1, Math.ceil(position)), fraction: position - low };
  });
}
