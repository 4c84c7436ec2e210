import { REGIONS } from '../../../../src/shared/atmosphere';
import type { Motion } from '../../../../src/shared/motion';
import type { RgbaImage } from '../../../../src/shared/pixels';
import { paintRegion } from '../mattes';
import { paintIn } from '../paint-in';
import { bilinear, boxBlur, erodeMask, extreme, pushPull, smoothstep } from '../planes';

/** Difference of depth between two neighbouring cells from which one stands before the other: flat ground stays far below. */
const STEP = 0.14;
/** Half the side of the window whose median is a cell's depth: a few cells that are misread do not stand before the rest. */
const MEDIAN_CELLS = 2;
/** Half the side of the window over which depths of one layer are averaged, twice, so that no tower bends. */
const SMOOTHING_CELLS = 2;
/** Half the side of the same window where there is no step at all. */
const SINGLE_SMOOTHING_CELLS = 4;
/** Cells around a step in which there are two layers, at most. */
const LARGEST_BAND_CELLS = 10;
/** Cells about the border of what stands in front in which the photo's colours may decide; a striped sleeve has no holes. */
const COLOUR_REACH_CELLS = 2;
/** Alpha up to which a pixel belongs to what is behind, 0..255. */
const MOSTLY_BEHIND = 12;
/** How far the front's colour bleeds beyond its edge, in short sides. */
const EDGE_BLEED = 1 / 300;

/** Two depths a cell: what stands in front at a step, and what it hides; the same away from steps. 0 near .. 1 far. */
export interface DepthLayers {
  front: Float32Array<ArrayBuffer>;
  behind: Float32Array<ArrayBuffer>;
  /** Null where the picture has no step. */
  step: {
    /** 1 a cell: stands in front; else 0. */
    label: Float32Array<ArrayBuffer>;
    /** 0..1 a cell: how near a step is. Where it is 0 both depths are the same. */
    band: Float32Array<ArrayBuffer>;
  } | null;
}

/** What a camera uncovers as it moves past the edges of near things: pictures at the photo's size. */
export interface Parallax {
  /** 0..255: what moves with the front's depth; 255 too where both depths are one. */
  cover: Uint8Array<ArrayBuffer>;
  /** Packed RGBA: the photo, painted in beneath what stands in front. */
  plate: Int32Array<ArrayBuffer>;
}

/**
 * Splits a scene's depth at its steps. Each layer is smooth by itself and goes on beneath, or beyond, the other for `bandCells`; a person and what
 * surrounds them closely has one depth, so that no face is bent.
 */
export function splitDepth(motion: Motion, bandCells: number): DepthLayers {
  const { width, height } = motion.grid;
  const cells = width * height;
  if (!motion.depth) {
    const flat = new Float32Array(cells).fill(0.5);
    return { front: flat, behind: flat, step: null };
  }
  const depth = flattenPeople(motion, medianOf(motion.depth, width, height));
  const blur = (plane: Float32Array, radius: number) =>
    boxBlur(boxBlur(plane, width, height, radius), width, height, radius);
  const { label, seeds } = findSteps(depth, width, height);
  if (!seeds.some((seed) => seed > 0)) {
    const smooth = blur(depth, SINGLE_SMOOTHING_CELLS);
    return { front: smooth, behind: smooth, step: null };
  }
  const layer = (inFront: boolean) => {
    const plane = depth.slice();
    const known = label.map((value) => (value >= 0.5 === inFront ? 1 : 0));
    pushPull([plane], known, width, height);
    return blur(plane, SMOOTHING_CELLS);
  };
  const near = layer(true);
  const far = layer(false);
  const reach = Math.max(2, Math.min(LARGEST_BAND_CELLS, Math.ceil(bandCells) + 1));
  const band = boxBlur(extreme(seeds, width, height, reach + 2, false), width, height, 2).map((value) =>
    smoothstep(0.02, 0.98, value),
  );
  const mixed = (own: Float32Array<ArrayBuffer>) =>
    own.map((value, cell) => {
      const single = label[cell] === 1 ? near[cell]! : far[cell]!;
      return single + (value - single) * band[cell]!;
    });
  return { front: mixed(near), behind: mixed(far), step: { label, band } };
}

