/** Small tools on float planes: row-major [height, width]. */

/** 0 at and below `low`, 1 at and above `high`, a cubic between. */
export function smoothstep(low: number, high: number, value: number): number {
  const x = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return x * x * (3 - 2 * x);
}

/** A plane of floats, row-major. */
export interface Plane {
  width: number;
  height: number;
  values: Float32Array<ArrayBuffer>;
}

/** Mean over a window of (2 radius + 1)^2, cut off at the borders. Returns a new array. */
export function boxBlur(
  source: Float32Array,
  width: number,
  height: number,
  radius: number,
): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(source.length);
  for (let y = 0; y < height; y++) {
    slideMean(source, rows, y * width, 1, width, radius);
  }
  const result = new Float32Array(source.length);
  for (let x = 0; x < width; x++) {
    slideMean(rows, result, x, width, height, radius);
  }
  return result;
}

function slideMean(
  source: Float32Array,
  target: Float32Array,
  start: number,
  stride: number,
  count: number,
  radius: number,
): void {
  let sum = 0;
  for (let i = 0; i < Math.min(radius, count); i++) sum += source[start + i * stride]!;
  for (let i = 0; i < count; i++) {
    if (i + radius < count) sum += source[start + (i + radius) * stride]!;
    if (i - radius - 1 >= 0) sum -= source[start + (i - radius - 1) * stride]!;
    const window = Math.min(count - 1, i + radius) - Math.max(0, i - radius) + 1;
    target[start + i * stride] = sum / window;
  }
}

/** Extreme over a window of (2 radius + 1)^2: the largest value, or with `smallest` the smallest. Returns a new array. */
export function extreme<A extends Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(
  source: A,
  width: number,
  height: number,
  radius: number,
  smallest: boolean,
): A {
  const rows = source.slice() as A;
  slideExtreme(source, rows, 1, radius, smallest, (at) => at % width, width);
  const result = rows.slice() as A;
  slideExtreme(rows, result, width, radius, smallest, (at) => Math.floor(at / width), height);
  return result;
}

/** One axis: each neighbour `stride` apart within `radius` of a value is asked, as far as the axis of `size` goes. */
function slideExtreme(
  source: Float32Array | Uint8Array,
  target: Float32Array | Uint8Array,
  stride: number,
  radius: number,
  smallest: boolean,
  position: (at: number) => number,
  size: number,
): void {
  for (let at = 0; at < source.length; at++) {
    const here = position(at);
    const end = Math.min(size - 1 - here, radius);
    let value = source[at]!;
    for (let i = -Math.min(here, radius); i <= end; i++) {
      const other = source[at + i * stride]!;
      if (smallest ? other < value : other > value) value = other;
    }
    target[at] = value;
  }
}

/** What remains of a mask of 0 and 255 when all within `radius` pixels (by rows and columns) of a 0 is taken away. */
export function erodeMask(
  mask: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
  radius: number,
): Uint8Array<ArrayBuffer> {
  const rows = new Uint8Array(mask.length);
  for (let y = 0; y < height; y++) erodeLine(mask, rows, y * width, 1, width, radius);
  const result = new Uint8Array(mask.length);
  for (let x = 0; x < width; x++) erodeLine(rows, result, x, width, height, radius);
  return result;
}

function erodeLine(
  source: Uint8Array,
  target: Uint8Array,
  start: number,
  stride: number,
  count: number,
  radius: number,
): void {
  let run = radius;
  for (let i = 0; i < count; i++) {
    const open = source[start + i * stride] !== 0;
    if (open) {
      if (++run > radius) target[start + i * stride] = 255;
    } else {
      for (let back = Math.max(0, i - radius); back < i; back++) target[start + back * stride] = 0;
      run = 0;
    }
  }
}

/** Bilinear value at (x, y) in cell units, 0 = centre of the first cell; held constant beyond the outer centres. */
export function bilinear(values: Float32Array, width: number, height: number, x: number, y: number): number {
  const cx = x < 0 ? 0 : x > width - 1 ? width - 1 : x;
  const cy = y < 0 ? 0 : y > height - 1 ? height - 1 : y;
  const x0 = Math.floor(cx);
  const y0 = Math.floor(cy);
  const right = x0 + 1 < width ? 1 : 0;
  const down = y0 + 1 < height ? width : 0;
  const fx = cx - x0;
  const fy = cy - y0;
  const at = y0 * width + x0;
  const top = values[at]! + (values[at + right]! - values[at]!) * fx;
  const bottom = values[at + down]! + (values[at + down + right]! - values[at + down]!) * fx;
  return top + (bottom - top) * fy;
}

/** A plane resampled bilinearly to another size that covers the same picture. */
export function resize(source: Plane, width: number, height: number): Float32Array<ArrayBuffer> {
  const result = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const sy = ((y + 0.5) / height) * source.height - 0.5;
    for (let x = 0; x < width; x++) {
      const sx = ((x + 0.5) / width) * source.width - 0.5;
      result[y * width + x] = bilinear(source.values, source.width, source.height, sx, sy);
    }
  }
  return result;
}

/**
 * Push-pull (Gortler et al., The Lumigraph, SIGGRAPH 1996): fills what is not known from what is, near things first. Planes
 * are changed in place: where `known` (0..1) is 1 a value stays, where it is 0 it becomes a smooth continuation of its
 * surroundings, blended between. Nothing happens where nothing at all is known.
 */
export function pushPull(planes: Float32Array[], known: Float32Array, width: number, height: number): void {
  if (width <= 1 && height <= 1) return;
  const halfWidth = (width + 1) >> 1;
  const halfHeight = (height + 1) >> 1;
  const weight = new Float32Array(halfWidth * halfHeight);
  const halves = planes.map(() => new Float32Array(halfWidth * halfHeight));
  for (let y = 0; y < halfHeight; y++) {
    for (let x = 0; x < halfWidth; x++) {
      const to = y * halfWidth + x;
      let sum = 0;
      for (let dy = 0; dy < 2 && 2 * y + dy < height; dy++) {
        for (let dx = 0; dx < 2 && 2 * x + dx < width; dx++) {
          const from = (2 * y + dy) * width + 2 * x + dx;
          const w = known[from]!;
          sum += w;
          for (let p = 0; p < planes.length; p++) {
            halves[p]![to] = halves[p]![to]! + w * planes[p]![from]!;
          }
        }
      }
      weight[to] = Math.min(1, sum);
      if (sum > 0) for (const half of halves) half[to] = half[to]! / sum;
    }
  }
  if (weight.some((w) => w < 1)) pushPull(halves, weight, halfWidth, halfHeight);
  for (let p = 0; p < planes.length; p++) {
    const plane = planes[p]!;
    const half = halves[p]!;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = y * width + x;
        const w = known[at]!;
        if (w < 1) {
          const filled = bilinear(half, halfWidth, halfHeight, (x - 0.5) / 2, (y - 0.5) / 2);
          plane[at] = filled + (plane[at]! - filled) * w;
        }
      }
    }
  }
}
