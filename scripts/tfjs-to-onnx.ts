import { OnnxBuilder, type Attributes, type GraphTensor } from './onnx-builder';
import { product, type GraphNode, type TfjsGraph, type Weight } from './tfjs-graph';

/**
 * Turns a TensorFlow.js graph of common operations into ONNX: the same arithmetic, channels first instead of last,
 * weights still stored as the bytes of the original, so that the file is as small and the result equal to the original's
 * rounding. The same graph gives the same bytes.
 */

/** What the ONNX file is to be called and to take and give. */
export interface ConversionPlan {
  graphName: string;
  /** Name and square side of the one input, [n,3,side,side]. */
  input: { name: string; side: number };
  /** The graph's input is `input * scale + offset`: the original's own normalisation. Left out: as it is. */
  normalise?: { scale: number; offset: number };
  /** Original node -> name and fixed axes (after `n`) of an output. */
  outputs: Record<string, { name: string; axes: number[] }>;
}

/** The ONNX file's bytes. Throws where the graph holds what this was not written for. */
export function convertGraph({ nodes, weights }: TfjsGraph, plan: ConversionPlan): Uint8Array {
  return new Conversion(weights, plan).run(nodes);
}

/** Sizes of a tensor without its batch, channels first. */
interface Size {
  channels: number;
  height: number;
  width: number;
}

class Conversion {
  readonly #builder = new OnnxBuilder();
  /** ONNX name of each original node's output. */
  readonly #names = new Map<string, string>();
  readonly #sizes = new Map<string, Size>();
  #count = 0;

  constructor(
    private readonly weights: Map<string, Weight>,
    private readonly plan: ConversionPlan,
  ) {}

  run(nodes: GraphNode[]): Uint8Array {
    for (const node of nodes) {
      if (node.op !== 'Const') this.#names.set(node.name, this.#convert(node));
    }
    const outputs: GraphTensor[] = Object.entries(this.plan.outputs).map(([original, { name, axes }]) => {
      const source = this.#names.get(original);
      if (source === undefined) throw new Error(`the graph has no ${original}`);
      this.#builder.node('Identity', name, [source]);
      return { name, axes: ['batch', ...axes] };
    });
    const { name, side } = this.plan.input;
    return this.#builder.build(this.plan.graphName, { name, axes: ['batch', 3, side, side] }, outputs);
  }

