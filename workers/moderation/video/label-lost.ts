import type { RgbaImage } from '../../../src/shared/pixels';
import type { LabelLayer } from '../../shared/label/draw-label';

/** WCAG 2.2, 1.4.3: text against what it stands on. */
const LEGIBLE_CONTRAST = 4.5;
/** Of a pixel that belongs to the label's plate or text, not to the rounded corners. */
const COVERED = 0.5;

/**
 * How far a frame's label is from the one that was to be painted, 0..1: 1 less the correlation of the frame's luma with the label's
 * letters, or, where that is more, how much of the contrast that text needs is missing.
 */
export function labelLost(frame: RgbaImage, label: LabelLayer): number {
  const letters: number[] = [];
  const seen: number[] = [];
  let [light, lightCount, dark, darkCount] = [0, 0, 0, 0];
  for (let y = 0; y < label.height; y++) {
    for (let x = 0; x < label.width; x++) {
      const pixel = label.pixels[y * label.width + x]!;
      if ((pixel >>> 24) / 255 < COVERED) continue;
      const at = 4 * ((label.y + y) * frame.width + label.x + x);
      const luminance =
        0.2126 * linear(frame.data[at]!) +
        0.7152 * linear(frame.data[at + 1]!) +
        0.0722 * linear(frame.data[at + 2]!);
      const letter = (pixel & 255) / 255;
      letters.push(letter);
      seen.push((frame.data[at]! + frame.data[at + 1]! + frame.data[at + 2]!) / 765);
      if (letter > 0.9) {
        light += luminance;
        lightCount++;
      } else if (letter < 0.1) {
        dark += luminance;
        darkCount++;
      }
    }
  }
  if (lightCount === 0 || darkCount === 0) return 1;
  const contrast = (light / lightCount + 0.05) / (dark / darkCount + 0.05);
  const lost = Math.max(1 - correlation(letters, seen), 1 - contrast / LEGIBLE_CONTRAST);
  return Math.min(1, Math.max(0, lost));
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [covariance, varianceA, varianceB] = [0, 0, 0];
  a.forEach((value, index) => {
    const [x, y] = [value - meanA, b[index]! - meanB];
    covariance += x * y;
    varianceA += x * x;
    varianceB += y * y;
  });
  const scale = Math.sqrt(varianceA * varianceB);
  return scale > 0 ? covariance / scale : 0;
}

/** IEC 61966-2-1. */
function linear(value: number): number {
  const c = value / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}
