import { boxMean, brightnessOf, PHOTO_SCALE, photoSize, rank, type Size } from './planes';

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
  const products = productsOfSlopes(boxMean(brightnessOf(photo), photoSize(grid), SMOOTHING), inner, grid);
  const weight = boxMean(inner, grid, CELLS_AROUND);
  const [real, imaginary, power] = products.map((values) =>
    boxMean(values, grid, CELLS_AROUND).map((value, cell) => value / Math.max(weight[cell]!, 1e-3)),
  ) as [Float32Array, Float32Array, Float32Array];
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

/**
 * Means over each cell of `inner` of what makes up a structure tensor: gx gx - gy gy, 2 gx gy and gx gx + gy gy of the slopes of a plane
 * [4h,4w], none steeper than most of those inside: a spark or a post is not the sea. [h,w] each, 0 elsewhere.
 */
function productsOfSlopes(plane: Float32Array, inner: Float32Array, grid: Size): Float32Array[] {
  const { height, width } = photoSize(grid);
  const inside = [...inner.keys()].filter((cell) => inner[cell]);
  const pixels = PHOTO_SCALE * PHOTO_SCALE;
  const gx = new Float32Array(pixels * inside.length);
  const gy = new Float32Array(gx.length);
  const steep = new Float32Array(gx.length);
  let at = 0;
  for (const cell of inside) {
    const top = PHOTO_SCALE * Math.floor(cell / grid.width);
    const left = PHOTO_SCALE * (cell % grid.width);
    for (let y = top; y < top + PHOTO_SCALE; y++) {
      const line = y * width;
      const above = Math.max(0, y - 1) * width;
      const under = Math.min(height - 1, y + 1) * width;
      for (let x = left; x < left + PHOTO_SCALE; x++, at++) {
        const across = (plane[line + Math.min(width - 1, x + 1)]! - plane[line + Math.max(0, x - 1)]!) / 2;
        const down = (plane[under + x]! - plane[above + x]!) / 2;
        gx[at] = across;
        gy[at] = down;
        steep[at] = Math.sqrt(across * across + down * down);
      }
    }
  }
  const most = rank(steep, STEEPEST_RANK);
  const reals = new Float32Array(inner.length);
  const imaginaries = new Float32Array(inner.length);
  const powers = new Float32Array(inner.length);
  inside.forEach((cell, index) => {
    let real = 0;
    let imaginary = 0;
    let power = 0;
    for (let pixel = pixels * index; pixel < pixels * (index + 1); pixel++) {
      const held = Math.min(1, most / Math.max(steep[pixel]!, TINY)) ** 2;
      const x = gx[pixel]!;
      const y = gy[pixel]!;
      real += (x * x - y * y) * held;
      imaginary += 2 * x * y * held;
      power += (x * x + y * y) * held;
    }
    reals[cell] = real / pixels;
    imaginaries[cell] = imaginary / pixels;
    powers[cell] = power / pixels;
  });
  return [reals, imaginaries, powers];
}
