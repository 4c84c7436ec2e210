import { AppError, fromErrorPayload, toErrorPayload, type ErrorCode, type ErrorPayload } from './errors';
import type { Frame } from './pixels';

/**
 * Both ends of every worker's protocol, and of the channel on which frames travel between workers: the only file that
 * calls postMessage. A protocol is an interface of methods, `name(params): value`; the messages are derived from it.
 */
export type Methods<P> = { [M in keyof P]: (params: never) => unknown };
type ParamsOf<F> = F extends (params: infer A) => unknown ? A : never;
type ValueOf<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never;

type Inbound =
  { type: 'request'; id: number; method: string; params: unknown } | { type: 'cancel'; id: number };

type Outbound =
  /** `lifeLock` names a Web Lock that the worker holds as long as it lives. */
  | { type: 'ready'; lifeLock?: string }
  | { type: 'heartbeat' }
  | { type: 'progress'; id: number; stage: string; completed: number; total: number }
  | { type: 'result'; id: number; value: unknown }
  | { type: 'error'; id: number; error: ErrorPayload };

/** Counts, not prose: `completed` of `total` in `stage`. */
export type ProgressListener = (stage: string, completed: number, total: number) => void;

/** What a worker's method is given beside its parameters. */
export interface CallContext {
  /** Aborted by the caller's cancel. Checked between steps and frames. */
  signal: AbortSignal;
  progress: ProgressListener;
}

const transfers = new WeakMap<object, Transferable[]>();

/** Marks a method's result: `transferables` move instead of being copied. */
export function withTransfer<T extends object>(value: T, transferables: Transferable[]): T {
  transfers.set(value, transferables);
  return value;
}

/** A worker's implementation of the protocol P. */
export type Implementation<P> = {
  [M in keyof P]: (params: ParamsOf<P[M]>, context: CallContext) => ValueOf<P[M]> | Promise<ValueOf<P[M]>>;
};

/** The part of a worker's global scope, or of a MessagePort, that the server needs. */
interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

const HEARTBEAT_MILLISECONDS = 1000;

/**
 * Serves a protocol from a worker's entry file. Methods may run side by side; a method that may not says so itself
 * (see `serialise`). While any request is open a heartbeat is sent each second, so that the page can tell slow from dead.
 */
export function serve<P extends Methods<P>>(
  implementation: Implementation<P>,
  endpoint: Endpoint = self as unknown as Endpoint,
): void {
  const open = new Map<number, AbortController>();
  const send = (message: Outbound, transfer: Transferable[] = []) => endpoint.postMessage(message, transfer);
  const announced = takeLifeLock().then((lifeLock) =>
    send({ type: 'ready', ...(lifeLock === undefined ? {} : { lifeLock }) }),
  );
  setInterval(() => {
    if (open.size > 0) send({ type: 'heartbeat' });
  }, HEARTBEAT_MILLISECONDS);

  const run = async (id: number, method: string, params: unknown): Promise<void> => {
    const controller = new AbortController();
    open.set(id, controller);
    try {
      await announced;
      controller.signal.throwIfAborted();
      if (!Object.hasOwn(implementation, method)) throw new AppError('internal', `no method ${method}`);
      const handler = implementation[method as keyof P] as (params: unknown, context: CallContext) => unknown;
      const value = await handler(params, {
        signal: controller.signal,
        progress: (stage, completed, total) => send({ type: 'progress', id, stage, completed, total }),
      });
      controller.signal.throwIfAborted();
      const transfer = typeof value === 'object' && value !== null ? (transfers.get(value) ?? []) : [];
      send({ type: 'result', id, value }, transfer);
    } catch (error) {
      send({ type: 'error', id, error: toErrorPayload(error) });
    } finally {
      open.delete(id);
    }
  };

  endpoint.addEventListener('message', (event: MessageEvent<Inbound>) => {
    const message = event.data;
    if (message.type === 'request') void run(message.id, message.method, message.params);
    else open.get(message.id)?.abort(new DOMException('cancelled', 'AbortError'));
  });
}

