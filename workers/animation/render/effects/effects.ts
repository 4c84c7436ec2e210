import { PARTICLE_KINDS, REGIONS, type ParticleKind } from '../../../../src/shared/atmosphere';
import type { Motion } from '../../../../src/shared/motion';
import type { RgbaImage } from '../../../../src/shared/pixels';
import { NODE_STRIDE, PIXEL } from '../lattice';
import { loopTime } from '../loop-time';
import { paintRegion } from '../mattes';
import type { RenderPlan } from '../plan';
import { bilinear, boxBlur } from '../planes';
import { CameraPath, placeSeen } from './camera';
import { Glints } from './glints';
import { FIELD_LIGHTS, LightField } from './light';
import { Particles } from './particles';

/** Rounds in which a frame's pixel finds the depth of what it sees. */
const DEPTH_ROUNDS = 2;
/** Half the side of the window over which depths are averaged, twice: with less, towers that are taken for sky higher up bend. */
const SMOOTHING_CELLS = 4;

/**
 * What lies over the whole picture, in this order: light and fog (`light`, a pass of both renderers), the camera (`cameraNodes`, another), and what
 * glints and falls ({@link Effects.paintOver}, the same on both). Nothing of it is there unless the Motion asks.
 */
export class Effects {
  /** Gains and veil at the lattice's nodes, or null. */
  readonly light: LightField | null;
  /** 0..255 a pixel: where the sky is, or null where no light asks for it. */
  readonly sky: Uint8Array<ArrayBuffer> | null;
  /** [nodes, 16] int32, of which two are used: the way from what is seen to where it is shown, as the lattice's displacements; null: a still camera. */
  readonly cameraNodes: Int32Array<ArrayBuffer> | null;

  readonly #plan: RenderPlan;
  readonly #motion: Motion;
  readonly #filmSeconds: number;
  readonly #camera: CameraPath;
  readonly #depth: Float32Array<ArrayBuffer>;
  readonly #particles: Particles[];
  readonly #glints: Glints | undefined;
  #film = 0;
  #loop = 0;

  /** @param previous effects over the same photo, whose sky is taken again where the regions are the same */
  constructor(photo: RgbaImage, plan: RenderPlan, motion: Motion, filmSeconds: number, previous?: Effects) {
    this.#plan = plan;
    this.#motion = motion;
    this.#filmSeconds = filmSeconds;
    const shown = motion.atmosphere.filter(({ strength }) => strength > 0);
    this.light = shown.some(({ kind }) => FIELD_LIGHTS.includes(kind)) ? new LightField(plan, motion) : null;
    const asksForSky = shown.some(({ kind }) => kind === 'sky-hue' || kind === 'cloud-shadow');
    this.sky = asksForSky ? skyOf(photo, motion, previous) : null;
    this.#camera = new CameraPath(motion.camera, motion.seed);
    const nodes = (plan.tilesAcross + 1) * (plan.tilesDown + 1);
    this.cameraNodes = this.#camera.moves ? new Int32Array(nodes * NODE_STRIDE) : null;
    this.#depth = cameraDepth(motion);
    this.#particles = shown
      .filter(({ kind }) => (PARTICLE_KINDS as readonly string[]).includes(kind))
      .map(({ kind, strength }) => {
        return new Particles(kind as ParticleKind, strength, photo, motion.durationSeconds, motion.seed);
      });
    const glints = shown.find(({ kind }) => kind === 'glints');
    this.#glints = glints && new Glints(plan, motion, glints.strength);
    this.moveTo(0);
  }

  /** The regions that {@link Effects.sky} was found for. */
  get regions(): Float32Array | null {
    return this.#motion.regions;
  }

  /** Sets all of it to a time of the film. */
  moveTo(timeSeconds: number): void {
    const seconds = this.#motion.durationSeconds;
    this.#loop = loopTime(timeSeconds, seconds) / seconds;
    this.#film = Math.min(1, Math.max(0, timeSeconds / this.#filmSeconds));
    this.light?.moveTo(this.#loop);
    if (!this.cameraNodes) return;
    const { tile, tilesAcross, tilesDown } = this.#plan;
    const unit = PIXEL / (tile * tile);
    for (let node = 0; node < (tilesAcross + 1) * (tilesDown + 1); node++) {
      const x = (node % (tilesAcross + 1)) * tile;
      const y = Math.floor(node / (tilesAcross + 1)) * tile;
      const [sx, sy] = this.#seenFrom(x, y);
      this.cameraNodes[node * NODE_STRIDE] = Math.round((x - sx) * unit);
      this.cameraNodes[node * NODE_STRIDE + 1] = Math.round((y - sy) * unit);
    }
  }

  /** Paints glints and particles over a finished picture (packed RGBA), in place. */
  paintOver(pixels: Int32Array): void {
    const { width, height } = this.#plan;
    const canvas = { pixels, width, height };
    this.#glints?.paint(canvas, this.#loop, (x, y) => this.#shownAt(x, y));
    for (const particles of this.#particles) particles.paint(canvas, this.#loop);
  }

  /** Where in the picture a pixel of the frame looks. */
  #seenFrom(x: number, y: number): [number, number] {
    const { width, height } = this.#plan;
    const view = this.#camera.viewAt(this.#film, this.#loop);
    let seen: [number, number] = [x, y];
    for (let round = 0; round < DEPTH_ROUNDS; round++) {
      seen = placeSeen(view, x, y, this.#depthAt(seen[0], seen[1]), width, height);
    }
    return seen;
  }

  /** Where in the frame a place of the picture shows. */
  #shownAt(x: number, y: number): [number, number] {
    if (!this.cameraNodes) return [x, y];
    let [px, py] = [x, y];
    for (let round = 0; round < 4; round++) {
      const [sx, sy] = this.#seenFrom(px, py);
      px += x - sx;
      py += y - sy;
    }
    return [px, py];
  }

  #depthAt(x: number, y: number): number {
    const { width, height } = this.#motion.grid;
    const cx = ((x + 0.5) / this.#plan.width) * width - 0.5;
    const cy = ((y + 0.5) / this.#plan.height) * height - 0.5;
    return bilinear(this.#depth, width, height, cx, cy);
  }
}

function skyOf(photo: RgbaImage, motion: Motion, previous?: Effects): Uint8Array<ArrayBuffer> | null {
  const { regions, grid } = motion;
  if (!regions) return null;
  if (previous?.sky && previous.regions?.every((value, i) => value === regions[i])) return previous.sky;
  const cells = grid.width * grid.height;
  const first = REGIONS.indexOf('sky') * cells;
  return paintRegion(photo, grid, regions.slice(first, first + cells));
}

/**
 * Depth as a camera uses it: smooth, so that nothing tears, and one value over a person and what surrounds it closely, so that no face is bent.
 */
function cameraDepth({ grid, depth, regions }: Motion): Float32Array<ArrayBuffer> {
  const cells = grid.width * grid.height;
  if (!depth) return new Float32Array(cells).fill(0.5);
  let flat = Float32Array.from(depth);
  if (regions) {
    const first = REGIONS.indexOf('person') * cells;
    const person = boxBlur(regions.slice(first, first + cells), grid.width, grid.height, 2);
    let sum = 0;
    let weight = 1e-6;
    person.forEach((share, i) => {
      sum += share * depth[i]!;
      weight += share;
    });
    flat = flat.map((value, i) => value + (sum / weight - value) * Math.min(1, 2.5 * person[i]!));
  }
  const blur = (plane: Float32Array) => boxBlur(plane, grid.width, grid.height, SMOOTHING_CELLS);
  return blur(blur(flat));
}
