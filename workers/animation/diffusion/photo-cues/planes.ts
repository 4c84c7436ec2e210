import { SCENE_CLASSES, type SceneClass } from '../../../../src/shared/scene';

/** Rows and columns of a plane, row-major. */
export interface Size {
  height: number;
  width: number;
}

/** Photo pixels to a cell of the motion grid, each way. */
export const PHOTO_SCALE = 4;
const BRIGHTNESS = [0.3, 0.59, 0.11] as const;

/** The size of the photo that a motion grid goes with. */
export function photoSize({ height, width }: Size): Size {
  return { height: PHOTO_SCALE * height, width: PHOTO_SCALE * width };
}

/** Mean over squares of (2 radius + 1) each way, so many times; beyond the border the border's own values count. Returns a new plane. */
export function boxMean(
  values: Float32Array,
  { height, width }: Size,
  radius: number,
  times = 1,
): Float32Array<ArrayBuffer> {
  let from = new Float32Array(values);
  for (let time = 0; time < times; time++) {
    const rows = new Float32Array(from.length);
    for (let y = 0; y < height; y++) slideMean(from, rows, y * width, 1, width, radius);
    const both = new Float32Array(from.length);
    for (let x = 0; x < width; x++) slideMean(rows, both, x, width, height, radius);
    from = both;
  }
  return from;
}

function slideMean(
  from: Float32Array,
  to: Float32Array,
  start: number,
  stride: number,
  count: number,
  radius: number,
): void {
  const end = start + stride * (count - 1);
  const first = from[start]!;
  const last = from[end]!;
  let sum = first * radius;
  for (let index = 0; index <= radius; index++) sum += index < count ? from[start + stride * index]! : last;
  const share = 1 / (2 * radius + 1);
  for (let index = 0; index < count; index++) {
    const at = start + stride * index;
    to[at] = sum * share;
    const enters = at + stride * (radius + 1);
    const leaves = at - stride * radius;
    sum += (enters <= end ? from[enters]! : last) - (leaves >= start ? from[leaves]! : first);
  }
}

/** The least or the largest value of squares of (2 radius + 1) each way, cut off at the border. Returns a new plane. */
export function extreme(
  values: Float32Array,
  { height, width }: Size,
  radius: number,
  which: 'least' | 'largest',
): Float32Array<ArrayBuffer> {
  // The largest of what is turned round is the least: one loop for both.
  const sign = which === 'least' ? -1 : 1;
  const rows = values.map((value) => sign * value);
  const line = new Float32Array(Math.max(height, width) + 2 * radius);
  for (let y = 0; y < height; y++) slideLargest(rows, line, y * width, 1, width, radius);
  for (let x = 0; x < width; x++) slideLargest(rows, line, x, width, height, radius);
  return sign === 1 ? rows : rows.map((value) => -value);
}

/** The largest value of 2 radius + 1 places in a row, in place: windows of 1, 2, 4 .. places are joined until they are as wide. */
function slideLargest(
  plane: Float32Array,
  line: Float32Array,
  start: number,
  stride: number,
  count: number,
  radius: number,
): void {
  const total = count + 2 * radius;
  line.fill(-Infinity);
  for (let index = 0; index < count; index++) line[radius + index] = plane[start + stride * index]!;
  const span = 2 * radius + 1;
  let wide = 1;
  while (wide < span) {
    const step = Math.min(wide, span - wide);
    for (let index = 0; index + step < total; index++) {
      const other = line[index + step]!;
      if (other > line[index]!) line[index] = other;
    }
    wide += step;
  }
  for (let index = 0; index < count; index++) plane[start + stride * index] = line[index]!;
}

/** [4h,4w] brightness 0..1 of a photo [3,4h,4w]. */
export function brightnessOf(photo: Float32Array): Float32Array<ArrayBuffer> {
  const pixels = photo.length / 3;
  return Float32Array.from(
    { length: pixels },
    (_, pixel) =>
      BRIGHTNESS[0] * photo[pixel]! +
      BRIGHTNESS[1] * photo[pixels + pixel]! +
      BRIGHTNESS[2] * photo[2 * pixels + pixel]!,
  );
}

