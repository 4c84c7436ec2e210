import { MOTION_LIMITS, type Motion } from '../motion';
import type { PixelRect } from './choose-crop';

/** The fewest cells on a side of a cropped grid. */
const LEAST_CELLS = 4;

/**
 * The motion of a part of its photo: maps cut out at their own density, displacements told in the part's short sides, so that every
 * pixel moves as it did (within the format's limits).
 *
 * @param picture size of the whole photo, in the same pixels as `part`
 */
export function cropMotion(
  motion: Motion,
  picture: { width: number; height: number },
  part: PixelRect,
): Motion {
  if (part.width === picture.width && part.height === picture.height) return motion;
  const { grid } = motion;
  const side = (cells: number, share: number) => Math.max(LEAST_CELLS, Math.round(cells * share));
  const cut: Cut = {
    from: grid,
    to: {
      width: side(grid.width, part.width / picture.width),
      height: side(grid.height, part.height / picture.height),
    },
    x: part.x / picture.width,
    y: part.y / picture.height,
    width: part.width / picture.width,
    height: part.height / picture.height,
  };
  const lengths = Math.min(picture.width, picture.height) / Math.min(part.width, part.height);
  return {
    ...motion,
    grid: cut.to,
    drift: cutMaps(motion.drift, cut, lengths, MOTION_LIMITS.drift),
    spectrum: cutMaps(motion.spectrum, cut, lengths, MOTION_LIMITS.spectrum),
    glow: cutMaps(motion.glow, cut, 1, MOTION_LIMITS.glow),
    moving: cutMaps(motion.moving, cut, 1, 1),
    depth: motion.depth && cutMaps(motion.depth, cut, 1, 1),
    regions: motion.regions && cutMaps(motion.regions, cut, 1, 1),
  };
}

interface Cut {
  from: { width: number; height: number };
  to: { width: number; height: number };
  /** Shares of the whole. */
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Planes cut out, bilinear between cell centres, times `scale`, within +-`limit`. */
function cutMaps(maps: Float32Array, cut: Cut, scale: number, limit: number): Float32Array<ArrayBuffer> {
  const { from, to } = cut;
  const fromCells = from.width * from.height;
  const toCells = to.width * to.height;
  const planes = maps.length / fromCells;
  const result = new Float32Array(planes * toCells);
  const columns = positions(from.width, to.width, cut.x, cut.width);
  const rows = positions(from.height, to.height, cut.y, cut.height);
  for (let plane = 0; plane < planes; plane++) {
    const base = plane * fromCells;
    for (let y = 0; y < to.height; y++) {
      const row = rows[y]!;
      for (let x = 0; x < to.width; x++) {
        const column = columns[x]!;
        const value = (r: number) => {
          const at = base + r * from.width;
          return maps[at + column.low]! * (1 - column.share) + maps[at + column.high]! * column.share;
        };
        const mixed = value(row.low) * (1 - row.share) + value(row.high) * row.share;
        result[plane * toCells + y * to.width + x] = Math.min(limit, Math.max(-limit, scale * mixed));
      }
    }
  }
  return result;
}

/** For each new cell the two old ones that its centre lies between. */
function positions(from: number, to: number, start: number, share: number) {
  return Array.from({ length: to }, (_, index) => {
    const at = Math.min(from - 1, Math.max(0, (start + (share * (index + 0.5)) / to) * from - 0.5));
    const low = Math.floor(at);
    return { low, high: Math.min(from - 1, low + 1), share: at - low };
  });
}
