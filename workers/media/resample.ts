import type { RgbaImage } from '../../src/shared/pixels';
import type { SourceRect } from './fit';

/**
 * Scaling in linear light: bright points keep their light and fine textures their brightness, which a mean of sRGB
 * values darkens. Separable Catmull-Rom cubic (Mitchell and Netravali 1988, B = 0, C = 1/2), stretched by the scale where
 * the picture shrinks; where it shrinks much, a box filter of whole pixels halves the work first.
 */

/**
 * Gives rows of a picture: `count` rows from row `y` on, columns `x` to `x + width`, opaque sRGB RGBA. Rows are asked for
 * in order, so the picture need never stand in memory as a whole. The result is used before the next call.
 */
export type RowReader = (x: number, y: number, width: number, count: number) => Uint8ClampedArray;

/** Rows read at once: large enough to make the calls cheap, small enough for 10,000 columns. */
const STRIP_ROWS = 64;
const CHANNELS = 3;

/** IEC 61966-2-1: sRGB code values to linear light 0..1. */
const TO_LINEAR = Float32Array.from({ length: 256 }, (_, code) => {
  const value = code / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

/** Steps of the inverse table: fine enough that each of the 256 code values comes back (the curve's steepest slope is 12.92). */
const FROM_LINEAR_STEPS = 8192;
const FROM_LINEAR = Uint8ClampedArray.from({ length: FROM_LINEAR_STEPS + 1 }, (_, step) => {
  const value = step / FROM_LINEAR_STEPS;
  return Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055));
});

/** For each target sample the source samples that it takes from, and their weights (which sum to 1). */
interface Taps {
  starts: Int32Array;
  counts: Int32Array;
  weights: Float32Array;
  /** Places in `weights` for each target sample. */
  stride: number;
}

/** Scales the part `source` of a picture to `width` x `height`. */
export function resample(
  readRows: RowReader,
  source: SourceRect,
  natural: { width: number; height: number },
  width: number,
  height: number,
): RgbaImage {
  const isWhole = [source.x, source.y].every(Number.isInteger);
  if (isWhole && source.width === width && source.height === height) {
    return copyRows(readRows, source, width, height);
  }
  const factorX = boxFactor(source.width / width);
  const factorY = boxFactor(source.height / height);
  const boxed = { width: Math.floor(natural.width / factorX), height: Math.floor(natural.height / factorY) };
  const columns = makeTaps(source.x / factorX, source.width / factorX, width, boxed.width);
  const rows = makeTaps(source.y / factorY, source.height / factorY, height, boxed.height);

  const firstRow = rows.starts[0]!;
  const endRow = rows.starts[height - 1]! + rows.counts[height - 1]!;
  const firstColumn = columns.starts[0]!;
  const endColumn = columns.starts[width - 1]! + columns.counts[width - 1]!;
  const span = endColumn - firstColumn;

  const lines = new LineReader(readRows, firstColumn, span, firstRow, endRow, factorX, factorY);
  const rowLength = width * CHANNELS;
  // Rows already scaled in width, in a ring: as many as one target row reaches over.
  const ringRows = Math.max(...rows.counts) + 1;
  const ring = new Float32Array(ringRows * rowLength);
  const sums = new Float32Array(rowLength);
  const data = new Uint8ClampedArray(4 * width * height);
  let filled = firstRow;
  for (let y = 0; y < height; y++) {
    const start = rows.starts[y]!;
    const count = rows.counts[y]!;
    for (; filled < start + count; filled++) {
      scaleLine(lines.next(), firstColumn, columns, width, ring, (filled % ringRows) * rowLength);
    }
    sums.fill(0);
    for (let tap = 0; tap < count; tap++) {
      const weight = rows.weights[y * rows.stride + tap]!;
      const offset = ((start + tap) % ringRows) * rowLength;
      for (let index = 0; index < rowLength; index++) sums[index]! += weight * ring[offset + index]!;
    }
    writeRow(sums, data, 4 * y * width);
  }
  return { width, height, data };
}

function copyRows(readRows: RowReader, source: SourceRect, width: number, height: number): RgbaImage {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y += STRIP_ROWS) {
    const count = Math.min(STRIP_ROWS, height - y);
    data.set(readRows(source.x, source.y + y, width, count), 4 * y * width);
  }
  for (let index = 3; index < data.length; index += 4) data[index] = 255;
  return { width, height, data };
}

