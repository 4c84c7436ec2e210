/** Every way in which the app can fail, as people are told of it: src/i18n has a sentence and a next step for each. */
export const ERROR_CODES = [
  // the file that was given
  'file-empty',
  'file-too-large',
  'file-unreadable',
  'file-not-an-image',
  'file-is-video',
  'file-is-svg',
  'image-corrupt',
  'image-too-many-pixels',
  'image-too-small',
  'image-too-elongated',
  'format-unsupported',
  // the gates
  'gate-blocked',
  'gate-held',
  'gate-unavailable',
  // models
  'model-missing',
  'model-hash-mismatch',
  'model-invalid',
  'model-output-invalid',
  // the machine
  'gpu-lost',
  'worker-crashed',
  'worker-stalled',
  'out-of-memory',
  'storage-full',
  'storage-blocked',
  'browser-unsupported',
  // making the file
  'encode-failed',
  'mux-failed',
  'sign-failed',
  'c2pa-unavailable',
  'film-damaged',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What crosses a worker's border in an error's place: structured clone drops custom error classes. */
export interface ErrorPayload {
  code: ErrorCode | 'cancelled';
  message: string;
  /** Facts a message may name (limits, sizes, a verdict); never a person's content. */
  details?: Record<string, unknown>;
}

/** The one error of the app. `message` is for developers; people read the text of `code` (src/i18n). */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: { details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.details = options.details ?? {};
  }

  readonly details: Record<string, unknown>;
}

/** True for the DOM's AbortError: a cancelled job, neither logged nor shown as a failure. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** True for the DOM's error where a store has no room left. */
export function isQuotaExceeded(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/** An error as it crosses a worker's border. Whatever is not an AppError becomes `fallback`, with its text kept for developers. */
export function toErrorPayload(error: unknown, fallback: ErrorCode = 'internal'): ErrorPayload {
  if (isAbort(error)) return { code: 'cancelled', message: 'cancelled' };
  if (error instanceof AppError) return { code: error.code, message: error.message, details: error.details };
  return {
    code: fallback,
    message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}

/** The inverse of {@link toErrorPayload}. */
export function fromErrorPayload(payload: ErrorPayload): Error {
  if (payload.code === 'cancelled') return new DOMException('cancelled', 'AbortError');
  return new AppError(payload.code, payload.message, payload.details ? { details: payload.details } : {});
}
