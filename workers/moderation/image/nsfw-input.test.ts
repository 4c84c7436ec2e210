import { describe, expect, it } from 'vitest';
import * as tf from '@tensorflow/tfjs';
import { CLASSIFIER_SIDE, writeClassifierInput } from './nsfw-input';

function noiseImage(width: number, height: number) {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let index = 0; index < data.length; index++)
    data[index] = index % 4 === 3 ? 255 : (index * 7919) % 251;
  return { width, height, data };
}

const whole = { x: 0, y: 0, width: 1, height: 1 };

function toClassifierInput(
  image: ReturnType<typeof noiseImage>,
  view = { box: whole, mirrored: false },
): Float32Array {
  const data = new Float32Array(3 * CLASSIFIER_SIDE * CLASSIFIER_SIDE);
  writeClassifierInput(image, view, data, 0);
  return data;
}

describe('writeClassifierInput', () => {
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
    const data = toClassifierInput(image);
    let largest = 0;
    data.forEach((value, index) => (largest = Math.max(largest, Math.abs(value - expected[index]!))));
    expect(largest).toBeLessThan(1e-5);
  });

  it('sees a part as if it had been cut out', () => {
    const image = noiseImage(40, 30);
    const part = { width: 20, height: 12, data: new Uint8ClampedArray(4 * 20 * 12) };
    for (let y = 0; y < 12; y++) {
      const from = 4 * ((y + 6) * 40 + 10);
      part.data.set(image.data.slice(from, from + 80), 80 * y);
    }
    const box = { x: 0.25, y: 0.2, width: 0.5, height: 0.4 };
    expect(toClassifierInput(image, { box, mirrored: false })).toEqual(toClassifierInput(part));
  });

  it('mirrors from left to right', () => {
    const image = noiseImage(50, 20);
    const straight = toClassifierInput(image);
    const mirrored = toClassifierInput(image, { box: whole, mirrored: true });
    for (const at of [0, 17, 223]) expect(mirrored[at]).toBe(straight[CLASSIFIER_SIDE - 1 - at]);
  });
});
