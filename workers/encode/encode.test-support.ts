import type { PcmAudio, RgbaImage } from '../../src/shared/pixels';

/** The flat patches in the corners of {@link testPicture}: colours whose BT.601 and BT.709 codings differ widely. */
export const PATCHES: readonly (readonly [number, number, number])[] = [
  [200, 40, 40],
  [40, 180, 60],
  [40, 60, 200],
  [128, 128, 128],
];

/** A picture with flat patches in its corners and a soft pattern between that moves with `phase` (0..1). */
export function testPicture(width: number, height: number, phase: number): RgbaImage {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const left = x < width / 4;
      const right = x >= (3 * width) / 4;
      const top = y < height / 4;
      const bottom = y >= (3 * height) / 4;
      data[at + 3] = 255;
      if ((left || right) && (top || bottom)) {
        const [r, g, b] = PATCHES[(right ? 1 : 0) + (bottom ? 2 : 0)]!;
        data[at] = r;
        data[at + 1] = g;
        data[at + 2] = b;
      } else {
        const wave = Math.sin(2 * Math.PI * (x / 37 + y / 53 + phase));
        data[at] = 120 + 60 * wave;
        data[at + 1] = 110 + 40 * Math.cos(2 * Math.PI * (x / 29 - phase));
        data[at + 2] = 100 + (60 * y) / height;
      }
    }
  }
  return { width, height, data };
}

/** A stereo tone of 440 Hz and -12 dBFS. */
export function testTone(durationSeconds: number): PcmAudio {
  const sampleRateHertz = 48_000;
  const samples = Float32Array.from(
    { length: Math.round(durationSeconds * sampleRateHertz) },
    (_, index) => 0.25 * Math.sin((2 * Math.PI * 440 * index) / sampleRateHertz),
  );
  return { sampleRateHertz, channels: [samples, samples.slice()] };
}
