import { AppError } from '../../../src/shared/errors';
import shader from './draw.wgsl?raw';
import type { Effects } from './effects/effects';
import type { DrawnFrame, FrameRenderer } from './frame-renderer';
import { dispatchPixels, GpuBuffers } from './gpu-buffers';
import { GpuEffects } from './gpu-effects';
import type { Lattice } from './lattice';
import type { RenderPlan } from './plan';
import { ReferenceRenderer } from './reference';
import { WGSL_PRELUDE } from './wgsl';

/** Draws on a GPU device what {@link ReferenceRenderer} draws on the CPU: same lattice, same positions and samples, to within a rounding. */
export class GpuRenderer implements FrameRenderer {
  readonly kind = 'webgpu';
  readonly #buffers: GpuBuffers;
  readonly #plan: RenderPlan;
  readonly #lattice: Lattice;
  readonly #fields: GPUBuffer;
  readonly #scene: GPUBuffer;
  readonly #effects: GpuEffects;
  readonly #stages: GPUBuffer[];
  readonly #pipeline: GPUComputePipeline;
  readonly #group: GPUBindGroup;
  readonly #lost: Promise<never>;

  /**
   * Compiles the passes and uploads the plan. The device is borrowed. Throws AppError `gpu-lost`, `out-of-memory`
   * (no room for the picture's buffers) or `internal` (a pass does not compile).
   */
  static async create(
    device: GPUDevice,
    plan: RenderPlan,
    lattice: Lattice,
    effects?: Effects,
  ): Promise<GpuRenderer> {
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    const buffers = new GpuBuffers(device);
    let renderer: GpuRenderer | undefined;
    let failure: unknown;
    try {
      const module = device.createShaderModule({ code: WGSL_PRELUDE + shader });
      const pipeline = await device.createComputePipelineAsync({
        layout: 'auto',
        compute: { module, entryPoint: 'drawPicture' },
      });
      const { STORAGE, COPY_SRC } = GPUBufferUsage;
      const scene = buffers.allocate(4 * plan.width * plan.height, STORAGE | COPY_SRC);
      const photo = buffers.upload(plan.photo, STORAGE);
      const over = await GpuEffects.create(buffers, plan, effects, photo, scene);
      renderer = new GpuRenderer(buffers, plan, lattice, pipeline, photo, scene, over);
    } catch (error) {
      failure = error;
    }
    const [invalid, exhausted] = await Promise.all([device.popErrorScope(), device.popErrorScope()]);
    if (renderer && !invalid && !exhausted) return renderer;
    buffers.destroy();
    if (exhausted) throw new AppError('out-of-memory', exhausted.message);
    if (invalid) throw new AppError('internal', invalid.message);
    throw new AppError('gpu-lost', 'the GPU could not be set up', { cause: failure });
  }

  private constructor(
    buffers: GpuBuffers,
    plan: RenderPlan,
    lattice: Lattice,
    pipeline: GPUComputePipeline,
    photo: GPUBuffer,
    scene: GPUBuffer,
    effects: GpuEffects,
  ) {
    this.#buffers = buffers;
    this.#plan = plan;
    this.#lattice = lattice;
    this.#pipeline = pipeline;
    this.#scene = scene;
    this.#effects = effects;
    this.#lost = buffers.device.lost.then((info) => {
      throw new AppError('gpu-lost', info.message);
    });
    // Watched by every draw; between draws a loss is no unhandled rejection.
    this.#lost.catch(() => undefined);

    const { width, height, tileShift, layers } = plan;
    const { STORAGE, UNIFORM, COPY_DST, MAP_READ } = GPUBufferUsage;
    const frame = Int32Array.of(
      width,
      height,
      lattice.nodesAcross,
      tileShift,
      layers.glows ? 1 : 0,
      plan.backLayer ? 1 : 0,
      0,
      0,
    );
    const coefficients = new ReferenceRenderer(plan, lattice).coefficients();
    const moving = buffers.upload(coefficients.moving, STORAGE);
    const flow = plan.flowLayer === plan.movingLayer ? moving : buffers.upload(coefficients.flow, STORAGE);
    this.#fields = buffers.allocate(lattice.fields.byteLength, STORAGE | COPY_DST);
    this.#stages = [scene, effects.picture]
      .filter((buffer, i, all) => all.indexOf(buffer) === i)
      .map(() => buffers.allocate(4 * width * height, MAP_READ | COPY_DST));
    this.#group = buffers.group(pipeline, [
      [0, buffers.upload(frame, UNIFORM)],
      [1, buffers.upload(plan.weights, UNIFORM)],
      [2, this.#fields],
      [3, photo],
      [4, buffers.upload(plan.movingLayer, STORAGE)],
      [5, moving],
      [6, flow],
      [7, buffers.uploadBytes(plan.cover, STORAGE)],
      [8, scene],
      [9, buffers.upload(plan.backLayer ?? new Int32Array(1), STORAGE)],
    ]);
  }

  async draw(): Promise<DrawnFrame> {
    const { device } = this.#buffers;
    const sizeBytes = 4 * this.#plan.width * this.#plan.height;
    device.queue.writeBuffer(this.#fields, 0, this.#lattice.fields);
    const encoder = device.createCommandEncoder();
    dispatchPixels(encoder, this.#pipeline, this.#group, this.#plan);
    this.#effects.encode(encoder);
    const [sceneStage, pictureStage] = this.#stages;
    encoder.copyBufferToBuffer(this.#scene, 0, sceneStage!, 0, sizeBytes);
    if (pictureStage) encoder.copyBufferToBuffer(this.#effects.picture, 0, pictureStage, 0, sizeBytes);
    device.queue.submit([encoder.finish()]);
    const [scene, picture] = await Promise.all(this.#stages.map((stage) => this.#read(stage)));
    return { scene: scene!, picture: picture ?? scene! };
  }

  destroy(): void {
    this.#buffers.destroy();
  }

  /** A copy of what a stage holds. On a lost device the mapping fails, or never ends: the loss itself ends the wait. */
  async #read(stage: GPUBuffer): Promise<Int32Array<ArrayBuffer>> {
    try {
      await Promise.race([stage.mapAsync(GPUMapMode.READ), this.#lost]);
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError('gpu-lost', 'a frame could not be read back', { cause: error });
    }
    const pixels = new Int32Array(stage.getMappedRange().slice(0));
    stage.unmap();
    return pixels;
  }
}
