import type { Motion } from '../../../src/shared/motion';
import type { RgbaImage } from '../../../src/shared/pixels';
import { splitMotion, type CoarseLayers } from './coarse-layers';
import { keenWeights } from './keen-kernel';
import { buildMattes } from './mattes';
import { paintLayers, type Layers } from './layers';
import { extreme } from './planes';

/**
 * Pixels on a side of a tile, as powers of two: fields of motion are known at tile corners and linear between. The larger where no cell of the
 * motion grid is smaller.
 */
const SMALL_TILE_SHIFT = 3;
const LARGE_TILE_SHIFT = 4;

/** How a tile is drawn; the general formula for FRONT gives the same bytes everywhere, the others are its short cuts. */
export const TILE_KIND = { STATIC: 0, FLOW: 1, SWAY: 2, MIXED: 3, FRONT: 4 } as const;

/**
 * All of a photo and its Motion that does not change from frame to frame. Pictures are packed RGBA, red in the low byte,
 * row-major, at the photo's size.
 *
 * The picture is taken as layers: what flows (behind), what sways (before it), what is static (before both, or, where leaves hang before a wall, behind
 * what sways). What a layer hides of the one behind is painted once (paint-in.ts), so that motion uncovers sky instead of smearing trees.
 */
export interface RenderPlan extends Layers {
  width: number;
  height: number;
  photo: Int32Array<ArrayBuffer>;
  /** 0..255: what moves at all; 0 keeps the photo's bytes. */
  matte: Uint8Array<ArrayBuffer>;
  /** Side of a tile in pixels, and its power of two. */
  tile: number;
  tileShift: number;
  tilesAcross: number;
  tilesDown: number;
  /** [tilesDown, tilesAcross] of {@link TILE_KIND}. */
  tileKinds: Uint8Array<ArrayBuffer>;
  layers: CoarseLayers;
  durationSeconds: number;
  /** [PHASES, 4] Q15 taps by which both layers are sampled. */
  weights: Int16Array<ArrayBuffer>;
}

/**
 * Prepares a photo for rendering. Throws AppError `model-output-invalid` for malformed maps.
 *
 * @param previous plans of the same photo: where the new Motion moves the same places as one of them did, that one's mattes and layers serve again; else
 * they are drafted, with softer edges and without texture in what is hidden, so that an edit shows at once
 */
export function planRender(
  photo: RgbaImage,
  motion: Motion,
  previous: readonly RenderPlan[] = [],
): RenderPlan {
  const { width, height } = photo;
  const layers = splitMotion(photo, motion);
  const same = previous.find((plan) => sameShapes(plan.layers, layers));
  if (same) {
    const plan = {
      ...same,
      layers,
      tileKinds: new Uint8Array(same.tileKinds.length),
      durationSeconds: motion.durationSeconds,
    };
    sortTiles(plan);
    return plan;
  }
  const [first] = previous;
  const draft = first !== undefined;
  const pixels = first?.photo ?? packPixels(photo);
  const mattes = buildMattes(photo, layers, draft);
  const painted = paintLayers(pixels, width, height, mattes, layers, motion.durationSeconds, draft);
  const cell = Math.min(width / layers.width, height / layers.height);
  const tileShift = cell >= 1 << LARGE_TILE_SHIFT ? LARGE_TILE_SHIFT : SMALL_TILE_SHIFT;
  const tile = 1 << tileShift;
  const tilesAcross = Math.ceil(width / tile);
  const tilesDown = Math.ceil(height / tile);
  const plan: RenderPlan = {
    width,
    height,
    photo: pixels,
    ...painted,
    matte: mattes.moving,
    tile,
    tileShift,
    tilesAcross,
    tilesDown,
    tileKinds: new Uint8Array(tilesAcross * tilesDown),
    layers,
    durationSeconds: motion.durationSeconds,
    weights: first?.weights ?? keenWeights({ width, height, photo: pixels, matte: mattes.moving }),
  };
  sortTiles(plan);
  return plan;
}

/** Whether two Motions move the same places by the same layers: then they share mattes and painted-in ground. */
function sameShapes(a: CoarseLayers, b: CoarseLayers): boolean {
  const same = (p: Float32Array, q: Float32Array) =>
    p.length === q.length && p.every((value, i) => value === q[i]);
  return (
    a.width === b.width &&
    a.flows === b.flows &&
    same(a.moving, b.moving) &&
    same(a.flowShare, b.flowShare) &&
    (a.front === b.front || (a.front !== null && b.front !== null && same(a.front, b.front)))
  );
}

/** RGBA bytes as one word a pixel, red in the low byte: a copy. */
export function packPixels(image: RgbaImage): Int32Array<ArrayBuffer> {
  const packed = new Int32Array(image.width * image.height);
  new Uint8Array(packed.buffer).set(image.data);
  return packed;
}

