import { MOVING_THRESHOLD } from '../../../src/shared/motion';
import type { RgbaImage } from '../../../src/shared/pixels';
import type { CoarseLayers } from './coarse-layers';
import { applyModel, fitModel, prepareGuide, type Guide, type LinearModel } from './guided-filter';
import { resize, smoothstep } from './planes';

/** Where the layers of a picture show, at full size: 0..255, row-major. */
export interface Mattes {
  /** What moves at all. 0: static, the photo's own bytes. */
  moving: Uint8Array<ArrayBuffer>;
  /** What flows, of what moves (meaningful beneath static things too). */
  flow: Uint8Array<ArrayBuffer>;
}

/** Short side of the picture on which the mattes are fitted, in pixels. */
const GUIDE_SHORT_SIDE = 240;
/** Reach of a window in cells of the motion grid: a mask that is wrong by less can be put right by the photo. */
const WINDOW_CELLS = 1.8;
/** Variance of 8-bit colours in 0..1 that counts as flat; tuned by eye on horizons, tree lines and leaves. */
const EPSILON = 2e-4;
/** A fitted value at or below which nothing moves, and from which everything does. */
const MATTE_LOW = MOVING_THRESHOLD;
const MATTE_HIGH = 0.6;

/** The photo box-averaged to about {@link GUIDE_SHORT_SIDE}: planes of sRGB in 0..1. */
export function shrinkPhoto(photo: RgbaImage): {
  factor: number;
  width: number;
  height: number;
  colours: Float32Array<ArrayBuffer>[];
} {
  const factor = Math.max(1, Math.round(Math.min(photo.width, photo.height) / GUIDE_SHORT_SIDE));
  const width = Math.ceil(photo.width / factor);
  const height = Math.ceil(photo.height / factor);
  const colours = [0, 1, 2].map(() => new Float32Array(width * height));
  const counts = new Float32Array(width * height);
  for (let y = 0; y < photo.height; y++) {
    const row = Math.floor(y / factor) * width;
    for (let x = 0; x < photo.width; x++) {
      const from = 4 * (y * photo.width + x);
      const to = row + Math.floor(x / factor);
      counts[to] = counts[to]! + 1;
      for (let c = 0; c < 3; c++) colours[c]![to] = colours[c]![to]! + photo.data[from + c]!;
    }
  }
  for (const plane of colours)
    for (let i = 0; i < plane.length; i++) plane[i] = plane[i]! / (255 * counts[i]!);
  return { factor, width, height, colours };
}

/** Carries the coarse masks to the photo's edges by guided filtering, fitted on a small picture and applied at full size. */
export function buildMattes(photo: RgbaImage, layers: CoarseLayers): Mattes {
  const small = shrinkPhoto(photo);
  const cell = Math.max(small.width / layers.width, small.height / layers.height);
  const radius = Math.max(2, Math.round(WINDOW_CELLS * cell));
  const guides = [radius, Math.max(1, radius >> 1)].map((r) =>
    prepareGuide(small.colours, small.width, small.height, r, EPSILON),
  );
  const enlarge = (values: Float32Array<ArrayBuffer>) =>
    resize({ width: layers.width, height: layers.height, values }, small.width, small.height);

  const surely = enlarge(layers.surelyMoving);
  const maybe = enlarge(layers.maybeMoving);
  const moving = fitTwice(guides, enlarge(layers.moving), (value, i) =>
    Math.max(surely[i]!, Math.min(maybe[i]!, value)),
  );
  const bound = (value: number, s: number, m: number) =>
    value < m ? (value > s ? value : s) : m > s ? m : s;
  const matte = paint(photo, small, [...moving, surely, maybe], bound);

  if (!layers.flows) return { moving: matte, flow: new Uint8Array(matte.length) };
  if (layers.flowShare.every((share) => share === 1))
    return { moving: matte, flow: new Uint8Array(matte.length).fill(255) };
  const share = fitTwice(guides, enlarge(layers.flowShare), (value) => value);
  return { moving: matte, flow: paint(photo, small, share, (value) => value) };
}

/** Fits a map to the photo's edges, makes it decide, and fits it again with a smaller window. */
function fitTwice(
  guides: Guide[],
  map: Float32Array<ArrayBuffer>,
  bound: (value: number, index: number) => number,
): LinearModel {
  const [wide, narrow] = guides as [Guide, Guide];
  const first = applyModel(wide, fitModel(wide, map));
  return fitModel(
    narrow,
    first.map((value, i) => bound(smoothstep(MATTE_LOW - 0.1, MATTE_HIGH, value), i)),
  );
}

/**
 * Evaluates a linear model with the photo's full-size colours. `planes` are the model's four and up to two more, all on the
 * small grid; `bound` is given the decided value and those two.
 */
function paint(
  photo: RgbaImage,
  small: { factor: number; width: number; height: number },
  planes: Float32Array[],
  bound: (value: number, first: number, second: number) => number,
): Uint8Array<ArrayBuffer> {
  const { width, height, data } = photo;
  const matte = new Uint8Array(width * height);
  const count = planes.length;
  const row = new Float32Array(count * (small.width + 1));
  for (let y = 0; y < height; y++) {
    const sy = Math.min(small.height - 1, Math.max(0, (y + 0.5) / small.factor - 0.5));
    const y0 = Math.floor(sy);
    const y1 = Math.min(small.height - 1, y0 + 1);
    for (let x = 0; x <= small.width; x++) {
      const column = Math.min(x, small.width - 1);
      for (let p = 0; p < count; p++) {
        const top = planes[p]![y0 * small.width + column]!;
        row[x * count + p] = top + (planes[p]![y1 * small.width + column]! - top) * (sy - y0);
      }
    }
    for (let x = 0; x < width; x++) {
      const sx = Math.min(small.width - 1, Math.max(0, (x + 0.5) / small.factor - 0.5));
      const x0 = Math.floor(sx);
      const f = sx - x0;
      const at = x0 * count;
      const from = 4 * (y * width + x);
      const value =
        lerp(row, at + 3, count, f) +
        (lerp(row, at, count, f) * data[from]! +
          lerp(row, at + 1, count, f) * data[from + 1]! +
          lerp(row, at + 2, count, f) * data[from + 2]!) /
          255;
      const decided = smoothstep(MATTE_LOW, MATTE_HIGH, value);
      const bounded =
        count > 4 ? bound(decided, lerp(row, at + 4, count, f), lerp(row, at + 5, count, f)) : decided;
      matte[y * width + x] = Math.round(255 * bounded);
    }
  }
  return matte;
}

function lerp(values: Float32Array, at: number, next: number, fraction: number): number {
  return values[at]! + (values[at + next]! - values[at]!) * fraction;
}
