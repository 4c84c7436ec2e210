import { B_SPLINE_TAPS, tabulate, type KernelTaps } from './sampling';

/** Lines of the picture, each way, on which the loss is measured. */
const LINES = 96;
/** Positions between two pixels at which it is measured, up to the middle. */
const STEPS = 8;
/** Pixels in full motion below which there is nothing to measure. */
const LEAST_SAMPLES = 256;
/**
 * Largest share of the second difference that is taken from a sample. It raises waves of 4 pixels by a tenth; what noise of one pixel loses
 * at half a pixel cannot be given back by more of it without drawing edges twice.
 */
const LARGEST_SHARE = 0.16;
/** The pole of the cubic B-spline's inverse filter. */
const POLE = Math.sqrt(3) - 2;

/** A packed picture and where it moves. */
interface Texture {
  width: number;
  height: number;
  photo: Int32Array;
  /** 255: moves in full. */
  matte: Uint8Array;
}

/**
 * Taps for sampling a texture between its pixels such that it keeps the strength of its detail (the root mean square of the Laplacian of luma) at
 * every shift. The cubic B-spline, which is exact at whole pixels, loses the more of it the nearer a shift is to half a pixel: needles and leaves
 * would go soft as soon as they move. What it loses in this very photo is measured by shift and given back as a share of the second difference.
 * [PHASES, 4] numbers of Q15 for B-spline coefficients.
 */
export function keenWeights(texture: Texture): Int16Array<ArrayBuffer> {
  const shares = measureShares(texture);
  return tabulate((fraction) => keenTaps(fraction, shareAt(shares, fraction)));
}

/** The B-spline's taps less a share of the second difference there. */
function keenTaps(fraction: number, share: number): ReturnType<KernelTaps> {
  const spline = B_SPLINE_TAPS(fraction);
  const edge = edgeTaps(fraction);
  return [
    spline[0] + share * edge[0],
    spline[1] + share * edge[1],
    spline[2] + share * edge[2],
    spline[3] + share * edge[3],
  ];
}

/** Minus the second difference of coefficients at a fraction past tap 0, linear between two of them. */
function edgeTaps(f: number): ReturnType<KernelTaps> {
  const rest = 1 - f;
  return [-rest, 2 * rest - f, 2 * f - rest, -f];
}

/** [STEPS + 1] shares at fractions 0 .. 1/2. */
function measureShares(texture: Texture): Float64Array {
  const sums = Array.from({ length: STEPS + 1 }, () => ({ plain: 0, cross: 0, edge: 0 }));
  let wanted = 0;
  let samples = 0;
  for (const line of linesOf(texture)) {
    const { values, inside } = line;
    const coefficients = toCoefficients(values);
    for (let i = 1; i + 2 < values.length; i++) {
      if (!inside[i]) continue;
      samples++;
      wanted += values[i]! ** 2;
      for (let step = 1; step <= STEPS; step++) {
        const spline = SPLINE_STEPS[step]!;
        const second = EDGE_STEPS[step]!;
        let plain = 0;
        let edge = 0;
        for (let tap = 0; tap < 4; tap++) {
          plain += spline[tap]! * coefficients[i - 1 + tap]!;
          edge += second[tap]! * coefficients[i - 1 + tap]!;
        }
        const sum = sums[step]!;
        sum.plain += plain * plain;
        sum.cross += plain * edge;
        sum.edge += edge * edge;
      }
    }
  }
  const shares = new Float64Array(STEPS + 1);
  if (samples < LEAST_SAMPLES) return shares;
  sums.forEach(({ plain, cross, edge }, step) => {
    if (step === 0 || edge === 0) return;
    // plain + 2 share cross + share^2 edge = wanted, the nearer root.
    const root = Math.sqrt(Math.max(0, cross * cross - edge * (plain - wanted)));
    shares[step] = Math.min(LARGEST_SHARE, Math.max(0, (root - cross) / edge));
  });
  return shares;
}

const SPLINE_STEPS = Array.from({ length: STEPS + 1 }, (_, step) => B_SPLINE_TAPS((0.5 * step) / STEPS));
const EDGE_STEPS = Array.from({ length: STEPS + 1 }, (_, step) => edgeTaps((0.5 * step) / STEPS));

/** The share at any fraction 0..1: symmetric about the middle, linear between steps. */
function shareAt(shares: Float64Array, fraction: number): number {
  const at = 2 * STEPS * Math.min(fraction, 1 - fraction);
  const low = Math.min(STEPS - 1, Math.floor(at));
  return shares[low]! + (shares[low + 1]! - shares[low]!) * (at - low);
}

/** Rows and columns of the Laplacian of luma, and where they and what their samples reach move in full. */
function* linesOf({ width, height, photo, matte }: Texture): Generator<{
  values: Float64Array;
  inside: Uint8Array;
}> {
  const luma = (at: number) => {
    const pixel = photo[at]!;
    return 0.2126 * (pixel & 255) + 0.7152 * ((pixel >>> 8) & 255) + 0.0722 * ((pixel >>> 16) & 255);
  };
  for (const [count, step, lineCount, lineStep] of [
    [width, 1, height, width],
    [height, width, width, 1],
  ] as const) {
    const apart = Math.max(1, Math.floor(lineCount / LINES));
    for (let line = 1 + (apart >> 1); line < lineCount - 1; line += apart) {
      const values = new Float64Array(count);
      const moves = new Uint8Array(count);
      for (let i = 1; i < count - 1; i++) {
        const at = line * lineStep + i * step;
        if (matte[at] !== 255) continue;
        moves[i] = 1;
        values[i] = 4 * luma(at) - luma(at - 1) - luma(at + 1) - luma(at - width) - luma(at + width);
      }
      const inside = moves.map((_, i) => (moves[i - 1]! && moves[i]! && moves[i + 1]! && moves[i + 2]!) || 0);
      yield { values, inside };
    }
  }
}

/** Cubic B-spline coefficients of a line, mirrored at its ends: the same filter as kernel/assembly/prefilter.ts. */
function toCoefficients(values: Float64Array): Float64Array {
  const result = Float64Array.from(values, (value) => 6 * value);
  for (let i = 1; i < result.length; i++) result[i] = result[i]! + POLE * result[i - 1]!;
  const last = result.length - 1;
  result[last] = (POLE / (POLE - 1)) * result[last]!;
  for (let i = last - 1; i >= 0; i--) result[i] = POLE * (result[i + 1]! - result[i]!);
  return result;
}
