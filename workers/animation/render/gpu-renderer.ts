import { AppError } from '../../../src/shared/errors';
import shader from './draw.wgsl?raw';
import type { DrawnFrame, FrameRenderer } from './frame-renderer';
import type { LabelLayer } from './label';
import { FIELD, NODE_STRIDE, type Lattice } from './lattice';
import type { RenderPlan } from './plan';
import { ReferenceRenderer } from './reference';
import {
  COEFFICIENT_BITS,
  HALF_PHASE,
  PAD,
  PHASES,
  PHASE_SHIFT,
  POSITION_BITS,
  SPLINE_WEIGHTS,
} from './sampling';

/** The modules' constants as WGSL, so that no number is written twice. TOE: the end of sRGB's straight part (IEC 61966-2-1) and its offset, in 8-bit levels. */
const CONSTANTS = `
const PHASES = ${PHASES};
const PHASE_SHIFT = ${PHASE_SHIFT}u;
const POSITION_BITS = ${POSITION_BITS}u;
const HALF_PHASE = ${HALF_PHASE};
const PAD = ${PAD};
const COEFFICIENT_UNIT = ${1 << COEFFICIENT_BITS}.0;
const NODE_STRIDE = ${NODE_STRIDE};
const FIELD_SWAY = ${FIELD.swayX};
const FIELD_FLOW_A = ${FIELD.flowAX};
const FIELD_FLOW_B = ${FIELD.flowBX};
const FIELD_WEIGHT_A = ${FIELD.weightA};
const FIELD_WEIGHT_B = ${FIELD.weightB};
const FIELD_LEVEL = ${FIELD.level};
const FIELD_GLOW = ${FIELD.glow};
const TOE_END = ${0.04045 * 255};
const TOE_OFFSET = ${0.055 * 255};
`;

/** Invocations on a side of a workgroup, as in the shader. */
const GROUP = 8;

/** Draws on a GPU device what {@link ReferenceRenderer} draws on the CPU: same lattice, same integers, same bytes. */
export class GpuRenderer implements FrameRenderer {
  readonly kind = 'webgpu';
  readonly #device: GPUDevice;
  readonly #plan: RenderPlan;
  readonly #lattice: Lattice;
  readonly #label: LabelLayer;
  readonly #buffers: GPUBuffer[] = [];
  readonly #fields: GPUBuffer;
  readonly #picture: GPUBuffer;
  readonly #cleanStage: GPUBuffer;
  readonly #markedStage: GPUBuffer;
  readonly #drawPipeline: GPUComputePipeline;
  readonly #labelPipeline: GPUComputePipeline;
  readonly #drawGroup: GPUBindGroup;
  readonly #labelGroup: GPUBindGroup;
  readonly #lost: Promise<never>;

