import { describe, expect, it } from 'vitest';
import encoderGolden from '../../../models/prompt-encoder/golden.json';
import gateGolden from '../../../models/prompt-gate/golden.json';
import { TEXT_BUCKETS, textTokens, tokenTensor } from './text-tokens';

describe('textTokens', () => {
  const cases = [...encoderGolden.cases, ...gateGolden.cases];

  it.each(cases.map(({ prompt, tokens }) => [prompt, tokens] as const))(
    'gives what Python gave for %j',
    (prompt, tokens) => {
      expect(textTokens(prompt)).toEqual(tokens);
    },
  );

  it('gives nothing for text without letters, digits or emoji', () => {
    expect(textTokens('')).toEqual([]);
    expect(textTokens(' …!? ')).toEqual([]);
    expect(textTokens('🌊')).toHaveLength(1);
  });

  it('reads a text and its decomposed form alike', () => {
    expect(textTokens('sóng biển'.normalize('NFD'))).toEqual(textTokens('sóng biển'));
  });

  it('shares features between a word and its misspelling', () => {
    const [right] = textTokens('clouds');
    const [wrong] = textTokens('clowds');
    const shared = right!.filter((bucket) => wrong!.includes(bucket));
    expect(shared.length).toBeGreaterThan(2);
    expect(shared.length).toBeLessThan(right!.length);
  });

  it('shares the features of a word without its marks', () => {
    const [marked] = textTokens('mây');
    const [bare] = textTokens('may');
    expect(bare!.every((bucket) => marked!.includes(bucket))).toBe(true);
  });

  it('gives each letter of a script without blanks a token of its own', () => {
    expect(textTokens('云向左')).toHaveLength(3);
    expect(textTokens('2个人 dance')).toHaveLength(4);
  });

  it('cuts what is longer than anybody writes', () => {
    const tokens = textTokens(`${'wind '.repeat(2000)}${'a'.repeat(500)}`);
    expect(tokens).toHaveLength(128);
    const [long] = textTokens('a'.repeat(500));
    expect(long).toHaveLength(64);
    expect(tokens.flat().every((bucket) => bucket >= 1 && bucket < TEXT_BUCKETS)).toBe(true);
  });
});

it('pads tokens into a tensor', () => {
  expect(tokenTensor([[3, 1], [2]])).toEqual({ data: Int32Array.of(3, 1, 2, 0), shape: [1, 2, 2] });
});
