import { EffectPasses } from './effect-passes';
import type { Effects } from './effects/effects';
import { Kernel } from './kernel/kernel';
import { NODE_STRIDE, type Lattice } from './lattice';
import type { RenderPlan } from './plan';
import { coefficientCount, PHASES, wideWeights } from './sampling';

/** Where the parts of a scene lie in the kernel's memory. */
interface Addresses {
  photo: number;
  movingHome: number;
  moving: number;
  flow: number;
  cover: number;
  tileKinds: number;
  fields: number;
  picture: number;
  weights: number;
  scratch: number;
}

/** One instant: packed RGBA, red in the low byte, row-major, alpha 255. Views that last until the next draw. */
export interface Drawn {
  /** Without light and camera: where static pixels are the photo's. */
  scene: Int32Array<ArrayBuffer>;
  /** With them; the same view where there are none. */
  picture: Int32Array<ArrayBuffer>;
}

/**
 * The CPU's picture of one instant: test oracle of the WGSL passes, and what draws without a GPU. Inner loops: kernel/assembly/scene.ts.
 *
 * With M(x) the moving layer (alpha s), F(x) the flowing one, u the sway and A, B the two advected samples of F with their weights, what moves
 * is N(x) = M(x-u) + s(x-u) (mix(A, B) - F(x-u)), and picture = photo + cover (N(x) - M(x)), then the gain of light. Where M is a cut-out (alpha a,
 * its colours multiplied by it) before the layer R, N and M get (1 - a(x-u)) R(x) and (1 - a(x)) R(x) added. At t = 0 the bracket is 0 to the bit.
 */
export class ReferenceRenderer {
  readonly #kernel = new Kernel();
  readonly #at: Addresses;
  #plan: RenderPlan;
  #lattice: Lattice;
  #effects: Effects | undefined;
  #over: EffectPasses | undefined;
  /** Where the layer behind cut-outs is; taken when first needed. */
  #back: number | undefined;

  /** Borrows all; the lattice is moved by whoever drives the frames. Throws RangeError without memory for the picture. */
  constructor(plan: RenderPlan, lattice: Lattice, effects?: Effects) {
    this.#plan = plan;
    this.#lattice = lattice;
    this.#effects = effects;
    const kernel = this.#kernel;
    const { width, height } = plan;
    const coefficients = 2 * coefficientCount(width, height);
    const smallestTile = 8;
    const nodes = (Math.ceil(width / smallestTile) + 1) * (Math.ceil(height / smallestTile) + 1);
    this.#at = {
      photo: kernel.store(plan.photo),
      movingHome: kernel.allocate(4 * width * height),
      moving: kernel.allocate(coefficients),
      flow: kernel.allocate(coefficients),
      cover: kernel.allocate(width * height),
      tileKinds: kernel.allocate(nodes),
      fields: kernel.allocate(4 * NODE_STRIDE * nodes),
      picture: kernel.allocate(4 * width * height),
      weights: kernel.allocate(2 * 20 * PHASES),
      scratch: kernel.allocate(16 * Math.max(width, 8 * height)),
    };
    this.#load();
  }

  /** Goes on with another plan of the same photo. */
  replan(plan: RenderPlan, lattice: Lattice, effects?: Effects): void {
    this.#effects = effects;
    const isRepainted = plan.movingLayer !== this.#plan.movingLayer;
    this.#plan = plan;
    this.#lattice = lattice;
    if (isRepainted) this.#load();
    else this.#configure();
  }

  /** Layers of coefficients for a GPU: [height + 4, width + 4, 4] int16 of the moving and of the flowing layer. Views of the moment. */
  coefficients(): { moving: Int16Array<ArrayBuffer>; flow: Int16Array<ArrayBuffer> } {
    const count = coefficientCount(this.#plan.width, this.#plan.height);
    return {
      moving: this.#kernel.halves(this.#at.moving, count),
      flow: this.#kernel.halves(this.#flowAt(), count),
    };
  }

  /** Draws the instant that the lattice and the effects stand at. */
  draw(): Drawn {
    const { width, height, tilesDown } = this.#plan;
    const { fields } = this.#lattice;
    const kernel = this.#kernel;
    kernel.words(this.#at.fields, fields.length).set(fields);
    kernel.run.drawScene(0, tilesDown);
    const shown = this.#effects ? this.#passes().draw(this.#effects, this.#at.picture) : this.#at.picture;
    const view = (at: number) => kernel.words(at, width * height);
    const scene = view(this.#at.picture);
    return { scene, picture: shown === this.#at.picture ? scene : view(shown) };
  }

  /** The scene in some rows of tiles alone; elsewhere it is of another instant. A view that lasts until the next draw. */
  drawRows(rows: readonly number[]): Int32Array<ArrayBuffer> {
    const { width, height } = this.#plan;
    const { fields } = this.#lattice;
    this.#kernel.words(this.#at.fields, fields.length).set(fields);
    for (const row of rows) this.#kernel.run.drawScene(row, row + 1);
    return this.#kernel.words(this.#at.picture, width * height);
  }

  #passes(): EffectPasses {
    return (this.#over ??= new EffectPasses(this.#kernel, this.#plan, this.#lattice.fields.length));
  }

  #flowAt(): number {
    return this.#plan.flowLayer === this.#plan.movingLayer ? this.#at.moving : this.#at.flow;
  }

  #load(): void {
    const { width, height, movingLayer, flowLayer, backLayer, cover } = this.#plan;
    const { run } = this.#kernel;
    const at = this.#at;
    const pixels = width * height;
    if (flowLayer !== movingLayer) {
      // The home layer's place serves until its turn.
      this.#kernel.words(at.movingHome, pixels).set(flowLayer);
      run.prefilter(at.movingHome, at.flow, at.scratch, width, height);
    }
    this.#kernel.words(at.movingHome, pixels).set(movingLayer);
    run.prefilter(at.movingHome, at.moving, at.scratch, width, height);
    this.#kernel.bytes(at.cover, pixels).set(cover);
    if (backLayer) {
      this.#back ??= this.#kernel.allocate(4 * pixels);
      this.#kernel.words(this.#back, pixels).set(backLayer);
    }
    this.#configure();
  }

  #configure(): void {
    const { width, height, photo, tileKinds, tileShift, layers } = this.#plan;
    const at = this.#at;
    // Static pixels are drawn once: no tile that moves leaves its own.
    this.#kernel.words(at.picture, width * height).set(photo);
    this.#kernel.bytes(at.tileKinds, tileKinds.length).set(tileKinds);
    const wide = wideWeights(this.#plan.weights);
    this.#kernel.halves(at.weights, wide.length).set(wide);
    this.#kernel.run.configure(
      width,
      height,
      tileShift,
      at.photo,
      at.movingHome,
      at.moving,
      this.#flowAt(),
      this.#back ?? 0,
      at.cover,
      at.tileKinds,
      at.fields,
      at.picture,
      at.weights,
      layers.glows,
    );
  }
}
