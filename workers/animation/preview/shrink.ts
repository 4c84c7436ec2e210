import type { RgbaImage } from '../../../src/shared/pixels';

/**
 * A picture made smaller by averaging what falls on each new pixel; the very same picture where it has no more than `maxPixels`. Sides
 * are even, and at least 2.
 */
export function shrink(image: RgbaImage, maxPixels: number): RgbaImage {
  const scale = Math.sqrt(maxPixels / (image.width * image.height));
  if (scale >= 1) return image;
  const even = (side: number) => Math.max(2, 2 * Math.floor((side * scale) / 2));
  const width = even(image.width);
  const height = even(image.height);
  const data = new Uint8ClampedArray(4 * width * height);
  const columns = spans(image.width, width);
  const rows = spans(image.height, height);
  // A row of sums at a time: along x first, then weighed into the rows that it touches.
  const sums = new Float32Array(3 * width);
  const line = new Float32Array(3 * width);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    const { first, weights } = rows[y]!;
    for (let i = 0; i < weights.length; i++) {
      sumRow(image, first + i, columns, line);
      for (let at = 0; at < sums.length; at++) sums[at] = sums[at]! + weights[i]! * line[at]!;
    }
    for (let x = 0; x < width; x++) {
      const to = 4 * (y * width + x);
      data[to] = sums[3 * x]!;
      data[to + 1] = sums[3 * x + 1]!;
      data[to + 2] = sums[3 * x + 2]!;
      data[to + 3] = 255;
    }
  }
  return { width, height, data };
}

interface Span {
  first: number;
  /** Shares of the old pixels from `first` on; they sum to 1. */
  weights: number[];
}

function sumRow(image: RgbaImage, row: number, columns: Span[], line: Float32Array): void {
  const start = 4 * row * image.width;
  columns.forEach(({ first, weights }, x) => {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let i = 0; i < weights.length; i++) {
      const at = start + 4 * (first + i);
      red += weights[i]! * image.data[at]!;
      green += weights[i]! * image.data[at + 1]!;
      blue += weights[i]! * image.data[at + 2]!;
    }
    line[3 * x] = red;
    line[3 * x + 1] = green;
    line[3 * x + 2] = blue;
  });
}

function spans(from: number, to: number): Span[] {
  const step = from / to;
  return Array.from({ length: to }, (_, index) => {
    const start = index * step;
    const end = Math.min(from, start + step);
    const first = Math.floor(start);
    const weights: number[] = [];
    for (let pixel = first; pixel < end; pixel++) {
      weights.push((Math.min(end, pixel + 1) - Math.max(start, pixel)) / step);
    }
    return { first, weights };
  });
}
