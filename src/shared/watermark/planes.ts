/** One number a pixel, row-major. */
export interface Plane {
  width: number;
  height: number;
  /** [height,width] */
  data: Float32Array<ArrayBuffer>;
}

/** A plane of zeros. */
export function emptyPlane(width: number, height: number): Plane {
  return { width, height, data: new Float32Array(width * height) };
}

/** Luma of an RGBA picture, BT.709 weights on the code values, 0..255. */
export function lumaOf(picture: {
  width: number;
  height: number;
  data: Uint8ClampedArray | Uint8Array;
}): Plane {
  const plane = emptyPlane(picture.width, picture.height);
  for (let i = 0, at = 0; i < plane.data.length; i++, at += 4) {
    plane.data[i] =
      0.2126 * picture.data[at]! + 0.7152 * picture.data[at + 1]! + 0.0722 * picture.data[at + 2]!;
  }
  return plane;
}

/** Resamples by area (down) or linearly (up), axis by axis, with pixel centres aligned. */
export function resizePlane(source: Plane, width: number, height: number): Plane {
  return resizeRows(resizeColumns(source, width), height);
}

/** Where each target pixel reads along one axis: `count` neighbours from `first[i]` on, with `weights[i * count + k]`. */
interface Taps {
  count: number;
  first: Int32Array;
  weights: Float32Array;
}

/** A tent as wide as a target pixel or a source pixel, whichever is wider; cut off at the edges. */
function tapsFor(from: number, to: number): Taps {
  const scale = from / to;
  const reach = Math.max(1, scale);
  const count = Math.min(from, Math.floor(2 * reach) + 1);
  const first = new Int32Array(to);
  const weights = new Float32Array(to * count);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale - 0.5;
    first[i] = Math.max(0, Math.min(from - count, Math.ceil(centre - reach)));
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const weight = Math.max(1e-6, 1 - Math.abs(first[i]! + k - centre) / reach);
      weights[i * count + k] = weight;
      sum += weight;
    }
    for (let k = 0; k < count; k++) weights[i * count + k]! /= sum;
  }
  return { count, first, weights };
}

function resizeColumns(source: Plane, width: number): Plane {
  if (width === source.width) return source;
  const result = emptyPlane(width, source.height);
  const { count, first, weights } = tapsFor(source.width, width);
  for (let y = 0; y < source.height; y++) {
    for (let x = 0; x < width; x++) {
      const from = y * source.width + first[x]!;
      let sum = 0;
      for (let k = 0; k < count; k++) sum += weights[x * count + k]! * source.data[from + k]!;
      result.data[y * width + x] = sum;
    }
  }
  return result;
}

function resizeRows(source: Plane, height: number): Plane {
  if (height === source.height) return source;
  const { width } = source;
  const result = emptyPlane(width, height);
  const { count, first, weights } = tapsFor(source.height, height);
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < count; k++) {
      const from = (first[y]! + k) * width;
      const weight = weights[y * count + k]!;
      for (let x = 0; x < width; x++) result.data[y * width + x]! += weight * source.data[from + x]!;
    }
  }
  return result;
}

/** Means over squares of `2 radius + 1` pixels, `passes` times; the edge pixels are repeated outwards. */
export function blurPlane(source: Plane, radius: number, passes: number): Plane {
  const { width, height } = source;
  let current = source;
  for (let pass = 0; pass < passes; pass++) {
    const across = emptyPlane(width, height);
    for (let y = 0; y < height; y++) blurLine(current.data, across.data, y * width, 1, width, radius);
    const down = emptyPlane(width, height);
    for (let x = 0; x < width; x++) blurLine(across.data, down.data, x, width, height, radius);
    current = down;
  }
  return current;
}

function blurLine(
  from: Float32Array,
  to: Float32Array,
  start: number,
  stride: number,
  count: number,
  radius: number,
): void {
  const at = (i: number) => from[start + Math.min(count - 1, Math.max(0, i)) * stride]!;
  let sum = 0;
  for (let i = -radius; i <= radius; i++) sum += at(i);
  const scale = 1 / (2 * radius + 1);
  for (let i = 0; i < count; i++) {
    to[start + i * stride] = sum * scale;
    sum += at(i + radius + 1) - at(i - radius);
  }
}

/** The smallest value within a square of `2 radius + 1` pixels. */
export function erodePlane(source: Plane, radius: number): Plane {
  const { width, height } = source;
  const across = emptyPlane(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let least = Infinity;
      for (let i = Math.max(0, x - radius); i <= Math.min(width - 1, x + radius); i++) {
        least = Math.min(least, source.data[y * width + i]!);
      }
      across.data[y * width + x] = least;
    }
  }
  const result = emptyPlane(width, height);
  for (let y = 0; y < height; y++) {
    for (let i = Math.max(0, y - radius); i <= Math.min(height - 1, y + radius); i++) {
      for (let x = 0; x < width; x++) {
        const value = across.data[i * width + x]!;
        const at = y * width + x;
        if (i === Math.max(0, y - radius) || value < result.data[at]!) result.data[at] = value;
      }
    }
  }
  return result;
}
