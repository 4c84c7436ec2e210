import { describe, expect, it } from 'vitest';
import { AppError } from '../shared/errors';
import { failureOf } from './failure';

describe('failureOf', () => {
  it('carries the gate and its verdict', () => {
    const verdict = { verdict: 'block', reasons: [{ rule: 'r', category: 'sexual' }], scores: {} } as const;
    const error = new AppError('gate-blocked', 'no', { details: { gate: 'video', verdict } });
    expect(failureOf(error)).toMatchObject({ code: 'gate-blocked', gate: 'video', verdict });
  });

  it('calls what it does not know internal', () => {
    expect(failureOf(new TypeError('x'))).toEqual({ code: 'internal', details: {} });
  });
});
