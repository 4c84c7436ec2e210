import { GLOW_HARMONICS, SPECTRUM_HARMONICS } from '../../../src/shared/motion';
import { estimateRepetition, flowLevels, type FlowLevels } from './flow-texture';
import { easedPart } from './loop-time';
import { TILE_KIND, type RenderPlan } from './plan';
import { bilinear, smoothstep } from './planes';

/** Words per node in {@link Lattice.fields}. */
export const NODE_STRIDE = 16;

/** Where each field stands in a node's words: displacements are integers, all from `weightA` on are float32. */
export const FIELD = {
  swayX: 0,
  swayY: 1,
  flowAX: 2,
  flowAY: 3,
  flowBX: 4,
  flowBY: 5,
  weightA: 6,
  weightB: 7,
  /** Red, green, blue: what raises a faded mix around its local level. */
  level: 8,
  /** Red, green, blue: g^(1/2.4) - 1 of a gain g of linear light. */
  glow: 12,
} as const;

/** Units of a position in one pixel; a displacement at a node has so many divided by its tile's pixels. */
export const PIXEL = 65536;

/** Longest step of the streamline integration, in seconds. */
const LONGEST_STEP_SECONDS = 1 / 20;
/** Least trust in a sample that falls on painted-in ground or beyond the photo's border; less would rush the fade at the seam. */
const LEAST_TRUST = 0.2;
/**
 * Near the photo's border sway reaches at most this part of the way to it: its edge, or a frame within it, does not wobble, and
 * nothing folds over.
 */
const BORDER_REACH = 0.4;
/** The sRGB curve's exponent (IEC 61966-2-1): a gain g of linear light is a gain g^(1/2.4) of the offset sRGB value. */
const SRGB_EXPONENT = 2.4;

/**
 * The motion of one instant on the corners of all tiles, in integers: the only thing that changes from frame to frame. Both
 * renderers read it, so both move by the very same amounts.
 *
 * Flow follows Holynski et al. (Animating Pictures with Eulerian Motion Fields, CVPR 2021) with gathers in the place of splats:
 * streamlines are followed back from every node, once from the loop's start (A: tau = t) and once from its end (B: tau = t - T).
 */
export class Lattice {
  readonly nodesAcross: number;
  readonly nodesDown: number;
  /** [nodesDown, nodesAcross, NODE_STRIDE]; see {@link FIELD}. Overwritten by each {@link Lattice.moveTo}. */
  readonly fields: Int32Array<ArrayBuffer>;
  /** The same words as numbers. */
  readonly #floats: Float32Array<ArrayBuffer>;
  readonly #unit: number;

  readonly #plan: RenderPlan;
  readonly #shortSide: number;
  /** Nodes that any moving tile touches. */
  readonly #nodes: Int32Array;
  readonly #flowNodes: Int32Array;
  /** [node, component] of each map. */
  readonly #sway: Float32Array;
  readonly #flowSway: Float32Array;
  readonly #glow: Float32Array;
  /** Pixels per second, [node]. */
  readonly #velocityX: Float32Array;
  readonly #velocityY: Float32Array;
  /** Where node's content was at tau = t (A) and tau = t - T (B), in pixels. */
  readonly #ax: Float64Array;
  readonly #ay: Float64Array;
  readonly #bx: Float64Array;
  readonly #by: Float64Array;
  readonly #levels: FlowLevels | undefined;
  /** Correlation of the two samples that are cross-faded, [node], 0..1. */
  readonly #repetition: Float32Array | undefined;
  #timeSeconds = NaN;
  /** By how much slower than on average the loop runs at its seam, 0..1: see fitEase. */
  ease = 0;

  constructor(plan: RenderPlan) {
    this.#plan = plan;
    this.#shortSide = Math.min(plan.width, plan.height);
    this.nodesAcross = plan.tilesAcross + 1;
    this.nodesDown = plan.tilesDown + 1;
    const count = this.nodesAcross * this.nodesDown;
    this.fields = new Int32Array(count * NODE_STRIDE);
    this.#floats = new Float32Array(this.fields.buffer);
    this.#unit = PIXEL / (plan.tile * plan.tile);
    const flows = plan.layers.flows;
    this.#nodes = this.#nodesOf(() => true);
    this.#flowNodes = flows ? this.#nodesOf((kind) => kind !== TILE_KIND.SWAY) : new Int32Array(0);
    this.#sway = this.#expand(plan.layers.swaySpectrum);
    this.#fadeAtBorder();
    this.#flowSway = this.#expand(plan.layers.flowSpectrum);
    this.#glow = this.#expand(plan.layers.glow);
    this.#velocityX = this.#expand([plan.layers.drift[0]!]).map((v) => v * this.#shortSide);
    this.#velocityY = this.#expand([plan.layers.drift[1]!]).map((v) => v * this.#shortSide);
    this.#ax = new Float64Array(count);
    this.#ay = new Float64Array(count);
    this.#bx = new Float64Array(count);
    this.#by = new Float64Array(count);
    if (flows) {
      this.#rewind();
      this.#levels = flowLevels(plan);
      this.#repetition = estimateRepetition(plan, this.nodesAcross, this.nodesDown, this.#bx, this.#by);
    }
  }

