import { createC2pa, type C2paSdk } from '@contentauth/c2pa-web';
import wasmUrl from '@contentauth/c2pa-web/resources/c2pa.wasm?url';
import { AppError } from '../shared/errors';

/**
 * Settings of every reader and builder. The library would fetch a manifest's remote address and its signer's OCSP answer:
 * nothing here ever leaves the device. Trust is judged against what the caller brings.
 */
const VERIFY = {
  verifyTrust: true,
  verifyAfterReading: true,
  remoteManifestFetch: false,
  ocspFetch: false,
};
export const C2PA_SETTINGS = { verify: VERIFY };

/** Start-up takes 0.3 s where it works; where the worker is blocked the library waits for ever. */
const START_MILLISECONDS = 15_000;
/** A wasm heap never shrinks: the worker is ended when it has had nothing to do for this long. */
const IDLE_MILLISECONDS = 30_000;

let instance: Promise<C2paSdk> | undefined;
let idleTimer: ReturnType<typeof setTimeout> | undefined;
let queue: Promise<unknown> = Promise.resolve();

export interface C2paOptions {
  signal: AbortSignal;
  /** After this long the worker is taken for dead. */
  limitMilliseconds: number;
}

/**
 * Runs a task on the one C2PA instance, after the tasks before it. Cancelling and running out of time end the worker, so
 * that nothing goes on in the background; the next task starts a new one.
 *
 * Throws AppError `c2pa-unavailable` (no worker, no wasm, out of time), AbortError, or what the task throws.
 */
export function withC2pa<T>(task: (sdk: C2paSdk) => Promise<T>, options: C2paOptions): Promise<T> {
  const run = queue.then(() => runTask(task, options));
  queue = run.catch(() => undefined);
  return run;
}

/** Ends the worker and frees its memory. */
export function endC2pa(): void {
  clearTimeout(idleTimer);
  const ended = instance;
  instance = undefined;
  ended?.then(
    (sdk) => {
      sdk.dispose();
    },
    () => undefined,
  );
}

async function runTask<T>(task: (sdk: C2paSdk) => Promise<T>, options: C2paOptions): Promise<T> {
  options.signal.throwIfAborted();
  clearTimeout(idleTimer);
  try {
    instance ??= start();
    const sdk = await guard(instance, options.signal, START_MILLISECONDS + options.limitMilliseconds);
    return await guard(task(sdk), options.signal, options.limitMilliseconds);
  } catch (error) {
    if (error instanceof OutOfTime || options.signal.aborted) endC2pa();
    options.signal.throwIfAborted();
    if (error instanceof OutOfTime) {
      throw new AppError('c2pa-unavailable', 'the C2PA worker did not answer', { cause: error });
    }
    throw error;
  } finally {
    clearTimeout(idleTimer);
    idleTimer = setTimeout(endC2pa, IDLE_MILLISECONDS);
  }
}

async function start(): Promise<C2paSdk> {
  try {
    // Compiled here, not by the library: how long the download takes says nothing about the worker.
    const wasm = await WebAssembly.compileStreaming(fetch(wasmUrl));
    const starting = createC2pa({ wasmSrc: wasm, settings: C2PA_SETTINGS });
    return await guard(starting, new AbortController().signal, START_MILLISECONDS);
  } catch (cause) {
    instance = undefined;
    throw new AppError('c2pa-unavailable', `C2PA could not start: ${String(cause)}`, { cause });
  }
}

class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/** The promise, unless the signal or the limit comes first. What it settles to afterwards is dropped. */
function guard<T>(promise: Promise<T>, signal: AbortSignal, limitMilliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      finish(() => {
        reject(new OutOfTime(`no answer within ${limitMilliseconds} ms`));
      });
    }, limitMilliseconds);
    const abort = () => {
      finish(() => {
        reject(new DOMException('cancelled', 'AbortError'));
      });
    };
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      settle();
    };
    signal.addEventListener('abort', abort);
    promise.then(
      (value) => {
        finish(() => {
          resolve(value);
        });
      },
      (error: unknown) => {
        finish(() => {
          reject(error instanceof Error ? error : new Error(String(error)));
        });
      },
    );
  });
}
