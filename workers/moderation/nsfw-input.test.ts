import { describe, expect, it } from 'vitest';
import * as tf from '@tensorflow/tfjs';
import { toClassifierInput } from './nsfw-input';

function noiseImage(width: number, height: number) {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let index = 0; index < data.length; index++)
    data[index] = index % 4 === 3 ? 255 : (index * 7919) % 251;
  return { width, height, data };
}

describe('toClassifierInput', () => {
  it.each([
    [224, 224],
    [97, 413],
    [640, 360],
    [1, 1],
  ])('equals the resize of the original, %ix%i', (width, height) => {
    const image = noiseImage(width, height);
    const expected = tf.tidy(() => {
      const rgb = Array.from({ length: width * height }, (_, i) =>
        Array.from(image.data.slice(4 * i, 4 * i + 3)),
      );
      const picture = tf.tensor3d(rgb.flat(), [height, width, 3]);
      const resized = tf.image.resizeBilinear(picture.div<tf.Tensor3D>(255), [224, 224], true);
      return resized.transpose([2, 0, 1]).dataSync();
    });
    const { data, shape } = toClassifierInput(image);
    expect(shape).toEqual([1, 3, 224, 224]);
    let largest = 0;
    data.forEach((value, index) => (largest = Math.max(largest, Math.abs(value - expected[index]!))));
    expect(largest).toBeLessThan(1e-5);
  });
});