/** Largest sway between two instants at each tile, in pixels: how far its samples may look. */
function largestSway(plan: RenderPlan): Float32Array {
  const { layers, width, height, tile, tilesAcross, tilesDown } = plan;
  const amplitude = layers.moving.map((_, i) => {
    let sum = 0;
    for (const map of layers.swaySpectrum) sum += Math.abs(map[i]!);
    return 2 * sum * Math.min(width, height);
  });
  // A tile's corners see the cells around them.
  const reached = extreme(amplitude, layers.width, layers.height, 1, false);
  const result = new Float32Array(tilesAcross * tilesDown);
  for (let ty = 0; ty < tilesDown; ty++) {
    for (let tx = 0; tx < tilesAcross; tx++) {
      let largest = 0;
      for (let corner = 0; corner < 4; corner++) {
        const x = (Math.min(width - 1, (tx + (corner & 1)) * tile) + 0.5) / width;
        const y = (Math.min(height - 1, (ty + (corner >> 1)) * tile) + 0.5) / height;
        const cell = Math.floor(y * layers.height) * layers.width + Math.floor(x * layers.width);
        largest = Math.max(largest, reached[cell]!);
      }
      result[ty * tilesAcross + tx] = largest;
    }
  }
  return result;
}

/** Counts of ones in a map's rectangles, by a summed table. */
class Counts {
  readonly #sums: Int32Array;

  constructor(
    map: Uint8Array,
    readonly width: number,
    readonly height: number,
  ) {
    this.#sums = new Int32Array((width + 1) * (height + 1));
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = (y + 1) * (width + 1) + x + 1;
        this.#sums[at] =
          map[y * width + x]! +
          this.#sums[at - 1]! +
          this.#sums[at - width - 1]! -
          this.#sums[at - width - 2]!;
      }
    }
  }

  /** Whether all within `reach` of (x, y) are ones, as far as the map goes. */
  allAround(x: number, y: number, reach: number): boolean {
    const left = Math.max(0, x - reach);
    const right = Math.min(this.width, x + reach + 1);
    const top = Math.max(0, y - reach);
    const bottom = Math.min(this.height, y + reach + 1);
    const sum = (column: number, row: number) => this.#sums[row * (this.width + 1) + column]!;
    const count = sum(right, bottom) - sum(left, bottom) - sum(right, top) + sum(left, top);
    return count === (right - left) * (bottom - top);
  }
}

function sortTiles(plan: RenderPlan): void {
  const { width, height, tile, tilesAcross, tilesDown, tileKinds, photo, movingLayer, flowLayer } = plan;
  const { matte, cover, backLayer } = plan;
  const count = tilesAcross * tilesDown;
  const still = new Uint8Array(count).fill(1);
  const full = new Uint8Array(count).fill(1);
  const pureFlow = new Uint8Array(count).fill(1);
  const pureSway = new Uint8Array(count).fill(1);
  const uncut = new Uint8Array(count).fill(1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const index = Math.floor(y / tile) * tilesAcross + Math.floor(x / tile);
      const colour = photo[at]! & 0xffffff;
      if (cover[at]! > 0) still[index] = 0;
      if (backLayer && backLayer[at]! >>> 24 < 255) uncut[index] = 0;
      if (matte[at]! < 255 || (movingLayer[at]! & 0xffffff) !== colour) full[index] = 0;
      const share = movingLayer[at]! >>> 24;
      if (share < 255 || (flowLayer[at]! & 0xffffff) !== (movingLayer[at]! & 0xffffff)) pureFlow[index] = 0;
      if (share > 0) pureSway[index] = 0;
    }
  }
  const sway = largestSway(plan);
  const flowAround = new Counts(pureFlow, tilesAcross, tilesDown);
  const swayAround = new Counts(pureSway, tilesAcross, tilesDown);
  const uncutAround = new Counts(uncut, tilesAcross, tilesDown);
  for (let i = 0; i < count; i++) {
    const x = i % tilesAcross;
    const y = Math.floor(i / tilesAcross);
    // Two more pixels for the taps.
    const reach = sway[i] === 0 ? 0 : Math.ceil((sway[i]! + 2) / tile);
    if (still[i]) tileKinds[i] = TILE_KIND.STATIC;
    else if (!uncutAround.allAround(x, y, Math.max(1, reach))) tileKinds[i] = TILE_KIND.FRONT;
    else if (full[i] && flowAround.allAround(x, y, reach)) tileKinds[i] = TILE_KIND.FLOW;
    else if (full[i] && swayAround.allAround(x, y, Math.max(1, reach))) tileKinds[i] = TILE_KIND.SWAY;
    else tileKinds[i] = TILE_KIND.MIXED;
  }
}
