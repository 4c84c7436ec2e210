import type { Effects } from './effects/effects';
import shader from './effects.wgsl?raw';
import { dispatchPixels, type GpuBuffers } from './gpu-buffers';
import type { RenderPlan } from './plan';
import { PIXEL_WEIGHTS } from './sampling';
import { WGSL_CONSTANTS } from './wgsl-constants';

/** One pass over the whole picture. */
interface Pass {
  pipeline: GPUComputePipeline;
  group: GPUBindGroup;
  nodes: GPUBuffer;
  /** What it reads anew for each frame. */
  values: () => Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
}

/** Light and camera on a GPU: the twins of `drawLight` and `drawCamera`. Its buffers are its owner's. */
export class GpuEffects {
  /** Where the finished picture is: `scene` itself without any effect. */
  readonly picture: GPUBuffer;
  readonly #plan: RenderPlan;
  readonly #buffers: GpuBuffers;
  readonly #passes: Pass[];

  /** Compiles what the effects need. */
  static async create(
    buffers: GpuBuffers,
    plan: RenderPlan,
    effects: Effects | undefined,
    scene: GPUBuffer,
  ): Promise<GpuEffects> {
    const module = buffers.device.createShaderModule({ code: WGSL_CONSTANTS + shader });
    const pipeline = (entryPoint: string) =>
      buffers.device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint } });
    const light = effects?.light ? await pipeline('drawLight') : undefined;
    const camera = effects?.cameraNodes ? await pipeline('drawCamera') : undefined;
    return new GpuEffects(buffers, plan, effects, scene, light, camera);
  }

  private constructor(
    buffers: GpuBuffers,
    plan: RenderPlan,
    effects: Effects | undefined,
    scene: GPUBuffer,
    lightPipeline: GPUComputePipeline | undefined,
    cameraPipeline: GPUComputePipeline | undefined,
  ) {
    this.#plan = plan;
    this.#buffers = buffers;
    this.#passes = [];
    const { STORAGE, UNIFORM, COPY_SRC, COPY_DST } = GPUBufferUsage;
    const { width, height, tilesAcross, tileShift } = plan;
    const light = effects?.light;
    const camera = effects?.cameraNodes;
    let shown = scene;
    if (!light && !camera) {
      this.picture = shown;
      return;
    }
    const frame = buffers.upload(
      Int32Array.of(width, height, tilesAcross + 1, tileShift, effects.sky ? 1 : 0, 0, 0, 0),
      UNIFORM,
    );
    const add = (pipeline: GPUComputePipeline, values: Pass['values'], more: [number, GPUBuffer][]) => {
      const nodes = buffers.allocate(values().byteLength, STORAGE | COPY_DST);
      const target = buffers.allocate(4 * width * height, STORAGE | COPY_SRC);
      const group = buffers.group(pipeline, [[0, frame], [2, shown], [3, nodes], [5, target], ...more]);
      this.#passes.push({ pipeline, group, nodes, values });
      shown = target;
    };
    if (light && lightPipeline) {
      const sky = buffers.uploadBytes(effects.sky ?? new Uint8Array(0), STORAGE);
      add(lightPipeline, () => light.nodes, [[4, sky]]);
    }
    if (camera && cameraPipeline) {
      add(cameraPipeline, () => camera, [[1, buffers.upload(PIXEL_WEIGHTS, UNIFORM)]]);
    }
    this.picture = shown;
  }

  /** Encodes the passes for the instant that the effects stand at. */
  encode(encoder: GPUCommandEncoder): void {
    for (const { pipeline, group, nodes, values } of this.#passes) {
      this.#buffers.device.queue.writeBuffer(nodes, 0, values());
      dispatchPixels(encoder, pipeline, group, this.#plan);
    }
  }
}
