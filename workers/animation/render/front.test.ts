import { describe, expect, it } from 'vitest';
import { REGIONS, type Region } from '../../../src/shared/atmosphere';
import { stillMotion } from '../../../src/shared/motion';
import { frontShare } from './front';

const grid = { width: 32, height: 24 };
const cells = grid.width * grid.height;
const moves = (cell: number) => cell % grid.width < 16;

/** The left half moves and has one level, the right half is still and has another. */
function share(left: number, right: number, region?: { kind: Region; moves: boolean }) {
  const width = 8 * grid.width;
  const height = 8 * grid.height;
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    data.fill((i % width < width / 2 ? left : right) + ((i * 7) % 11), 4 * i, 4 * i + 4);
  }
  const motion = stillMotion(grid, 4);
  motion.regions = new Float32Array(REGIONS.length * cells);
  if (region) {
    for (let cell = 0; cell < cells; cell++) {
      if (moves(cell) === region.moves) motion.regions[REGIONS.indexOf(region.kind) * cells + cell] = 1;
    }
  }
  const certainty = Float32Array.from({ length: cells }, (_, cell) => (moves(cell) ? 1 : 0));
  const border = 12 * grid.width + 16;
  const found = frontShare({ width, height, data }, motion, certainty, new Float32Array(cells));
  return found?.[border] ?? 0;
}

describe('frontShare', () => {
  it('sets leaves before a wall', () => {
    expect(share(40, 200)).toBeGreaterThan(0.95);
    expect(share(40, 200, { kind: 'built', moves: false })).toBeGreaterThan(0.95);
  });

  it('leaves in one piece what looks alike', () => {
    expect(share(100, 101)).toBe(0);
  });

  it.each(['sky', 'water', 'fire', 'person'] as const)(
    'never sets moving %s before what is still',
    (kind) => {
      expect(share(40, 200, { kind, moves: true })).toBe(0);
    },
  );

  it('moves nothing over a person', () => {
    expect(share(40, 200, { kind: 'person', moves: false })).toBe(0);
  });

  it('decides nothing where nothing is known of the scene', () => {
    const motion = stillMotion(grid, 4);
    const photo = { width: 8, height: 8, data: new Uint8ClampedArray(256) };
    expect(frontShare(photo, motion, new Float32Array(cells), new Float32Array(cells))).toBeNull();
  });
});
