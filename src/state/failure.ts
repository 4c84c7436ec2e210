import { AppError } from '../shared/errors';
import type { GateName, Verdict } from '../shared/verdict';
import type { Failure } from './job-state';

/** What people are told of an error. Whatever is not an AppError is `internal`. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof AppError)) return { code: 'internal', details: {} };
  const { gate, verdict } = error.details as { gate?: GateName; verdict?: Verdict };
  return {
    code: error.code,
    details: error.details,
    ...(gate ? { gate } : {}),
    ...(verdict ? { verdict } : {}),
  };
}
