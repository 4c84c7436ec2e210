import { describe, expect, it } from 'vitest';
import { areaResize } from './area-resize';

/** A picture by formula. */
function picture(width: number, height: number) {
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++) {
        data[4 * (y * width + x) + channel] = (x * 37 + y * 91 + channel * 53 + x * y * 7) % 256;
      }
    }
  }
  return { width, height, data };
}

describe('areaResize', () => {
  it('equals OpenCV INTER_AREA where pixels are cut', () => {
    // cv2.resize of the same 13x9 picture to 5x4, OpenCV 4, planes R, G, B
    const expected = [
      89, 121, 125, 118, 116, 121, 144, 136, 126, 142, 115, 127, 147, 121, 137, 134, 141, 114, 120, 128, 131,
      130, 123, 127, 158, 128, 144, 134, 126, 149, 155, 128, 145, 132, 100, 99, 107, 121, 136, 100, 147, 155,
      132, 132, 117, 126, 142, 108, 135, 138, 123, 113, 119, 104, 127, 146, 145, 131, 134, 153,
    ];
    const planes = areaResize(picture(13, 9), { width: 5, height: 4 });
    // OpenCV rounds to whole bytes
    planes.forEach((value, index) => expect(Math.abs(255 * value - expected[index]!)).toBeLessThan(0.51));
  });

  it('keeps the mean of every plane', () => {
    const source = picture(97, 61);
    const planes = areaResize(source, { width: 32, height: 24 });
    for (let channel = 0; channel < 3; channel++) {
      const before = source.data.filter((_, index) => index % 4 === channel);
      const after = planes.subarray(channel * 768, (channel + 1) * 768);
      const mean = (values: Iterable<number>, length: number) =>
        Array.from(values).reduce((a, b) => a + b, 0) / length;
      expect(255 * mean(after, 768)).toBeCloseTo(mean(before, before.length), 3);
    }
  });

  it('leaves a picture of the same size as it is', () => {
    const source = picture(16, 8);
    const planes = areaResize(source, { width: 16, height: 8 });
    planes.forEach((value, index) => {
      const pixel = source.data[4 * (index % 128) + Math.floor(index / 128)]!;
      expect(255 * value).toBeCloseTo(pixel, 4);
    });
  });

  it('enlarges without leaving 0..1', () => {
    const planes = areaResize(picture(3, 2), { width: 32, height: 24 });
    expect(planes.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(planes[0]).toBeCloseTo(0, 6);
  });
});
