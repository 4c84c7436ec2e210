import * as v from 'valibot';
import { MobileNetV2MidModel } from 'nsfwjs/models/mobilenet_v2_mid';
import { OnnxBuilder, type Attributes } from './onnx-builder';

/**
 * Turns nsfwjs' `mobilenet_v2_mid` (MIT) from a TensorFlow.js graph into ONNX: the same arithmetic, channels first
 * instead of last, weights still stored as the bytes of the original, so that the file is as small and the result equal
 * to the original's rounding. Deterministic: models/manifest.json names the hash of what it gives.
 */

const tensorShape = v.object({ dim: v.optional(v.array(v.object({ size: v.string() })), []) });
const integers = v.object({ list: v.object({ i: v.array(v.pipe(v.string(), v.transform(Number))) }) });
const text = v.object({
  s: v.pipe(
    v.string(),
    v.transform((base64) => Buffer.from(base64, 'base64').toString()),
  ),
});

const nodeSchema = v.object({
  name: v.string(),
  op: v.string(),
  input: v.optional(v.array(v.string()), []),
  attr: v.optional(
    v.object({
      shape: v.optional(v.object({ shape: tensorShape })),
      strides: v.optional(integers),
      dilations: v.optional(integers),
      ksize: v.optional(integers),
      padding: v.optional(text),
      data_format: v.optional(text),
      fused_ops: v.optional(v.object({ list: v.object({ s: v.array(v.string()) }) })),
      transpose_a: v.optional(v.object({ b: v.boolean() })),
      transpose_b: v.optional(v.object({ b: v.boolean() })),
    }),
    {},
  ),
});
type GraphNode = v.InferOutput<typeof nodeSchema>;

const weightSchema = v.object({
  name: v.string(),
  shape: v.array(v.number()),
  dtype: v.literal('float32'),
  quantization: v.object({ min: v.number(), scale: v.number(), dtype: v.literal('uint8') }),
});

const modelSchema = v.object({
  modelTopology: v.object({ node: v.array(nodeSchema) }),
  weightsManifest: v.array(v.object({ paths: v.array(v.string()), weights: v.array(weightSchema) })),
});

interface Weight {
  shape: number[];
  stored: Uint8Array;
  scale: number;
  minimum: number;
}

/** Side of the square that the classifier sees, pixels. */
export const NSFW_INPUT_SIDE = 224;
/** Class names in the order of the output (nsfwjs' NSFW_CLASSES). */
export const NSFW_LABELS = ['Drawing', 'Hentai', 'Neutral', 'Porn', 'Sexy'];

/** The ONNX file's bytes. Throws when the package holds another graph than the one this was written for. */
export async function convertNsfw(): Promise<Uint8Array> {
  const { nodes, weights } = await readPackage();
  return new Conversion(weights).run(nodes);
}

