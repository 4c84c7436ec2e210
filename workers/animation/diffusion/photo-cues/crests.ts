import { boxMean, brightnessOf, meansInCells, PHOTO_SCALE, photoSize, rank, type Size } from './planes';

/** Slopes steeper than those of so many of the water's pixels count as no more; directions are averaged over so many cells each way, of a photo evened out over so many pixels each way: finer than that is grain. */
const STEEPEST_RANK = 0.95;
const CELLS_AROUND = 3;
const SMOOTHING = 2;
const TINY = 1e-9;

/** How a plane that is seen foreshortened lies in the picture, [h,w] each. */
export interface Plane {
  /** 1 looked down at .. 0 at the horizon. */
  foreshortening: Float32Array;
  /** Distance from the picture's middle, in distances from the viewer. */
  across: Float32Array;
}

/**
 * Which way crests on a plane of water run: the angle of their normal on the plane, 0..pi (0 right, pi/2 to the viewer), and how sure it is,
 * 0..1. The twin of `_crests` in models/training/motion/water_heading.py.
 * @param photo [3,4h,4w], sRGB 0..1
 * @param inner [h,w], 1 on the cells to look at, at least one
 */
export function readCrests(
  photo: Float32Array,
  inner: Float32Array,
  { foreshortening, across }: Plane,
  grid: Size,
): { normal: number; certainty: number } {
  const { gx, gy } = slopes(boxMean(brightnessOf(photo), photoSize(grid), SMOOTHING), inner, grid);
  const weight = boxMean(inner, grid, CELLS_AROUND);
  const evened = (at: (x: number, y: number) => number) => {
    const products = meansInCells(
      gx.map((x, pixel) => at(x, gy[pixel]!)),
      grid,
    );
    const sums = boxMean(
      products.map((value, cell) => value * inner[cell]!),
      grid,
      CELLS_AROUND,
    );
    return sums.map((value, cell) => value / Math.max(weight[cell]!, 1e-3));
  };
  const real = evened((x, y) => x * x - y * y);
  const imaginary = evened((x, y) => 2 * x * y);
  const power = evened((x, y) => x * x + y * y);
  let [sumX, sumY, total, coherent, count] = [0, 0, 0, 0, 0];
  inner.forEach((inside, cell) => {
    if (!inside) return;
    const angle = Math.atan2(imaginary[cell]!, real[cell]!) / 2;
    const coherence = Math.hypot(real[cell]!, imaginary[cell]!) / (power[cell]! + TINY);
    const away = foreshortening[cell]! * (Math.sin(angle) + across[cell]! * Math.cos(angle));
    const normal = Math.atan2(away, Math.cos(angle));
    const counts = coherence * Math.sqrt(Math.max(0, power[cell]!));
    sumX += counts * Math.cos(2 * normal);
    sumY += counts * Math.sin(2 * normal);
    total += counts;
    coherent += coherence;
    count++;
  });
  const agreement = Math.hypot(sumX, sumY) / Math.max(total, 1e-12);
  const normal = Math.atan2(sumY, sumX) / 2;
  return { normal: normal < 0 ? normal + Math.PI : normal, certainty: (agreement * coherent) / count };
}

/** The slopes of a plane [4h,4w], none steeper than most of those inside the cells `inner`: a spark or a post is not the sea. */
function slopes(
  plane: Float32Array,
  inner: Float32Array,
  grid: Size,
): { gx: Float32Array; gy: Float32Array } {
  const { height, width } = photoSize(grid);
  const gx = new Float32Array(plane.length);
  const gy = new Float32Array(plane.length);
  const inside: number[] = [];
  for (let y = 0, pixel = 0; y < height; y++) {
    const above = Math.max(0, y - 1) * width;
    const under = Math.min(height - 1, y + 1) * width;
    const row = Math.floor(y / PHOTO_SCALE) * grid.width;
    for (let x = 0; x < width; x++, pixel++) {
      const line = y * width;
      gx[pixel] = (plane[line + Math.min(width - 1, x + 1)]! - plane[line + Math.max(0, x - 1)]!) / 2;
      gy[pixel] = (plane[under + x]! - plane[above + x]!) / 2;
      if (inner[row + Math.floor(x / PHOTO_SCALE)]) inside.push(Math.hypot(gx[pixel]!, gy[pixel]!));
    }
  }
  const most = rank(Float32Array.from(inside), STEEPEST_RANK);
  for (let pixel = 0; pixel < plane.length; pixel++) {
    const held = Math.min(1, most / Math.max(Math.hypot(gx[pixel]!, gy[pixel]!), TINY));
    gx[pixel] = gx[pixel]! * held;
    gy[pixel] = gy[pixel]! * held;
  }
  return { gx, gy };
}
