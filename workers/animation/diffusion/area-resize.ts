import type { RgbaImage } from '../../../src/shared/pixels';

/** One target pixel of an axis: the source pixels it covers and how much of each. */
interface Span {
  start: number;
  weights: Float64Array;
}

/**
 * A picture resized by area averaging (every target pixel is the mean of the source area it covers, parts of pixels
 * counted in part), as planes: [3,height,width] float32, sRGB 0..1. What the nets were trained on (cv2.INTER_AREA).
 */
export function areaResize(
  image: RgbaImage,
  { height, width }: { height: number; width: number },
): Float32Array<ArrayBuffer> {
  const columns = spans(image.width, width);
  const rows = spans(image.height, height);
  const planes = new Float32Array(3 * height * width);
  const narrow = new Float64Array(3 * image.width);
  for (let y = 0; y < height; y++) {
    const { start: top, weights: down } = rows[y]!;
    narrow.fill(0);
    down.forEach((weight, offset) => {
      const row = 4 * (top + offset) * image.width;
      for (let x = 0; x < image.width; x++) {
        for (let channel = 0; channel < 3; channel++) {
          narrow[3 * x + channel]! += weight * image.data[row + 4 * x + channel]!;
        }
      }
    });
    for (let x = 0; x < width; x++) {
      const { start: left, weights: across } = columns[x]!;
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let offset = 0; offset < across.length; offset++) {
          sum += across[offset]! * narrow[3 * (left + offset) + channel]!;
        }
        planes[(channel * height + y) * width + x] = sum / 255;
      }
    }
  }
  return planes;
}

/** Weights of each span sum to 1. */
function spans(source: number, target: number): Span[] {
  const scale = source / target;
  return Array.from({ length: target }, (_, index) => {
    const from = index * scale;
    const to = Math.min(source, from + scale);
    const start = Math.min(source - 1, Math.floor(from));
    const end = Math.max(start + 1, Math.ceil(to - 1e-9));
    const weights = new Float64Array(end - start);
    for (let pixel = start; pixel < end; pixel++) {
      weights[pixel - start] = Math.max(0, Math.min(to, pixel + 1) - Math.max(from, pixel));
    }
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { start, weights: weights.map((weight) => weight / sum) };
  });
}
