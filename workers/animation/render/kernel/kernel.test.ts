import { describe, expect, it } from 'vitest';
import { keenWeights } from '../keen-kernel';
import { makePhoto, randomStream } from '../scenes.test-support';
import { packPixels } from '../plan';
import { coefficientCount, PAD, PHASES, PIXEL_WEIGHTS } from '../sampling';
import { compileKernel } from './compile';
import { Kernel } from './kernel';
import { KERNEL_BASE64 } from './kernel-bytes';

function randomPixels(count: number, seed: number): Int32Array<ArrayBuffer> {
  const random = randomStream(seed);
  return Int32Array.from({ length: count }, () => (random() * 4294967296) | 0);
}

/** Coefficients of a picture in levels: [height + 4, width + 4, 4]. */
function coefficientsOf(pixels: Int32Array, width: number, height: number): Float64Array {
  const kernel = new Kernel();
  const source = kernel.store(pixels);
  const target = kernel.allocate(2 * coefficientCount(width, height));
  const scratch = kernel.allocate(16 * Math.max(width, 8 * height));
  kernel.run.prefilter(source, target, scratch, width, height);
  return Float64Array.from(kernel.halves(target, coefficientCount(width, height)), (value) => value / 16);
}

function ofPhoto(): Int16Array<ArrayBuffer> {
  const photo = makePhoto(64, 48);
  return keenWeights({ ...photo, photo: packPixels(photo), matte: new Uint8Array(64 * 48).fill(255) });
}

describe('the compiled kernel', { timeout: 60_000 }, () => {
  it('is what its sources compile to', async () => {
    expect(Buffer.from(await compileKernel()).toString('base64')).toBe(KERNEL_BASE64);
  });

  it.each([
    [23, 17],
    [3, 40],
    [1, 1],
  ])('finds B-spline coefficients that give the pixels back: %i x %i', (width, height) => {
    const pixels = randomPixels(width * height, 7);
    const coefficients = coefficientsOf(pixels, width, height);
    const taps = [1 / 6, 4 / 6, 1 / 6];
    let worst = 0;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let c = 0; c < 4; c++) {
          let sum = 0;
          for (let j = -1; j <= 1; j++) {
            for (let i = -1; i <= 1; i++) {
              const at = (y + PAD + j) * (width + 2 * PAD) + x + PAD + i;
              sum += taps[j + 1]! * taps[i + 1]! * coefficients[4 * at + c]!;
            }
          }
          worst = Math.max(worst, Math.abs(sum - ((pixels[y * width + x]! >>> (8 * c)) & 255)));
        }
      }
    }
    expect(worst).toBeLessThan(0.15);
  });

  it.each([
    ['a photo', ofPhoto(), 0],
    ['pixels', PIXEL_WEIGHTS, 1],
  ])('has weights of %s that sum to one', (_name, weights, missing) => {
    for (let phase = 0; phase < PHASES; phase++) {
      const sum = weights.slice(4 * phase, 4 * phase + 4).reduce((total, weight) => total + weight, 0);
      expect(sum).toBe(32768 - (phase === 0 ? missing : 0));
    }
  });
});
