import type { Motion } from '../../src/shared/motion';
import type { PcmAudio } from '../../src/shared/pixels';
import type { SceneSummary } from '../../src/shared/scene';

export interface SoundRequest {
  motion: Motion;
  scene: SceneSummary;
  /** The prompt encoder's intents by name, 0..1. */
  intents: Record<string, number>;
  /** Of the whole film, a whole number of the motion's loops; of a scene of a longer one, any. */
  durationSeconds: number;
  seed: number;
}

/** A person's own sound file, by its bytes. */
export interface OwnSound {
  durationSeconds: number;
  /** Without parameters. */
  mimeType: string;
}

/** The sounds of a film's scenes, in order. */
export interface JoinRequest {
  /** Each reaches `fadeSamples` into the next, the last into the first. */
  parts: { audio: PcmAudio; startSample: number }[];
  /** Of the film, at the parts' rate. */
  sampleCount: number;
  fadeSamples: number;
}

export interface SoundProtocol {
  /** A soundscape that follows the motion, 48 kHz stereo, without a click where it loops, peaks below -1 dBFS. */
  synthesize(params: SoundRequest): { audio: PcmAudio; layers: string[] };
  /** What a sound file is: decoded for a moment. Errors: format-unsupported. */
  probeOwn(params: { file: Blob }): OwnSound;
  /** A person's own sound at a film's length, as {@link SoundProtocol.synthesize} gives one. Errors: format-unsupported. */
  fitOwn(params: { file: Blob; durationSeconds: number }): { audio: PcmAudio };
  /** One sound out of those of several scenes, faded into each other. */
  join(params: JoinRequest): { audio: PcmAudio };
}
