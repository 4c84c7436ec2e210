import type { Point } from './edits';

/** A grid of cells over a photo, and how long its sides are. */
export interface GridFrame {
  width: number;
  height: number;
  /** Of one cell, in short sides of the photo. */
  cellWidth: number;
  cellHeight: number;
}

/** The frame of a motion grid over a photo of `aspect` (width / height). */
export function gridFrame(grid: { width: number; height: number }, aspect: number): GridFrame {
  return {
    width: grid.width,
    height: grid.height,
    cellWidth: Math.max(1, aspect) / grid.width,
    cellHeight: Math.max(1, 1 / aspect) / grid.height,
  };
}

/** A place in short sides from the photo's upper left corner. */
export function toShortSides({ width, height, cellWidth, cellHeight }: GridFrame, point: Point): Point {
  return { x: point.x * width * cellWidth, y: point.y * height * cellHeight };
}

/** The centre of a cell in short sides. */
export function cellCentre({ width, cellWidth, cellHeight }: GridFrame, cell: number): Point {
  return { x: ((cell % width) + 0.5) * cellWidth, y: (Math.floor(cell / width) + 0.5) * cellHeight };
}

/** The cell that a place lies in. */
export function cellAt({ width, height }: GridFrame, { x, y }: Point): number {
  const column = Math.min(width - 1, Math.max(0, Math.floor(x * width)));
  const row = Math.min(height - 1, Math.max(0, Math.floor(y * height)));
  return row * width + column;
}

/** Distance of a place from a line segment; all in the same units. */
export function distanceToSegment(place: Point, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((place.x - from.x) * dx + (place.y - from.y) * dy) / squared;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(place.x - from.x - t * dx, place.y - from.y - t * dy);
}

/** The up to eight neighbours of a cell. */
export function* neighbours({ width, height }: { width: number; height: number }, cell: number) {
  const x = cell % width;
  const y = Math.floor(cell / width);
  for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
    for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
      if (nx !== x || ny !== y) yield ny * width + nx;
    }
  }
}
