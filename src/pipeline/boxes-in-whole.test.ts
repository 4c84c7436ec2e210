import { expect, it } from 'vitest';
import { boxesInWhole } from './boxes-in-whole';

it('puts what was seen in a part of a photo where it lies in the whole', () => {
  const part = { x: 0.25, y: 0, width: 0.5, height: 1 };
  const box = { x: 0.5, y: 0.1, width: 0.2, height: 0.3 };
  const { verdict, reasons } = boxesInWhole(
    {
      verdict: 'review',
      reasons: [
        { rule: 'video-face', category: 'distortion', score: 0.1, box },
        { rule: 'video-loud', category: 'loudness', score: 0.3 },
      ],
      scores: {},
    },
    part,
  );
  expect(verdict).toBe('review');
  expect(reasons).toEqual([
    {
      rule: 'video-face',
      category: 'distortion',
      score: 0.1,
      box: { x: 0.5, y: 0.1, width: 0.1, height: 0.3 },
    },
    { rule: 'video-loud', category: 'loudness', score: 0.3 },
  ]);
});
