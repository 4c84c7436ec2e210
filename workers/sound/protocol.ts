import type { Motion } from '../../src/shared/motion';
import type { PcmAudio } from '../../src/shared/pixels';
import type { SceneSummary } from '../../src/shared/scene';

export interface SoundRequest {
  motion: Motion;
  scene: SceneSummary;
  /** The prompt encoder's intents by name, 0..1. */
  intents: Record<string, number>;
  /** Of the whole film; a whole number of the motion's loops. */
  durationSeconds: number;
  seed: number;
}

/** A person's own sound file, by its bytes. */
export interface OwnSound {
  durationSeconds: number;
  /** Without parameters. */
  mimeType: string;
}

export interface SoundProtocol {
  /** A soundscape that follows the motion, 48 kHz stereo, without a click where it loops, peaks below -1 dBFS. */
  synthesize(params: SoundRequest): { audio: PcmAudio; layers: string[] };
  /** What a sound file is: decoded for a moment. Errors: format-unsupported. */
  probeOwn(params: { file: Blob }): OwnSound;
  /** A person's own sound at a film's length, as {@link SoundProtocol.synthesize} gives one. Errors: format-unsupported. */
  fitOwn(params: { file: Blob; durationSeconds: number }): { audio: PcmAudio };
}