  #convert(node: GraphNode): string {
    const name = `${node.op.toLowerCase().replace(/^_/, '')}.${this.#count++}`;
    switch (node.op) {
      case 'Placeholder':
        return this.#placeholder(node);
      case 'Mul':
      case 'Sub':
        return this.#withScalar(node, name);
      case '_FusedConv2D':
        return this.#convolution(node, name, false);
      case 'FusedDepthwiseConv2dNative':
      case 'DepthwiseConv2dNative':
        return this.#convolution(node, name, true);
      case 'AddV2':
        this.#sizes.set(node.name, this.#size(node, 0));
        return this.#builder.node('Add', name, [this.#input(node, 0), this.#input(node, 1)]);
      case 'Relu':
      case 'Sigmoid':
        return this.#elementwise(node, name);
      case 'Prelu':
        return this.#prelu(node, name);
      case 'AvgPool':
        return this.#averagePool(node, name);
      case 'MaxPool':
        return this.#maxPool(node, name);
      case 'Pad':
        return this.#pad(node, name);
      case 'Reshape':
        return this.#reshape(node, name);
      case 'Squeeze':
        return this.#builder.node('Flatten', name, [this.#input(node, 0)], { axis: { int: 1 } });
      case '_FusedMatMul':
        return this.#dense(node, name);
      case 'Softmax':
        return this.#builder.node('Softmax', name, [this.#input(node, 0)], { axis: { int: -1 } });
      case 'Identity':
        return this.#input(node, 0);
      default:
        throw new Error(`no rule for ${node.op} (${node.name})`);
    }
  }

  #placeholder(node: GraphNode): string {
    const dims = node.attr.shape?.shape.dim.map((dim) => Number(dim.size)) ?? [];
    const { name, side } = this.plan.input;
    expectEqual(node, 'shape', dims.slice(1), [side, side, 3]);
    this.#sizes.set(node.name, { channels: 3, height: side, width: side });
    if (!this.plan.normalise) return name;
    const { scale, offset } = this.plan.normalise;
    const factor = this.#builder.floats('normalise.scale', [], Float32Array.of(scale));
    const shift = this.#builder.floats('normalise.offset', [], Float32Array.of(offset));
    const scaled = this.#builder.node('Mul', 'normalise.scaled', [name, factor]);
    return this.#builder.node('Add', 'normalised', [scaled, shift]);
  }

  #withScalar(node: GraphNode, name: string): string {
    const scalarAt = node.op === 'Mul' && this.weights.has(node.input[0] ?? '') ? 0 : 1;
    const weight = this.#weight(node, scalarAt);
    expectEqual(node, 'scalar shape', weight.shape, []);
    this.#sizes.set(node.name, this.#size(node, 1 - scalarAt));
    const scalar = this.#builder.floats(`${name}.scalar`, [], toFloats(weight));
    return this.#builder.node(node.op, name, [this.#input(node, 1 - scalarAt), scalar]);
  }

  #convolution(node: GraphNode, name: string, depthwise: boolean): string {
    expectEqual(node, 'data_format', node.attr.data_format?.s, 'NHWC');
    expectEqual(node, 'dilations', node.attr.dilations?.list.i ?? [1, 1, 1, 1], [1, 1, 1, 1]);
    const [, strideY = 1, strideX = 1] = node.attr.strides?.list.i ?? [];
    const weight = this.#weight(node, 1);
    const [height = 0, width = 0, inputs = 0, last = 0] = weight.shape;
    const outputs = depthwise ? inputs * last : last;
    if (depthwise) expectEqual(node, 'depth multiplier', last, 1);
    const size = this.#size(node, 0);
    const vertical = padding(node, size.height, height, strideY);
    const horizontal = padding(node, size.width, width, strideX);
    this.#sizes.set(node.name, { channels: outputs, height: vertical.output, width: horizontal.output });
    const attributes: Attributes = {
      kernel_shape: [height, width],
      strides: [strideY, strideX],
      pads: [vertical.before, horizontal.before, vertical.after, horizontal.after],
      group: { int: depthwise ? inputs : 1 },
    };
    // [height, width, in, out] -> [out, in, height, width]; depthwise [height, width, channels, 1] -> [channels, 1, height, width]
    const kernel = this.#constant(`${name}.kernel`, weight, depthwise ? [2, 3, 0, 1] : [3, 2, 0, 1]);
    const fused = fusedOperations(node);
    const inputNames = [this.#input(node, 0), kernel];
    if (fused[0] === 'BiasAdd') {
      inputNames.push(this.#builder.floats(`${name}.bias`, [outputs], toFloats(this.#weight(node, 2))));
    }
    return this.#activation(
      node,
      name,
      this.#builder.node('Conv', name, inputNames, attributes),
      fused.slice(1),
    );
  }

  /** BiasAdd is part of the operator; an activation follows where the original fused one. */
  #activation(node: GraphNode, name: string, result: string, fused: string[]): string {
    if (fused.length === 0) return result;
    const [kind] = fused;
    if (fused.length === 1 && kind === 'Relu') {
      return this.#builder.node('Relu', `${name}.relu`, [result]);
    }
    if (fused.length === 1 && kind === 'Prelu') {
      return this.#builder.node('PRelu', `${name}.prelu`, [result, this.#slopes(node, name, 3)]);
    }
    expectEqual(node, 'fused activation', fused, ['Relu6']);
    const low = this.#builder.floats(`${name}.low`, [], Float32Array.of(0));
    const high = this.#builder.floats(`${name}.high`, [], Float32Array.of(6));
    return this.#builder.node('Clip', `${name}.relu6`, [result, low, high]);
  }

  #elementwise(node: GraphNode, name: string): string {
    const size = this.#sizes.get(node.input[0] ?? '');
    if (size) this.#sizes.set(node.name, size);
    return this.#builder.node(node.op, name, [this.#input(node, 0)]);
  }

  #prelu(node: GraphNode, name: string): string {
    this.#sizes.set(node.name, this.#size(node, 0));
    return this.#builder.node('PRelu', name, [this.#input(node, 0), this.#slopes(node, name, 1)]);
  }

  /** A slope a channel, shared over the picture: [1,1,channels] -> [channels,1,1]. */
  #slopes(node: GraphNode, name: string, index: number): string {
    const slope = this.#weight(node, index);
    const channels = product(slope.shape);
    expectEqual(node, 'slope shape', slope.shape, [1, 1, channels]);
    return this.#builder.floats(`${name}.slope`, [channels, 1, 1], toFloats(slope));
  }

  #averagePool(node: GraphNode, name: string): string {
    const { channels, height, width } = this.#size(node, 0);
    expectEqual(node, 'window', node.attr.ksize?.list.i, [1, height, width, 1]);
    expectEqual(node, 'padding', node.attr.padding?.s, 'VALID');
    this.#sizes.set(node.name, { channels, height: 1, width: 1 });
    return this.#builder.node('GlobalAveragePool', name, [this.#input(node, 0)]);
  }

  #maxPool(node: GraphNode, name: string): string {
    const { channels, height, width } = this.#size(node, 0);
    const [, windowY = 1, windowX = 1] = node.attr.ksize?.list.i ?? [];
    const [, strideY = 1, strideX = 1] = node.attr.strides?.list.i ?? [];
    const vertical = padding(node, height, windowY, strideY);
    const horizontal = padding(node, width, windowX, strideX);
    this.#sizes.set(node.name, { channels, height: vertical.output, width: horizontal.output });
    return this.#builder.node('MaxPool', name, [this.#input(node, 0)], {
      kernel_shape: [windowY, windowX],
      strides: [strideY, strideX],
      pads: [vertical.before, horizontal.before, vertical.after, horizontal.after],
    });
  }

  /** Zeros around, mostly channels that a wider block adds. */
  #pad(node: GraphNode, name: string): string {
    const size = this.#size(node, 0);
    const [nearN = 0, farN = 0, top = 0, bottom = 0, left = 0, right = 0, nearC = 0, farC = 0] = toIntegers(
      this.#weight(node, 1),
    );
    expectEqual(node, 'padding of the batch', [nearN, farN], [0, 0]);
    this.#sizes.set(node.name, {
      channels: size.channels + nearC + farC,
      height: size.height + top + bottom,
      width: size.width + left + right,
    });
    const pads = this.#builder.integers(`${name}.pads`, [0, nearC, top, left, 0, farC, bottom, right]);
    return this.#builder.node('Pad', name, [this.#input(node, 0), pads]);
  }

  /** The original counts values with the channels last: so they are put last before the shape changes. */
  #reshape(node: GraphNode, name: string): string {
    const shape = toIntegers(this.#weight(node, 1));
    const last = this.#builder.node('Transpose', `${name}.last`, [this.#input(node, 0)], {
      perm: [0, 2, 3, 1],
    });
    const target = this.#builder.integers(`${name}.shape`, [0, ...shape.slice(1)]);
    return this.#builder.node('Reshape', name, [last, target]);
  }

  #dense(node: GraphNode, name: string): string {
    expectEqual(node, 'transpose', [node.attr.transpose_a?.b, node.attr.transpose_b?.b], [false, false]);
    const kernel = this.#constant(`${name}.kernel`, this.#weight(node, 1), [0, 1]);
    const bias = this.#weight(node, 2);
    const biasName = this.#builder.floats(`${name}.bias`, bias.shape, toFloats(bias));
    const fused = fusedOperations(node);
    expectEqual(node, 'fused bias', fused[0], 'BiasAdd');
    const result = this.#builder.node('Gemm', name, [this.#input(node, 0), kernel, biasName]);
    return this.#activation(node, name, result, fused.slice(1));
  }

  /** A weight as a constant in the original's own storage, its axes reordered. */
  #constant(name: string, weight: Weight, order: number[]): string {
    const dims = order.map((axis) => weight.shape[axis]!);
    if (weight.kind === 'uint8') {
      const stored = permute(weight.stored, weight.shape, order);
      return this.#builder.quantised(name, dims, stored, weight.scale, weight.minimum);
    }
    if (weight.kind === 'float16') {
      const values = new Uint16Array(weight.stored.buffer, weight.stored.byteOffset, product(weight.shape));
      return this.#builder.halves(name, dims, permute(values, weight.shape, order));
    }
    return this.#builder.floats(name, dims, permute(toFloats(weight), weight.shape, order));
  }

  #input(node: GraphNode, index: number): string {
    const name = this.#names.get(node.input[index] ?? '');
    if (name === undefined) throw new Error(`${node.name}: input ${index} is no node before it`);
    return name;
  }

  #size(node: GraphNode, index: number): Size {
    const size = this.#sizes.get(node.input[index] ?? '');
    if (!size) throw new Error(`${node.name}: size of input ${index} is not known`);
    return size;
  }

  #weight(node: GraphNode, index: number): Weight {
    const weight = this.weights.get(node.input[index] ?? '');
    if (!weight) throw new Error(`${node.name}: input ${index} is no weight`);
    return weight;
  }
}

