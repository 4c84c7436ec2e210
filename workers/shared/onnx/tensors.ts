import { AppError } from '../../../src/shared/errors';
import type { ModelRecord } from '../../../src/shared/model-manifest';

/** A tensor on the CPU: row-major values and the size of each axis. */
export interface TensorData {
  data: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
  shape: number[];
}

/** Tensors by name. */
export type NamedTensors = Record<string, TensorData>;

type TensorRecord = ModelRecord['inputs'][number];

/**
 * Throws AppError `model-invalid` unless the tensors are those that the record names: every one there, of its dtype,
 * rank and fixed sizes, and axes of the same name of the same size throughout.
 */
export function checkInputs(record: ModelRecord, inputs: NamedTensors): void {
  const sizes = new Map<string, number>();
  for (const expected of record.inputs) {
    const tensor = inputs[expected.name];
    if (!tensor) throw invalid(record, `input ${expected.name} is missing`);
    checkTensor(record, expected, tensor, sizes);
  }
}

/** As {@link checkInputs}, and throws AppError `model-output-invalid` where a value is not finite. */
export function checkOutputs(record: ModelRecord, outputs: NamedTensors): void {
  for (const expected of record.outputs) {
    const tensor = outputs[expected.name];
    if (!tensor) throw invalid(record, `output ${expected.name} is missing`);
    checkTensor(record, expected, tensor, new Map());
    if (!allFinite(tensor.data)) {
      throw new AppError(
        'model-output-invalid',
        `${record.id}: ${expected.name} holds values that are not finite`,
        {
          details: { id: record.id },
        },
      );
    }
  }
}

function allFinite(values: Float32Array | Int32Array): boolean {
  for (const value of values) if (!Number.isFinite(value)) return false;
  return true;
}

function checkTensor(
  record: ModelRecord,
  expected: TensorRecord,
  { data, shape }: TensorData,
  sizes: Map<string, number>,
): void {
  const { name, axes } = expected;
  const dtype = data instanceof Float32Array ? 'float32' : 'int32';
  if (dtype !== expected.dtype) throw invalid(record, `${name} is ${dtype}, not ${expected.dtype}`);
  const described = () => `${name} [${shape.join(',')}] is not [${axes.join(',')}]`;
  if (shape.length !== axes.length) throw invalid(record, described());
  axes.forEach((axis, index) => {
    const size = shape[index]!;
    if (typeof axis === 'number' ? size !== axis : (sizes.get(axis) ?? size) !== size) {
      throw invalid(record, described());
    }
    if (typeof axis === 'string') sizes.set(axis, size);
  });
  const length = shape.reduce((product, size) => product * size, 1);
  if (length !== data.length) throw invalid(record, `${name} has ${data.length} values, not ${length}`);
}

function invalid(record: ModelRecord, message: string): AppError {
  return new AppError('model-invalid', `${record.id}: ${message}`, { details: { id: record.id } });
}