async function readPackage(): Promise<{ nodes: GraphNode[]; weights: Map<string, Weight> }> {
  const loaded = (await MobileNetV2MidModel.modelJson()) as { default: unknown };
  const model = v.parse(modelSchema, loaded.default);
  const shards = await Promise.all(
    MobileNetV2MidModel.weightBundles.map(async (load) =>
      Buffer.from(v.parse(v.object({ default: v.string() }), await load()).default, 'base64'),
    ),
  );
  const bytes = Buffer.concat(shards);
  const weights = new Map<string, Weight>();
  let offset = 0;
  for (const { name, shape, quantization } of model.weightsManifest.flatMap((group) => group.weights)) {
    const length = product(shape);
    const stored = new Uint8Array(bytes.subarray(offset, offset + length));
    weights.set(name, { shape, stored, scale: quantization.scale, minimum: quantization.min });
    offset += length;
  }
  if (offset !== bytes.length) throw new Error(`weights end at ${offset} of ${bytes.length} bytes`);
  return { nodes: model.modelTopology.node, weights };
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

  constructor(private readonly weights: Map<string, Weight>) {}

  run(nodes: GraphNode[]): Uint8Array {
    let last = '';
    for (const node of nodes) {
      if (node.op === 'Const') continue;
      last = this.#convert(node);
      this.#names.set(node.name, last);
    }
    this.#builder.node('Identity', 'probabilities', [last]);
    const side = NSFW_INPUT_SIDE;
    return this.#builder.build(
      'nsfwjs-mobilenet_v2_mid',
      { name: 'photo', axes: ['batch', 3, side, side] },
      { name: 'probabilities', axes: ['batch', NSFW_LABELS.length] },
    );
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
        return this.#convolution(node, name, true);
      case 'AddV2':
        this.#sizes.set(node.name, this.#size(node, 0));
        return this.#builder.node('Add', name, [this.#input(node, 0), this.#input(node, 1)]);
      case 'AvgPool':
        return this.#averagePool(node, name);
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
    const dims = node.attr.shape?.shape.dim.map((dim) => Number(dim.size));
    const side = NSFW_INPUT_SIDE;
    expectEqual(node, 'shape', dims, [-1, side, side, 3]);
    this.#sizes.set(node.name, { channels: 3, height: side, width: side });
    return 'photo';
  }

  #withScalar(node: GraphNode, name: string): string {
    const scalarAt = node.op === 'Mul' && this.weights.has(node.input[0] ?? '') ? 0 : 1;
    const weight = this.#weight(node, scalarAt);
    expectEqual(node, 'scalar shape', weight.shape, []);
    this.#sizes.set(node.name, this.#size(node, 1 - scalarAt));
    const scalar = this.#builder.floats(`${name}.scalar`, [], dequantise(weight));
    return this.#builder.node(node.op, name, [this.#input(node, 1 - scalarAt), scalar]);
  }

  #convolution(node: GraphNode, name: string, depthwise: boolean): string {
    expectEqual(node, 'data_format', node.attr.data_format?.s, 'NHWC');
    expectEqual(node, 'padding', node.attr.padding?.s, 'SAME');
    expectEqual(node, 'dilations', node.attr.dilations?.list.i, [1, 1, 1, 1]);
    const [, strideY = 1, strideX = 1] = node.attr.strides?.list.i ?? [];
    const weight = this.#weight(node, 1);
    const [height = 0, width = 0, inputs = 0, last = 0] = weight.shape;
    const outputs = depthwise ? inputs * last : last;
    if (depthwise) expectEqual(node, 'depth multiplier', last, 1);
    // [height, width, in, out] -> [out, in, height, width]; depthwise [height, width, channels, 1] -> [channels, 1, height, width]
    const order = depthwise ? [2, 3, 0, 1] : [3, 2, 0, 1];
    const stored = permute(weight.stored, weight.shape, order);
    const dims = order.map((axis) => weight.shape[axis]!);
    const size = this.#size(node, 0);
    const vertical = samePadding(size.height, height, strideY);
    const horizontal = samePadding(size.width, width, strideX);
    this.#sizes.set(node.name, {
      channels: outputs,
      height: vertical.output,
      width: horizontal.output,
    });
    const attributes: Attributes = {
      kernel_shape: [height, width],
      strides: [strideY, strideX],
      pads: [vertical.before, horizontal.before, vertical.after, horizontal.after],
      group: { int: depthwise ? inputs : 1 },
    };
    const kernel = this.#builder.quantised(`${name}.kernel`, dims, stored, weight.scale, weight.minimum);
    const bias = this.#builder.floats(`${name}.bias`, [outputs], dequantise(this.#weight(node, 2)));
    const result = this.#builder.node('Conv', name, [this.#input(node, 0), kernel, bias], attributes);
    return this.#activation(node, name, result);
  }

  /** BiasAdd is part of the operator; Relu6 follows it where the original fused one. */
  #activation(node: GraphNode, name: string, result: string): string {
    const fused = (node.attr.fused_ops?.list.s ?? []).map((s) => Buffer.from(s, 'base64').toString());
    expectEqual(node, 'fused bias', fused[0], 'BiasAdd');
    if (fused.length === 1) return result;
    expectEqual(node, 'fused operations', fused, ['BiasAdd', 'Relu6']);
    const low = this.#builder.floats(`${name}.low`, [], Float32Array.of(0));
    const high = this.#builder.floats(`${name}.high`, [], Float32Array.of(6));
    return this.#builder.node('Clip', `${name}.relu6`, [result, low, high]);
  }

  #averagePool(node: GraphNode, name: string): string {
    const { channels, height, width } = this.#size(node, 0);
    expectEqual(node, 'window', node.attr.ksize?.list.i, [1, height, width, 1]);
    expectEqual(node, 'padding', node.attr.padding?.s, 'VALID');
    this.#sizes.set(node.name, { channels, height: 1, width: 1 });
    return this.#builder.node('GlobalAveragePool', name, [this.#input(node, 0)]);
  }

  #dense(node: GraphNode, name: string): string {
    expectEqual(node, 'transpose', [node.attr.transpose_a?.b, node.attr.transpose_b?.b], [false, false]);
    const weight = this.#weight(node, 1);
    const { shape, stored, scale, minimum } = weight;
    const kernel = this.#builder.quantised(`${name}.kernel`, shape, stored, scale, minimum);
    const bias = this.#weight(node, 2);
    const biasName = this.#builder.floats(`${name}.bias`, bias.shape, dequantise(bias));
    const result = this.#builder.node('Gemm', name, [this.#input(node, 0), kernel, biasName]);
    return this.#activation(node, name, result);
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

/** What TensorFlow.js makes of stored bytes (tfjs-core io_utils, decodeWeights). */
function dequantise({ stored, scale, minimum }: Weight): Float32Array {
  return Float32Array.from(stored, (value) => value * scale + minimum);
}

/** TensorFlow's SAME padding of one axis: the odd pixel goes after. */
function samePadding(input: number, kernel: number, stride: number) {
  const output = Math.ceil(input / stride);
  const total = Math.max(0, (output - 1) * stride + kernel - input);
  const before = Math.floor(total / 2);
  return { output, before, after: total - before };
}

/** Reorders a row-major array of `shape`; axis i of the result is axis `order[i]` of the source. */
function permute(values: Uint8Array, shape: number[], order: number[]): Uint8Array {
  const sourceStrides = shape.map((_, axis) => product(shape.slice(axis + 1)));
  const resultShape = order.map((axis) => shape[axis]!);
  const resultStrides = resultShape.map((_, axis) => product(resultShape.slice(axis + 1)));
  return Uint8Array.from(values, (_, index) => {
    let source = 0;
    order.forEach((axis, position) => {
      const coordinate = Math.floor(index / resultStrides[position]!) % resultShape[position]!;
      source += coordinate * sourceStrides[axis]!;
    });
    return values[source]!;
  });
}

function product(values: number[]): number {
  return values.reduce((result, value) => result * value, 1);
}

function expectEqual(node: GraphNode, what: string, actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return;
  throw new Error(`${node.name}: ${what} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
}
