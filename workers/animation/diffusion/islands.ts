import { MOVING_THRESHOLD } from '../../../src/shared/motion';

/** Islands of fewer cells than this sink, unless the denoiser is sure of one of them: a candle is small, too. */
const SMALLEST_ISLAND_CELLS = 16;
const SURE = 0.8;

/**
 * Stills specks: islands of cells at or above MOVING_THRESHOLD, joined by sides and corners, that are small and nowhere sure are
 * set to zero in place. Where a parser doubts, a picture otherwise twitches in spots. The twin of `sink_islands` in
 * models/training/motion/grid.py.
 * @param moving [h,w], 0..1
 */
export function sinkIslands(
  moving: Float32Array,
  { height, width }: { height: number; width: number },
): void {
  const seen = new Uint8Array(height * width);
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] || moving[start]! < MOVING_THRESHOLD) continue;
    const island = [start];
    seen[start] = 1;
    for (let next = 0; next < island.length; next++) {
      const cell = island[next]!;
      const y = Math.floor(cell / width);
      const x = cell % width;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          const at = row * width + column;
          if (seen[at] || moving[at]! < MOVING_THRESHOLD) continue;
          seen[at] = 1;
          island.push(at);
        }
      }
    }
    if (island.length >= SMALLEST_ISLAND_CELLS || island.some((cell) => moving[cell]! >= SURE)) continue;
    for (const cell of island) moving[cell] = 0;
  }
}
