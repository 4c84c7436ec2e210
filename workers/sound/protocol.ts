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

export interface SoundProtocol {
  /** A soundscape that follows the motion, 48 kHz stereo, without a click where it loops, peaks below -1 dBFS. */
  synthesize(params: SoundRequest): { audio: PcmAudio; layers: string[] };
}
