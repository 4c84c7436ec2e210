import { describe, expect, it } from 'vitest';
import { POLICY_CATEGORIES } from '../../src/shared/verdict';
import { COVERAGE, judge, POLICY, type Evidence, type EvidenceName, type PolicyRow } from './policy';

/** No evidence of anything. */
const calm = (gate: PolicyRow['gate']): Evidence[] =>
  [...new Set(POLICY.filter((row) => row.gate === gate).map(({ evidence }) => evidence))].map((name) => ({
    name,
    value: 0,
  }));
const withValue = (gate: PolicyRow['gate'], name: EvidenceName, value: number): Evidence[] =>
  calm(gate).map((one) => (one.name === name ? { ...one, value } : one));

describe('the policy', () => {
  it('lets pass what there is no evidence against', () => {
    for (const gate of ['photo', 'video'] as const) {
      expect(judge(gate, calm(gate))).toMatchObject({ verdict: 'allow', reasons: [] });
    }
  });

  it.each(POLICY.map((row) => [row.rule, row] as const))('%s decides at its thresholds', (_, row) => {
    const verdictAt = (value: number) => judge(row.gate, withValue(row.gate, row.evidence, value));
    const ofRule = (value: number) => verdictAt(value).reasons.find(({ rule }) => rule === row.rule);
    if (row.review !== null) {
      expect(ofRule(row.review - 1e-6)).toBeUndefined();
      expect(ofRule(row.review)).toMatchObject({ category: row.category, threshold: row.review });
    }
    if (row.block !== null) {
      expect(ofRule(row.block - 1e-6)?.threshold).toBe(row.review ?? undefined);
      expect(verdictAt(row.block).verdict).toBe('block');
    }
  });

  it('never raises the threshold of review for what is explicit above 0.3', () => {
    for (const { evidence, review } of POLICY) {
      if (/^(explicit|suggestive)/.test(evidence) && review !== null) expect(review).toBeLessThanOrEqual(0.3);
    }
  });

  it('names every row once, blocks no earlier than it holds, and has a row or a word for every category', () => {
    expect(new Set(POLICY.map(({ rule }) => rule)).size).toBe(POLICY.length);
    for (const { review, block } of POLICY) {
      expect(review ?? block).not.toBeNull();
      if (review !== null && block !== null) expect(block).toBeGreaterThan(review);
    }
    expect(Object.keys(COVERAGE).sort()).toEqual([...POLICY_CATEGORIES].sort());
  });

  it('says of every row with a classifier that there is one', () => {
    for (const { category, gate } of POLICY) {
      expect(COVERAGE[category][gate].some((one) => one === 'classifier' || one === 'measured')).toBe(true);
    }
  });

  it.each([NaN, -0.1, 1.1, Infinity])('has no verdict on evidence of %d', (value) => {
    const act = () => judge('photo', withValue('photo', 'explicit-part', value));
    expect(act).toThrow(expect.objectContaining({ code: 'model-output-invalid' }));
  });

  it('has no verdict where a measurement is missing', () => {
    const act = () => judge('video', calm('video').slice(1));
    expect(act).toThrow(expect.objectContaining({ code: 'model-output-invalid' }));
  });

  it('says where and when it was seen', () => {
    const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.4 };
    const evidence = calm('photo').map((one) =>
      one.name === 'explicit-part' ? { ...one, value: 0.5, box, atSeconds: 1 } : one,
    );
    expect(judge('photo', evidence)).toMatchObject({
      verdict: 'review',
      reasons: [{ rule: 'photo-explicit-part', score: 0.5, threshold: 0.3, box, atSeconds: 1 }],
      scores: { 'explicit-part': 0.5 },
    });
  });
});
