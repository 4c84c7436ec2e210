import { describe, expect, it } from 'vitest';
import { dim, dress } from './dressing';

const WHITE = -1;
/** Red, green, blue and alpha of a packed pixel. */
const bytes = (pixel: number) => [0, 8, 16, 24].map((shift) => (pixel >>> shift) & 255);

describe('dim', () => {
  it('leaves the picture as it is in full light', () => {
    const frame = Int32Array.of(WHITE, 0x12345678 | 0xff000000);
    const before = frame.slice();
    dim(frame, 1);
    expect(frame).toEqual(before);
  });

  it('goes all the way into the dark, opaque', () => {
    const frame = Int32Array.of(WHITE, 0xff000000 | 0);
    dim(frame, 0);
    expect(frame[0]).toBe(frame[1]);
    expect(Math.max(...bytes(frame[0]!).slice(0, 3))).toBeLessThan(24);
    expect(bytes(frame[0]!)[3]).toBe(255);
  });
});

describe('dress', () => {
  /** One white pixel at (1, 0), and a half transparent one beside it. */
  const layer = { x: 1, y: 0, width: 2, height: 1, pixels: Int32Array.of(WHITE, 0x80808080 | 0) };
  const black = () => new Int32Array(4).fill(0xff000000 | 0);

  it('lays words over their place alone, as opaque as they are in that frame', () => {
    const card = { layer, opacity: Float32Array.of(0, 0.5, 1) };
    const reds = [0, 1, 2].map((index) => {
      const frame = black();
      dress(frame, 4, { card }, index);
      expect([...frame].every((pixel) => pixel >>> 24 === 255)).toBe(true);
      return [...frame].map((pixel) => pixel & 255);
    });
    expect(reds).toEqual([
      [0, 0, 0, 0],
      [0, 128, 64, 0],
      [0, 255, 128, 0],
    ]);
  });

  it('does nothing where nothing is asked for', () => {
    const frame = black();
    dress(frame, 4, {}, 7);
    expect(frame).toEqual(black());
  });
});
