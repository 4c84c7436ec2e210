import { AppError } from '../../src/shared/errors';
import type { EncodeRequest } from './protocol';

/**
 * Mixes a scene's first frames with the last ones of the scene before. On coded pictures (I420): mixing is linear, so what both have in the same
 * place, as the label and the marks of one payload, stays as it is.
 */
export class FrameMixer {
  constructor(
    private readonly mixWith: EncodeRequest['mixWith'],
    /** Of a frame. */
    private readonly sizeBytes: number,
  ) {}

  /** Mixes what lies under frame `index` into it, in place; later frames stay. Throws AppError `encode-failed` where there is nothing of its size. */
  async mix(index: number, frame: Uint8Array): Promise<void> {
    const weight = this.mixWith?.weights[index];
    if (!this.mixWith || weight === undefined) return;
    const start = index * this.sizeBytes;
    // One at a time: they may lie on the disk.
    const before = this.mixWith.frames.slice(start, start + this.sizeBytes);
    if (before.size !== frame.length) {
      throw new AppError('encode-failed', `frame ${index} was to be mixed with ${before.size} bytes`);
    }
    mixInto(frame, new Uint8Array(await before.arrayBuffer()), weight);
  }
}

/** `frame` becomes `weight` of itself and the rest of `before`, rounded, byte by byte. */
export function mixInto(frame: Uint8Array, before: Uint8Array, weight: number): void {
  const share = Math.round(256 * weight);
  for (let at = 0; at < frame.length; at++) {
    frame[at] = (share * frame[at]! + (256 - share) * before[at]! + 128) >> 8;
  }
}
