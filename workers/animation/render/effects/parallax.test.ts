import { describe, expect, it } from 'vitest';
import { REGIONS } from '../../../../src/shared/atmosphere';
import { stillMotion, type Motion } from '../../../../src/shared/motion';
import type { RgbaImage } from '../../../../src/shared/pixels';
import { LivePreview } from '../live-preview';
import { randomStream } from '../scenes.test-support';
import { splitDepth } from './parallax';

const width = 240;
const height = 160;
const grid = { width: 72, height: 48 };
const isPost = (x: number, y: number) => Math.abs(x - width / 2) < 20 && y > 30;

/** A dark post before a bright wall with fine stripes. */
function post(): { photo: RgbaImage; motion: Motion } {
  const random = randomStream(4);
  const data = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < width * height; at++) {
    const x = at % width;
    const y = Math.floor(at / width);
    const level = isPost(x, y) ? 40 : 185 + 25 * Math.sin(x / 3);
    data.fill(level + 10 * (random() - 0.5), 4 * at, 4 * at + 3);
    data[4 * at + 3] = 255;
  }
  const motion = stillMotion(grid, 4);
  motion.depth = Float32Array.from({ length: grid.width * grid.height }, (_, cell) => {
    const x = (((cell % grid.width) + 0.5) / grid.width) * width;
    const y = ((Math.floor(cell / grid.width) + 0.5) / grid.height) * height;
    return isPost(x, y) ? 0.05 : 0.95;
  });
  motion.camera = { kind: 'pan', strength: 1, angleRadians: 0 };
  return { photo: { width, height, data }, motion };
}

describe('splitDepth', () => {
  it('finds what stands before the rest, and gives each layer its own depth about the edge', () => {
    const { front, behind, step } = splitDepth(post().motion, 4);
    expect(step).not.toBeNull();
    const at = (x: number, y: number) => y * grid.width + x;
    const inside = at(36, 30);
    const beside = at(28, 30);
    expect(step!.label[inside]).toBeGreaterThan(0.9);
    expect(step!.label[beside]).toBeLessThan(0.1);
    for (const cell of [inside, beside]) {
      expect(front[cell]).toBeLessThan(0.15);
      expect(behind[cell]).toBeGreaterThan(0.85);
    }
    // Far from any edge there is one depth.
    expect(front[at(2, 10)]).toBeCloseTo(behind[at(2, 10)]!, 6);
  });

  it('takes a slope of ground, and a few cells that are misread, for no step', () => {
    const { motion } = post();
    motion.depth = motion.depth!.map((_, cell) => 1 - Math.floor(cell / grid.width) / grid.height);
    motion.depth[20 * grid.width + 30] = 0;
    motion.depth[20 * grid.width + 31] = 0;
    expect(splitDepth(motion, 4).step).toBeNull();
  });

  it('gives a person one depth', () => {
    const { motion } = post();
    const cells = grid.width * grid.height;
    motion.regions = new Float32Array(REGIONS.length * cells);
    const person = REGIONS.indexOf('person') * cells;
    for (let y = 15; y < 45; y++)
      motion.regions.fill(1, person + y * grid.width + 33, person + y * grid.width + 40);
    motion.depth = motion.depth!.map((value, cell) =>
      value < 0.5 ? 0.05 + 0.3 * (Math.floor(cell / grid.width) / grid.height) : value,
    );
    const { front } = splitDepth(motion, 4);
    const column = [18, 24, 30, 36, 42].map((y) => front[y * grid.width + 36]!);
    expect(Math.max(...column) - Math.min(...column)).toBeLessThan(0.02);
  });
});

describe('a camera past a post', { timeout: 60_000 }, () => {
  it('moves it before the wall, and uncovers wall with its stripes, not a smear of the post', () => {
    const { photo, motion } = post();
    const frame = new LivePreview(photo, motion).draw(4).data;
    const luma = (x: number, y: number, data: Uint8ClampedArray) => data[4 * (y * width + x) + 1]!;
    const row = 100;
    const dark = Array.from({ length: width }, (_, x) => x).filter((x) => luma(x, row, frame) < 90);
    // The post stays whole: as wide as it is near, with hard sides.
    expect(dark.length).toBeGreaterThan(36);
    expect(dark.length).toBeLessThan(60);
    expect(dark.at(-1)! - dark[0]!).toBe(dark.length - 1);
    const soft = Array.from({ length: width }, (_, x) => luma(x, row, frame)).filter(
      (v) => v > 90 && v < 145,
    );
    expect(soft.length).toBeLessThanOrEqual(6);
    // Of the wall, more shows on one side than without parallax; it has the wall's contrast everywhere.
    for (const start of [dark[0]! - 22, dark.at(-1)! + 3]) {
      const strip = Array.from({ length: 19 }, (_, i) => luma(start + i, row, frame));
      expect(Math.min(...strip)).toBeGreaterThan(135);
      expect(Math.max(...strip) - Math.min(...strip)).toBeGreaterThan(20);
    }
  });

  it('is the photo as long as the camera has not moved', () => {
    const { photo, motion } = post();
    motion.camera = { kind: 'push-in', strength: 1, angleRadians: 0 };
    expect(new LivePreview(photo, motion).draw(0).data).toEqual(photo.data);
  });
});
