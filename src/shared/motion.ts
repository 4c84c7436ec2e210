import * as v from 'valibot';
import {
  atmosphereSchema,
  cameraSchema,
  REGIONS,
  STILL_CAMERA,
  type Atmosphere,
  type CameraMove,
} from './atmosphere';

/** Version of the Motion format that this code reads and writes. 2 has camera, atmosphere, depth, regions and a seed. */
export const MOTION_VERSION = 2;
/** Harmonics of the loop in `spectrum`: K. */
export const SPECTRUM_HARMONICS = 4;
/** Harmonics of the loop in `glow`: J. */
export const GLOW_HARMONICS = 2;

/** Length of the loop that the denoiser makes, in seconds. */
export const MIN_LOOP_SECONDS = 3;
export const MAX_LOOP_SECONDS = 15;

/**
 * How a photo moves: the product of the diffusion model, and the only source of motion in the frames.
 *
 * Maps are row-major float32 on a coarse grid of `height` x `width` cells that covers the whole photo; the value of a
 * cell stands at its centre. x points right, y down. A short side is the length of the photo's shorter edge.
 *
 * With T = durationSeconds and u(x,t) = sum_k re_k cos(2 pi k t / T) - im_k sin(2 pi k t / T), the displacement at time
 * t is u(x,t) - u(x,0): frame 0 is the photo, and the loop closes by construction. `glow` follows the same formula and
 * gives the gain of linear RGB, 1 + g(x,t) - g(x,0). After Generative Image Dynamics (Li et al., CVPR 2024) for what
 * oscillates, Eulerian motion fields (Holynski et al., CVPR 2021) for what flows.
 */
export interface Motion {
  version: typeof MOTION_VERSION;
  /** Length of the loop, T. */
  durationSeconds: number;
  grid: { height: number; width: number };
  /** [2,h,w] (x, y): steady velocity, short sides per second. */
  drift: Float32Array<ArrayBuffer>;
  /** [K,4,h,w] (re x, im x, re y, im y) of harmonics 1..K: displacement, short sides. */
  spectrum: Float32Array<ArrayBuffer>;
  /** [J,6,h,w] (re r, im r, re g, im g, re b, im b) of harmonics 1..J: change of linear RGB gain. */
  glow: Float32Array<ArrayBuffer>;
  /** [1,h,w], 0..1: how sure it is that the cell moves at all. Below {@link MOVING_THRESHOLD} nothing moves, bit for bit. */
  moving: Float32Array<ArrayBuffer>;
  /** [1,h,w], 0 (nearest) .. 1 (as far as the sky): for parallax and effects with depth; null: all at one distance. */
  depth: Float32Array<ArrayBuffer> | null;
  /** [R,h,w], 0..1, in the order of REGIONS: where effects of light belong; null: nothing is known. */
  regions: Float32Array<ArrayBuffer> | null;
  camera: CameraMove;
  /** Each kind at most once. */
  atmosphere: Atmosphere[];
  portraits: never[];
  /** 32-bit unsigned: of particles and of a hand's shake. Same Motion, same frames. */
  seed: number;
}

/**
 * Cells below this certainty are static; between it and 1 the motion fades in (smoothstep), so that a soft border of
 * `moving` tapers the motion instead of tearing it.
 */
export const MOVING_THRESHOLD = 0.4;

/** Largest magnitude that a renderer accepts; the sampler clamps to these (short sides, short sides per second, gain). */
export const MOTION_LIMITS = { spectrum: 0.05, drift: 0.25, glow: 0.5 } as const;

/** Smallest and largest number of cells of a motion grid, and the multiple that both sides keep (the denoiser's strides). */
const GRID_MIN_CELLS = 3072;
const GRID_MAX_CELLS = 5120;
const GRID_MULTIPLE = 8;

/**
 * The motion grid for a photo: of all sizes in multiples of 8 with 3072..5120 cells the one whose aspect is nearest to
 * the photo's (in log), the one nearest to 4096 cells among equals.
 */
export function chooseGrid(photo: { width: number; height: number }): { height: number; width: number } {
  const target = Math.log(photo.width / photo.height);
  let best = { height: 64, width: 64 };
  let bestCost = Infinity;
  for (let height = GRID_MULTIPLE; height <= GRID_MAX_CELLS / GRID_MULTIPLE; height += GRID_MULTIPLE) {
    for (let width = GRID_MULTIPLE; width * height <= GRID_MAX_CELLS; width += GRID_MULTIPLE) {
      const cells = width * height;
      if (cells < GRID_MIN_CELLS) continue;
      const cost = Math.abs(Math.log(width / height) - target) + 1e-6 * Math.abs(cells - 4096);
      if (cost < bestCost) {
        bestCost = cost;
        best = { height, width };
      }
    }
  }
  return best;
}

