import type { TensorData } from './tensors';

/** A tensor in a golden file: little-endian base64; bytes stand for themselves times `scale`. */
interface GoldenTensor {
  shape: number[];
  dtype: string;
  data: string;
  scale?: number;
}

export interface GoldenCase {
  inputs: Record<string, GoldenTensor>;
  outputs: Record<string, GoldenTensor>;
}

/** What is read of models/<id>/golden.json: one case, or several under `cases`. */
export type GoldenFile = { tolerance: number } & (GoldenCase | { cases: GoldenCase[] });

/** The cases of a golden file. */
export function goldenCases(file: GoldenFile): GoldenCase[] {
  return 'cases' in file ? file.cases : [file];
}

/** A golden tensor as sessions take and give it. */
export function decodeGolden({ shape, dtype, data, scale = 1 }: GoldenTensor): TensorData {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  if (dtype === 'float32') return { data: new Float32Array(bytes.buffer), shape };
  if (dtype === 'int32') return { data: new Int32Array(bytes.buffer), shape };
  if (dtype === 'uint8') return { data: Float32Array.from(bytes, (value) => value * scale), shape };
  throw new TypeError(`golden dtype ${dtype}`);
}

/** All tensors of one side of a case. */
export function decodeAll(tensors: Record<string, GoldenTensor>): Record<string, TensorData> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, decodeGolden(tensor)]));
}

/** The largest |a - b|; Infinity for other lengths or anything that is not finite. */
export function maxAbsoluteDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || a.length === 0) return Infinity;
  let largest = 0;
  for (let index = 0; index < a.length; index++) {
    const difference = Math.abs(a[index]! - b[index]!);
    if (!Number.isFinite(difference)) return Infinity;
    largest = Math.max(largest, difference);
  }
  return largest;
}
