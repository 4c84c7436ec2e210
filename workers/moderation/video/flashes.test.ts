import { describe, expect, it } from 'vitest';
import { flashFrame, measureFlashes, type FlashFrame } from './flashes';

const COLUMNS = 24;
const ROWS = 15;
const RATE = 24;

/** A film of grey or coloured cells: `colour` says what cell (x, y) is at a time. */
function film(
  seconds: number,
  colour: (time: number, x: number, y: number) => [number, number, number],
): FlashFrame[] {
  return Array.from({ length: Math.round(seconds * RATE) }, (_, index) => {
    const data = new Uint8ClampedArray(4 * COLUMNS * ROWS);
    for (let cell = 0; cell < COLUMNS * ROWS; cell++) {
      const [r, g, b] = colour(index / RATE, cell % COLUMNS, Math.floor(cell / COLUMNS));
      data.set([r, g, b, 255], 4 * cell);
    }
    return flashFrame(data, index / RATE);
  });
}

const grey = (value: number): [number, number, number] => [value, value, value];
/** On and off `perSecond` times a second. */
const blinks = (perSecond: number, time: number) => Math.floor(time * perSecond * 2 + 1e-6) % 2 === 0;
const still = { loops: false };

describe('measureFlashes', () => {
  it('finds nothing in a still and in a slow swell of light', () => {
    const calm = measureFlashes(
      film(4, () => grey(180)),
      COLUMNS,
      { loops: true },
    );
    expect(calm.general).toEqual({ flashesPerSecond: 0, area: 0, windowArea: 0, atSeconds: 0 });
    const swell = film(4, (time) => grey(128 + 100 * Math.sin(2 * Math.PI * time)));
    expect(measureFlashes(swell, COLUMNS, { loops: true }).general.area).toBe(0);
  });

  it('counts three flashes a second as safe and six as not', () => {
    const flicker = (perSecond: number) =>
      measureFlashes(
        film(3, (time) => grey(blinks(perSecond, time) ? 255 : 20)),
        COLUMNS,
        still,
      ).general;
    expect(flicker(3).flashesPerSecond).toBe(3);
    expect(flicker(3).area).toBe(0);
    expect(flicker(6).flashesPerSecond).toBeCloseTo(6, 0);
    expect(flicker(6).area).toBe(1);
    expect(flicker(6).windowArea).toBe(1);
  });

  it('does not count changes below a tenth, nor between two bright tones', () => {
    const between = (low: number, high: number) =>
      measureFlashes(
        film(2, (time) => grey(blinks(6, time) ? high : low)),
        COLUMNS,
        still,
      ).general.area;
    // Relative luminance 0.216 and 0.296: a change of 0.08.
    expect(between(128, 148)).toBe(0);
    // 0.216 and 0.352: 0.136.
    expect(between(128, 160)).toBe(1);
    // 0.82 and 1: the darker one is not below 0.8.
    expect(between(233, 255)).toBe(0);
  });

  it('counts a rise in small steps as one change', () => {
    // A triangle from 0 to 255 and back twice a second: two flashes, whatever the steps in between.
    const triangle = film(3, (time) => {
      const phase = (time * 2) % 1;
      return grey(255 * (phase < 0.5 ? 2 * phase : 2 - 2 * phase));
    });
    expect(measureFlashes(triangle, COLUMNS, still).general.flashesPerSecond).toBeLessThanOrEqual(2.5);
    expect(measureFlashes(triangle, COLUMNS, still).general.area).toBe(0);
  });

  it('measures how much of the picture flashes, and of the worst window', () => {
    // A block of 8 x 5 cells: a ninth of the picture, and a whole window.
    const block = film(2, (time, x, y) => grey(x < 8 && y < 5 && blinks(6, time) ? 255 : 20));
    const { area, windowArea } = measureFlashes(block, COLUMNS, still).general;
    expect(area).toBeCloseTo(1 / 9, 3);
    expect(windowArea).toBe(1);
  });

  it('finds red flashes that luminance alone does not show', () => {
    // Saturated red and a green of the same relative luminance.
    const red = film(2, (time) => (blinks(6, time) ? [255, 0, 0] : [0, 148, 0]));
    const report = measureFlashes(red, COLUMNS, still);
    expect(report.general.area).toBe(0);
    expect(report.red.area).toBe(1);
    const green = film(2, (time) => (blinks(6, time) ? [0, 255, 0] : [0, 0, 0]));
    expect(measureFlashes(green, COLUMNS, still).red.area).toBe(0);
  });

  it('looks across the end of a loop', () => {
    // Two flashes in the last half second and two in the first: four in a second only where the end meets the beginning.
    const ends = film(3, (time) => {
      const near = time < 0.5 ? time : time >= 2.5 ? time - 2.5 : NaN;
      return grey(near >= 0 && blinks(4, near) ? 255 : 20);
    });
    expect(measureFlashes(ends, COLUMNS, { loops: false }).general.area).toBe(0);
    expect(measureFlashes(ends, COLUMNS, { loops: true }).general.area).toBe(1);
  });

  it('has no measure without frames', () => {
    expect(() => measureFlashes([], COLUMNS, still)).toThrow(RangeError);
  });
});
