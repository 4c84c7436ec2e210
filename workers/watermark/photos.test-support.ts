import { mulberry32 } from '../../src/shared/watermark/code-book';
import { applyMark, planMark } from '../../src/shared/watermark/mark';

/** An RGBA picture of tests. */
export interface TestPicture {
  width: number;
  height: number;
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** A calm sky over ground of rough texture and some hard edges: what is easy and what is hard for a mark, in one. */
export function testPhoto(width: number, height: number, seed = 7): TestPicture {
  const random = mulberry32(seed);
  const rough = noise(width, height, 5, random);
  const fine = noise(width, height, 2, random);
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const sky = y < 0.45 * height + 0.04 * height * Math.sin((9 * x) / width);
      const post = !sky && Math.floor((12 * x) / width) % 5 === 2;
      const level = sky ? 190 - (60 * y) / height : post ? 40 : 90 + 34 * rough[at]! + 14 * fine[at]!;
      data[4 * at] = level * (sky ? 0.8 : 1.05);
      data[4 * at + 1] = level;
      data[4 * at + 2] = level * (sky ? 1.2 : 0.7);
      data[4 * at + 3] = 255;
    }
  }
  return { width, height, data };
}

/** The picture with a mark, and what the mark says. */
export function marked(photo: TestPicture, proposed: string): TestPicture & { payload: string } {
  const data = photo.data.slice();
  const mark = planMark(photo, proposed);
  applyMark(new Int32Array(data.buffer), mark.data);
  return { ...photo, data, payload: mark.payload };
}

/** Smooth noise of variance about 1, whose features are `size` hundredths of the width. */
function noise(width: number, height: number, size: number, random: () => number): Float32Array {
  const step = Math.max(2, (size * width) / 100);
  const columns = Math.ceil(width / step) + 2;
  const rows = Math.ceil(height / step) + 2;
  const nodes = Float32Array.from({ length: columns * rows }, () => (random() / 2 ** 31 - 1) * 2.4);
  const result = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const left = Math.floor(x / step);
      const top = Math.floor(y / step);
      const a = x / step - left;
      const b = y / step - top;
      const node = (i: number, j: number) => nodes[(top + j) * columns + left + i]!;
      result[y * width + x] =
        (1 - b) * ((1 - a) * node(0, 0) + a * node(1, 0)) + b * ((1 - a) * node(0, 1) + a * node(1, 1));
    }
  }
  return result;
}

/** The picture seen through a turn, a scale and a mirror about its centre, in a frame of another size. */
export function seenThrough(
  picture: TestPicture,
  view: {
    width: number;
    height: number;
    scale: number;
    degrees?: number;
    mirrored?: boolean;
    dx?: number;
    dy?: number;
  },
): TestPicture {
  const { width, height, scale, degrees = 0, mirrored = false, dx = 0, dy = 0 } = view;
  const data = new Uint8ClampedArray(4 * width * height);
  const cos = Math.cos((degrees * Math.PI) / 180) / scale;
  const sin = Math.sin((degrees * Math.PI) / 180) / scale;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const across = (mirrored ? -1 : 1) * (x + 0.5 - width / 2);
      const down = y + 0.5 - height / 2;
      const u = picture.width / 2 + dx + cos * across + sin * down - 0.5;
      const v = picture.height / 2 + dy - sin * across + cos * down - 0.5;
      const at = 4 * (y * width + x);
      data[at + 3] = 255;
      if (u < 0 || v < 0 || u > picture.width - 1.001 || v > picture.height - 1.001) continue;
      const left = Math.floor(u);
      const top = Math.floor(v);
      for (let c = 0; c < 3; c++) {
        const value = (i: number, j: number) => picture.data[4 * ((top + j) * picture.width + left + i) + c]!;
        const upper = value(0, 0) + (u - left) * (value(1, 0) - value(0, 0));
        const lower = value(0, 1) + (u - left) * (value(1, 1) - value(0, 1));
        data[at + c] = upper + (v - top) * (lower - upper);
      }
    }
  }
  return { width, height, data };
}
