import * as v from 'valibot';
import manifestJson from '../../models/manifest.json';
import { AppError } from './errors';

const axis = v.union([v.string(), v.pipe(v.number(), v.integer(), v.minValue(1))]);

const tensor = v.object({
  name: v.string(),
  dtype: v.picklist(['float32', 'int32', 'int64']),
  /** Fixed sizes as numbers, others by name. */
  axes: v.array(axis),
  range: v.optional(v.tuple([v.number(), v.number()])),
});

const file = v.object({
  /** Relative to models/. */
  path: v.string(),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

const record = v.object({
  id: v.picklist([
    'scene-parser',
    'prompt-encoder',
    'denoiser',
    'nsfw',
    'second-opinion',
    'face-detector',
    'face-mesh',
    'text-detector',
    'text-reader',
    'prompt-gate',
  ]),
  task: v.string(),
  version: v.string(),
  licence: v.string(),
  source: v.string(),
  files: v.pipe(v.array(file), v.minLength(1)),
  inputs: v.array(tensor),
  outputs: v.array(tensor),
  preprocessing: v.optional(v.record(v.string(), v.unknown())),
  sampler: v.optional(
    v.object({
      steps: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8)),
      guidanceScale: v.number(),
      /** The noise it starts from (workers/animation/diffusion/prior.ts). */
      prior: v.optional(v.picklist(['white', 'octaves']), 'white'),
      scales: v.object({ drift: v.number(), spectrum: v.number(), glow: v.number() }),
      /** Amplitudes are sign(n) |n|^power scale. */
      powers: v.optional(v.object({ drift: v.number(), spectrum: v.number(), glow: v.number() }), {
        drift: 2,
        spectrum: 2,
        glow: 2,
      }),
    }),
  ),
  labels: v.optional(v.array(v.string())),
  providers: v.array(v.picklist(['webgpu', 'wasm'])),
  gpuFeatures: v.array(v.string()),
  peakBytes: v.number(),
  training: v.optional(v.record(v.string(), v.unknown())),
  quality: v.optional(v.record(v.string(), v.unknown())),
});

const manifest = v.object({ version: v.literal(1), models: v.array(record) });

export type ModelRecord = v.InferOutput<typeof record>;
export type ModelId = ModelRecord['id'];
export type ModelFile = v.InferOutput<typeof file>;
export type ModelManifest = v.InferOutput<typeof manifest>;

/** Validates a manifest. Throws AppError `model-invalid`. */
export function parseModelManifest(json: unknown): ModelManifest {
  const result = v.safeParse(manifest, json);
  if (!result.success) {
    throw new AppError('model-invalid', `models/manifest.json: ${v.summarize(result.issues)}`);
  }
  return result.output;
}

/** The record of an embedded model. Throws AppError `model-missing` or `model-invalid`. */
export function modelRecord(
  id: ModelId,
  from: ModelManifest = parseModelManifest(manifestJson),
): ModelRecord {
  const found = from.models.find((model) => model.id === id);
  if (!found) throw new AppError('model-missing', `no model ${id} in the manifest`, { details: { id } });
  return found;
}
