import { describe, expect, it } from 'vitest';
import { i420Size, rgbToI420 } from './yuv';

/** The conversion as BT.709 writes it, in floating point. */
function reference(r: number, g: number, b: number): [number, number, number] {
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return [
    16 + (219 / 255) * y,
    128 + (224 / 255) * ((b - y) / 1.8556),
    128 + (224 / 255) * ((r - y) / 1.5748),
  ];
}

function convertFlat(pixel: readonly number[], order: 'rgba' | 'bgra'): number[] {
  const pixels = Uint8Array.from({ length: 4 * 4 * 2 }, (_, index) => pixel[index % 4]!);
  const target = new Uint8Array(i420Size(4, 2));
  rgbToI420(pixels, 4, 2, order, target);
  return [target[0]!, target[8]!, target[10]!];
}

describe('rgbToI420', () => {
  it('is BT.709 of limited range within half a step, over the cube', () => {
    for (let r = 0; r <= 255; r += 15) {
      for (let g = 0; g <= 255; g += 15) {
        for (let b = 0; b <= 255; b += 15) {
          const expected = reference(r, g, b);
          convertFlat([r, g, b, 255], 'rgba').forEach((value, index) => {
            expect(Math.abs(value - expected[index]!)).toBeLessThanOrEqual(0.51);
          });
        }
      }
    }
  });

  it('maps black and white to the ends of the range', () => {
    expect(convertFlat([0, 0, 0, 255], 'rgba')).toEqual([16, 128, 128]);
    expect(convertFlat([255, 255, 255, 255], 'rgba')).toEqual([235, 128, 128]);
  });

  it('reads BGRA', () => {
    expect(convertFlat([30, 90, 220, 255], 'bgra')).toEqual(convertFlat([220, 90, 30, 255], 'rgba'));
  });

  it('averages chroma over 2x2 pixels and keeps luma of each', () => {
    const black = [0, 0, 0, 255];
    const blue = [0, 0, 255, 255];
    const pixels = Uint8Array.from([...blue, ...black, ...black, ...black]);
    const target = new Uint8Array(6);
    rgbToI420(pixels, 2, 2, 'rgba', target);
    const [y, u] = reference(0, 0, 255);
    expect([...target.subarray(0, 4)]).toEqual([Math.round(y), 16, 16, 16]);
    expect(target[4]).toBe(Math.round(128 + (u - 128) / 4));
  });
});
