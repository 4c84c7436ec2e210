import { describe, expect, it } from 'vitest';
import { planMark } from '../src/shared/watermark/mark';
import { marked, testPhoto } from '../workers/watermark/photos.test-support';
import { peakSignalToNoise, structuralSimilarity } from './survival-quality';

const PAYLOAD = '1c0ffee15600dbad';

describe('the mark', { timeout: 60_000 }, () => {
  it.each([
    ['upright', testPhoto(360, 640)],
    ['lying', testPhoto(640, 360, 3)],
  ])('costs no more than 42 dB and 0.98 of similarity, %s', (_, photo) => {
    const film = marked(photo, PAYLOAD);
    expect(peakSignalToNoise(photo, film)).toBeGreaterThanOrEqual(42);
    expect(structuralSimilarity(photo, film)).toBeGreaterThanOrEqual(0.98);
  });

  it('does not show when marked and unmarked frames take turns: under a code value in a calm sky, within what texture hides', () => {
    const photo = testPhoto(360, 640);
    const { data } = planMark(photo, PAYLOAD);
    const sky = data.subarray(0, 360 * 180);
    const rms = Math.sqrt(sky.reduce((sum, delta) => sum + delta * delta, 0) / sky.length);
    expect(rms).toBeLessThan(0.9);
    expect(Math.max(...sky.map(Math.abs))).toBeLessThanOrEqual(3);
    // Blocks of 12 x 12: nowhere does brightness itself change by more than a third of a code value where it is calm.
    for (let y = 0; y < 168; y += 12) {
      for (let x = 0; x < 348; x += 12) {
        let sum = 0;
        for (let j = 0; j < 12; j++) for (let i = 0; i < 12; i++) sum += data[(y + j) * 360 + x + i]!;
        expect(Math.abs(sum / 144)).toBeLessThan(1 / 3);
      }
    }
  });

  it('measures: known pictures', () => {
    const grey = (level: number) => ({
      width: 32,
      height: 32,
      data: new Uint8ClampedArray(4096).fill(level),
    });
    expect(peakSignalToNoise(grey(100), grey(101))).toBeCloseTo(48.13, 2);
    expect(structuralSimilarity(grey(100), grey(100))).toBeCloseTo(1, 6);
  });
});
