import type { Grid } from './headroom';
import { anyInCells, brightnessOf, gradientOf, PHOTO_SCALE, photoSize } from './photo-cues/planes';

/**
 * Steepest change of brightness a pixel (of the photo at four pixels a cell) that clouds show; beyond it an edge is hard. Of the labelled
 * training photos 2.6 % of the cells inside a sky are steeper and 77 % of those on its border.
 */
const HARD_EDGE = 0.1;
/** So far does a hard edge hang together with what it grows out of, cells. */
const EDGE_GROWTH_CELLS = 12;
/** A page, not a photo: one flat colour (to within FLAT of brightness) covers more than so much of it. */
const PAGE = 0.25;
const FLAT = 0.008;

/**
 * Cells that a hard edge of the photo runs through. The twin of `hard_edges` in models/training/motion/constraint.py.
 * @param photo [3,4h,4w], sRGB 0..1
 * @returns [h,w], 1 where it does
 */
export function hardEdges(photo: Float32Array, grid: Grid): Uint8Array<ArrayBuffer> {
  const steep = gradientOf(brightnessOf(photo), photoSize(grid));
  return anyInCells(
    Uint8Array.from(steep, (value) => Number(value > HARD_EDGE)),
    grid,
  );
}

/** `blocked` and the hard edges that hang together with it, by sides and corners and so many steps: an aerial belongs to its roof. Changes neither. */
export function growAlong(
  blocked: Uint8Array,
  hard: Uint8Array,
  { height, width }: Grid,
  steps = EDGE_GROWTH_CELLS,
): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(blocked);
  let front = [...blocked.keys()].filter((cell) => blocked[cell]);
  for (let step = 0; step < steps && front.length > 0; step++) {
    const next: number[] = [];
    for (const cell of front) {
      const row = Math.floor(cell / width);
      const column = cell % width;
      for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
          const at = y * width + x;
          if (grown[at] || !hard[at]) continue;
          grown[at] = 1;
          next.push(at);
        }
      }
    }
    front = next;
  }
  return grown;
}

/**
 * Cells of a photo that are of one colour. The twin of `flat_cells`.
 * @param photo [3,4h,4w], sRGB 0..1
 * @returns [h,w], 1 where they are
 */
export function flatCells(photo: Float32Array, grid: Grid): Uint8Array {
  const columns = PHOTO_SCALE * grid.width;
  const plane = columns * PHOTO_SCALE * grid.height;
  return Uint8Array.from({ length: grid.height * grid.width }, (_, cell) => {
    let widest = 0;
    for (let channel = 0; channel < 3; channel++) {
      const from = channel * plane + firstPixel(cell, grid);
      let low = Infinity;
      let high = -Infinity;
      for (let y = 0; y < PHOTO_SCALE; y++) {
        for (let x = 0; x < PHOTO_SCALE; x++) {
          const value = photo[from + y * columns + x]!;
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
      widest = Math.max(widest, high - low);
    }
    return Number(widest < FLAT);
  });
}

/**
 * Whether one colour covers most of a photo's flat cells and much of it: text, a drawing, an empty picture, a burnt-out sky. The twin of
 * `is_page`.
 * @param photo [3,4h,4w], sRGB 0..1
 * @param flat of {@link flatCells}
 */
export function isPage(photo: Float32Array, flat: Uint8Array, grid: Grid): boolean {
  const plane = PHOTO_SCALE * PHOTO_SCALE * flat.length;
  const counts = new Map<number, number>();
  let most = 0;
  flat.forEach((isFlat, cell) => {
    if (!isFlat) return;
    const pixel = firstPixel(cell, grid);
    const level = (channel: number) => Math.floor(photo[channel * plane + pixel]! * 255 + 0.5);
    const colour = level(0) * 65536 + level(1) * 256 + level(2);
    const count = (counts.get(colour) ?? 0) + 1;
    counts.set(colour, count);
    most = Math.max(most, count);
  });
  return most / flat.length > PAGE;
}

/** The pixel in a cell's upper left corner, of a channel's plane. */
function firstPixel(cell: number, { width }: Grid): number {
  return (Math.floor(cell / width) * PHOTO_SCALE * width + (cell % width)) * PHOTO_SCALE;
}
