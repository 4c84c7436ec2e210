import type { SoundProtocol, SoundRequest } from '../../workers/sound/protocol';
import type { PcmAudio } from '../shared/pixels';
import { WorkerClient, type CallOptions } from '../shared/rpc';

const client = new WorkerClient<SoundProtocol>(
  () =>
    new Worker(new URL('../../workers/sound/index.ts', import.meta.url), { type: 'module', name: 'sound' }),
  { idleMilliseconds: 10_000 },
);

/** Synthesises the sound of a moving scene. */
export function synthesizeSound(
  request: SoundRequest,
  options: CallOptions,
): Promise<{ audio: PcmAudio; layers: string[] }> {
  return client.call('synthesize', request, options);
}

/** Ends the worker at once. */
export function endSound(): void {
  client.end();
}
