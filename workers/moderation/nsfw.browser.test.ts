import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { load } from 'nsfwjs/core';
import { MobileNetV2MidModel } from 'nsfwjs/models/mobilenet_v2_mid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RgbaImage } from '../../src/shared/pixels';
import { classifyViews } from './image/classify';
import { WHOLE } from './image/views';
import { GateModels } from './models';

/** Photos in an npm package (MIT), used by tests alone. */
const photos = import.meta.glob<string>(
  ['/node_modules/paper-kit-2/assets/img/*.jpg', '/node_modules/paper-kit-2/assets/img/faces/*.jpg'],
  { query: '?url', import: 'default', eager: true },
);

async function decode(url: string): Promise<RgbaImage> {
  const bitmap = await createImageBitmap(await (await fetch(url)).blob());
  const scale = Math.min(1, 640 / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return { width, height, data };
}

describe('the converted classifier', () => {
  const models = new GateModels();
  let original: Awaited<ReturnType<typeof load>>;

  beforeAll(async () => {
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plainUrl,
      'tfjs-backend-wasm-simd.wasm': simdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
    });
    await tf.setBackend('wasm');
    original = await load('MobileNetV2Mid', { size: 224, modelDefinitions: [MobileNetV2MidModel] });
  });

  it('has at least 10 photos to be tried on', () => {
    expect(Object.keys(photos).length).toBeGreaterThanOrEqual(10);
  });

  it.each(Object.entries(photos).map(([path, url]) => [path.split('/').at(-1), url] as const))(
    'equals the original on %s',
    async (_, url) => {
      const image = await decode(url);
      const pixels = tf.browser.fromPixels(new ImageData(image.data, image.width, image.height));
      const expected = await original.classify(pixels);
      pixels.dispose();
      const session = await models.open('nsfw', 'wasm');
      const [scores] = await classifyViews(image, [{ box: WHOLE, mirrored: false }], (inputs) =>
        session.run(inputs),
      );
      expect(expected).toHaveLength(5);
      for (const { className, probability } of expected) {
        expect(Math.abs(scores![className] - probability)).toBeLessThan(1e-3);
      }
    },
  );
});
