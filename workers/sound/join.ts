import { AppError } from '../../src/shared/errors';
import { silence, type Stereo } from './dsp/circular';
import { finish } from './finish';

/** A scene's sound, and where in the film it begins. */
export interface SoundPart {
  sound: Stereo;
  startSample: number;
}

/**
 * One sound out of the scenes of a film, circular as every sound here: each part begins while the one before still runs, for `fadeSamples`, and the two
 * fade into each other with equal power, since they are different noises; the last one runs on into the first. At most as loud as every film.
 * @param parts in order; each reaches `fadeSamples` into the next. Throws AppError `internal` where one is too short for that, or a gap is left.
 */
export function joinSounds(parts: readonly SoundPart[], sampleCount: number, fadeSamples: number): Stereo {
  const film = silence(sampleCount);
  parts.forEach(({ sound, startSample }, index) => {
    const next = parts[index + 1]?.startSample ?? sampleCount + (parts[0]?.startSample ?? 0);
    const { length } = sound.left;
    if (startSample + length !== next + fadeSamples || length < 2 * fadeSamples) {
      throw new AppError(
        'internal',
        `a sound of ${length} samples from ${startSample}, the next from ${next}`,
      );
    }
    for (const side of ['left', 'right'] as const) {
      sound[side].forEach((value, at) => {
        const rise = Math.min(1, (at + 0.5) / fadeSamples);
        const fall = Math.min(1, (length - at - 0.5) / fadeSamples);
        const gain = Math.sin((Math.PI / 2) * rise) * Math.sin((Math.PI / 2) * fall);
        film[side][(startSample + at) % sampleCount]! += gain * value;
      });
    }
  });
  finish(film);
  return film;
}
