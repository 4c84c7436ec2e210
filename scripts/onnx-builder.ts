import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;

/** ONNX operator set and file format that we write: the oldest pair that every runtime of ours reads. */
const OPSET = 13;
const IR_VERSION = 7;

const FLOAT = onnx.TensorProto.DataType.FLOAT;
const UINT8 = onnx.TensorProto.DataType.UINT8;
const FLOAT16 = onnx.TensorProto.DataType.FLOAT16;
const INT64 = onnx.TensorProto.DataType.INT64;

/** Integer lists, floats or single integers, by attribute name. */
export type Attributes = Record<string, number[] | { float: number } | { int: number }>;

/** A float32 input or output; axes are fixed sizes or names. */
export interface GraphTensor {
  name: string;
  axes: (string | number)[];
}

/** Grows a graph node by node and serialises it; the same calls give the same bytes. */
export class OnnxBuilder {
  readonly #nodes: onnxProto.onnx.INodeProto[] = [];
  readonly #initializers: onnxProto.onnx.ITensorProto[] = [];

  /** Adds a node with one output, which bears the node's name; returns that name. */
  node(opType: string, name: string, inputs: string[], attributes: Attributes = {}): string {
    this.#nodes.push({
      opType,
      name,
      input: inputs,
      output: [name],
      attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
    });
    return name;
  }

  /** Adds a float32 constant, little-endian; returns its name. `dims` is [] for a scalar. */
  floats(name: string, dims: number[], values: Float32Array): string {
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.#initializers.push({ name, dims, dataType: FLOAT, rawData });
    return name;
  }

  /** Adds a float32 constant stored as `stored * scale + minimum` of its bytes; the runtime folds it when it opens the file. */
  quantised(name: string, dims: number[], stored: Uint8Array, scale: number, minimum: number): string {
    this.#initializers.push({ name: `${name}.stored`, dims, dataType: UINT8, rawData: stored });
    this.floats(`${name}.scale`, [], Float32Array.of(scale));
    this.floats(`${name}.minimum`, [], Float32Array.of(minimum));
    this.node('Cast', `${name}.cast`, [`${name}.stored`], { to: { int: FLOAT } });
    this.node('Mul', `${name}.scaled`, [`${name}.cast`, `${name}.scale`]);
    return this.node('Add', name, [`${name}.scaled`, `${name}.minimum`]);
  }

  /** Adds a float32 constant stored as IEEE 754 halves (their bits). */
  halves(name: string, dims: number[], stored: Uint16Array): string {
    const rawData = new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
    this.#initializers.push({ name: `${name}.stored`, dims, dataType: FLOAT16, rawData });
    return this.node('Cast', name, [`${name}.stored`], { to: { int: FLOAT } });
  }

  /** Adds a list of 64-bit integers, as shapes and paddings are given. */
  integers(name: string, values: number[]): string {
    const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    this.#initializers.push({ name, dims: [values.length], dataType: INT64, rawData });
    return name;
  }

  /** The model file's bytes. */
  build(graphName: string, input: GraphTensor, outputs: GraphTensor[]): Uint8Array {
    const model = onnx.ModelProto.create({
      irVersion: IR_VERSION,
      producerName: 'stillwake',
      opsetImport: [{ domain: '', version: OPSET }],
      graph: {
        name: graphName,
        node: this.#nodes,
        initializer: this.#initializers,
        input: [floatValue(input)],
        output: outputs.map(floatValue),
      },
    });
    return onnx.ModelProto.encode(model).finish();
  }
}

function attribute(name: string, value: Attributes[string]): onnxProto.onnx.IAttributeProto {
  const { AttributeType } = onnx.AttributeProto;
  if (Array.isArray(value)) return { name, type: AttributeType.INTS, ints: value };
  if ('float' in value) return { name, type: AttributeType.FLOAT, f: value.float };
  return { name, type: AttributeType.INT, i: value.int };
}

function floatValue(tensor: GraphTensor): onnxProto.onnx.IValueInfoProto {
  const dim = tensor.axes.map((axis) => (typeof axis === 'number' ? { dimValue: axis } : { dimParam: axis }));
  return { name: tensor.name, type: { tensorType: { elemType: FLOAT, shape: { dim } } } };
}
