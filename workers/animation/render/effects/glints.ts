import { REGIONS } from '../../../../src/shared/atmosphere';
import type { Motion } from '../../../../src/shared/motion';
import type { RenderPlan } from '../plan';
import { randomNumbers } from './noise';
import { paintStar, type Canvas } from './sprites';

/** Glints at strength 1, and pixels between two of them in short sides. */
const MOST = 260;
const SPACING = 0.012;

/** The sun on water: its brightest small spots twinkle, each in its own time. */
export class Glints {
  readonly #spots: { x: number; y: number; size: number; cycles: number; phase: number }[];

  constructor(plan: RenderPlan, motion: Motion, strength: number) {
    const { width, height, photo } = plan;
    const { grid, regions } = motion;
    const shortSide = Math.min(width, height);
    const cell = Math.max(2, Math.round(SPACING * shortSide));
    const cells = grid.width * grid.height;
    const random = randomNumbers(motion.seed ^ 0x61a7);
    const luma = (at: number) => {
      const pixel = photo[at]!;
      return 0.3 * (pixel & 255) + 0.6 * ((pixel >>> 8) & 255) + 0.1 * ((pixel >>> 16) & 255);
    };
    const found: { x: number; y: number; rise: number }[] = [];
    for (let top = 0; regions && top + cell <= height; top += cell) {
      for (let left = 0; left + cell <= width; left += cell) {
        const gridCell =
          Math.floor(((top + cell / 2) / height) * grid.height) * grid.width +
          Math.floor(((left + cell / 2) / width) * grid.width);
        if (regions[REGIONS.indexOf('water') * cells + gridCell]! < 0.5) continue;
        let best = 0;
        let sum = 0;
        let at = 0;
        for (let y = top; y < top + cell; y++) {
          for (let x = left; x < left + cell; x++) {
            const value = luma(y * width + x);
            sum += value;
            if (value > best) {
              best = value;
              at = y * width + x;
            }
          }
        }
        const rise = best - sum / (cell * cell);
        if (rise > 12 && best > 90) found.push({ x: at % width, y: Math.floor(at / width), rise });
      }
    }
    found.sort((a, b) => b.rise - a.rise);
    this.#spots = found.slice(0, Math.round(MOST * strength)).map(({ x, y, rise }) => ({
      x,
      y,
      size: shortSide * (0.006 + 0.012 * random()) * Math.min(1, 0.4 + rise / 90),
      cycles: Math.max(1, Math.round(motion.durationSeconds * (0.4 + 0.7 * random()))),
      phase: random(),
    }));
  }

  /** @param place where a spot of the photo stands in the frame */
  paint(canvas: Canvas, loop: number, place: (x: number, y: number) => [number, number]): void {
    for (const spot of this.#spots) {
      const light = Math.max(0, Math.sin(2 * Math.PI * (spot.cycles * loop + spot.phase))) ** 6;
      if (light < 0.03) continue;
      const [x, y] = place(spot.x, spot.y);
      paintStar(canvas, x, y, Math.max(2, spot.size), light);
    }
  }
}
