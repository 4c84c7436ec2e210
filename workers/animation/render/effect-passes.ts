import type { Effects } from './effects/effects';
import type { Kernel } from './kernel/kernel';
import type { RenderPlan } from './plan';
import { coefficientCount, PIXEL_WEIGHTS, wideWeights } from './sampling';

/** The CPU's passes over the whole picture: light, then the camera. Their memory is taken when they are first asked for. */
export class EffectPasses {
  readonly #kernel: Kernel;
  readonly #width: number;
  readonly #height: number;
  readonly #nodes: number;
  readonly #places = new Map<string, number>();
  readonly #loaded = new Map<string, unknown>();

  constructor(kernel: Kernel, { width, height }: RenderPlan, nodeWords: number) {
    this.#kernel = kernel;
    this.#width = width;
    this.#height = height;
    this.#nodes = kernel.allocate(4 * nodeWords);
  }

  /** Draws over the picture at an address; returns where the finished one is. */
  draw({ light, camera, sky, skyBehind }: Effects, scene: number): number {
    const { run } = this.#kernel;
    const parallax = camera?.parallax;
    let shown = scene;
    let behind = 0;
    if (parallax) {
      behind = this.#picture('behind');
      run.drawBehind(scene, this.#load('plate', parallax.plate), this.#load('cover', parallax.cover), behind);
    }
    if (light) {
      this.#write(new Int32Array(light.nodes.buffer));
      const lit = (from: number, name: string, where: Uint8Array | null) => {
        const to = this.#picture(`${name} lit`);
        run.drawLight(from, to, this.#nodes, where ? this.#load(`${name} sky`, where) : 0);
        return to;
      };
      shown = lit(shown, 'scene', sky);
      if (behind !== 0) behind = lit(behind, 'behind', skyBehind);
    }
    if (camera) {
      this.#write(camera.nodes);
      const cover = parallax ? this.#load('cover', parallax.cover) : 0;
      const seen = this.#picture('seen');
      const layer = this.#expanded('scene', shown, cover);
      const layerBehind = behind === 0 ? 0 : this.#expanded('behind', behind, 0);
      run.drawCamera(layer, layerBehind, seen, this.#nodes, this.#load('weights', WIDE_WEIGHTS));
      shown = seen;
    }
    return shown;
  }

  #write(nodes: Int32Array): void {
    this.#kernel.words(this.#nodes, nodes.length).set(nodes);
  }

  /** Room for a picture of packed pixels. */
  #picture(name: string): number {
    return this.#place(name, 4 * this.#width * this.#height);
  }

  #expanded(name: string, source: number, cover: number): number {
    const layer = this.#place(`${name} layer`, 2 * coefficientCount(this.#width, this.#height));
    this.#kernel.run.expand(source, cover, layer, this.#width, this.#height);
    return layer;
  }

  /** A copy of `data` in the kernel's memory, made again only for other data. All data of a name have one length. */
  #load(name: string, data: Int32Array | Int16Array | Uint8Array): number {
    const at = this.#place(name, data.byteLength);
    if (this.#loaded.get(name) !== data) {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      this.#kernel.bytes(at, data.byteLength).set(bytes);
      this.#loaded.set(name, data);
    }
    return at;
  }

  #place(name: string, sizeBytes: number): number {
    let at = this.#places.get(name);
    if (at === undefined) {
      at = this.#kernel.allocate(sizeBytes);
      this.#places.set(name, at);
    }
    return at;
  }
}

const WIDE_WEIGHTS = wideWeights(PIXEL_WEIGHTS);
