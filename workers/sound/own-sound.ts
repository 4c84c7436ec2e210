import { ALL_FORMATS, AudioSampleSink, BlobSource, Input, type InputAudioTrack } from 'mediabunny';
import { AppError, isAbort } from '../../src/shared/errors';
import { SAMPLE_RATE, silence, type Stereo } from './dsp/circular';
import { resample } from './dsp/resample';
import { finish } from './finish';
import type { OwnSound } from './protocol';

/** Where a sound begins again it fades into itself for this long, or for a quarter of it where it is shorter. */
const FADE_SECONDS = 0.4;
/** Shorter ones are clicks. */
const LEAST_SECONDS = 0.1;

/** What a sound file is, by its bytes. Errors: format-unsupported (nothing in it that this browser can play); AbortError. */
export function probeOwnSound(file: Blob, signal: AbortSignal): Promise<OwnSound> {
  return withTrack(file, signal, async (track, mimeType) => {
    const durationSeconds = await track.computeDuration();
    // Decoding a little tells what a header only promises.
    const heard = await decode(track, LEAST_SECONDS, signal);
    if (!(durationSeconds >= LEAST_SECONDS) || heard.left.length === 0) throw nothingToHear();
    return { durationSeconds, mimeType };
  });
}

/**
 * A person's own sound at a film's length: its beginning, or all of it again and again, closed to a loop without a click, at most as
 * loud as every film. Errors: format-unsupported; AbortError.
 */
export function fitOwnSound(file: Blob, durationSeconds: number, signal: AbortSignal): Promise<Stereo> {
  return withTrack(file, signal, async (track) => {
    const heard = await decode(track, durationSeconds + FADE_SECONDS, signal);
    const sound = loopTo(heard, Math.round(durationSeconds * SAMPLE_RATE));
    finish(sound);
    return sound;
  });
}

/**
 * A circular sound of `length` samples: each time the given one ends it fades, with equal power, into its own beginning; so does the
 * whole where it loops.
 */
export function loopTo(heard: Stereo, length: number): Stereo {
  const available = heard.left.length;
  const fade = Math.min(Math.round(FADE_SECONDS * SAMPLE_RATE), Math.floor(Math.min(available, length) / 4));
  const result = silence(length);
  if (available === 0) return result;
  const step = Math.max(1, available - fade);
  // A whole number of rounds would change the sound's speed: the last one is cut, and fades like the others.
  for (let start = 0; start < length; start += step) {
    const end = Math.min(available, length + fade - start);
    for (const side of ['left', 'right'] as const) {
      for (let index = 0; index < end; index++) {
        const rise = index < fade ? Math.sin((Math.PI / 2) * ((index + 0.5) / fade)) : 1;
        const left = end - index;
        const fall = left <= fade ? Math.sin((Math.PI / 2) * ((left - 0.5) / fade)) : 1;
        result[side][(start + index) % length]! += rise * fall * heard[side][index]!;
      }
    }
  }
  return result;
}

async function withTrack<T>(
  file: Blob,
  signal: AbortSignal,
  task: (track: InputAudioTrack, mimeType: string) => Promise<T>,
): Promise<T> {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryAudioTrack();
    if (!track || !(await track.canDecode())) throw nothingToHear();
    const mimeType = (await input.getMimeType()).split(';')[0]!;
    return await task(track, mimeType);
  } catch (cause) {
    signal.throwIfAborted();
    if (isAbort(cause) || cause instanceof AppError) throw cause;
    throw nothingToHear(cause);
  } finally {
    input.dispose();
  }
}

/** The first seconds of a track, 48 kHz stereo; one channel is heard on both sides, of more than two the first two. */
async function decode(track: InputAudioTrack, seconds: number, signal: AbortSignal): Promise<Stereo> {
  const parts: Float32Array[][] = [[], []];
  const start = await track.getFirstTimestamp();
  let rate = SAMPLE_RATE;
  for await (const sample of new AudioSampleSink(track).samples(start, start + seconds)) {
    try {
      signal.throwIfAborted();
      rate = sample.sampleRate;
      parts.forEach((channel, side) => {
        const plane = new Float32Array(sample.numberOfFrames);
        const planeIndex = Math.min(side, sample.numberOfChannels - 1);
        sample.copyTo(plane, { planeIndex, format: 'f32-planar' });
        channel.push(plane);
      });
    } finally {
      sample.close();
    }
  }
  const [left, right] = parts.map((channel) => {
    const whole = new Float32Array(channel.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of channel) {
      whole.set(part, at);
      at += part.length;
    }
    const bounded = whole.subarray(0, Math.round(seconds * rate));
    // What is no number would be heard as a bang everywhere the filters reach.
    for (let index = 0; index < bounded.length; index++)
      if (!Number.isFinite(bounded[index])) bounded[index] = 0;
    return resample(bounded, rate, SAMPLE_RATE);
  });
  return { left: left!, right: right! };
}

function nothingToHear(cause?: unknown): AppError {
  return new AppError('format-unsupported', 'no sound that can be decoded here', { cause });
}
