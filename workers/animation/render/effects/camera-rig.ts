import { REGIONS } from '../../../../src/shared/atmosphere';
import type { Motion } from '../../../../src/shared/motion';
import type { RgbaImage } from '../../../../src/shared/pixels';
import { NODE_STRIDE, PIXEL } from '../lattice';
import type { RenderPlan } from '../plan';
import { bilinear } from '../planes';
import { CameraPath, largestParallax, placeSeen, type View } from './camera';
import { behindFront, paintParallax, splitDepth, type DepthLayers, type Parallax } from './parallax';

/** Rounds in which a frame's pixel finds the depth of what it sees. */
const DEPTH_ROUNDS = 2;

/**
 * A camera that moves over a photo with depth. Where near things stand before far ones the picture has two layers with a depth each, and what the
 * near one uncovers is shown from a plate that is painted in once.
 */
export class CameraRig {
  /**
   * [nodes, 16] int32, as the lattice's displacements: the way from what is seen to where it is shown, of what stands in front (0, 1) and of what is
   * behind it (2, 3). Overwritten by {@link CameraRig.moveTo}.
   */
  readonly nodes: Int32Array<ArrayBuffer>;
  /** Null where nothing stands before anything else. */
  readonly parallax: Parallax | null;
  readonly #plan: RenderPlan;
  readonly #motion: Motion;
  readonly #reach: number;
  readonly #path: CameraPath;
  readonly #layers: DepthLayers;
  #view: View = { x: 0, y: 0, zoom: 1 };

  /** Null for a camera that stands still. */
  static of(
    photo: RgbaImage,
    plan: RenderPlan,
    motion: Motion,
    previous?: CameraRig | null,
  ): CameraRig | null {
    const path = new CameraPath(motion.camera, motion.seed);
    return path.moves ? new CameraRig(photo, plan, motion, path, previous ?? undefined) : null;
  }

  private constructor(
    photo: RgbaImage,
    plan: RenderPlan,
    motion: Motion,
    path: CameraPath,
    previous: CameraRig | undefined,
  ) {
    this.#plan = plan;
    this.#motion = motion;
    this.#path = path;
    this.nodes = new Int32Array((plan.tilesAcross + 1) * (plan.tilesDown + 1) * NODE_STRIDE);
    // In coarse steps, so that a slider of the strength does not paint anew at each of its stops.
    const strength = Math.ceil(2 * motion.camera.strength) / 2;
    this.#reach = largestParallax({ ...motion.camera, strength }, Math.max(plan.width, plan.height));
    if (previous?.isFor(motion, this.#reach)) {
      this.#layers = previous.#layers;
      this.parallax = previous.parallax;
      return;
    }
    const { grid } = motion;
    const cell = Math.min(plan.width / grid.width, plan.height / grid.height);
    this.#layers = splitDepth(motion, this.#reach / cell);
    const { step } = this.#layers;
    this.parallax = step && paintParallax(photo, plan.photo, grid, step, this.#reach);
  }

  /** Sets {@link CameraRig.nodes}. @param film 0..1, how far the film has come; `loop` 0..1, how far its loop */
  moveTo(film: number, loop: number): void {
    this.#view = this.#path.viewAt(film, loop);
    const { tile, tilesAcross, tilesDown } = this.#plan;
    const unit = PIXEL / (tile * tile);
    const { front, behind } = this.#layers;
    for (let node = 0; node < (tilesAcross + 1) * (tilesDown + 1); node++) {
      const x = (node % (tilesAcross + 1)) * tile;
      const y = Math.floor(node / (tilesAcross + 1)) * tile;
      const at = node * NODE_STRIDE;
      const [fx, fy] = this.#seenFrom(x, y, front);
      this.nodes[at] = Math.round((x - fx) * unit);
      this.nodes[at + 1] = Math.round((y - fy) * unit);
      const [bx, by] = this.parallax ? this.#seenFrom(x, y, behind) : [fx, fy];
      this.nodes[at + 2] = Math.round((x - bx) * unit);
      this.nodes[at + 3] = Math.round((y - by) * unit);
    }
  }

  /** Where in the frame a place of the picture shows. */
  shownAt(x: number, y: number): [number, number] {
    let [px, py] = [x, y];
    for (let round = 0; round < 4; round++) {
      const [sx, sy] = this.#seenFrom(px, py, this.#layers.front);
      px += x - sx;
      py += y - sy;
    }
    return [px, py];
  }

  /** Where the sky is on the plate, from where it is in the photo: 0..255 a pixel; null where there is no plate. */
  skyBehind(sky: Uint8Array): Uint8Array<ArrayBuffer> | null {
    const { regions, grid } = this.#motion;
    const { width, height } = this.#plan;
    const { step } = this.#layers;
    if (!regions || !step || !this.parallax) return null;
    const cells = grid.width * grid.height;
    const first = REGIONS.indexOf('sky') * cells;
    const carried = behindFront(regions.subarray(first, first + cells), step, grid);
    const { cover } = this.parallax;
    return Uint8Array.from(sky, (value, at) => {
      if (cover[at] === 0) return value;
      const cx = (((at % width) + 0.5) / width) * grid.width - 0.5;
      const cy = ((Math.floor(at / width) + 0.5) / height) * grid.height - 0.5;
      const behind = 255 * bilinear(carried, grid.width, grid.height, cx, cy);
      return Math.round(value + ((behind - value) * cover[at]!) / 255);
    });
  }

  /** Whether what is painted for this rig serves another Motion over the same photo. */
  isFor(motion: Motion, reach: number): boolean {
    const { depth, regions } = this.#motion;
    return reach === this.#reach && sameMaps(depth, motion.depth) && sameMaps(regions, motion.regions);
  }

  #seenFrom(x: number, y: number, depth: Float32Array): [number, number] {
    const { width, height } = this.#plan;
    const { grid } = this.#motion;
    let seen: [number, number] = [x, y];
    for (let round = 0; round < DEPTH_ROUNDS; round++) {
      const cx = ((seen[0] + 0.5) / width) * grid.width - 0.5;
      const cy = ((seen[1] + 0.5) / height) * grid.height - 0.5;
      seen = placeSeen(this.#view, x, y, bilinear(depth, grid.width, grid.height, cx, cy), width, height);
    }
    return seen;
  }
}

function sameMaps(a: Float32Array | null, b: Float32Array | null): boolean {
  return a === b || (a !== null && a.length === b?.length && a.every((value, i) => value === b[i]));
}