/** Change a pixel of a plane. */
export function gradientOf(values: Float32Array, { height, width }: Size): Float32Array<ArrayBuffer> {
  const steep = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const above = Math.max(0, y - 1) * width;
    const below = Math.min(height - 1, y + 1) * width;
    for (let x = 0; x < width; x++) {
      const left = y * width + Math.max(0, x - 1);
      const right = y * width + Math.min(width - 1, x + 1);
      const gx = (values[right]! - values[left]!) / 2;
      const gy = (values[below + x]! - values[above + x]!) / 2;
      steep[y * width + x] = Math.sqrt(gx * gx + gy * gy);
    }
  }
  return steep;
}

/** [h,w] mean of each cell's pixels. */
export function meansInCells(values: Float32Array, { height, width }: Size): Float32Array<ArrayBuffer> {
  const means = new Float32Array(height * width);
  for (let y = 0, pixel = 0; y < PHOTO_SCALE * height; y++) {
    const row = Math.floor(y / PHOTO_SCALE) * width;
    for (let x = 0; x < PHOTO_SCALE * width; x++, pixel++) {
      const cell = row + Math.floor(x / PHOTO_SCALE);
      means[cell] = means[cell]! + values[pixel]! / (PHOTO_SCALE * PHOTO_SCALE);
    }
  }
  return means;
}

/** [h,w] 1 where any pixel of a cell is marked. */
export function anyInCells(marked: Uint8Array, { height, width }: Size): Uint8Array<ArrayBuffer> {
  const any = new Uint8Array(height * width);
  for (let y = 0, pixel = 0; y < PHOTO_SCALE * height; y++) {
    const row = Math.floor(y / PHOTO_SCALE) * width;
    for (let x = 0; x < PHOTO_SCALE * width; x++, pixel++) {
      if (marked[pixel]) any[row + Math.floor(x / PHOTO_SCALE)] = 1;
    }
  }
  return any;
}

/** The value that `share` (0..1) of all do not exceed, without interpolation. */
export function rank(values: Float32Array, share: number): number {
  return values.toSorted()[Math.floor(share * (values.length - 1))]!;
}

/** Mean of some numbers; 0 of none. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]!;
  return values.length ? sum / values.length : 0;
}

/** The pieces of what is marked that hang together by sides and corners: the positions of each, in any order. */
export function piecesOf(marked: Uint8Array, { height, width }: Size): number[][] {
  const seen = new Uint8Array(marked.length);
  const pieces: number[][] = [];
  for (let start = 0; start < marked.length; start++) {
    if (seen[start] || !marked[start]) continue;
    const piece = [start];
    seen[start] = 1;
    for (let next = 0; next < piece.length; next++) {
      const y = Math.floor(piece[next]! / width);
      const x = piece[next]! % width;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          const at = row * width + column;
          if (seen[at] || !marked[at]) continue;
          seen[at] = 1;
          piece.push(at);
        }
      }
    }
    pieces.push(piece);
  }
  return pieces;
}

/** The box around some positions of a plane: its first row and column, rows and columns. */
export function boxAround(
  piece: readonly number[],
  width: number,
): { top: number; left: number; height: number; width: number } {
  let top = Infinity;
  let left = Infinity;
  let bottom = -1;
  let right = -1;
  for (const at of piece) {
    const y = Math.floor(at / width);
    const x = at % width;
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    left = Math.min(left, x);
    right = Math.max(right, x);
  }
  return { top, left, height: bottom - top + 1, width: right - left + 1 };
}

/** 0 up to `start`, 1 from `end` on, an S between (Hermite). */
export function smoothstep(x: number, start: number, end: number): number {
  const t = Math.min(1, Math.max(0, (x - start) / (end - start)));
  return t * t * (3 - 2 * t);
}

/** A class's probabilities, [h,w], as a view of a class map [16,h,w]: writing to it writes to the map. */
export function planeOf(scene: Float32Array, name: SceneClass, cells: number): Float32Array {
  const from = SCENE_CLASSES.indexOf(name) * cells;
  return scene.subarray(from, from + cells);
}

/** [h,w] summed probability of classes of a class map [16,h,w]. Returns a new plane. */
export function shareOf(
  scene: Float32Array,
  names: readonly SceneClass[],
  cells: number,
): Float32Array<ArrayBuffer> {
  const sum = new Float32Array(cells);
  for (const name of names) {
    const from = SCENE_CLASSES.indexOf(name) * cells;
    for (let cell = 0; cell < cells; cell++) sum[cell]! += scene[from + cell]!;
  }
  return sum;
}