/**
 * Takes a lock that is given up only by the worker's end, and gives its name; undefined where there are no locks (Node,
 * insecure contexts). A worker that closes itself or is killed by the browser fires no event in the page; but its locks
 * are released, and the page, waiting in line for this one, learns it.
 */
function takeLifeLock(): Promise<string | undefined> {
  const { locks } = (globalThis as { navigator?: { locks?: LockManager } }).navigator ?? {};
  if (!locks) return Promise.resolve(undefined);
  const name = `worker:${crypto.randomUUID()}`;
  return new Promise((resolve) => {
    locks
      .request(name, () => {
        resolve(name);
        return new Promise<never>(() => undefined);
      })
      .catch(() => resolve(undefined));
  });
}

/** Runs tasks one after the other. A rejected task does not stop those behind it. */
export function createQueue(): <T>(task: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = tail.then(task, task);
    tail = result.catch(() => undefined);
    return result;
  };
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ProgressListener | undefined;
  /** Objects in the parameters that move instead of being copied. */
  transfer?: Transferable[] | undefined;
}

export interface ClientOptions {
  /** Ends the worker when it has said nothing for so long while a request is open. */
  stallMilliseconds?: number;
  /** Ends the worker when it has had nothing to do for so long. 0 keeps it. */
  idleMilliseconds?: number;
  /** The error code when the worker ends by itself. */
  crashCode?: ErrorCode;
}

/** The longest that a worker may be deep in one wasm call (a graph's first run on a slow phone) without a heartbeat. */
const DEFAULT_STALL_MILLISECONDS = 45_000;
/** After a cancel the worker has so long to stop by itself; then it is ended, unless somebody else waits for it. */
export const CANCEL_GRACE_MILLISECONDS = 400;

interface Pending {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
  onProgress: ProgressListener | undefined;
  dispose: () => void;
}

/** The page's end of a worker: starts it when first needed, calls it, watches it, ends it. */
export class WorkerClient<P extends Methods<P>> {
  #worker: Worker | undefined;
  #pending = new Map<number, Pending>();
  /** Calls that were cancelled and that the worker has not answered yet. */
  #cancelled = new Set<number>();
  #nextId = 1;
  #stallTimer: ReturnType<typeof setTimeout> | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #deathWatch: AbortController | undefined;
  readonly #spawn: () => Worker;
  readonly #options: Required<ClientOptions>;

