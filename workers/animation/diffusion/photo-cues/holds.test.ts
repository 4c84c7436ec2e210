import { describe, expect, it } from 'vitest';
import { aroundBlurred, awayFrom, heldCells, tornGround } from './holds';

const grid = { height: 48, width: 64 };
const plane = (at: (x: number, y: number) => number) =>
  Float32Array.from({ length: grid.height * grid.width }, (_, cell) =>
    at(cell % grid.width, Math.floor(cell / grid.width)),
  );
const inside = (map: Float32Array) =>
  map.filter((_, cell) => {
    const [x, y] = [cell % grid.width, Math.floor(cell / grid.width)];
    return x >= 8 && y >= 8 && x < grid.width - 8 && y < grid.height - 8;
  });
/** One of two values a cell, as if thrown. */
const thrown = (x: number, y: number, a: number, b: number) =>
  Math.imul(x * 73_856_093 + y * 19_349_663, 2_654_435_761) >>> 31 ? a : b;

describe('awayFrom', () => {
  it('grows from nothing beside what stands to all some six cells away', () => {
    const away = awayFrom(
      plane((x) => Number(x < 20)),
      grid,
    );
    const row = [...away.slice(24 * grid.width, 25 * grid.width)];
    expect(row[19]).toBe(0);
    expect(row[20]).toBeLessThan(0.2);
    expect(row[27]).toBeCloseTo(1, 5);
    expect(row.every((value, x) => x === 0 || value >= row[x - 1]! - 1e-6)).toBe(true);
  });
});

describe('aroundBlurred', () => {
  it('reaches over what only looks sharp, and no farther', () => {
    const out = aroundBlurred(
      plane((x) => Number(x < 20)),
      grid,
    );
    expect([...out.slice(0, 25)]).toEqual(Array.from({ length: 25 }, (_, x) => Number(x < 23)));
  });
});

describe('tornGround', () => {
  it.each([
    ['little', 0.25, 0, 0.25],
    ['mostly', 0.65, 0.6, 1],
  ])('decides for all of a litter that is %s leaves', (_, share, least, most) => {
    const leaves = plane((x, y) => thrown(x, y, share - 0.125, share + 0.125));
    const { stays } = tornGround(
      leaves,
      leaves.map((value) => 1 - value),
      grid,
    );
    expect(Math.min(...inside(stays))).toBeGreaterThanOrEqual(least);
    expect(Math.max(...inside(stays))).toBeLessThanOrEqual(most);
  });

  it('leaves a clear border alone', () => {
    const meadow = plane((x) => Number(x < 30));
    const { torn, stays } = tornGround(
      meadow,
      meadow.map((value) => 1 - value),
      grid,
    );
    expect(Math.max(...torn)).toBe(0);
    expect(Math.min(...stays)).toBe(1);
  });
});

describe('heldCells', () => {
  const none = plane(() => 0);

  it('gives an edge of the photo beside fur to the animal, and none farther off', () => {
    const rests = plane((x) => (x < 30 ? 1 : x < 33 ? 0.3 : 0));
    const hard = Uint8Array.from(rests, () => 1);
    const row = (held: Uint8Array) => held.slice(24 * grid.width, 25 * grid.width).indexOf(0);
    expect(row(heldCells(rests, hard, none, grid))).toBe(31);
    expect(row(heldCells(rests, new Uint8Array(rests.length), none, grid))).toBe(30);
  });

  it('holds nothing for a speck, nor where the map is torn', () => {
    const hard = new Uint8Array(grid.height * grid.width);
    const speck = plane((x, y) => (x > 4 && x < 8 && y > 4 && y < 8 ? 0.7 : 0));
    expect(heldCells(speck, hard, none, grid).every((value) => value === 0)).toBe(true);
    const half = plane(() => 0.7);
    expect(heldCells(half, hard, none, grid).every((value) => value === 1)).toBe(true);
    const torn = plane(() => 0.8);
    expect(heldCells(half, hard, torn, grid).every((value) => value === 0)).toBe(true);
  });
});
