import { describe, expect, it } from 'vitest';
import golden from '../../../models/prompt-encoder/golden.json';
import { bucketTensor, PROMPT_BUCKETS, textBuckets } from './prompt-text';

describe('textBuckets', () => {
  it.each(golden.cases.map(({ prompt, buckets }) => [prompt, buckets] as const))(
    'gives what Python gave for %j',
    (prompt, buckets) => {
      expect(textBuckets(prompt)).toEqual(buckets);
    },
  );

  it('gives nothing for text without letters', () => {
    expect(textBuckets('')).toEqual([]);
    expect(textBuckets(' …!? ❤ ')).toEqual([]);
  });

  it('reads a text and its decomposed form alike', () => {
    expect(textBuckets('sóng biển'.normalize('NFD'))).toEqual(textBuckets('sóng biển'));
  });

  it('keeps marks without a combining class, as Python does', () => {
    // Thai vowel signs of class 0 stay, tone marks (class 107) go: the second copy differs from the first
    const word = 'น้ำ';
    const grams = (length: number) => [1, 2, 3, 4].reduce((sum, n) => sum + Math.max(0, length + 3 - n), 1);
    const first = Array.from(word.normalize('NFKC')).length;
    const stripped = Array.from(word.normalize('NFKD')).length - 1;
    expect(textBuckets(word)).toHaveLength(grams(first) + grams(stripped));
  });

  it('cuts what is longer than anybody writes', () => {
    const buckets = textBuckets('wind '.repeat(2000));
    expect(buckets).toHaveLength(2048);
    expect(buckets.every((bucket) => bucket >= 0 && bucket < PROMPT_BUCKETS)).toBe(true);
  });

  it('makes the tensor', () => {
    expect(bucketTensor([3, 1, 2])).toEqual({ data: Int32Array.of(3, 1, 2), shape: [1, 3] });
  });
});