  /** Sets {@link Lattice.fields} to `loopSeconds` of the loop, 0 <= loopSeconds < T. Cheapest in ascending order. */
  moveTo(loopSeconds: number): void {
    const seconds = this.#plan.durationSeconds;
    const timeSeconds = seconds * easedPart(loopSeconds / seconds, this.ease);
    const { fields } = this;
    const cosines: number[] = [];
    const sines: number[] = [];
    for (let k = 1; k <= Math.max(SPECTRUM_HARMONICS, GLOW_HARMONICS); k++) {
      const angle = (2 * Math.PI * k * timeSeconds) / seconds;
      // Minus one: displacement is u(t) - u(0).
      cosines.push(Math.cos(angle) - 1);
      sines.push(Math.sin(angle));
    }
    const scale = this.#unit * this.#shortSide;
    const components = 4 * SPECTRUM_HARMONICS;
    for (const node of this.#nodes) {
      const at = node * NODE_STRIDE;
      let x = 0;
      let y = 0;
      for (let k = 0; k < SPECTRUM_HARMONICS; k++) {
        const from = node * components + 4 * k;
        x += this.#sway[from]! * cosines[k]! - this.#sway[from + 1]! * sines[k]!;
        y += this.#sway[from + 2]! * cosines[k]! - this.#sway[from + 3]! * sines[k]!;
      }
      fields[at + FIELD.swayX] = Math.round(x * scale);
      fields[at + FIELD.swayY] = Math.round(y * scale);
    }
    if (this.#plan.layers.glows) this.#moveGlow(cosines, sines);
    if (this.#plan.layers.flows) this.#moveFlow(timeSeconds, cosines, sines);
  }

  #moveGlow(cosines: number[], sines: number[]): void {
    const components = 6 * GLOW_HARMONICS;
    for (const node of this.#nodes) {
      for (let channel = 0; channel < 3; channel++) {
        let gain = 1;
        for (let j = 0; j < GLOW_HARMONICS; j++) {
          const from = node * components + 6 * j + 2 * channel;
          gain += this.#glow[from]! * cosines[j]! - this.#glow[from + 1]! * sines[j]!;
        }
        const root = Math.pow(Math.min(4, Math.max(0.05, gain)), 1 / SRGB_EXPONENT) - 1;
        this.#floats[node * NODE_STRIDE + FIELD.glow + channel] = root;
      }
    }
  }

  #moveFlow(timeSeconds: number, cosines: number[], sines: number[]): void {
    if (!(timeSeconds >= this.#timeSeconds)) this.#rewind();
    this.#advance(timeSeconds - this.#timeSeconds);
    this.#timeSeconds = timeSeconds;
    const { fields, nodesAcross } = this;
    const floats = this.#floats;
    const unit = this.#unit;
    const { tile } = this.#plan;
    const levels = this.#levels!;
    // Eased: at either end of the loop one sample moves by itself, so that the seam is no larger than other steps and less of the loop is a mix.
    const late = smoothstep(0, 1, timeSeconds / this.#plan.durationSeconds);
    const components = 4 * SPECTRUM_HARMONICS;
    for (const node of this.#flowNodes) {
      const at = node * NODE_STRIDE;
      const x = (node % nodesAcross) * tile;
      const y = Math.floor(node / nodesAcross) * tile;
      let swayX = 0;
      let swayY = 0;
      for (let k = 0; k < SPECTRUM_HARMONICS; k++) {
        const from = node * components + 4 * k;
        swayX += this.#flowSway[from]! * cosines[k]! - this.#flowSway[from + 1]! * sines[k]!;
        swayY += this.#flowSway[from + 2]! * cosines[k]! - this.#flowSway[from + 3]! * sines[k]!;
      }
      swayX *= this.#shortSide;
      swayY *= this.#shortSide;
      const ax = x - this.#ax[node]! + swayX;
      const ay = y - this.#ay[node]! + swayY;
      const bx = x - this.#bx[node]! + swayX;
      const by = y - this.#by[node]! + swayY;
      const trustA = LEAST_TRUST + (1 - LEAST_TRUST) * levels.trust(x - ax, y - ay);
      const trustB = LEAST_TRUST + (1 - LEAST_TRUST) * levels.trust(x - bx, y - by);
      const shareB = (late * trustB) / ((1 - late) * trustA + late * trustB);
      const shareA = 1 - shareB;
      // Mixing two samples of correlation r leaves this part of their contrast; what deviates from the local level is raised by its inverse.
      const repetition = this.#repetition![node]!;
      const contrast = 1 / Math.sqrt(shareA * shareA + shareB * shareB + 2 * repetition * shareA * shareB);
      fields[at + FIELD.flowAX] = Math.round(ax * unit);
      fields[at + FIELD.flowAY] = Math.round(ay * unit);
      fields[at + FIELD.flowBX] = Math.round(bx * unit);
      fields[at + FIELD.flowBY] = Math.round(by * unit);
      floats[at + FIELD.weightA] = shareA * contrast;
      floats[at + FIELD.weightB] = shareB * contrast;
      const rest = 1 - contrast;
      for (let channel = 0; channel < 3; channel++) {
        const level =
          shareA * levels.level(channel, x - ax, y - ay) + shareB * levels.level(channel, x - bx, y - by);
        floats[at + FIELD.level + channel] = rest * level;
      }
    }
  }

  #fadeAtBorder(): void {
    const { width, height, tile } = this.#plan;
    const components = 4 * SPECTRUM_HARMONICS;
    for (const node of this.#nodes) {
      const x = (node % this.nodesAcross) * tile;
      const y = Math.floor(node / this.nodesAcross) * tile;
      const distance = Math.min(x, y, Math.max(0, width - x), Math.max(0, height - y));
      let amplitude = 0;
      for (let c = 0; c < components; c++) amplitude += Math.abs(this.#sway[node * components + c]!);
      const reach = amplitude * this.#shortSide;
      const share = reach > 0 ? Math.min(1, (BORDER_REACH * Math.max(0, distance - 2)) / reach) : 0;
      for (let c = 0; c < components; c++) {
        this.#sway[node * components + c] = this.#sway[node * components + c]! * share;
      }
    }
  }

  /** Back to t = 0: A at home, B a whole loop downstream. */
  #rewind(): void {
    const { nodesAcross } = this;
    const { tile } = this.#plan;
    for (const node of this.#flowNodes) {
      const x = (node % nodesAcross) * tile;
      const y = Math.floor(node / nodesAcross) * tile;
      this.#ax[node] = x;
      this.#ay[node] = y;
      this.#bx[node] = x;
      this.#by[node] = y;
    }
    const seconds = this.#plan.durationSeconds;
    const steps = Math.ceil(seconds / LONGEST_STEP_SECONDS);
    for (let step = 0; step < steps; step++) this.#follow(this.#bx, this.#by, seconds / steps);
    this.#timeSeconds = 0;
  }

  #advance(seconds: number): void {
    const steps = Math.ceil(seconds / LONGEST_STEP_SECONDS - 1e-9);
    for (let step = 0; step < steps; step++) {
      this.#follow(this.#ax, this.#ay, -seconds / steps);
      this.#follow(this.#bx, this.#by, -seconds / steps);
    }
  }

  /** One midpoint step along the streamlines for every flowing node. */
  #follow(xs: Float64Array, ys: Float64Array, seconds: number): void {
    const { nodesAcross, nodesDown } = this;
    const { tile } = this.#plan;
    const vx = this.#velocityX;
    const vy = this.#velocityY;
    for (const node of this.#flowNodes) {
      const x = xs[node]! / tile;
      const y = ys[node]! / tile;
      const half = (0.5 * seconds) / tile;
      const mx = x + half * bilinear(vx, nodesAcross, nodesDown, x, y);
      const my = y + half * bilinear(vy, nodesAcross, nodesDown, x, y);
      xs[node] = xs[node]! + seconds * bilinear(vx, nodesAcross, nodesDown, mx, my);
      ys[node] = ys[node]! + seconds * bilinear(vy, nodesAcross, nodesDown, mx, my);
    }
  }

