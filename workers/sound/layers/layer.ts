import type { Stereo } from '../dsp/circular';
import type { Random } from '../dsp/random';
import type { Swell } from '../envelope';

/** What a layer is made from. A layer's level is free: the mix sets its loudness. */
export interface LayerContext {
  sampleCount: number;
  /** Of the film: a whole number of the motion's loops. */
  durationSeconds: number;
  loopSeconds: number;
  random: Random;
  /** The course of the motion's speed. */
  swell: Swell;
  /** The course of the glow's flicker. */
  flicker: Swell;
  /** 0 calm, 1 storm. */
  force: number;
}

/** Makes a layer: a circular signal of the film's length that is a function of its context alone. */
export type Layer = (context: LayerContext) => Stereo;
