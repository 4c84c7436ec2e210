import { describe, expect, it } from 'vitest';
import { sinkIslands } from './islands';

const grid = { height: 16, width: 24 };

function map(cells: Record<number, number>): Float32Array {
  const moving = new Float32Array(grid.height * grid.width);
  for (const [cell, value] of Object.entries(cells)) moving[Number(cell)] = value;
  return moving;
}

describe('sinkIslands', () => {
  it('stills a speck that is nowhere sure', () => {
    const moving = map({ 30: 0.6, 55: 0.7 });
    sinkIslands(moving, grid);
    expect(moving.every((value) => value === 0)).toBe(true);
  });

  it('keeps a small thing that is sure, and its soft edge', () => {
    const moving = map({ 30: 0.9, 31: 0.5 });
    sinkIslands(moving, grid);
    expect(moving).toEqual(map({ 30: 0.9, 31: 0.5 }));
  });

  it('keeps an island of sixteen cells, joined by a corner', () => {
    const cells = Object.fromEntries([
      ...Array.from({ length: 8 }, (_, i) => [24 * 4 + i, 0.5]),
      ...Array.from({ length: 8 }, (_, i) => [24 * 5 + 8 + i, 0.5]),
    ]) as Record<number, number>;
    const moving = map(cells);
    sinkIslands(moving, grid);
    expect(moving).toEqual(map(cells));
    const parted = map({ ...cells, [24 * 4 + 7]: 0 });
    sinkIslands(parted, grid);
    expect(parted.every((value) => value === 0)).toBe(true);
  });

  it('does not join over the picture’s border', () => {
    const cells = Object.fromEntries(Array.from({ length: 16 }, (_, i) => [24 * 2 + 16 + i, 0.5])) as Record<
      number,
      number
    >;
    const moving = map(cells);
    sinkIslands(moving, grid);
    expect(moving.every((value) => value === 0)).toBe(true);
  });

  it('leaves what is below the threshold alone', () => {
    const moving = map({ 3: 0.3 });
    sinkIslands(moving, grid);
    expect(moving).toEqual(map({ 3: 0.3 }));
  });
});
