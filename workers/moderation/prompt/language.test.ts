import { describe, expect, it } from 'vitest';
import { isForeignScript } from './language';

describe('isForeignScript', () => {
  it.each([
    'облака плывут',
    '구름이 움직여',
    'الغيوم تتحرك',
    'बादल',
    'เมฆ',
    'τα σύννεφα',
    'העננים',
    'облака, wow',
  ])('is for %j', (prompt) => {
    expect(isForeignScript(prompt)).toBe(true);
  });

  it.each(['', '123 !?', '🌊', 'waves', 'mây trôi', '雲をひだりに', 'ウェーブー', '云', 'wаves'])(
    'is not for %j',
    (prompt) => {
      expect(isForeignScript(prompt)).toBe(false);
    },
  );
});
