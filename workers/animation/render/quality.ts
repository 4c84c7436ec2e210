import { MOVING_THRESHOLD, type Motion } from '../../../src/shared/motion';
import type { RenderQuality } from '../protocol';
import type { RenderPlan } from './plan';

/** Moving pixels at which steps are measured, at most, and those at which sharpness is: a few hard edges weigh most in it, so that fewer would leave it to chance. */
const SAMPLES = 16384;
const SHARPNESS_SAMPLES = 65536;
/** A pixel counts as static where every cell within this many cells of its own lies below MOVING_THRESHOLD. */
const STATIC_REACH_CELLS = 2;

/**
 * Measures clean frames as they come (formulas: docs/measures.md). Keeps samples of two frames, never a frame.
 */
export class QualityMeter {
  readonly #photo: Int32Array;
  readonly #width: number;
  readonly #framesPerLoop: number;
  /** Pixels that must not change, as [start, end) runs. */
  readonly #staticRuns: Int32Array;
  readonly #samples: Int32Array;
  /** Pixels whose neighbours move too. */
  readonly #inner: Int32Array;
  readonly #first: Uint8Array;
  readonly #previous: Uint8Array;
  readonly #steps: number[] = [];
  readonly #photoSharpness: number;
  #seam = 0;
  #staticError = 0;
  #energySum = 0;
  #energyFrames = 0;
  #leastSharpness = Infinity;
  #frames = 0;

  /** @param framesPerLoop frames of one loop; figures of motion are taken from the first loop */
  constructor(plan: RenderPlan, motion: Motion, framesPerLoop: number) {
    this.#photo = plan.photo;
    this.#width = plan.width;
    this.#framesPerLoop = framesPerLoop;
    this.#staticRuns = findStaticRuns(plan, motion);
    this.#samples = chooseSamples(plan, SAMPLES);
    this.#inner = chooseSamples(plan, SHARPNESS_SAMPLES).filter((at) => isInner(plan, at));
    this.#first = new Uint8Array(3 * this.#samples.length);
    this.#previous = new Uint8Array(3 * this.#samples.length);
    this.#photoSharpness = this.#sharpness(plan.photo);
  }

