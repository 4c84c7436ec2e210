import type { WatermarkProtocol, WatermarkReading } from '../../workers/watermark/protocol';
import { WorkerClient, type CallOptions } from '../shared/rpc';

export type { WatermarkReading };

const client = new WorkerClient<WatermarkProtocol>(
  () =>
    new Worker(new URL('../../workers/watermark/index.ts', import.meta.url), {
      type: 'module',
      name: 'watermark',
    }),
  { idleMilliseconds: 30_000 },
);

/**
 * Searches a picture or a film for our watermark. `thorough`, the default, also finds scaled, cropped and turned copies, in seconds.
 * A file that can't be decoded is a reading, not an error. Throws AppError `worker-crashed`, `worker-stalled`, or AbortError.
 */
export function readWatermark(
  file: Blob,
  { thorough = true, ...options }: CallOptions & { thorough?: boolean },
): Promise<WatermarkReading> {
  return client.call('read', { file, thorough }, options);
}

/** Ends the worker at once. */
export function endWatermark(): void {
  client.end();
}
