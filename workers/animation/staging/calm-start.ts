import {
  GLOW_HARMONICS,
  MOVING_THRESHOLD,
  SPECTRUM_HARMONICS,
  type Motion,
} from '../../../src/shared/motion';
import type { RgbaImage } from '../../../src/shared/pixels';

/** Instants of the loop that are tried as its start. */
const INSTANTS = 48;
/** Moving cells that are looked at, at most. */
const CELLS = 768;
/** A start is calm where the picture changes at most this part of its median change. */
const CALM = 0.85;

/** One moving cell: its place, and by how many levels its pixels change with a displacement of a short side and with a gain of 1. */
interface Probe {
  cell: number;
  slope: number;
  level: number;
}

/**
 * The same motion begun at another instant of its loop: one at which it is calm, so that the seam between the last frame and the first (the
 * photo) is no larger than other steps, and from which nothing strays far. What oscillates has no beginning of its own; drift is
 * steady and stays as it is. A Motion that does not oscillate is given back as it is.
 */
export function startCalmly(motion: Motion, photo: RgbaImage): Motion {
  const probes = chooseProbes(motion, photo);
  if (probes.length === 0) return motion;
  const changes = Array.from({ length: INSTANTS }, (_, instant) => changeAt(motion, probes, instant));
  const median = changes.toSorted((a, b) => a - b)[INSTANTS >> 1]!;
  if (median === 0) return motion;
  // The seam lies between the instant before the start and the start.
  const seams = changes.map((change, i) => Math.max(change, changes[(i + INSTANTS - 1) % INSTANTS]!));
  const least = Math.min(...seams);
  const strays = strayFrom(motion, probes);
  let best = 0;
  seams.forEach((seam, i) => {
    const isCalm = seam <= Math.max(CALM * median, least);
    const wasCalm = seams[best]! <= Math.max(CALM * median, least);
    if (isCalm && (!wasCalm || strays[i]! < strays[best]!)) best = i;
  });
  return best === 0 ? motion : shiftedBy(motion, best / INSTANTS);
}

/** The motion whose time 0 is `phase` (0..1 of a loop) of the one given. */
function shiftedBy(motion: Motion, phase: number): Motion {
  const cells = motion.grid.width * motion.grid.height;
  const turn = (map: Float32Array, harmonics: number, planes: number) => {
    const turned = new Float32Array(map.length);
    for (let k = 0; k < harmonics; k++) {
      const cosine = Math.cos(2 * Math.PI * (k + 1) * phase);
      const sine = Math.sin(2 * Math.PI * (k + 1) * phase);
      for (let plane = 0; plane < planes; plane += 2) {
        const re = (k * planes + plane) * cells;
        const im = re + cells;
        for (let i = 0; i < cells; i++) {
          turned[re + i] = map[re + i]! * cosine - map[im + i]! * sine;
          turned[im + i] = map[re + i]! * sine + map[im + i]! * cosine;
        }
      }
    }
    return turned;
  };
  return {
    ...motion,
    spectrum: turn(motion.spectrum, SPECTRUM_HARMONICS, 4),
    glow: turn(motion.glow, GLOW_HARMONICS, 6),
  };
}

/** Moving cells, evenly spread, with the photo's slopes there. */
function chooseProbes(motion: Motion, photo: RgbaImage): Probe[] {
  const { width, height } = motion.grid;
  const moving: number[] = [];
  motion.moving.forEach((certainty, cell) => {
    if (certainty >= MOVING_THRESHOLD) moving.push(cell);
  });
  const stride = Math.max(1, Math.ceil(moving.length / CELLS));
  const shortSide = Math.min(photo.width, photo.height);
  const probes: Probe[] = [];
  for (let m = stride >> 1; m < moving.length; m += stride) {
    const cell = moving[m]!;
    const left = Math.floor(((cell % width) * photo.width) / width);
    const top = Math.floor((Math.floor(cell / width) * photo.height) / height);
    const right = Math.min(photo.width - 1, left + Math.ceil(photo.width / width));
    const bottom = Math.min(photo.height - 1, top + Math.ceil(photo.height / height));
    let slope = 0;
    let level = 0;
    let count = 0;
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const at = 4 * (y * photo.width + x) + 1;
        const here = photo.data[at]!;
        slope += Math.abs(photo.data[at + 4]! - here) + Math.abs(photo.data[at + 4 * photo.width]! - here);
        level += here;
        count++;
      }
    }
    // A gain of linear light is about its 2.4th root of sRGB.
    if (count > 0)
      probes.push({ cell, slope: (0.5 * shortSide * slope) / count, level: level / count / 2.4 });
  }
  return probes;
}

/** By how many levels the picture changes a loop at one instant, over all probes. */
function changeAt(motion: Motion, probes: Probe[], instant: number): number {
  const cells = motion.grid.width * motion.grid.height;
  let sum = 0;
  for (const { cell, slope, level } of probes) {
    const speed = [0, 0];
    const rise = [0, 0, 0];
    const addTo = (target: number[], map: Float32Array, harmonics: number, planes: number) => {
      for (let k = 1; k <= harmonics; k++) {
        const angle = (2 * Math.PI * k * instant) / INSTANTS;
        for (let axis = 0; axis < planes / 2; axis++) {
          const at = ((k - 1) * planes + 2 * axis) * cells + cell;
          target[axis]! -=
            2 * Math.PI * k * (map[at]! * Math.sin(angle) + map[at + cells]! * Math.cos(angle));
        }
      }
    };
    addTo(speed, motion.spectrum, SPECTRUM_HARMONICS, 4);
    addTo(rise, motion.glow, GLOW_HARMONICS, 6);
    sum += slope * Math.hypot(speed[0]!, speed[1]!);
    sum += (level * (Math.abs(rise[0]!) + Math.abs(rise[1]!) + Math.abs(rise[2]!))) / 3;
  }
  return sum;
}

/** For each instant as the start: the probes' root mean square distance from where they start. */
function strayFrom(motion: Motion, probes: Probe[]): number[] {
  const cells = motion.grid.width * motion.grid.height;
  const squares = new Float64Array(INSTANTS);
  const path = new Float64Array(INSTANTS);
  for (const { cell } of probes) {
    for (let axis = 0; axis < 2; axis++) {
      let total = 0;
      for (let i = 0; i < INSTANTS; i++) {
        let u = 0;
        for (let k = 1; k <= SPECTRUM_HARMONICS; k++) {
          const angle = (2 * Math.PI * k * i) / INSTANTS;
          const at = ((k - 1) * 4 + 2 * axis) * cells + cell;
          u += motion.spectrum[at]! * Math.cos(angle) - motion.spectrum[at + cells]! * Math.sin(angle);
        }
        path[i] = u;
        total += u * u;
      }
      // Harmonics have no mean: the mean square of u(t) - u(start) is that of u plus u(start)^2.
      for (let i = 0; i < INSTANTS; i++) squares[i] = squares[i]! + total / INSTANTS + path[i]! ** 2;
    }
  }
  return Array.from(squares, (sum) => Math.sqrt(sum / probes.length));
}
