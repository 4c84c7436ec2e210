import { AppError } from '../../src/shared/errors';
import type { PcmAudio } from '../../src/shared/pixels';
import { addStereo, SAMPLE_RATE, silence } from './dsp/circular';
import { loudness } from './dsp/loudness';
import { Random } from './dsp/random';
import { measureEnvelope, swellOf } from './envelope';
import { decibels, finish } from './finish';
import { city, leaves, room, wind } from './layers/air';
import { birds, crickets } from './layers/animals';
import { fire } from './layers/fire';
import type { Layer, LayerContext } from './layers/layer';
import { lapping, stream, waterfall } from './layers/water';
import { waves } from './layers/waves';
import { rain, thunder } from './layers/weather';
import type { SoundRequest } from './protocol';
import { chooseSoundscape, type LayerName } from './soundscape';

const LAYERS: Readonly<Record<LayerName, Layer>> = {
  waves,
  lapping,
  stream,
  waterfall,
  wind,
  leaves,
  rain,
  thunder,
  fire,
  birds,
  crickets,
  city,
  room,
};

/**
 * Makes a film's sound: 48 kHz stereo, circular (its end goes on in its beginning), deterministic in its request.
 * Errors: internal (no duration); AbortError between layers.
 */
export function synthesize(
  request: SoundRequest,
  signal: AbortSignal,
): { audio: PcmAudio; layers: string[] } {
  const { motion, scene, intents, durationSeconds, seed } = request;
  const sampleCount = Math.round(durationSeconds * SAMPLE_RATE);
  if (!(sampleCount > 0)) throw new AppError('internal', `a film of ${durationSeconds} s`);
  const envelope = measureEnvelope(motion);
  const choices = chooseSoundscape(scene, intents, envelope.meanSpeed);
  const mix = silence(sampleCount);
  for (const { name, loudnessLufs, force } of choices) {
    signal.throwIfAborted();
    const context: LayerContext = {
      sampleCount,
      durationSeconds,
      loopSeconds: envelope.loopSeconds,
      random: new Random(seed, name),
      swell: swellOf(envelope.speed, envelope.loopSeconds),
      flicker: swellOf(envelope.flicker, envelope.loopSeconds),
      force,
    };
    const layer = LAYERS[name](context);
    addStereo(mix, layer, decibels(loudnessLufs - loudness(layer)));
  }
  if (choices.length > 0) finish(mix);
  return {
    audio: { sampleRateHertz: SAMPLE_RATE, channels: [mix.left, mix.right] },
    layers: choices.map(({ name }) => name),
  };
}
