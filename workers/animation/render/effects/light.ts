import { REGIONS, type AtmosphereKind, type Region } from '../../../../src/shared/atmosphere';
import type { Motion } from '../../../../src/shared/motion';
import { NODE_STRIDE } from '../lattice';
import type { RenderPlan } from '../plan';
import { bilinear, smoothstep } from '../planes';
import { eveningAt, type EveningPlace } from './evening';
import { loopNoise, randomNumbers, tiledNoise, type LoopNoise } from './noise';
import { surveyPhoto } from './survey';

/** Exponent of sRGB's curve: a gain g of linear light is a gain g^(1/2.4) of the offset sRGB value. */
const SRGB_EXPONENT = 2.4;
/** Kinds of {@link LightField}. */
export const FIELD_LIGHTS: readonly AtmosphereKind[] = [
  'sky-hue',
  'cloud-shadow',
  'sun-rays',
  'flicker',
  'fog',
  'rain',
  'snow',
];

/** Light that is left under a rain's clouds (red, green, blue), and how much of its far drops and of far flakes melts into a veil. */
const RAIN_LIGHT = [0.76, 0.82, 0.9] as const;
const RAIN_VEIL = 0.3;
const SNOW_VEIL = 0.34;

/** Light that a cloud takes away from the ground, and from the sky that it stands in. */
const SHADOW = 0.62;
/** How often a loop's clouds and fog pass by the picture's width. */
const CLOUD_SCALE = 0.45;
const FOG_SCALE = 0.6;
const FAR_FOG_SCALE = 1.3;
const BEND = 0.3;
/** Cycles a loop second of flames (Hz): puffing of fires some tens of centimetres wide, 1.5 / sqrt(D). */
const FLAME_HERTZ = [2.1, 3.3, 4.7, 6.1];

/** Places that flicker by themselves: each cell of so many motion cells has its own phase. */
const FLICKER_BLOCK = 6;

/**
 * Light over the picture as fields at the lattice's nodes: gains of what lies on the ground and of what stands in the sky, a veil before both and
 * one in the sky alone.
 * Words of a node as `drawLight` reads them (kernel/assembly/effects.ts).
 */
export class LightField {
  /** [nodes, 16]; overwritten by {@link LightField.moveTo}. */
  readonly nodes: Float32Array<ArrayBuffer>;
  readonly #plan: RenderPlan;
  readonly #motion: Motion;
  readonly #strength: Map<AtmosphereKind, number>;
  readonly #across: number;
  readonly #noise: (x: number, y: number) => number;
  /** One for each block of cells. */
  readonly #flames: LoopNoise[];
  readonly #lamps: Float32Array;
  readonly #sun: { x: number; y: number };
  readonly #evening: EveningPlace;
  readonly #fogColour: [number, number, number];
  readonly #rayColour: [number, number, number];
  readonly #fogDepth: Float32Array;

