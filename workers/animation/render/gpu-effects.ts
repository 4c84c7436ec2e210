import type { Effects } from './effects/effects';
import shader from './effects.wgsl?raw';
import { dispatchPixels, type GpuBuffers } from './gpu-buffers';
import type { RenderPlan } from './plan';
import { PIXEL_WEIGHTS } from './sampling';
import { WGSL_PRELUDE } from './wgsl';

type EntryPoint = 'drawLight' | 'drawBehind' | 'drawCamera';

/** One pass over the whole picture. */
interface Pass {
  pipeline: GPUComputePipeline;
  group: GPUBindGroup;
}

/** What a pass reads anew for each frame. */
interface Upload {
  buffer: GPUBuffer;
  values: Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
}

/** Light and camera on a GPU: the twins of `drawLight`, `drawBehind` and `drawCamera`. Its buffers are its owner's. */
export class GpuEffects {
  /** Where the finished picture is: `scene` itself without any effect. */
  readonly picture: GPUBuffer;
  readonly #plan: RenderPlan;
  readonly #buffers: GpuBuffers;
  readonly #passes: Pass[] = [];
  readonly #uploads: Upload[] = [];
  readonly #pipelines: Map<EntryPoint, GPUComputePipeline>;

  /**
   * Compiles what the effects need.
   * @param photo the photo's packed pixels on the device; `scene` where the scene is drawn
   */
  static async create(
    buffers: GpuBuffers,
    plan: RenderPlan,
    effects: Effects | undefined,
    photo: GPUBuffer,
    scene: GPUBuffer,
  ): Promise<GpuEffects> {
    const wanted: EntryPoint[] = [];
    if (effects?.light) wanted.push('drawLight');
    if (effects?.camera) wanted.push('drawCamera');
    if (effects?.camera?.parallax) wanted.push('drawBehind');
    const module =
      wanted.length > 0 ? buffers.device.createShaderModule({ code: WGSL_PRELUDE + shader }) : undefined;
    const pipelines = await Promise.all(
      wanted.map(async (entryPoint): Promise<[EntryPoint, GPUComputePipeline]> => [
        entryPoint,
        await buffers.device.createComputePipelineAsync({
          layout: 'auto',
          compute: { module: module!, entryPoint },
        }),
      ]),
    );
    return new GpuEffects(buffers, plan, effects, photo, scene, new Map(pipelines));
  }

  private constructor(
    buffers: GpuBuffers,
    plan: RenderPlan,
    effects: Effects | undefined,
    photo: GPUBuffer,
    scene: GPUBuffer,
    pipelines: Map<EntryPoint, GPUComputePipeline>,
  ) {
    this.#plan = plan;
    this.#buffers = buffers;
    this.#pipelines = pipelines;
    this.picture = effects && pipelines.size > 0 ? this.#layOut(effects, photo, scene) : scene;
  }

  /** Encodes the passes for the instant that the effects stand at. */
  encode(encoder: GPUCommandEncoder): void {
    for (const { buffer, values } of this.#uploads) {
      this.#buffers.device.queue.writeBuffer(buffer, 0, values);
    }
    for (const { pipeline, group } of this.#passes) {
      dispatchPixels(encoder, pipeline, group, this.#plan);
    }
  }

  /** Lays out the passes in their order; returns where the last one draws. */
  #layOut({ light, camera, sky, skyBehind }: Effects, photo: GPUBuffer, scene: GPUBuffer): GPUBuffer {
    const buffers = this.#buffers;
    const { width, height, tilesAcross, tileShift } = this.#plan;
    const { STORAGE, UNIFORM, COPY_DST } = GPUBufferUsage;
    const parallax = camera?.parallax ?? null;
    const frame = (hasSky: boolean) =>
      buffers.upload(
        Int32Array.of(width, height, tilesAcross + 1, tileShift, 0, 0, hasSky ? 1 : 0, parallax ? 1 : 0),
        UNIFORM,
      );
    const nodes = (values: Upload['values']) => {
      const buffer = buffers.allocate(values.byteLength, STORAGE | COPY_DST);
      this.#uploads.push({ buffer, values });
      return buffer;
    };
    const cover = parallax && buffers.uploadBytes(parallax.cover, STORAGE);
    let shown = scene;
    let behind: GPUBuffer | undefined;
    if (parallax) {
      behind = this.#add('drawBehind', frame(false), shown, [
        [6, photo],
        [7, buffers.upload(parallax.plate, STORAGE)],
        [8, cover!],
      ]);
    }
    if (light) {
      const gains = nodes(light.nodes);
      const lit = (source: GPUBuffer, where: Uint8Array | null) =>
        this.#add('drawLight', frame(where !== null), source, [
          [2, gains],
          [4, buffers.uploadBytes(where ?? new Uint8Array(0), STORAGE)],
        ]);
      shown = lit(shown, sky);
      if (behind) behind = lit(behind, skyBehind);
    }
    if (camera) {
      const nothing = () => buffers.uploadBytes(new Uint8Array(0), STORAGE);
      shown = this.#add('drawCamera', frame(false), shown, [
        [1, buffers.upload(PIXEL_WEIGHTS, UNIFORM)],
        [2, nodes(camera.nodes)],
        [8, cover ?? nothing()],
        [9, behind ?? nothing()],
      ]);
    }
    return shown;
  }

  /** One more pass; returns where it draws. */
  #add(entryPoint: EntryPoint, frame: GPUBuffer, source: GPUBuffer, more: [number, GPUBuffer][]): GPUBuffer {
    const { width, height } = this.#plan;
    const { STORAGE, COPY_SRC } = GPUBufferUsage;
    const pipeline = this.#pipelines.get(entryPoint)!;
    const target = this.#buffers.allocate(4 * width * height, STORAGE | COPY_SRC);
    const group = this.#buffers.group(pipeline, [[0, frame], [3, source], [5, target], ...more]);
    this.#passes.push({ pipeline, group });
    return target;
  }
}
