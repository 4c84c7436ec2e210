import { describe, expect, it } from 'vitest';
import { linesOf } from './find-lines';
import { boxOf } from './line-box';

const WIDTH = 120;
const HEIGHT = 80;

/** A map with bars of `value`: centre, half length, half height, angle. */
function mapWith(
  ...bars: [x: number, y: number, along: number, across: number, angle: number, value: number][]
) {
  const map = new Float32Array(WIDTH * HEIGHT);
  for (const [centreX, centreY, along, across, angle, value] of bars) {
    for (let at = 0; at < map.length; at++) {
      const [x, y] = [(at % WIDTH) - centreX, Math.floor(at / WIDTH) - centreY];
      const [u, v] = [x * Math.cos(angle) + y * Math.sin(angle), y * Math.cos(angle) - x * Math.sin(angle)];
      if (Math.abs(u) <= along && Math.abs(v) <= across) map[at] = value;
    }
  }
  return map;
}

describe('linesOf', () => {
  it('gives each line its rectangle, largest first, widened around its core', () => {
    const [large, small, none] = linesOf(
      mapWith([30, 20, 12, 3, 0, 0.9], [70, 55, 40, 4, 0, 0.8]),
      WIDTH,
      HEIGHT,
    );
    expect(none).toBeUndefined();
    expect(large!.patch.centreX).toBeCloseTo(70.5, 3);
    expect(large!.patch.centreY).toBeCloseTo(55.5, 3);
    expect(large!.patch.width).toBeGreaterThan(81);
    expect(large!.patch.height).toBeGreaterThan(14);
    expect(large!.confidence).toBeCloseTo(0.8, 5);
    expect(small!.patch.centreX).toBeCloseTo(30.5, 3);
  });

  it('follows a slanting line', () => {
    const [line] = linesOf(mapWith([60, 40, 35, 3, 0.3, 0.9]), WIDTH, HEIGHT);
    expect(line!.patch.angleRadians).toBeCloseTo(0.3, 1);
    expect(line!.patch.width).toBeGreaterThan(4 * line!.patch.height);
  });

  it('takes no speck and nothing that is unsure', () => {
    expect(linesOf(mapWith([60, 40, 30, 4, 0, 0.4], [10, 10, 1, 0, 0, 0.99]), WIDTH, HEIGHT)).toEqual([]);
  });
});

it('boxes a slanting patch upright, within the picture', () => {
  const box = boxOf(
    { centreX: 50, centreY: 0, width: 40, height: 10, angleRadians: Math.PI / 2 },
    { width: 100, height: 100 },
  );
  expect(box.x).toBeCloseTo(0.45, 6);
  expect(box.width).toBeCloseTo(0.1, 6);
  expect(box.y).toBe(0);
  expect(box.height).toBeCloseTo(0.2, 6);
});
