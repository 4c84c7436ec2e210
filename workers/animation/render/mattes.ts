import { MOVING_THRESHOLD } from '../../../src/shared/motion';
import type { RgbaImage } from '../../../src/shared/pixels';
import type { CoarseLayers } from './coarse-layers';
import { applyModel, fitModel, prepareGuide, type Guide, type LinearModel } from './guided-filter';
import { separateByColour } from './local-colours';
import { resize, smoothstep } from './planes';

/** Where the layers of a picture show, at full size: 0..255, row-major. */
export interface Mattes {
  /** What moves at all. 0: static, the photo's own bytes. */
  moving: Uint8Array<ArrayBuffer>;
  /** What flows, of what moves (meaningful beneath static things too). */
  flow: Uint8Array<ArrayBuffer>;
}

/** Numbers of one pixel of {@link EdgeModels}: those of `moving`, then those of `flow`. */
const EDGE_STRIDE = 12;

/**
 * The mattes before they meet the full-size photo, on a picture smaller by `factor`: enough to paint them at full size. [height, width, 12]: for each matte the linear model (r, g, b of 0..1, constant), its least and its largest value.
 */
interface EdgeModels {
  factor: number;
  width: number;
  height: number;
  values: Float32Array<ArrayBuffer>;
}

/** Short side of the picture on which the mattes are fitted, in pixels, and of a draft's. */
const GUIDE_SHORT_SIDE = 240;
const DRAFT_SHORT_SIDE = 100;
/** Neighbourhood whose colours tell a region from its surroundings, and doubt about a coarse border, in cells of the motion grid. */
const COLOUR_WINDOW_CELLS = 5;
const BORDER_DOUBT_CELLS = 1.5;
/** Reach of the guided filter's window in cells. */
const WINDOW_CELLS = 0.7;
/** Variance of colours in 0..1 that the guided filter takes for flat; tuned by eye on horizons, tree lines and leaves. */
const EPSILON = 2e-4;
/** A fitted value at or below which nothing moves, and from which everything does. */
const MATTE_LOW = 0.35;
const MATTE_HIGH = 0.65;