  /**
   * Compiles the passes and uploads the plan. The device is borrowed. Throws AppError `gpu-lost`, `out-of-memory`
   * (no room for the picture's buffers) or `internal` (a pass does not compile).
   */
  static async create(
    device: GPUDevice,
    plan: RenderPlan,
    lattice: Lattice,
    label: LabelLayer,
  ): Promise<GpuRenderer> {
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    let renderer: GpuRenderer | undefined;
    let failure: unknown;
    try {
      const module = device.createShaderModule({ code: CONSTANTS + shader });
      const pipeline = (entryPoint: string) =>
        device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint } });
      const [draw, mark] = await Promise.all(['drawPicture', 'drawLabel'].map(pipeline));
      renderer = new GpuRenderer(device, plan, lattice, label, draw!, mark!);
    } catch (error) {
      failure = error;
    }
    const [invalid, exhausted] = await Promise.all([device.popErrorScope(), device.popErrorScope()]);
    if (renderer && !invalid && !exhausted) return renderer;
    renderer?.destroy();
    if (exhausted) throw new AppError('out-of-memory', exhausted.message);
    if (invalid) throw new AppError('internal', invalid.message);
    throw new AppError('gpu-lost', 'the GPU could not be set up', { cause: failure });
  }

  private constructor(
    device: GPUDevice,
    plan: RenderPlan,
    lattice: Lattice,
    label: LabelLayer,
    drawPipeline: GPUComputePipeline,
    labelPipeline: GPUComputePipeline,
  ) {
    this.#device = device;
    this.#plan = plan;
    this.#lattice = lattice;
    this.#label = label;
    this.#drawPipeline = drawPipeline;
    this.#labelPipeline = labelPipeline;
    this.#lost = device.lost.then((info) => {
      throw new AppError('gpu-lost', info.message);
    });
    // Watched by every draw; between draws a loss is no unhandled rejection.
    this.#lost.catch(() => undefined);

    const sizeBytes = 4 * plan.width * plan.height;
    const frame = Int32Array.of(
      plan.width,
      plan.height,
      lattice.nodesAcross,
      plan.layers.glows ? 1 : 0,
      label.x,
      label.y,
      label.width,
      label.height,
      plan.tileShift,
      0,
      0,
      0,
    );
    const matteWords = new Uint8Array(4 * Math.ceil(plan.matte.length / 4));
    matteWords.set(plan.matte);
    const layers = new ReferenceRenderer(plan, lattice).coefficients();
    const { STORAGE, UNIFORM, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
    const frameBuffer = this.#upload(frame, UNIFORM);
    const weights = this.#upload(SPLINE_WEIGHTS, UNIFORM);
    const photo = this.#upload(plan.photo, STORAGE);
    const movingHome = this.#upload(plan.movingLayer, STORAGE);
    const moving = this.#upload(layers.moving, STORAGE);
    const flow = plan.flowLayer === plan.movingLayer ? moving : this.#upload(layers.flow, STORAGE);
    const matte = this.#upload(matteWords, STORAGE);
    const labelBuffer = this.#upload(label.pixels, STORAGE);
    this.#fields = this.#allocate(lattice.fields.byteLength, STORAGE | COPY_DST);
    this.#picture = this.#allocate(sizeBytes, STORAGE | COPY_SRC);
    this.#cleanStage = this.#allocate(sizeBytes, MAP_READ | COPY_DST);
    this.#markedStage = this.#allocate(sizeBytes, MAP_READ | COPY_DST);
    const group = (pipeline: GPUComputePipeline, bindings: [number, GPUBuffer][]) =>
      device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: bindings.map(([binding, buffer]) => ({ binding, resource: { buffer } })),
      });
    this.#drawGroup = group(drawPipeline, [
      [0, frameBuffer],
      [1, weights],
      [2, photo],
      [3, movingHome],
      [4, moving],
      [5, flow],
      [6, matte],
      [7, this.#fields],
      [8, this.#picture],
    ]);
    this.#labelGroup = group(labelPipeline, [
      [0, frameBuffer],
      [8, this.#picture],
      [9, labelBuffer],
    ]);
  }

  async draw(): Promise<DrawnFrame> {
    const groups = (pixels: number) => Math.ceil(pixels / GROUP);
    const { width, height } = this.#plan;
    const sizeBytes = 4 * width * height;
    this.#device.queue.writeBuffer(this.#fields, 0, this.#lattice.fields);
    const encoder = this.#device.createCommandEncoder();
    this.#dispatch(encoder, this.#drawPipeline, this.#drawGroup, groups(width), groups(height));
    encoder.copyBufferToBuffer(this.#picture, 0, this.#cleanStage, 0, sizeBytes);
    this.#dispatch(
      encoder,
      this.#labelPipeline,
      this.#labelGroup,
      groups(this.#label.width),
      groups(this.#label.height),
    );
    encoder.copyBufferToBuffer(this.#picture, 0, this.#markedStage, 0, sizeBytes);
    this.#device.queue.submit([encoder.finish()]);
    const [clean, marked] = await Promise.all([this.#read(this.#cleanStage), this.#read(this.#markedStage)]);
    return { clean, marked };
  }

  destroy(): void {
    for (const buffer of this.#buffers) buffer.destroy();
    this.#buffers.length = 0;
  }

  #dispatch(
    encoder: GPUCommandEncoder,
    pipeline: GPUComputePipeline,
    group: GPUBindGroup,
    across: number,
    down: number,
  ): void {
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(across, down);
    pass.end();
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

  #allocate(sizeBytes: number, usage: number): GPUBuffer {
    const buffer = this.#device.createBuffer({ size: sizeBytes, usage });
    this.#buffers.push(buffer);
    return buffer;
  }

  #upload(
    data: Int32Array<ArrayBuffer> | Int16Array<ArrayBuffer> | Uint8Array<ArrayBuffer>,
    usage: number,
  ): GPUBuffer {
    const buffer = this.#allocate(data.byteLength, usage | GPUBufferUsage.COPY_DST);
    this.#device.queue.writeBuffer(buffer, 0, data);
    return buffer;
  }
}