  constructor(plan: RenderPlan, motion: Motion) {
    this.#plan = plan;
    this.#motion = motion;
    this.#strength = new Map(motion.atmosphere.map(({ kind, strength }) => [kind, strength]));
    this.#across = plan.tilesAcross + 1;
    this.nodes = new Float32Array(this.#across * (plan.tilesDown + 1) * NODE_STRIDE);
    const random = randomNumbers(motion.seed ^ 0x11f7);
    this.#noise = tiledNoise(random);
    const { width, height } = motion.grid;
    const blocks = Math.ceil(width / FLICKER_BLOCK) * Math.ceil(height / FLICKER_BLOCK);
    const harmonics = FLAME_HERTZ.map((hertz) => Math.max(1, Math.round(hertz * motion.durationSeconds)));
    this.#flames = Array.from({ length: blocks }, () => loopNoise(random, harmonics));
    const look = surveyPhoto(plan, motion);
    this.#lamps = look.lamps;
    this.#sun = look.sun;
    this.#evening = look.evening;
    this.#fogColour = look.haze;
    this.#rayColour = look.ray;
    this.#fogDepth = motion.depth ?? new Float32Array(width * height).fill(0.6);
  }

  /** @param loop 0..1, how far the loop has come */
  moveTo(loop: number): void {
    const { tile, width, height } = this.#plan;
    const { nodes } = this;
    const shortSide = Math.min(width, height);
    const down = this.#plan.tilesDown + 1;
    const s = (kind: AtmosphereKind) => this.#strength.get(kind) ?? 0;
    const evening = s('sky-hue') * 0.5 * (1 - Math.cos(2 * Math.PI * loop));
    for (let node = 0; node < this.#across * down; node++) {
      const px = (node % this.#across) * tile;
      const py = Math.floor(node / this.#across) * tile;
      const at = node * NODE_STRIDE;
      const ground = [1, 1, 1];
      const sky = [1, 1, 1];
      let veil = 0;
      let haze = 0;
      if (s('sky-hue') > 0) {
        const dusk = eveningAt(this.#evening, px / width, py, evening);
        for (let c = 0; c < 3; c++) {
          sky[c]! *= dusk.sky[c]!;
          ground[c]! *= dusk.ground[c]!;
          nodes[at + 12 + c] = dusk.veil[c]!;
        }
        nodes[at + 15] = dusk.cover;
      }
      if (s('cloud-shadow') > 0) {
        const x = (CLOUD_SCALE * px) / shortSide - loop;
        const covered = smoothstep(0.42, 0.66, this.#noise(x, (CLOUD_SCALE * py) / (0.5 * shortSide)));
        const gain = 1 - SHADOW * s('cloud-shadow') * covered;
        for (let c = 0; c < 3; c++) ground[c]! *= gain;
      }
      if (s('flicker') > 0) {
        const gain = 1 + s('flicker') * this.#flickerAt(px, py, loop);
        for (let c = 0; c < 3; c++) ground[c]! *= c === 2 ? 0.5 * (1 + gain) : gain;
      }
      if (s('rain') > 0) {
        RAIN_LIGHT.forEach((left, c) => {
          ground[c]! *= 1 - (1 - left) * s('rain');
          sky[c]! *= 1 - (1 - left) * s('rain');
        });
      }
      if (s('rain') + s('snow') > 0) {
        const depth = this.#coarse(this.#fogDepth, 0, px, py);
        veil = (RAIN_VEIL * s('rain') + SNOW_VEIL * s('snow')) * (0.15 + 0.85 * depth * depth);
      }
      if (s('sun-rays') > 0) haze = s('sun-rays') * this.#raysAt(px, py, loop);
      if (s('fog') > 0) {
        const depth = this.#coarse(this.#fogDepth, 0, px, py);
        const y = py / (0.4 * shortSide);
        // Two banks, the farther finer and slower: each goes round once a loop.
        const near = this.#billow((FOG_SCALE * px) / shortSide - loop, FOG_SCALE * y);
        const far = this.#billow((FAR_FOG_SCALE * px) / shortSide - loop, FAR_FOG_SCALE * y + 0.5);
        const bank = smoothstep(0.25, 0.8, near + (far - near) * (0.2 + 0.4 * depth));
        veil += (1 - veil) * s('fog') * Math.min(0.92, (0.16 + 0.84 * depth) * (0.25 + 1.1 * bank));
      }
      for (let c = 0; c < 3; c++) {
        nodes[at + c] = root(ground[c]!);
        nodes[at + 4 + c] = root(sky[c]!);
        nodes[at + 8 + c] = veil * this.#fogColour[c]! + haze * this.#rayColour[c]!;
      }
      nodes[at + 11] = Math.min(1, veil + 0.75 * haze);
    }
  }

  /** The noise bent by itself, so that it curls and its lattice is not seen. */
  #billow(x: number, y: number): number {
    const bend = BEND * this.#noise(x, y + 0.31);
    return this.#noise(x + bend, y + BEND * this.#noise(x + 0.57, y));
  }

  #coarse(map: Float32Array, plane: number, px: number, py: number): number {
    const { width, height } = this.#motion.grid;
    const cells = width * height;
    const values = plane === 0 ? map : map.subarray(plane * cells, (plane + 1) * cells);
    const x = ((px + 0.5) / this.#plan.width) * width - 0.5;
    const y = ((py + 0.5) / this.#plan.height) * height - 0.5;
    return bilinear(values, width, height, x, y);
  }

  #region(region: Region, px: number, py: number): number {
    const { regions } = this.#motion;
    return regions ? this.#coarse(regions, REGIONS.indexOf(region), px, py) : 0;
  }

  /** Relative gain where fire or lamps are: flames strongly, lamps a little. */
  #flickerAt(px: number, py: number, loop: number): number {
    const fire = this.#region('fire', px, py);
    const lamp = this.#coarse(this.#lamps, 0, px, py);
    if (fire < 0.02 && lamp < 0.02) return 0;
    const { width, height } = this.#motion.grid;
    const blocksAcross = Math.ceil(width / FLICKER_BLOCK);
    const bx = Math.floor(((px / this.#plan.width) * width) / FLICKER_BLOCK);
    const by = Math.floor(((py / this.#plan.height) * height) / FLICKER_BLOCK);
    const flame = this.#flames[Math.min(this.#flames.length - 1, by * blocksAcross + bx)]!;
    return (0.32 * fire + 0.16 * lamp) * flame.at(loop);
  }

  #raysAt(px: number, py: number, loop: number): number {
    const shortSide = Math.min(this.#plan.width, this.#plan.height);
    const dx = (px - this.#sun.x) / shortSide;
    const dy = (py - this.#sun.y) / shortSide;
    const distance = Math.hypot(dx, dy);
    const angle = Math.atan2(dy, dx);
    const beams =
      0.5 +
      0.28 * Math.sin(9 * angle + 2 * Math.PI * loop) +
      0.22 * Math.sin(17 * angle - 4 * Math.PI * loop + 1.3);
    return 0.55 * Math.max(0, beams) ** 1.5 * Math.exp(-0.9 * distance);
  }
}

function root(gain: number): number {
  return Math.pow(Math.min(4, Math.max(0.05, gain)), 1 / SRGB_EXPONENT) - 1;
}
