import { anyInCells, extreme, meanOf, photoSize, type Size } from './planes';

/** At night, in a picture no brighter than NIGHT, what is narrower than a square of 2 RADIUS + 1 pixels and by SPOT brighter than all around is a lamp. */
const NIGHT = 0.3;
const RADIUS = 4;
const SPOT = 0.2;

/**
 * Cells with a lamp in the dark, or what shines like one; none by day, when such spots are flecks of sun on leaves. The twin of `lamp_cells`
 * in models/training/motion/photo_cues.py.
 * @param brightness [4h,4w], 0..1
 * @returns [h,w], 1 where a lamp is
 */
export function findLamps(brightness: Float32Array, grid: Size): Uint8Array<ArrayBuffer> {
  if (meanOf(brightness) > NIGHT) return new Uint8Array(grid.height * grid.width);
  const size = photoSize(grid);
  const opened = extreme(extreme(brightness, size, RADIUS, 'least'), size, RADIUS, 'largest');
  return anyInCells(
    Uint8Array.from(brightness, (value, pixel) => Number(value - opened[pixel]! > SPOT)),
    grid,
  );
}
