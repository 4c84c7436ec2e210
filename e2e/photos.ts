import { join } from 'node:path';
import { PNG } from 'pngjs';

const folder = join(import.meta.dirname, '..', 'node_modules', 'paper-kit-2', 'assets', 'img');

/** Photographs out of an MIT-licensed npm package (its file names are the photographers'). */
export const PHOTOS = {
  /** A lagoon with boats, piers and a town under an evening sky. */
  lagoon: join(folder, 'joshua-stannard.jpg'),
  /** A lake between mountains under clouds. */
  lake: join(folder, 'antoine-barres.jpg'),
  /** A parked car before a wall: nothing here moves. */
  car: join(folder, 'ilya-yakover.jpg'),
  /** A man before a painted wall. */
  face: join(folder, 'faces', 'ayo-ogunseinde-2.jpg'),
} as const;

/** A PNG of `width` x `height` whose pixels `paint` chooses (8-bit sRGB). */
export function makePng(
  width: number,
  height: number,
  paint: (x: number, y: number) => readonly [red: number, green: number, blue: number],
): Buffer {
  const png = new PNG({ width, height });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) png.data.set([...paint(x, y), 255], 4 * (y * width + x));
  }
  return PNG.sync.write(png);
}