  /** @param spawn makes the worker: `() => new Worker(new URL(...), { type: 'module' })` */
  constructor(spawn: () => Worker, options: ClientOptions = {}) {
    this.#spawn = spawn;
    this.#options = {
      stallMilliseconds: DEFAULT_STALL_MILLISECONDS,
      idleMilliseconds: 0,
      crashCode: 'worker-crashed',
      ...options,
    };
  }

  /** True while a worker lives. */
  get alive(): boolean {
    return this.#worker !== undefined;
  }

  /**
   * Calls a method. Rejects with AppError (the worker's own, `worker-crashed`, `worker-stalled`) or, after
   * `options.signal`, with AbortError at once; a worker that does not stop within the grace period is ended, unless other
   * calls to it are open.
   */
  call<M extends keyof P & string>(
    method: M,
    params: ParamsOf<P[M]>,
    { signal, onProgress, transfer = [] }: CallOptions = {},
  ): Promise<ValueOf<P[M]>> {
    if (signal?.aborted) return Promise.reject(new DOMException('cancelled', 'AbortError'));
    const worker = (this.#worker ??= this.#start());
    clearTimeout(this.#idleTimer);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const onAbort = () => this.#cancel(worker, id);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#pending.set(id, {
        resolve: resolve as (value: unknown) => void,
        reject,
        onProgress,
        dispose: () => signal?.removeEventListener('abort', onAbort),
      });
      this.#watch();
      try {
        worker.postMessage({ type: 'request', id, method, params } satisfies Inbound, transfer);
      } catch (error) {
        this.#settle(id, (pending) =>
          pending.reject(error instanceof Error ? error : new Error(String(error))),
        );
      }
    });
  }

  /** Ends the worker at once and rejects what is pending with `reason` (AbortError by default). Idempotent. */
  end(reason: Error = new DOMException('worker ended', 'AbortError')): void {
    this.#deathWatch?.abort();
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#cancelled.clear();
    clearTimeout(this.#stallTimer);
    clearTimeout(this.#idleTimer);
    for (const id of [...this.#pending.keys()]) this.#settle(id, (pending) => pending.reject(reason));
  }

  #start(): Worker {
    const worker = this.#spawn();
    worker.addEventListener('message', (event: MessageEvent<Outbound>) => {
      if (this.#worker !== worker) return;
      if (event.data.type === 'ready') void this.#watchForDeath(worker, event.data.lifeLock);
      this.#receive(event.data);
    });
    const crash = (text: string) => {
      if (this.#worker === worker) this.end(new AppError(this.#options.crashCode, text));
    };
    worker.addEventListener('error', (event) => crash(`worker error: ${event.message}`));
    worker.addEventListener('messageerror', () => crash('a message could not be read'));
    return worker;
  }

  /** Ends what is pending with the crash code when the worker gives up its life lock, that is, when it is no more. */
  async #watchForDeath(worker: Worker, lifeLock: string | undefined): Promise<void> {
    if (lifeLock === undefined) return;
    const watch = (this.#deathWatch = new AbortController());
    try {
      await navigator.locks.request(lifeLock, { signal: watch.signal }, () => undefined);
    } catch {
      return; // We ended it ourselves.
    }
    if (this.#worker === worker)
      this.end(new AppError(this.#options.crashCode, 'the worker ended by itself'));
  }

  #receive(message: Outbound): void {
    this.#watch();
    if (message.type === 'result' || message.type === 'error') this.#cancelled.delete(message.id);
    if (message.type === 'progress') {
      this.#pending.get(message.id)?.onProgress?.(message.stage, message.completed, message.total);
    } else if (message.type === 'result') {
      this.#settle(message.id, (pending) => pending.resolve(message.value));
    } else if (message.type === 'error') {
      this.#settle(message.id, (pending) => pending.reject(fromErrorPayload(message.error)));
    }
  }

  #settle(id: number, act: (pending: Pending) => void): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    pending.dispose();
    act(pending);
    if (this.#pending.size > 0) return;
    clearTimeout(this.#stallTimer);
    if (this.#worker && this.#options.idleMilliseconds > 0) {
      clearTimeout(this.#idleTimer);
      this.#idleTimer = setTimeout(() => this.end(), this.#options.idleMilliseconds);
    }
  }

  #cancel(worker: Worker, id: number): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    worker.postMessage({ type: 'cancel', id } satisfies Inbound);
    this.#cancelled.add(id);
    setTimeout(() => {
      if (this.#worker === worker && this.#cancelled.has(id)) this.#endUnlessNeeded();
    }, CANCEL_GRACE_MILLISECONDS);
    this.#settle(id, (settled) => settled.reject(new DOMException('cancelled', 'AbortError')));
  }

  /** Ending a worker for one call's sake would fail the others: a preview's cancelled edit must not stop the film behind it. */
  #endUnlessNeeded(): void {
    if (this.#pending.size === 0) this.end();
  }

  #watch(): void {
    clearTimeout(this.#stallTimer);
    if (this.#pending.size === 0) return;
    this.#stallTimer = setTimeout(
      () => this.end(new AppError('worker-stalled', 'the worker stopped answering')),
      this.#options.stallMilliseconds,
    );
  }
}

type FrameMessage =
  | { type: 'frame'; frame: Frame }
  | { type: 'end' }
  | { type: 'fail'; error: ErrorPayload }
  | { type: 'credit' }
  | { type: 'stop'; error: ErrorPayload };

/** Frames that may be under way at once: enough to keep both ends busy, few enough to bound memory. */
const FRAME_CREDITS = 4;

function frameTransfer(frame: Frame): Transferable[] {
  return 'data' in frame.image ? [frame.image.data.buffer] : [frame.image];
}

function closeFrame(frame: Frame): void {
  if (!('data' in frame.image)) frame.image.close();
}

/** The sending end of a frame channel; one MessagePort, owned by it. */
export class FrameSender {
  #credits = FRAME_CREDITS;
  #wake: (() => void) | undefined;
  #stopped: Error | undefined;

  constructor(private readonly port: MessagePort) {
    port.onmessage = (event: MessageEvent<FrameMessage>) => {
      if (event.data.type === 'credit') this.#credits++;
      else if (event.data.type === 'stop') this.#stopped = fromErrorPayload(event.data.error);
      this.#wake?.();
    };
  }

  /** Hands a frame over (it is transferred) once the receiver has room. Throws the receiver's error if it has stopped. */
  async send(frame: Frame, signal: AbortSignal): Promise<void> {
    try {
      while (this.#credits === 0 && !this.#stopped) {
        signal.throwIfAborted();
        await this.#wait(signal);
      }
      signal.throwIfAborted();
      if (this.#stopped) throw this.#stopped;
    } catch (error) {
      closeFrame(frame);
      throw error;
    }
    this.#credits--;
    this.port.postMessage({ type: 'frame', frame } satisfies FrameMessage, frameTransfer(frame));
  }

  /** Until the receiver says something or the signal aborts. */
  async #wait(signal: AbortSignal): Promise<void> {
    let onAbort: () => void = () => undefined;
    await new Promise<void>((resolve) => {
      onAbort = resolve;
      this.#wake = resolve;
      signal.addEventListener('abort', onAbort, { once: true });
    });
    signal.removeEventListener('abort', onAbort);
  }

  /** No more frames follow. */
  end(): void {
    this.port.postMessage({ type: 'end' } satisfies FrameMessage);
  }

  /** Tells the receiver that the frames have failed. */
  fail(error: unknown): void {
    this.port.postMessage({ type: 'fail', error: toErrorPayload(error) } satisfies FrameMessage);
  }
}

/**
 * The receiving end: yields frames in order, gives a credit back when the next one is asked for, closes what is not
 * consumed. Throws the sender's error. Leaving the loop early tells the sender to stop.
 */
export async function* receiveFrames(
  port: MessagePort,
  signal: AbortSignal,
): AsyncGenerator<Frame, void, undefined> {
  const inbox: FrameMessage[] = [];
  let wake: (() => void) | undefined;
  port.onmessage = (event: MessageEvent<FrameMessage>) => {
    inbox.push(event.data);
    wake?.();
  };
  let finished = false;
  const onAbort = () => wake?.();
  signal.addEventListener('abort', onAbort);
  try {
    for (;;) {
      signal.throwIfAborted();
      const message = inbox.shift();
      if (!message) {
        await new Promise<void>((resolve) => (wake = resolve));
      } else if (message.type === 'frame') {
        yield message.frame;
        port.postMessage({ type: 'credit' } satisfies FrameMessage);
      } else if (message.type === 'end') {
        finished = true;
        return;
      } else if (message.type === 'fail') {
        finished = true;
        throw fromErrorPayload(message.error);
      }
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    for (const message of inbox) if (message.type === 'frame') closeFrame(message.frame);
    if (!finished) {
      port.postMessage({
        type: 'stop',
        error: { code: 'cancelled', message: 'receiver stopped' },
      } satisfies FrameMessage);
    }
    port.close();
  }
}
