import { AppError } from './errors';
import type { ModelFile } from './model-manifest';
import { sha256Hex } from './sha256';

/** Hashed addresses of the embedded model files, by path relative to models/. */
const urls = new Map(
  Object.entries(
    import.meta.glob<string>(['../../models/*/*.onnx', '../../models/*/*.txt'], {
      query: '?url',
      import: 'default',
      eager: true,
    }),
  ).map(([path, url]) => [path.replace(/^.*\/models\//, ''), url]),
);

/**
 * The bytes of an embedded model file, fetched from our own origin (or the service worker's cache) and checked against
 * the manifest. Throws AppError `model-missing` (not there, not reachable) or `model-hash-mismatch`.
 */
export async function loadModelFile(file: ModelFile, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const url = urls.get(file.path);
  if (!url)
    throw new AppError('model-missing', `${file.path} is not part of this build`, {
      details: { path: file.path },
    });
  let response: Response;
  try {
    response = await fetch(url, signal ? { signal } : {});
  } catch (cause) {
    signal?.throwIfAborted();
    throw new AppError('model-missing', `${file.path} could not be loaded`, {
      details: { path: file.path },
      cause,
    });
  }
  if (!response.ok) {
    throw new AppError('model-missing', `${file.path}: ${response.status}`, { details: { path: file.path } });
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  await verifyModelBytes(file, bytes);
  return bytes;
}

/** Throws AppError `model-hash-mismatch` unless `bytes` are those that the manifest names. */
export async function verifyModelBytes(file: ModelFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const hex = await sha256Hex(bytes);
  if (hex !== file.sha256) {
    throw new AppError('model-hash-mismatch', `${file.path} has hash ${hex}`, {
      details: { path: file.path },
    });
  }
}