/** The front's matte at the photo's edges, and what it hides, painted in once. */
export function paintParallax(
  photo: RgbaImage,
  pixels: Int32Array,
  grid: { width: number; height: number },
  { label, band }: NonNullable<DepthLayers['step']>,
  reachPixels: number,
): Parallax {
  const { width, height } = photo;
  const sure = (inFront: boolean) => extreme(label, grid.width, grid.height, COLOUR_REACH_CELLS, inFront);
  const matte = paintRegion(photo, grid, label, { least: sure(true), most: sure(false) });
  const bleed = Math.max(1, Math.round(EDGE_BLEED * Math.min(width, height)));
  const own = erodeMask(
    matte.map((alpha) => (alpha <= MOSTLY_BEHIND ? 255 : 0)),
    width,
    height,
    bleed,
  );
  const plate = paintIn(pixels, own, width, height, reachPixels);
  const cover = matte;
  for (let y = 0; y < height; y++) {
    const cy = ((y + 0.5) / height) * grid.height - 0.5;
    for (let x = 0; x < width; x++) {
      const cx = ((x + 0.5) / width) * grid.width - 0.5;
      if (bilinear(band, grid.width, grid.height, cx, cy) <= 0) cover[y * width + x] = 255;
    }
  }
  return { cover, plate };
}

/** A region's probability (0..1 a cell), carried on beneath what stands in front. */
export function behindFront(
  region: Float32Array,
  { label }: NonNullable<DepthLayers['step']>,
  { width, height }: { width: number; height: number },
): Float32Array<ArrayBuffer> {
  const carried = Float32Array.from(region);
  pushPull(
    [carried],
    label.map((value) => (value < 0.5 ? 1 : 0)),
    width,
    height,
  );
  return carried;
}

/**
 * Cells at steps of depth (`seeds`, 1), and which cells stand in front (`label`, 1): those nearer than the middle of the step that is nearest to them
 * in the picture.
 */
function findSteps(
  depth: Float32Array,
  width: number,
  height: number,
): { label: Float32Array<ArrayBuffer>; seeds: Float32Array<ArrayBuffer> } {
  const seeds = new Float32Array(depth.length);
  const middle = new Float32Array(depth.length);
  let ring: number[] = [];
  for (let cell = 0; cell < depth.length; cell++) {
    let largest = 0;
    for (const other of neighbours(cell, width, height)) {
      const difference = depth[other]! - depth[cell]!;
      if (Math.abs(difference) <= largest) continue;
      largest = Math.abs(difference);
      middle[cell] = depth[cell]! + difference / 2;
    }
    if (largest < STEP) continue;
    seeds[cell] = 1;
    ring.push(cell);
  }
  const reached = seeds.slice();
  while (ring.length > 0) {
    const next: number[] = [];
    for (const cell of ring) {
      for (const other of neighbours(cell, width, height)) {
        if (reached[other] === 1) continue;
        reached[other] = 1;
        middle[other] = middle[cell]!;
        next.push(other);
      }
    }
    ring = next;
  }
  return { label: depth.map((value, cell) => (value < middle[cell]! ? 1 : 0)), seeds };
}

function neighbours(cell: number, width: number, height: number): number[] {
  const x = cell % width;
  const found: number[] = [];
  if (x > 0) found.push(cell - 1);
  if (x < width - 1) found.push(cell + 1);
  if (cell >= width) found.push(cell - width);
  if (cell < (height - 1) * width) found.push(cell + width);
  return found;
}

function medianOf(plane: Float32Array, width: number, height: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(plane, (_, cell) => {
    const x = cell % width;
    const y = Math.floor(cell / width);
    const values: number[] = [];
    for (let j = Math.max(0, y - MEDIAN_CELLS); j <= Math.min(height - 1, y + MEDIAN_CELLS); j++) {
      for (let i = Math.max(0, x - MEDIAN_CELLS); i <= Math.min(width - 1, x + MEDIAN_CELLS); i++) {
        values.push(plane[j * width + i]!);
      }
    }
    return values.sort((a, b) => a - b)[values.length >> 1]!;
  });
}

function flattenPeople(
  { grid, regions }: Motion,
  depth: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  if (!regions) return depth;
  const cells = grid.width * grid.height;
  const first = REGIONS.indexOf('person') * cells;
  const person = boxBlur(regions.slice(first, first + cells), grid.width, grid.height, 1);
  let sum = 0;
  let weight = 1e-6;
  person.forEach((share, cell) => {
    sum += share * depth[cell]!;
    weight += share;
  });
  return depth.map((value, cell) => value + (sum / weight - value) * smoothstep(0.2, 0.5, person[cell]!));
}
