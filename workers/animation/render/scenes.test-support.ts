import { stillMotion, type Motion } from '../../../src/shared/motion';
import type { RgbaImage } from '../../../src/shared/pixels';

/** A repeatable stream of numbers in 0..1 (mulberry32). */
export function randomStream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A landscape of a kind: bright textured sky over the upper half, dark noisy ground with a ragged edge below, in hard noise
 * that shows any sampling fault (`grain` scales it).
 */
export function makePhoto(width: number, height: number, seed = 1, grain = 1): RgbaImage {
  const random = randomStream(seed);
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const sky = y < height / 2 + 2 * Math.sin(x / 3);
      const noise = 40 * grain * (random() - 0.5);
      const wave = 25 * Math.sin(x / 4) * Math.cos(y / 5);
      data[at] = (sky ? 150 : 50) + wave + noise;
      data[at + 1] = (sky ? 180 : 80) + wave + 30 * grain * (random() - 0.5);
      data[at + 2] = (sky ? 225 : 40) + noise;
      data[at + 3] = 255;
    }
  }
  return { width, height, data };
}

/** Which maps are not zero, and where things move. */
export interface SceneOptions {
  /** Short sides per second, over the upper half. */
  drift?: [number, number];
  /** Short sides, everywhere that moves. */
  sway?: number;
  /** Relative gain. */
  glow?: number;
  /** Certainty at (x, y) in 0..1; by default all but a static column in the middle. */
  moving?: (x: number, y: number) => number;
  durationSeconds?: number;
}

/** A Motion on a grid of any shape: drift in the upper half, sway with phases that travel, glow with a gradient. */
export function makeMotion(width: number, height: number, options: SceneOptions): Motion {
  const motion = stillMotion({ width, height }, options.durationSeconds ?? 4);
  const cells = width * height;
  const moving = options.moving ?? ((x) => (Math.abs(x - 0.5) < 0.12 ? 0 : 1));
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const x = (column + 0.5) / width;
      const y = (row + 0.5) / height;
      motion.moving[at] = moving(x, y);
      if (options.drift && y < 0.5) {
        motion.drift[at] = options.drift[0];
        motion.drift[cells + at] = options.drift[1];
      }
      for (let component = 0; component < 16; component++) {
        const k = 1 + (component >> 2);
        motion.spectrum[component * cells + at] =
          ((options.sway ?? 0) / k) * Math.sin(7 * x + 5 * y + component);
      }
      for (let component = 0; component < 12; component++) {
        motion.glow[component * cells + at] = (options.glow ?? 0) * Math.cos(4 * x - 3 * y + component);
      }
    }
  }
  return motion;
}

/** Largest difference of any 8-bit channel of two pictures of packed RGBA. */
export function largestDifference(a: Int32Array, b: Int32Array): number {
  let largest = 0;
  const left = new Uint8Array(a.buffer, a.byteOffset, a.byteLength);
  const right = new Uint8Array(b.buffer, b.byteOffset, b.byteLength);
  for (let i = 0; i < left.length; i++) largest = Math.max(largest, Math.abs(left[i]! - right[i]!));
  return largest;
}
