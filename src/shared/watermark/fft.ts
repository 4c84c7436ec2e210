/**
 * Complex Fourier transforms of power-of-two size, in place (radix 2, decimation in time). Forward: sum of
 * x[n] exp(-2 pi i k n / N); inverse without the division by N.
 */
export class Fft {
  readonly #reversed: Uint32Array;
  readonly #cosines: Float64Array;
  readonly #sines: Float64Array;

  /** @param size a power of two. Throws RangeError otherwise. */
  constructor(readonly size: number) {
    const bits = Math.log2(size);
    if (!Number.isInteger(bits)) throw new RangeError(`no transform of size ${size}`);
    this.#reversed = new Uint32Array(size);
    for (let i = 1; i < size; i++) {
      this.#reversed[i] = (this.#reversed[i >> 1]! >> 1) | (i & 1 ? size >> 1 : 0);
    }
    this.#cosines = new Float64Array(size / 2);
    this.#sines = new Float64Array(size / 2);
    for (let i = 0; i < size / 2; i++) {
      this.#cosines[i] = Math.cos((2 * Math.PI * i) / size);
      this.#sines[i] = -Math.sin((2 * Math.PI * i) / size);
    }
  }

  /** Transforms `size` numbers that begin at `start` and lie `stride` apart. */
  transform(re: Float64Array, im: Float64Array, start: number, stride: number, inverse: boolean): void {
    const { size } = this;
    for (let i = 1; i < size; i++) {
      const j = this.#reversed[i]!;
      if (i < j) {
        const a = start + i * stride;
        const b = start + j * stride;
        const r = re[a]!;
        const m = im[a]!;
        re[a] = re[b]!;
        im[a] = im[b]!;
        re[b] = r;
        im[b] = m;
      }
    }
    const sign = inverse ? -1 : 1;
    for (let half = 1, step = size >> 1; half < size; half <<= 1, step >>= 1) {
      for (let k = 0; k < half; k++) {
        const c = this.#cosines[k * step]!;
        const s = sign * this.#sines[k * step]!;
        for (let low = k; low < size; low += 2 * half) {
          const a = start + low * stride;
          const b = a + half * stride;
          const r = re[b]! * c - im[b]! * s;
          const m = re[b]! * s + im[b]! * c;
          re[b] = re[a]! - r;
          im[b] = im[a]! - m;
          re[a] = re[a]! + r;
          im[a] = im[a]! + m;
        }
      }
    }
  }
}

const transforms = new Map<number, Fft>();

function transformOf(size: number): Fft {
  let transform = transforms.get(size);
  if (!transform) transforms.set(size, (transform = new Fft(size)));
  return transform;
}

/**
 * Transforms a picture [height,width] of powers of two in place: rows, then columns. Where only the first `rowsUsed` rows hold
 * anything but zeros, the others are not transformed.
 */
export function transform2d(
  re: Float64Array,
  im: Float64Array,
  { width, height, inverse, rowsUsed = height }: TransformOptions,
): void {
  const rows = transformOf(width);
  for (let y = 0; y < rowsUsed; y++) rows.transform(re, im, y * width, 1, inverse);
  const columns = transformOf(height);
  const columnRe = new Float64Array(height);
  const columnIm = new Float64Array(height);
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      columnRe[y] = re[y * width + x]!;
      columnIm[y] = im[y * width + x]!;
    }
    columns.transform(columnRe, columnIm, 0, 1, inverse);
    for (let y = 0; y < height; y++) {
      re[y * width + x] = columnRe[y]!;
      im[y * width + x] = columnIm[y]!;
    }
  }
}

export interface TransformOptions {
  width: number;
  height: number;
  inverse: boolean;
  rowsUsed?: number;
}
