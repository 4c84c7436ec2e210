import { AppError } from '../shared/errors';

/** What can be ended: a WorkerClient. */
interface Endable {
  end(reason: AppError): void;
}

/**
 * A call's own outcome, or AppError `worker-stalled` after the limit: then the worker is ended, since one that still sends heartbeats
 * would hold its job for ever.
 */
export async function withinLimit<T>(
  client: Endable,
  call: Promise<T>,
  limitMilliseconds: number,
): Promise<T> {
  const timer = setTimeout(
    () => client.end(new AppError('worker-stalled', `no answer within ${limitMilliseconds} ms`)),
    limitMilliseconds,
  );
  try {
    return await call;
  } finally {
    clearTimeout(timer);
  }
}
