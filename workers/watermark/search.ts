import { TILE, TILES_ACROSS } from '../../src/shared/watermark/code-book';
import { levelledByRadius } from '../../src/shared/watermark/levelled';
import { transform2d } from '../../src/shared/watermark/fft';
import type { Plane } from '../../src/shared/watermark/planes';
import { matchPilots, pilotSets, type PilotSet } from './tile-spectrum';
import { stepsOf, type View } from './view';

/**
 * Where and how the film may lie in the picture. A tile that repeats has a spectrum of lines: of the picture's one transform only the
 * pilots' lines are looked at, anew for each scale and turn, and all shifts are tried at once by a small inverse transform.
 */

/** Film's short side in short sides of the picture: from bars around it to a crop of a fifth. */
const LEAST_SCALE = 0.45;
const MOST_SCALE = 1.3;
/** Of upright copies, which are most: scaled, cropped, within bars. Keeps every pilot within a quarter of a cycle over the picture. */
const UPRIGHT_STEP = 0.005;
/** Of turned ones; both steps keep a low pilot within a quarter of a cycle over the picture. */
const SCALE_STEP = 0.01;
const ROTATION_STEP = (0.55 * Math.PI) / 180;
const ROTATION_STEPS = 6;
/** Turned views, of the round by the low pilots alone, that are looked at with all. */
const SECOND_ROUND = 160;
/** Views that are refined, for one that is decoded. */
const REFINED = 3;
/** The spectrum is read between its lines: a picture fills at most half of its transform. */
const PADDING = 2;

/** One way in which the film may lie, and how well the pilots agree with it. */
export interface Candidate {
  view: View;
  score: number;
}

/** The spectrum of a whitened picture, about its centre. */
class PictureSpectrum {
  readonly #re: Float64Array;
  readonly #im: Float64Array;
  readonly #width: number;
  readonly #height: number;

  constructor(picture: Plane) {
    const powerOfTwo = (size: number) => 2 ** Math.ceil(Math.log2(PADDING * size));
    this.#width = powerOfTwo(picture.width);
    this.#height = powerOfTwo(picture.height);
    this.#re = new Float64Array(this.#width * this.#height);
    this.#im = new Float64Array(this.#width * this.#height);
    const left = picture.width >> 1;
    const top = picture.height >> 1;
    for (let y = 0; y < picture.height; y++) {
      const row = ((y - top + this.#height) % this.#height) * this.#width;
      for (let x = 0; x < picture.width; x++) {
        this.#re[row + ((x - left + this.#width) % this.#width)] = picture.data[y * picture.width + x]!;
      }
    }
    transform2d(this.#re, this.#im, { width: this.#width, height: this.#height, inverse: false });
  }

  /** How well a set of pilots agrees with a view, at the best shift. Those beyond the picture's resolution count as zero. */
  score(view: View, set: PilotSet): number {
    const { right, below } = stepsOf(view);
    const numbers = new Float64Array(2 * set.carriers.length);
    set.carriers.forEach(({ across, down }, i) => {
      const x = (across * right[0] + down * right[1]) / TILE;
      const y = (across * below[0] + down * below[1]) / TILE;
      if (Math.abs(x) >= 0.5 || Math.abs(y) >= 0.5) return;
      const u = ((x + 1) % 1) * this.#width;
      const v = ((y + 1) % 1) * this.#height;
      const column = Math.floor(u);
      const row = Math.floor(v);
      for (let dy = 0; dy < 2; dy++) {
        for (let dx = 0; dx < 2; dx++) {
          const weight = (dx ? u - column : 1 - u + column) * (dy ? v - row : 1 - v + row);
          const at = ((row + dy) % this.#height) * this.#width + ((column + dx) % this.#width);
          numbers[2 * i]! += weight * this.#re[at]!;
          numbers[2 * i + 1]! -= weight * this.#im[at]!;
        }
      }
    });
    return matchPilots(levelledByRadius(numbers, set.carriers), set).score;
  }
}

/** The view of a film that fills the picture, scaled by `scale` and turned. */
export function viewOf(picture: Plane, scale: number, rotation: number, mirrored: boolean): View {
  const samples = (TILE * TILES_ACROSS) / (scale * Math.min(picture.width, picture.height));
  return { samplesAcross: samples, samplesDown: samples, rotation, mirrored };
}

/**
 * The most promising of all views, best first, refined. `onStep` is told of the progress, and may let messages in.
 */
export async function searchViews(
  picture: Plane,
  count: number,
  onStep: (completed: number, total: number) => Promise<void>,
): Promise<Candidate[]> {
  const spectrum = new PictureSpectrum(picture);
  const { all, low } = pilotSets();
  const candidate = (scale: number, turn: number, mirrored: boolean, set: PilotSet): Candidate => {
    const view = viewOf(picture, scale, turn * ROTATION_STEP, mirrored);
    return { view, score: spectrum.score(view, set) };
  };
  const upright = scalesBy(UPRIGHT_STEP);
  const turned = scalesBy(SCALE_STEP);
  const total = upright.length + turned.length;
  const first: Candidate[] = [];
  for (const [step, scale] of upright.entries()) {
    for (const mirrored of [false, true]) first.push(candidate(scale, 0, mirrored, all));
    await onStep(step + 1, total);
  }
  const rough: Candidate[] = [];
  for (const [step, scale] of turned.entries()) {
    for (let turn = -ROTATION_STEPS; turn <= ROTATION_STEPS; turn++) {
      if (turn === 0) continue;
      for (const mirrored of [false, true]) rough.push(candidate(scale, turn, mirrored, low));
    }
    await onStep(upright.length + step + 1, total);
  }
  for (const { view } of best(rough, SECOND_ROUND)) first.push({ view, score: spectrum.score(view, all) });
  const second = best(first, REFINED * count).map((one) => refine(spectrum, one, all, 0.25));
  return best(
    best(second, count).map((one) => refine(spectrum, one, all, 0.06)),
    count,
  );
}

function scalesBy(step: number): number[] {
  const scales: number[] = [];
  for (let scale = LEAST_SCALE; scale <= MOST_SCALE; scale *= 1 + step) scales.push(scale);
  return scales;
}

function best(candidates: readonly Candidate[], count: number): Candidate[] {
  return [...candidates].sort((a, b) => b.score - a.score).slice(0, count);
}

/** Climbs from a view to the best one near it, in scale, aspect and turn; moves of half a step are halved down to `finest`. */
function refine(spectrum: PictureSpectrum, start: Candidate, set: PilotSet, finest: number): Candidate {
  let found = start;
  for (let size = 0.5; size >= finest; size /= 2) {
    const { view } = found;
    const moves = [-size, size].flatMap((by): View[] => [
      {
        ...view,
        samplesAcross: view.samplesAcross * (1 + by * SCALE_STEP),
        samplesDown: view.samplesDown * (1 + by * SCALE_STEP),
      },
      { ...view, rotation: view.rotation + by * ROTATION_STEP },
      { ...view, samplesAcross: view.samplesAcross * (1 + by * SCALE_STEP) },
      { ...view, samplesDown: view.samplesDown * (1 + by * SCALE_STEP) },
    ]);
    for (const move of moves) {
      const score = spectrum.score(move, set);
      if (score > found.score) found = { view: move, score };
    }
  }
  return found;
}