/** Splits a film of `seconds` into equal loops short enough to look alive: the length of one loop and how often it runs. */
export function splitIntoLoops(seconds: number): { loopSeconds: number; loops: number } {
  const loops = Math.max(1, Math.ceil(seconds / 6));
  return { loopSeconds: seconds / loops, loops };
}

/** An all-zero Motion of the given grid: nothing moves. No depth, no regions, a still camera, clear air, seed 0. */
export function stillMotion(grid: { height: number; width: number }, durationSeconds: number): Motion {
  const cells = grid.height * grid.width;
  return {
    version: MOTION_VERSION,
    durationSeconds,
    grid,
    drift: new Float32Array(2 * cells),
    spectrum: new Float32Array(SPECTRUM_HARMONICS * 4 * cells),
    glow: new Float32Array(GLOW_HARMONICS * 6 * cells),
    moving: new Float32Array(cells),
    depth: null,
    regions: null,
    camera: { ...STILL_CAMERA },
    atmosphere: [],
    portraits: [],
    seed: 0,
  };
}

const tensorSchema = v.object({
  axes: v.array(v.string()),
  shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Little-endian float32, base64. */
  data: v.string(),
});

const motionFileSchema = v.object({
  version: v.literal(MOTION_VERSION),
  durationSeconds: v.pipe(v.number(), v.minValue(MIN_LOOP_SECONDS), v.maxValue(MAX_LOOP_SECONDS)),
  drift: tensorSchema,
  spectrum: tensorSchema,
  glow: tensorSchema,
  moving: tensorSchema,
  depth: v.nullable(tensorSchema),
  regions: v.nullable(tensorSchema),
  camera: cameraSchema,
  atmosphere: atmosphereSchema,
  portraits: v.pipe(v.array(v.never()), v.length(0)),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff)),
});

/** A Motion as JSON: maps as base64 of little-endian float32, with axes and shape. */
export type MotionFile = v.InferOutput<typeof motionFileSchema>;

/** A Motion ready for JSON.stringify. */
export function toMotionFile(motion: Motion): MotionFile {
  const { height, width } = motion.grid;
  return {
    version: motion.version,
    durationSeconds: motion.durationSeconds,
    drift: encodeTensor(motion.drift, ['xy', 'height', 'width'], [2, height, width]),
    spectrum: encodeTensor(
      motion.spectrum,
      ['harmonic', 'component', 'height', 'width'],
      [SPECTRUM_HARMONICS, 4, height, width],
    ),
    glow: encodeTensor(
      motion.glow,
      ['harmonic', 'component', 'height', 'width'],
      [GLOW_HARMONICS, 6, height, width],
    ),
    moving: encodeTensor(motion.moving, ['channel', 'height', 'width'], [1, height, width]),
    depth: motion.depth && encodeTensor(motion.depth, ['channel', 'height', 'width'], [1, height, width]),
    regions:
      motion.regions &&
      encodeTensor(motion.regions, ['region', 'height', 'width'], [REGIONS.length, height, width]),
    camera: motion.camera,
    atmosphere: motion.atmosphere,
    portraits: [],
    seed: motion.seed,
  };
}

/** Reads a Motion from parsed JSON. Throws valibot's ValiError on a wrong form and RangeError on wrong sizes or non-finite values. */
export function fromMotionFile(json: unknown): Motion {
  const file = v.parse(motionFileSchema, json);
  const height = file.moving.shape.at(-2) ?? 0;
  const width = file.moving.shape.at(-1) ?? 0;
  const cells = height * width;
  return {
    version: file.version,
    durationSeconds: file.durationSeconds,
    grid: { height, width },
    drift: decodeTensor(file.drift.data, 2 * cells),
    spectrum: decodeTensor(file.spectrum.data, SPECTRUM_HARMONICS * 4 * cells),
    glow: decodeTensor(file.glow.data, GLOW_HARMONICS * 6 * cells),
    moving: decodeTensor(file.moving.data, cells),
    depth: file.depth && decodeTensor(file.depth.data, cells),
    regions: file.regions && decodeTensor(file.regions.data, REGIONS.length * cells),
    camera: file.camera,
    atmosphere: file.atmosphere,
    portraits: [],
    seed: file.seed,
  };
}

function encodeTensor(
  values: Float32Array,
  axes: string[],
  shape: number[],
): v.InferOutput<typeof tensorSchema> {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let binary = '';
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return { axes, shape, data: btoa(binary) };
}

function decodeTensor(base64: string, length: number): Float32Array<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (bytes.byteLength !== 4 * length) {
    throw new RangeError(`a map has ${bytes.byteLength / 4} values instead of ${length}`);
  }
  const values = new Float32Array(bytes.buffer);
  if (!values.every(Number.isFinite)) throw new RangeError('a map holds values that are not finite');
  return values;
}