/** Whole pixels that a box filter may join without being seen: what remains shrinks by two or more. */
function boxFactor(shrink: number): number {
  return Math.max(1, Math.floor(shrink / 2));
}

function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

function makeTaps(start: number, length: number, target: number, available: number): Taps {
  const step = length / target;
  const stretch = Math.max(1, step);
  const stride = Math.ceil(4 * stretch) + 2;
  const taps: Taps = {
    starts: new Int32Array(target),
    counts: new Int32Array(target),
    weights: new Float32Array(target * stride),
    stride,
  };
  for (let index = 0; index < target; index++) {
    const centre = start + (index + 0.5) * step - 0.5;
    const first = Math.max(0, Math.min(available - 1, Math.ceil(centre - 2 * stretch)));
    const last = Math.max(first, Math.min(available - 1, Math.floor(centre + 2 * stretch)));
    let sum = 0;
    for (let at = first; at <= last; at++) sum += cubic((at - centre) / stretch);
    for (let at = first; at <= last; at++) {
      taps.weights[index * stride + at - first] = cubic((at - centre) / stretch) / sum;
    }
    taps.starts[index] = first;
    taps.counts[index] = last - first + 1;
  }
  return taps;
}

/** Lines of a picture in linear light [column, channel], after the box filter; each is valid until the next. */
class LineReader {
  readonly #line: Float32Array;
  #strip: Uint8ClampedArray = new Uint8ClampedArray(0);
  #stripStart = 0;
  #stripEnd = 0;
  #row: number;

  constructor(
    private readonly readRows: RowReader,
    private readonly firstColumn: number,
    private readonly span: number,
    firstRow: number,
    private readonly endRow: number,
    private readonly factorX: number,
    private readonly factorY: number,
  ) {
    this.#row = firstRow;
    this.#line = new Float32Array(span * CHANNELS);
  }

  next(): Float32Array {
    const { span, factorX, factorY } = this;
    const line = this.#line.fill(0);
    const sourceWidth = span * factorX;
    for (let sub = 0; sub < factorY; sub++) {
      const y = this.#row * factorY + sub;
      if (y >= this.#stripEnd) this.#read(y);
      let at = 4 * sourceWidth * (y - this.#stripStart);
      const strip = this.#strip;
      for (let column = 0; column < span; column++) {
        const target = column * CHANNELS;
        for (let part = 0; part < factorX; part++, at += 4) {
          line[target]! += TO_LINEAR[strip[at]!]!;
          line[target + 1]! += TO_LINEAR[strip[at + 1]!]!;
          line[target + 2]! += TO_LINEAR[strip[at + 2]!]!;
        }
      }
    }
    const scale = 1 / (factorX * factorY);
    if (scale !== 1) for (let index = 0; index < line.length; index++) line[index]! *= scale;
    this.#row++;
    return line;
  }

  #read(y: number): void {
    const count = Math.min(Math.max(STRIP_ROWS, this.factorY), this.endRow * this.factorY - y);
    this.#strip = this.readRows(this.firstColumn * this.factorX, y, this.span * this.factorX, count);
    this.#stripStart = y;
    this.#stripEnd = y + count;
  }
}

function scaleLine(
  line: Float32Array,
  firstColumn: number,
  { starts, counts, weights, stride }: Taps,
  width: number,
  target: Float32Array,
  offset: number,
): void {
  for (let x = 0; x < width; x++) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let at = (starts[x]! - firstColumn) * CHANNELS;
    const end = x * stride + counts[x]!;
    for (let tap = x * stride; tap < end; tap++, at += CHANNELS) {
      const weight = weights[tap]!;
      red += weight * line[at]!;
      green += weight * line[at + 1]!;
      blue += weight * line[at + 2]!;
    }
    const index = offset + x * CHANNELS;
    target[index] = red;
    target[index + 1] = green;
    target[index + 2] = blue;
  }
}

function writeRow(linear: Float32Array, data: Uint8ClampedArray, start: number): void {
  for (let from = 0, to = start; from < linear.length; from += CHANNELS, to += 4) {
    for (let channel = 0; channel < CHANNELS; channel++) {
      const value = Math.min(1, Math.max(0, linear[from + channel]!));
      data[to + channel] = FROM_LINEAR[Math.round(value * FROM_LINEAR_STEPS)]!;
    }
    data[to + 3] = 255;
  }
}
