import * as v from 'valibot';

/** Reads TensorFlow.js graph models as npm packages carry them: what scripts/tfjs-to-onnx.ts converts. */

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

const weightSchema = v.object({
  name: v.string(),
  shape: v.array(v.number()),
  dtype: v.picklist(['float32', 'int32']),
  quantization: v.optional(
    v.variant('dtype', [
      v.object({ dtype: v.literal('uint8'), min: v.number(), scale: v.number() }),
      v.object({ dtype: v.literal('float16') }),
    ]),
  ),
});

const modelSchema = v.object({
  modelTopology: v.object({ node: v.array(nodeSchema) }),
  weightsManifest: v.array(v.object({ paths: v.array(v.string()), weights: v.array(weightSchema) })),
});

/** One operation of the original, channels last. */
export type GraphNode = v.InferOutput<typeof nodeSchema>;

/** A constant as the package stores it. `stored` holds its bytes, row-major, little-endian. */
export type Weight = { shape: number[] } & (
  | { kind: 'uint8'; stored: Uint8Array; scale: number; minimum: number }
  | { kind: 'float16' | 'float32' | 'int32'; stored: Uint8Array }
);

export interface TfjsGraph {
  nodes: GraphNode[];
  weights: Map<string, Weight>;
}

const BYTES_PER_VALUE = { uint8: 1, float16: 2, float32: 4, int32: 4 } as const;

/** A graph out of its model.json and the bytes of its shards in order. Throws when they do not belong together. */
export function readTfjsGraph(json: unknown, bytes: Uint8Array): TfjsGraph {
  const model = v.parse(modelSchema, json);
  const weights = new Map<string, Weight>();
  let offset = 0;
  for (const { name, shape, dtype, quantization } of model.weightsManifest.flatMap(
    (group) => group.weights,
  )) {
    const kind = quantization?.dtype ?? dtype;
    const length = BYTES_PER_VALUE[kind] * product(shape);
    const stored = new Uint8Array(bytes.subarray(offset, offset + length));
    weights.set(
      name,
      quantization?.dtype === 'uint8'
        ? { kind: 'uint8', shape, stored, scale: quantization.scale, minimum: quantization.min }
        : { kind: kind as 'float16' | 'float32' | 'int32', shape, stored },
    );
    offset += length;
  }
  if (offset !== bytes.length) throw new Error(`weights end at ${offset} of ${bytes.length} bytes`);
  return { nodes: model.modelTopology.node, weights };
}

/** How many values a tensor of this shape has. */
export function product(values: readonly number[]): number {
  return values.reduce((result, value) => result * value, 1);
}
