import type { JoinRequest, OwnSound, SoundProtocol, SoundRequest } from '../../workers/sound/protocol';
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

/** What a person's sound file is. Throws AppError `format-unsupported` where nothing in it can be played here. */
export function probeOwnSound(file: Blob, options: CallOptions): Promise<OwnSound> {
  return client.call('probeOwn', { file }, options);
}

/** A person's own sound, cut or looped to a film's length. Throws AppError `format-unsupported`. */
export async function fitOwnSound(
  request: { file: Blob; durationSeconds: number },
  options: CallOptions,
): Promise<{ audio: PcmAudio; layers: string[] }> {
  const { audio } = await client.call('fitOwn', request, options);
  return { audio, layers: ['own'] };
}

/** The sounds of a film's scenes as one. The parts stay with the caller, who may try again. */
export async function joinSounds(request: JoinRequest, options: CallOptions): Promise<PcmAudio> {
  const { audio } = await client.call('join', request, options);
  return audio;
}

/** Ends the worker at once. */
export function endSound(): void {
  client.end();
}