  /** Coarse maps at the nodes, interleaved: [node, map]. */
  #expand(maps: Float32Array[]): Float32Array {
    const { nodesAcross, nodesDown } = this;
    const { layers, width, height, tile } = this.#plan;
    const values = new Float32Array(nodesAcross * nodesDown * maps.length);
    for (const node of this.#allNodes()) {
      const x = (((node % nodesAcross) * tile + 0.5) / width) * layers.width - 0.5;
      const y = ((Math.floor(node / nodesAcross) * tile + 0.5) / height) * layers.height - 0.5;
      for (let m = 0; m < maps.length; m++) {
        values[node * maps.length + m] = bilinear(maps[m]!, layers.width, layers.height, x, y);
      }
    }
    return values;
  }

  #allNodes(): Int32Array {
    return Int32Array.from({ length: this.nodesAcross * this.nodesDown }, (_, i) => i);
  }

  #nodesOf(wanted: (kind: number) => boolean): Int32Array {
    const { tilesAcross, tilesDown, tileKinds } = this.#plan;
    return this.#allNodes().filter((node) => {
      const x = node % this.nodesAcross;
      const y = Math.floor(node / this.nodesAcross);
      for (let ty = Math.max(0, y - 1); ty <= Math.min(tilesDown - 1, y); ty++) {
        for (let tx = Math.max(0, x - 1); tx <= Math.min(tilesAcross - 1, x); tx++) {
          const kind = tileKinds[ty * tilesAcross + tx]!;
          if (kind !== TILE_KIND.STATIC && wanted(kind)) return true;
        }
      }
      return false;
    });
  }
}
