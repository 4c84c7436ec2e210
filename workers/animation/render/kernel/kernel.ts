import { KERNEL_BASE64 } from './kernel-bytes';

/** What assembly/ exports. Addresses are bytes in the module's memory. */
interface KernelExports {
  memory: WebAssembly.Memory;
  configure(
    width: number,
    height: number,
    tileShift: number,
    photo: number,
    movingHome: number,
    moving: number,
    flow: number,
    back: number,
    cover: number,
    tileKinds: number,
    fields: number,
    picture: number,
    weights: number,
    glows: boolean,
  ): void;
  prefilter(source: number, target: number, scratch: number, width: number, height: number): void;
  expand(source: number, cover: number, target: number, width: number, height: number): void;
  drawScene(firstTileRow: number, endTileRow: number): void;
  drawLight(source: number, target: number, nodes: number, sky: number): void;
  drawBehind(scene: number, plate: number, cover: number, target: number): void;
  drawCamera(layer: number, behind: number, target: number, nodes: number, pixelWeights: number): void;
}

const PAGE_BYTES = 65_536;
/** Every block starts on a cache line. */
const ALIGNMENT = 64;

let compiled: WebAssembly.Module | undefined;

function kernelModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(
    Uint8Array.from(atob(KERNEL_BASE64), (character) => character.charCodeAt(0)),
  );
  return compiled;
}

/**
 * One instance of the compiled inner loops with a memory of its own, out of which blocks are taken one after the other and never given
 * back: it lives as long as what is drawn with it. Views are of the moment: the next `allocate` may move the memory.
 */
export class Kernel {
  readonly run: KernelExports;
  #used: number;

  constructor() {
    this.run = new WebAssembly.Instance(kernelModule(), {}).exports as unknown as KernelExports;
    this.#used = this.run.memory.buffer.byteLength;
  }

  /** The address of `sizeBytes` new bytes, all 0. Throws RangeError when there is no more memory. */
  allocate(sizeBytes: number): number {
    const at = Math.ceil(this.#used / ALIGNMENT) * ALIGNMENT;
    const missing = at + sizeBytes - this.run.memory.buffer.byteLength;
    if (missing > 0) this.run.memory.grow(Math.ceil(missing / PAGE_BYTES));
    this.#used = at + sizeBytes;
    return at;
  }

  /** `length` 32-bit words from an address on. */
  words(at: number, length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.run.memory.buffer, at, length);
  }

  halves(at: number, length: number): Int16Array<ArrayBuffer> {
    return new Int16Array(this.run.memory.buffer, at, length);
  }

  bytes(at: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.run.memory.buffer, at, length);
  }

  /** A new block that holds a copy of `data`. */
  store(data: Int32Array | Int16Array | Uint8Array): number {
    const at = this.allocate(data.byteLength);
    this.bytes(at, data.byteLength).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return at;
  }
}
