import type { Stereo } from './dsp/circular';
import { limit, truePeak } from './dsp/limiter';
import { loudness } from './dsp/loudness';

/** The whole is never louder than this (LUFS, BS.1770): a film opens softly beside its neighbours. */
const LOUDEST_LUFS = -18;
/** -1 dBFS, and what is left for peaks between samples and for AAC. */
const PEAK = 10 ** (-1 / 20);
const SAMPLE_PEAK = 10 ** (-2 / 20);

/** Brings a circular sound within the loudness and the peaks that every film keeps, in place. What is softer stays as it is. */
export function finish(mix: Stereo): void {
  const excess = loudness(mix) - LOUDEST_LUFS;
  if (excess > 0) scale(mix, decibels(-excess));
  limit(mix, SAMPLE_PEAK);
  const peak = Math.max(truePeak(mix.left), truePeak(mix.right));
  if (peak > PEAK) scale(mix, PEAK / peak);
}

/** The gain of so many decibels; 0 for what is not finite. */
export function decibels(value: number): number {
  return Number.isFinite(value) ? 10 ** (value / 20) : 0;
}

function scale({ left, right }: Stereo, gain: number): void {
  for (const samples of [left, right]) {
    for (let index = 0; index < samples.length; index++) samples[index]! *= gain;
  }
}
