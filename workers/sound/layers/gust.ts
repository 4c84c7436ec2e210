import { wander } from '../dsp/circular';
import type { LayerContext } from './layer';

/** Natural logarithm of the swing that the motion's own course gives a sound: about +-6 dB. */
const MOTION_SWING = 1.4;
const OWN_SWING = 0.4;

/**
 * The strength of wind or water over the film, about 1: the motion's swell where it has one, and slow wandering of its
 * own (0.1 to 0.7 Hz), the more the less the motion says.
 */
export function makeGust({ random, durationSeconds, swell }: LayerContext): (seconds: number) => number {
  const own = wander(random, durationSeconds, 0.1, 0.7);
  const ownShare = OWN_SWING * (1 - 0.75 * swell.trust);
  return (seconds) =>
    Math.exp(MOTION_SWING * swell.trust * (swell.at(seconds) - 0.5) + ownShare * own(seconds));
}
