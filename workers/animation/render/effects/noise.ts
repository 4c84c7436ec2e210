/** A repeatable stream of numbers in 0..1 (mulberry32) of a 32-bit seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}

/** Sines of whole harmonics of a loop with random phases: a shake or a flicker that closes. */
export interface LoopNoise {
  /** About -1..1 at `phase` = t / T. */
  at(phase: number): number;
}

/** @param harmonics which cycles per loop, each with an amplitude of 1 / sqrt(their number) */
export function loopNoise(random: () => number, harmonics: readonly number[]): LoopNoise {
  const waves = harmonics.map((cycles) => ({ cycles, offset: random() }));
  const scale = 1 / Math.sqrt(Math.max(1, waves.length));
  return {
    at: (phase) =>
      scale *
      waves.reduce((sum, { cycles, offset }) => sum + Math.sin(2 * Math.PI * (cycles * phase + offset)), 0),
  };
}

/** Cells of {@link tiledNoise} before it repeats. */
const PERIOD = 8;

/** Smooth noise in 0..1 over the plane in three octaves; repeats every 1 along both axes, so that a shift by 1 is a loop. */
export function tiledNoise(random: () => number): (x: number, y: number) => number {
  const octaves = [1, 2, 4].map((scale) => {
    const size = PERIOD * scale;
    return { size, weight: 1 / scale, values: Float32Array.from({ length: size * size }, () => random()) };
  });
  const total = octaves.reduce((sum, { weight }) => sum + weight, 0);
  return (x, y) => {
    let sum = 0;
    for (const { size, weight, values } of octaves) sum += weight * wrapped(values, size, x * size, y * size);
    return sum / total;
  };
}

function wrapped(values: Float32Array, size: number, x: number, y: number): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = eased(x - x0);
  const fy = eased(y - y0);
  const left = within(x0, size);
  const right = within(x0 + 1, size);
  const top = within(y0, size) * size;
  const bottom = within(y0 + 1, size) * size;
  const above = values[top + left]! + (values[top + right]! - values[top + left]!) * fx;
  const below = values[bottom + left]! + (values[bottom + right]! - values[bottom + left]!) * fx;
  return above + (below - above) * fy;
}

function eased(f: number): number {
  return f * f * (3 - 2 * f);
}

function within(index: number, size: number): number {
  return ((index % size) + size) % size;
}