  /** Takes the next clean frame: packed RGBA at the photo's size. */
  add(frame: Int32Array): void {
    this.#checkStatic(frame);
    if (this.#frames < this.#framesPerLoop) this.#checkMotion(frame);
    this.#frames++;
  }

  /** The figures of all frames so far. */
  finish(): RenderQuality {
    const sorted = this.#steps.toSorted((a, b) => a - b);
    const median = sorted[sorted.length >> 1] ?? 0;
    return {
      seamRatio: median > 0 ? this.#seam / median : 0,
      staticError: this.#staticError,
      motionEnergy: this.#energyFrames > 0 ? Math.sqrt(this.#energySum / this.#energyFrames) / 255 : 0,
      sharpnessRatio: Number.isFinite(this.#leastSharpness) ? this.#leastSharpness : 1,
    };
  }

  #checkStatic(frame: Int32Array): void {
    const photo = this.#photo;
    for (let run = 0; run < this.#staticRuns.length; run += 2) {
      const end = this.#staticRuns[run + 1]!;
      for (let i = this.#staticRuns[run]!; i < end; i++) {
        if (frame[i] !== photo[i])
          this.#staticError = Math.max(this.#staticError, distance(frame[i]!, photo[i]!));
      }
    }
  }

  #checkMotion(frame: Int32Array): void {
    const count = this.#samples.length;
    if (count === 0) return;
    const isFirst = this.#frames === 0;
    let step = 0;
    let seam = 0;
    let energy = 0;
    for (let s = 0; s < count; s++) {
      const pixel = frame[this.#samples[s]!]!;
      const still = this.#photo[this.#samples[s]!]!;
      for (let c = 0; c < 3; c++) {
        const value = (pixel >>> (8 * c)) & 255;
        step += Math.abs(value - this.#previous[3 * s + c]!);
        this.#previous[3 * s + c] = value;
        if (isFirst) this.#first[3 * s + c] = value;
        seam += Math.abs(value - this.#first[3 * s + c]!);
        energy += (value - ((still >>> (8 * c)) & 255)) ** 2;
      }
    }
    if (!isFirst) this.#steps.push(step / (3 * count));
    this.#seam = seam / (3 * count);
    this.#energySum += energy / (3 * count);
    this.#energyFrames++;
    if (this.#photoSharpness > 0) {
      this.#leastSharpness = Math.min(this.#leastSharpness, this.#sharpness(frame) / this.#photoSharpness);
    }
  }

  /** Root mean square of the Laplacian of luma at the inner samples. */
  #sharpness(frame: Int32Array): number {
    const width = this.#width;
    let sum = 0;
    for (const at of this.#inner) {
      const laplacian =
        4 * luma(frame[at]!) -
        luma(frame[at - 1]!) -
        luma(frame[at + 1]!) -
        luma(frame[at - width]!) -
        luma(frame[at + width]!);
      sum += laplacian * laplacian;
    }
    return this.#inner.length > 0 ? Math.sqrt(sum / this.#inner.length) : 0;
  }
}

/** Rec. 709 luma of a packed 8-bit pixel. */
function luma(pixel: number): number {
  return 0.2126 * (pixel & 255) + 0.7152 * ((pixel >>> 8) & 255) + 0.0722 * ((pixel >>> 16) & 255);
}

/** Largest difference of a channel of two packed pixels. */
function distance(a: number, b: number): number {
  let largest = 0;
  for (let shift = 0; shift < 24; shift += 8) {
    largest = Math.max(largest, Math.abs(((a >>> shift) & 255) - ((b >>> shift) & 255)));
  }
  return largest;
}

/** Read from the Motion itself, not from the renderer's mattes: a matte that spills is found. */
function findStaticRuns(plan: RenderPlan, motion: Motion): Int32Array {
  const { width, height } = plan;
  const grid = motion.grid;
  const still = new Uint8Array(grid.width * grid.height);
  for (let y = 0; y < grid.height; y++) {
    for (let x = 0; x < grid.width; x++) {
      let moves = false;
      for (
        let j = Math.max(0, y - STATIC_REACH_CELLS);
        j <= Math.min(grid.height - 1, y + STATIC_REACH_CELLS);
        j++
      ) {
        for (
          let i = Math.max(0, x - STATIC_REACH_CELLS);
          i <= Math.min(grid.width - 1, x + STATIC_REACH_CELLS);
          i++
        ) {
          if (motion.moving[j * grid.width + i]! >= MOVING_THRESHOLD) moves = true;
        }
      }
      still[y * grid.width + x] = moves ? 0 : 1;
    }
  }
  const runs: number[] = [];
  for (let y = 0; y < height; y++) {
    const row = Math.min(grid.height - 1, Math.floor(((y + 0.5) / height) * grid.height)) * grid.width;
    let start = -1;
    for (let x = 0; x <= width; x++) {
      const cell = Math.min(grid.width - 1, Math.floor(((x + 0.5) / width) * grid.width));
      const isStill = x < width && still[row + cell] === 1;
      if (isStill && start < 0) start = x;
      if (!isStill && start >= 0) {
        runs.push(y * width + start, y * width + x);
        start = -1;
      }
    }
  }
  return Int32Array.from(runs);
}

/** Pixels in full motion, evenly spread over all of them. */
function chooseSamples(plan: RenderPlan, most: number): Int32Array {
  let moving = 0;
  for (const value of plan.matte) if (value === 255) moving++;
  const stride = Math.max(1, Math.floor(moving / most));
  const samples: number[] = [];
  let seen = 0;
  plan.matte.forEach((value, at) => {
    if (value === 255 && seen++ % stride === 0) samples.push(at);
  });
  return Int32Array.from(samples);
}

function isInner(plan: RenderPlan, at: number): boolean {
  const { width, height, matte } = plan;
  const x = at % width;
  const y = Math.floor(at / width);
  if (x === 0 || y === 0 || x === width - 1 || y === height - 1) return false;
  return (
    matte[at - 1] === 255 && matte[at + 1] === 255 && matte[at - width] === 255 && matte[at + width] === 255
  );
}
