import type { Stereo } from './circular';

/** Samples over which a gain is the same for all; the gain changes in straight lines between blocks' borders. */
const BLOCK = 48;
/** Blocks before and after a peak that its gain reduction reaches over: 16 ms. */
const REACH = 16;

/** Taps each side of a point between two samples, and points between samples: as BS.1770-5, annex 2, four times oversampled. */
const SINC_REACH = 8;
const OVERSAMPLING = 4;

/** For each point between samples the weights of the 2 * SINC_REACH samples about it: a sinc under a Hann window. */
const SINC = Array.from({ length: OVERSAMPLING - 1 }, (_, point) => {
  const fraction = (point + 1) / OVERSAMPLING;
  return Float32Array.from({ length: 2 * SINC_REACH }, (_unused, tap) => {
    const x = tap - SINC_REACH + 1 - fraction;
    return (Math.sin(Math.PI * x) / (Math.PI * x)) * Math.cos((Math.PI * x) / (2 * SINC_REACH)) ** 2;
  });
});

/** Largest magnitude at and between the samples of a circular signal ("true peak"). */
export function truePeak(samples: Float32Array): number {
  const length = samples.length;
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  // Between two samples a signal rises above the larger by half at the very most.
  const near = 0.6 * peak;
  for (let index = 0; index < length; index++) {
    if (Math.abs(samples[index]!) < near && Math.abs(samples[(index + 1) % length]!) < near) continue;
    for (const weights of SINC) {
      let value = 0;
      for (let tap = 0; tap < weights.length; tap++) {
        value += weights[tap]! * samples[(index + tap - SINC_REACH + 1 + length) % length]!;
      }
      peak = Math.max(peak, Math.abs(value));
    }
  }
  return peak;
}

/** Holds a circular signal's samples below `ceiling` in place: gain is taken back smoothly around each peak, both sides alike. */
export function limit({ left, right }: Stereo, ceiling: number): void {
  const blocks = Math.max(1, Math.floor(left.length / BLOCK));
  const step = blocks / left.length;
  const needed = new Float32Array(blocks).fill(1);
  for (let index = 0; index < left.length; index++) {
    const peak = Math.max(Math.abs(left[index]!), Math.abs(right[index]!));
    const block = Math.min(blocks - 1, Math.floor(index * step));
    if (peak * needed[block]! > ceiling) needed[block] = ceiling / peak;
  }
  if (needed.every((gain) => gain === 1)) return;
  // The least gain within reach, then its mean over half of it: never above what any block needs, and smooth.
  const least = slide(needed, REACH, (values) => Math.min(...values));
  const gains = slide(
    least,
    REACH / 2,
    (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  );
  for (let index = 0; index < left.length; index++) {
    const at = index * step;
    const block = Math.min(blocks - 1, Math.floor(at));
    const gain = gains[block]! + (at - block) * (gains[(block + 1) % blocks]! - gains[block]!);
    left[index]! *= gain;
    right[index]! *= gain;
  }
}

function slide(values: Float32Array, reach: number, combine: (window: number[]) => number): Float32Array {
  return values.map((_, centre) => {
    const window: number[] = [];
    for (let offset = -reach; offset <= reach; offset++) {
      window.push(values[(((centre + offset) % values.length) + values.length) % values.length]!);
    }
    return combine(window);
  });
}
