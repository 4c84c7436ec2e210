/** Buffers of one device that are freed together. The device is borrowed. */
export class GpuBuffers {
  readonly #buffers: GPUBuffer[] = [];

  constructor(readonly device: GPUDevice) {}

  allocate(sizeBytes: number, usage: number): GPUBuffer {
    const buffer = this.device.createBuffer({ size: sizeBytes, usage });
    this.#buffers.push(buffer);
    return buffer;
  }

  /** A buffer that holds a copy of `data`. */
  upload(
    data: Int32Array<ArrayBuffer> | Int16Array<ArrayBuffer> | Uint8Array<ArrayBuffer>,
    usage: number,
  ): GPUBuffer {
    const buffer = this.allocate(data.byteLength, usage | GPUBufferUsage.COPY_DST);
    this.device.queue.writeBuffer(buffer, 0, data);
    return buffer;
  }

  /** Bytes padded to whole words with zeros. */
  uploadBytes(data: Uint8Array, usage: number): GPUBuffer {
    const words = new Uint8Array(4 * Math.max(1, Math.ceil(data.length / 4)));
    words.set(data);
    return this.upload(words, usage);
  }

  /** Buffers by their binding numbers, as a pipeline's group 0. */
  group(pipeline: GPUComputePipeline, bindings: [number, GPUBuffer][]): GPUBindGroup {
    return this.device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: bindings.map(([binding, buffer]) => ({ binding, resource: { buffer } })),
    });
  }

  /** Idempotent. */
  destroy(): void {
    for (const buffer of this.#buffers) buffer.destroy();
    this.#buffers.length = 0;
  }
}

/** Invocations on a side of a workgroup, as in the shaders. */
const GROUP = 8;

/** Encodes one pass with an invocation for each pixel. */
export function dispatchPixels(
  encoder: GPUCommandEncoder,
  pipeline: GPUComputePipeline,
  group: GPUBindGroup,
  { width, height }: { width: number; height: number },
): void {
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(Math.ceil(width / GROUP), Math.ceil(height / GROUP));
  pass.end();
}
