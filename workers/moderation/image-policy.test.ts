import { describe, expect, it } from 'vitest';
import { IMAGE_RULES, judgeImage, strictest, worstOf } from './image-policy';

const calm = { Drawing: 0.02, Hentai: 0.01, Neutral: 0.95, Porn: 0.01, Sexy: 0.01 };

describe('judgeImage', () => {
  it('lets an ordinary photo pass and keeps its scores', () => {
    expect(judgeImage(calm)).toEqual({ verdict: 'allow', reasons: [], scores: calm });
  });

  it.each([
    [{ ...calm, Neutral: 0.26, Porn: 0.7 }, 'block', 'image-porn'],
    [{ ...calm, Neutral: 0.26, Hentai: 0.7 }, 'block', 'image-hentai'],
    [{ ...calm, Neutral: 0.1, Hentai: 0.43, Porn: 0.43 }, 'block', 'image-explicit-together'],
    [{ ...calm, Neutral: 0.6, Porn: 0.34 }, 'review', 'image-maybe-explicit'],
    [{ ...calm, Neutral: 0.2, Sexy: 0.75 }, 'review', 'image-maybe-explicit'],
  ] as const)('decides %o', (scores, verdict, rule) => {
    const result = judgeImage(scores);
    expect(result.verdict).toBe(verdict);
    expect(result.reasons.map((reason) => reason.rule)).toContain(rule);
  });

  it('decides at the threshold, not above it alone', () => {
    for (const { threshold, measure, rule } of IMAGE_RULES.filter(({ rule }) => rule.startsWith('image-p'))) {
      const at = { Drawing: 0, Hentai: 0, Neutral: 1 - threshold, Porn: threshold, Sexy: 0 };
      expect(measure(at)).toBeGreaterThanOrEqual(threshold);
      expect(judgeImage(at).reasons.map((reason) => reason.rule)).toContain(rule);
    }
  });

  it('names every rule once', () => {
    expect(new Set(IMAGE_RULES.map(({ rule }) => rule)).size).toBe(IMAGE_RULES.length);
  });
});

describe('worstOf', () => {
  it('lets one bad frame decide for the film', () => {
    const bad = judgeImage({ ...calm, Neutral: 0.1, Porn: 0.86 });
    const held = judgeImage({ ...calm, Neutral: 0.6, Porn: 0.35 });
    expect(worstOf([judgeImage(calm), held, bad, judgeImage(calm)])).toBe(bad);
    expect(worstOf([judgeImage(calm), held])).toBe(held);
  });

  it('has no verdict on no frames', () => {
    expect(() => worstOf([])).toThrow(RangeError);
  });
});

describe('strictest', () => {
  it('orders allow, review, block', () => {
    expect(strictest([])).toBe('allow');
    expect(strictest(['allow', 'block', 'review'])).toBe('block');
    expect(strictest(['review', 'allow'])).toBe('review');
  });
});