function fusedOperations(node: GraphNode): string[] {
  return (node.attr.fused_ops?.list.s ?? []).map((s) => Buffer.from(s, 'base64').toString());
}

/** What TensorFlow.js makes of stored bytes (tfjs-core io_utils, decodeWeights). */
function toFloats(weight: Weight): Float32Array {
  const { stored } = weight;
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  const count = product(weight.shape);
  switch (weight.kind) {
    case 'uint8':
      return Float32Array.from(stored, (value) => value * weight.scale + weight.minimum);
    case 'float16':
      return Float32Array.from({ length: count }, (_, i) => fromHalf(view.getUint16(2 * i, true)));
    case 'float32':
      return Float32Array.from({ length: count }, (_, i) => view.getFloat32(4 * i, true));
    case 'int32':
      throw new TypeError('integers where floats were expected');
  }
}

function toIntegers(weight: Weight): number[] {
  if (weight.kind !== 'int32') throw new TypeError(`${weight.kind} where integers were expected`);
  const { stored } = weight;
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  return Array.from({ length: product(weight.shape) }, (_, i) => view.getInt32(4 * i, true));
}

/** IEEE 754 binary16. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Padding of one axis as TensorFlow counts it: with SAME the odd pixel goes after. */
function padding(node: GraphNode, input: number, kernel: number, stride: number) {
  const mode = node.attr.padding?.s;
  if (mode === 'VALID') return { output: Math.floor((input - kernel) / stride) + 1, before: 0, after: 0 };
  expectEqual(node, 'padding', mode, 'SAME');
  const output = Math.ceil(input / stride);
  const total = Math.max(0, (output - 1) * stride + kernel - input);
  const before = Math.floor(total / 2);
  return { output, before, after: total - before };
}

/** Reorders a row-major array of `shape`; axis i of the result is axis `order[i]` of the source. */
function permute<T extends Uint8Array | Uint16Array | Float32Array>(
  values: T,
  shape: number[],
  order: number[],
): T {
  const sourceStrides = shape.map((_, axis) => product(shape.slice(axis + 1)));
  const resultShape = order.map((axis) => shape[axis]!);
  const resultStrides = resultShape.map((_, axis) => product(resultShape.slice(axis + 1)));
  return values.map((_, index) => {
    let source = 0;
    order.forEach((axis, position) => {
      const coordinate = Math.floor(index / resultStrides[position]!) % resultShape[position]!;
      source += coordinate * sourceStrides[axis]!;
    });
    return values[source]!;
  }) as T;
}

function expectEqual(node: GraphNode, what: string, actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return;
  throw new Error(`${node.name}: ${what} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
}
