import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { mulberry32 } from '../src/shared/watermark/code-book';

/** A film before it is marked: RGBA frames one after the other. */
export interface Clip {
  name: string;
  width: number;
  height: number;
  frames: Uint8ClampedArray[];
}

/** Photos below a folder, in the order of their paths. */
export function photosIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(jpe?g|png)$/i.test(path))
    .sort()
    .map((path) => join(folder, path));
}

/**
 * A photo set in motion as the app's films are: something flows or sways in one part, glides in another, and the rest stands still.
 * Deterministic in `seed`, which also chooses the part of the photo that is shown.
 */
export function makeClip(
  photo: string,
  seed: number,
  { width, height, frameCount }: { width: number; height: number; frameCount: number },
): Clip {
  const random = mulberry32(seed);
  const unit = () => random() / 2 ** 32;
  const at = `(iw-${width})*${unit().toFixed(3)}:(ih-${height})*${unit().toFixed(3)}`;
  const pixels = execFileSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-i', photo, '-frames:v', '1'],
      '-vf',
      `scale=${width}:${height}:force_original_aspect_ratio=increase:flags=lanczos,crop=${width}:${height}:${at}`,
      ...['-f', 'rawvideo', '-pix_fmt', 'rgba', '-'],
    ],
    { maxBuffer: 2 ** 30 },
  );
  const still = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, 4 * width * height);
  const shortSide = Math.min(width, height);
  // Where the picture moves: above or below a slanted line, fading in over a tenth of the picture.
  const tilt = (unit() - 0.5) * 0.6;
  const line = 0.3 + 0.4 * unit();
  const upper = unit() < 0.5;
  const drift = (unit() - 0.5) * 0.08 * shortSide;
  const sway = (0.002 + 0.008 * unit()) * shortSide;
  const frames: Uint8ClampedArray[] = [];
  for (let index = 0; index < frameCount; index++) {
    const seconds = index / 24;
    const frame = new Uint8ClampedArray(still.length);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const side = y / height - line - tilt * (x / width - 0.5);
        const moving = Math.max(0, Math.min(1, (upper ? -side : side) * 10));
        const phase = 2 * Math.PI * (seconds / 2 + x / (0.3 * shortSide) + y / (0.5 * shortSide));
        const dx =
          moving * (drift * seconds + sway * (Math.sin(phase) - Math.sin(phase - Math.PI * seconds)));
        const dy = moving * sway * (Math.cos(phase) - Math.cos(phase - Math.PI * seconds)) * 0.5;
        sample(still, width, height, x - dx, y - dy, frame, 4 * (y * width + x));
      }
    }
    frames.push(frame);
  }
  return { name: `${basename(photo)} #${seed}`, width, height, frames };
}

function sample(
  source: Uint8ClampedArray,
  width: number,
  height: number,
  x: number,
  y: number,
  target: Uint8ClampedArray,
  at: number,
): void {
  const clampedX = Math.max(0, Math.min(width - 1.001, x));
  const clampedY = Math.max(0, Math.min(height - 1.001, y));
  const left = Math.floor(clampedX);
  const top = Math.floor(clampedY);
  const a = clampedX - left;
  const b = clampedY - top;
  const from = 4 * (top * width + left);
  for (let c = 0; c < 3; c++) {
    const upper = source[from + c]! * (1 - a) + source[from + 4 + c]! * a;
    const lower = source[from + 4 * width + c]! * (1 - a) + source[from + 4 * width + 4 + c]! * a;
    target[at + c] = upper * (1 - b) + lower * b;
  }
  target[at + 3] = 255;
}