/** The photo box-averaged to about a short side: planes of sRGB in 0..1. */
function shrinkPhoto(
  photo: RgbaImage,
  shortSide: number,
): {
  factor: number;
  width: number;
  height: number;
  colours: Float32Array<ArrayBuffer>[];
} {
  const factor = Math.max(1, Math.round(Math.min(photo.width, photo.height) / shortSide));
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

/** A photo as the fits need it: the small picture and its guides. */
interface Guides {
  small: ReturnType<typeof shrinkPhoto>;
  /** Pixels of the small picture to a cell. */
  cell: number;
  guides: Guide[];
}

/** Of the photos that live, by short side: an edit of what moves asks for the same again. */
const known = new WeakMap<RgbaImage, Map<number, Guides>>();

function guidesOf(photo: RgbaImage, grid: { width: number; height: number }, shortSide: number): Guides {
  const found = known.get(photo) ?? new Map<number, Guides>();
  known.set(photo, found);
  const before = found.get(shortSide);
  const small = before?.small ?? shrinkPhoto(photo, shortSide);
  const cell = Math.max(small.width / grid.width, small.height / grid.height);
  if (before?.cell === cell) return before;
  const radius = Math.max(2, Math.round(WINDOW_CELLS * cell));
  const guides = [radius, Math.max(1, radius >> 1)].map((r) =>
    prepareGuide(small.colours, small.width, small.height, r, EPSILON),
  );
  const made = { small, cell, guides };
  found.set(shortSide, made);
  return made;
}

/**
 * Carries the coarse masks to the photo's edges: by local colours and guided filtering on a small picture, applied at full size.
 * @param draft on a smaller one yet: softer edges in a fraction of the time
 */
export function buildMattes(photo: RgbaImage, layers: CoarseLayers, draft = false): Mattes {
  const { small, cell, guides } = guidesOf(photo, layers, draft ? DRAFT_SHORT_SIDE : GUIDE_SHORT_SIDE);
  const enlarge = (values: Float32Array<ArrayBuffer>) =>
    resize({ width: layers.width, height: layers.height, values }, small.width, small.height);
  const separate = (region: Float32Array<ArrayBuffer>) =>
    separateByColour(
      small.colours,
      region,
      small.width,
      small.height,
      Math.round(COLOUR_WINDOW_CELLS * cell),
      Math.max(1, Math.round(BORDER_DOUBT_CELLS * cell)),
    );
  const bound = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

  const surely = enlarge(layers.surelyMoving);
  const maybe = enlarge(layers.maybeMoving);
  const moves = separate(
    enlarge(layers.moving.map((value) => smoothstep(MOVING_THRESHOLD - 0.2, MOVING_THRESHOLD + 0.3, value))),
  );
  const moving = fitTwice(
    guides,
    moves.map((value, i) => bound(value, surely[i]!, maybe[i]!)),
  );
  const constant = (value: number) => new Float32Array(moves.length).fill(value);
  const all = layers.flows ? 1 : 0;
  let flow = [constant(0), constant(0), constant(0), constant(all), constant(all), constant(all)];
  if (layers.flows && layers.flowShare.some((share) => share < 1)) {
    const low = enlarge(layers.surelyFlowing);
    const high = enlarge(layers.maybeFlowing);
    const share = separate(enlarge(layers.flowShare)).map((value, i) => bound(value, low[i]!, high[i]!));
    flow = [...fitTwice(guides, share), low, high];
  }
  const planes = [...moving, surely, maybe, ...flow];
  const values = new Float32Array(EDGE_STRIDE * moves.length);
  planes.forEach((plane, p) => plane.forEach((value, i) => (values[EDGE_STRIDE * i + p] = value)));
  const edges = { factor: small.factor, width: small.width, height: small.height, values };
  return { moving: paint(photo, edges, 0), flow: paint(photo, edges, EDGE_STRIDE / 2) };
}

/**
 * A region known on a coarse grid (0..1), carried to the photo's edges: 0..255 a pixel, row-major.
 * @param bounds 0..1 a cell: between which values the photo's colours may decide
 */
export function paintRegion(
  photo: RgbaImage,
  grid: { width: number; height: number },
  region: Float32Array<ArrayBuffer>,
  bounds?: { least: Float32Array<ArrayBuffer>; most: Float32Array<ArrayBuffer> },
): Uint8Array<ArrayBuffer> {
  const { small, cell, guides } = guidesOf(photo, grid, GUIDE_SHORT_SIDE);
  const enlarge = (values: Float32Array<ArrayBuffer>) =>
    resize({ ...grid, values }, small.width, small.height);
  const found = separateByColour(
    small.colours,
    enlarge(region),
    small.width,
    small.height,
    Math.round(COLOUR_WINDOW_CELLS * cell),
    Math.max(1, Math.round(BORDER_DOUBT_CELLS * cell)),
  );
  const least = bounds ? enlarge(bounds.least) : new Float32Array(found.length);
  const most = bounds ? enlarge(bounds.most) : new Float32Array(found.length).fill(1);
  const planes = [
    ...fitTwice(
      guides,
      found.map((value, i) => Math.max(least[i]!, Math.min(most[i]!, value))),
    ),
    least,
    most,
  ];
  const values = new Float32Array(EDGE_STRIDE * found.length);
  planes.forEach((plane, p) => plane.forEach((value, i) => (values[EDGE_STRIDE * i + p] = value)));
  return paint(photo, { factor: small.factor, width: small.width, height: small.height, values }, 0);
}

/** Fits a map to the photo's edges, makes it decide, and fits it again with a smaller window. */
function fitTwice(guides: Guide[], map: Float32Array<ArrayBuffer>): LinearModel {
  const [wide, narrow] = guides as [Guide, Guide];
  const first = applyModel(wide, fitModel(wide, map));
  return fitModel(
    narrow,
    first.map((value) => smoothstep(MATTE_LOW - 0.15, MATTE_HIGH + 0.15, value)),
  );
}

/** Evaluates one matte's models, from number `first` of a pixel on, with the photo's full-size colours. */
function paint(photo: RgbaImage, edges: EdgeModels, first: number): Uint8Array<ArrayBuffer> {
  const { width, height, data } = photo;
  const { factor, values } = edges;
  const matte = new Uint8Array(width * height);
  const count = EDGE_STRIDE / 2;
  const row = new Float32Array(count * (edges.width + 1));
  for (let y = 0; y < height; y++) {
    const sy = Math.min(edges.height - 1, Math.max(0, (y + 0.5) / factor - 0.5));
    const y0 = Math.floor(sy);
    const y1 = Math.min(edges.height - 1, y0 + 1);
    for (let x = 0; x <= edges.width; x++) {
      const column = Math.min(x, edges.width - 1);
      const top = EDGE_STRIDE * (y0 * edges.width + column) + first;
      const bottom = EDGE_STRIDE * (y1 * edges.width + column) + first;
      for (let p = 0; p < count; p++) {
        row[x * count + p] = values[top + p]! + (values[bottom + p]! - values[top + p]!) * (sy - y0);
      }
    }
    for (let x = 0; x < width; x++) {
      const sx = Math.min(edges.width - 1, Math.max(0, (x + 0.5) / factor - 0.5));
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
      const low = lerp(row, at + 4, count, f);
      const high = lerp(row, at + 5, count, f);
      const bounded = Math.max(low, Math.min(high, smoothstep(MATTE_LOW, MATTE_HIGH, value)));
      matte[y * width + x] = Math.round(255 * bounded);
    }
  }
  return matte;
}

function lerp(values: Float32Array, at: number, next: number, fraction: number): number {
  return values[at]! + (values[at + next]! - values[at]!) * fraction;
}
