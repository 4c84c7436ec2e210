import { stillMotion, type Motion } from '../../src/shared/motion';
import { SCENE_CLASSES, type SceneClass, type SceneSummary } from '../../src/shared/scene';

/** A scene of these fractions; what is not named is ground. */
export function scene(parts: Partial<Record<SceneClass, number>>): SceneSummary {
  const named = Object.values(parts).reduce((sum, part) => sum + part, 0);
  const summary = Object.fromEntries(SCENE_CLASSES.map((name) => [name, parts[name] ?? 0])) as SceneSummary;
  summary.ground += Math.max(0, 1 - named);
  return summary;
}

/**
 * A motion of one place that swings with the loop: speed |drift + du/dt|, with u = amplitude cos(2 pi t / T - phase), so
 * fastest (where both point the same way) at du/dt = +: t = T (phase / 2 pi + 3/4).
 */
export function swingingMotion(
  durationSeconds: number,
  phase: number,
  amplitude = 0.01,
  drift = 0.02,
): Motion {
  const motion = stillMotion({ height: 8, width: 8 }, durationSeconds);
  const cells = 64;
  motion.moving.fill(1);
  motion.drift.fill(drift, 0, cells);
  // re cos - im sin = A cos(wt - phase): re = A cos(phase), im = -A sin(phase)
  motion.spectrum.fill(amplitude * Math.cos(phase), 0, cells);
  motion.spectrum.fill(-amplitude * Math.sin(phase), cells, 2 * cells);
  motion.glow.fill(0.1 * Math.cos(phase), 2 * cells, 3 * cells);
  motion.glow.fill(-0.1 * Math.sin(phase), 3 * cells, 4 * cells);
  return motion;
}

/** Power of a real signal at each frequency below half the rate, in place of an FFT library (radix 2; the length is a power of two). */
export function powerSpectrum(samples: Float32Array): Float64Array {
  const length = samples.length;
  if ((length & (length - 1)) !== 0) throw new Error('a power of two is needed');
  const re = Float64Array.from(samples);
  const im = new Float64Array(length);
  for (let index = 1, reversed = 0; index < length; index++) {
    let bit = length >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (index < reversed) [re[index], re[reversed]] = [re[reversed]!, re[index]!];
  }
  for (let size = 2; size <= length; size *= 2) {
    for (let offset = 0; offset < size / 2; offset++) {
      const angle = (-2 * Math.PI * offset) / size;
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      for (let start = offset; start < length; start += size) {
        const other = start + size / 2;
        const x = re[other]! * cos - im[other]! * sin;
        const y = re[other]! * sin + im[other]! * cos;
        re[other] = re[start]! - x;
        im[other] = im[start]! - y;
        re[start]! += x;
        im[start]! += y;
      }
    }
  }
  return Float64Array.from({ length: length / 2 }, (_, index) => re[index]! ** 2 + im[index]! ** 2);
}

/** Correlation of two series. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const dot = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    x.reduce((sum, value, index) => sum + (value - mx) * (y[index]! - my), 0);
  return dot(a, ma, b, mb) / Math.sqrt(dot(a, ma, a, ma) * dot(b, mb, b, mb));
}
