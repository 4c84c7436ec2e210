import { MessageChannel as NodeMessageChannel } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { AppError, fromErrorPayload, toErrorPayload } from './errors';
import type { Frame } from './pixels';
import {
  CANCEL_GRACE_MILLISECONDS,
  FrameSender,
  WorkerClient,
  createQueue,
  receiveFrames,
  serve,
  type CallContext,
} from './rpc';

interface TestProtocol {
  add(params: { a: number; b: number }): number;
  fail(params: { code: 'encode-failed' }): never;
  wait(params: { forever: boolean }): string;
}

/** A worker whose other end runs in this thread, over a real MessageChannel; `kill` silences it as a dead worker is silent. */
function startWorker(options: { obedient: boolean }): { worker: Worker; terminated: () => boolean } {
  const { port1, port2 } = new NodeMessageChannel();
  const listeners = new Map<EventListener, (data: unknown) => void>();
  const endpoint = (port: typeof port1) => ({
    postMessage: (message: unknown, transfer: Transferable[] = []) =>
      port.postMessage(message, transfer as never),
    addEventListener: (type: string, listener: EventListener) => {
      if (type !== 'message') return;
      const onMessage = (data: unknown) => listener({ data } as MessageEvent);
      listeners.set(listener, onMessage);
      port.on('message', onMessage);
    },
    removeEventListener: (_: string, listener: EventListener) =>
      port.off('message', listeners.get(listener) ?? (() => undefined)),
  });
  serve<TestProtocol>(
    {
      add: ({ a, b }, { progress }: CallContext) => {
        progress('adding', 1, 2);
        return a + b;
      },
      fail: ({ code }) => {
        throw new AppError(code, 'test', { details: { limit: 3 } });
      },
      wait: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          if (options.obedient)
            signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
        }),
    },
    endpoint(port2) as never,
  );
  let terminated = false;
  const worker = {
    ...endpoint(port1),
    terminate: () => {
      terminated = true;
      port1.close();
    },
  } as unknown as Worker;
  return { worker, terminated: () => terminated };
}

describe('WorkerClient and serve', () => {
  it('calls, reports progress and keeps answers apart', async () => {
    const client = new WorkerClient<TestProtocol>(() => startWorker({ obedient: true }).worker);
    const progress = vi.fn();
    const sums = await Promise.all([
      client.call('add', { a: 1, b: 2 }, { onProgress: progress }),
      client.call('add', { a: 3, b: 4 }),
    ]);
    expect(sums).toEqual([3, 7]);
    expect(progress).toHaveBeenCalledExactlyOnceWith('adding', 1, 2);
    client.end();
  });

  it('carries an AppError with its code and details', async () => {
    const client = new WorkerClient<TestProtocol>(() => startWorker({ obedient: true }).worker);
    await expect(client.call('fail', { code: 'encode-failed' })).rejects.toMatchObject({
      name: 'AppError',
      code: 'encode-failed',
      details: { limit: 3 },
    });
    client.end();
  });

  it('cancels at once and keeps a worker that obeys', async () => {
    const test = startWorker({ obedient: true });
    const client = new WorkerClient<TestProtocol>(() => test.worker);
    const controller = new AbortController();
    const call = client.call('wait', { forever: true }, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(test.terminated()).toBe(false);
    await expect(client.call('add', { a: 1, b: 1 })).resolves.toBe(2);
    client.end();
  });

  it('ends a worker that does not obey a cancel, and starts anew', async () => {
    const workers = [startWorker({ obedient: false }), startWorker({ obedient: true })];
    let spawned = 0;
    const client = new WorkerClient<TestProtocol>(() => workers[spawned++]!.worker);
    const controller = new AbortController();
    const call = client.call('wait', { forever: true }, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(() => expect(workers[0]!.terminated()).toBe(true));
    await expect(client.call('add', { a: 2, b: 2 })).resolves.toBe(4);
    expect(spawned).toBe(2);
    client.end();
  });

  it('ends no worker that another call waits for', async () => {
    const test = startWorker({ obedient: false });
    const client = new WorkerClient<TestProtocol>(() => test.worker);
    const first = new AbortController();
    const second = new AbortController();
    const cancelled = client.call('wait', { forever: true }, { signal: first.signal });
    const waiting = client.call('wait', { forever: true }, { signal: second.signal });
    first.abort();
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((resolve) => setTimeout(resolve, CANCEL_GRACE_MILLISECONDS + 100));
    expect(test.terminated()).toBe(false);
    await expect(client.call('add', { a: 1, b: 1 })).resolves.toBe(2);
    second.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(() => expect(test.terminated()).toBe(true));
  });

  it('ends a worker that stops answering and says so', async () => {
    const silent = { postMessage: () => undefined, addEventListener: () => undefined, terminate: vi.fn() };
    const client = new WorkerClient<TestProtocol>(() => silent as unknown as Worker, {
      stallMilliseconds: 50,
    });
    await expect(client.call('add', { a: 1, b: 2 })).rejects.toMatchObject({ code: 'worker-stalled' });
    expect(silent.terminate).toHaveBeenCalledOnce();
  });

  it('rejects what is pending when it is ended', async () => {
    const client = new WorkerClient<TestProtocol>(() => startWorker({ obedient: true }).worker);
    const call = client.call('wait', { forever: true });
    client.end();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(client.alive).toBe(false);
  });
});

describe('createQueue', () => {
  it('runs one task at a time and survives a rejected one', async () => {
    const enqueue = createQueue();
    let running = 0;
    let most = 0;
    const task = (fails: boolean) => async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      if (fails) throw new Error('test');
      return 'done';
    };
    const results = await Promise.allSettled([
      enqueue(task(false)),
      enqueue(task(true)),
      enqueue(task(false)),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(most).toBe(1);
  });
});

describe('the frame channel', () => {
  const frame = (index: number): Frame => ({
    index,
    timestampMicroseconds: index * 1000,
    image: { width: 1, height: 1, data: new Uint8ClampedArray([index, 0, 0, 255]) },
  });

  it('carries frames in order within a bounded number under way', async () => {
    const { port1, port2 } = new MessageChannel();
    const sender = new FrameSender(port1);
    const signal = new AbortController().signal;
    let sent = 0;
    const sending = (async () => {
      for (let index = 0; index < 20; index++) {
        await sender.send(frame(index), signal);
        sent++;
      }
      sender.end();
    })();
    const received: number[] = [];
    for await (const { index } of receiveFrames(port2, signal)) {
      received.push(index);
      await new Promise((resolve) => setTimeout(resolve, 1));
      expect(sent - received.length).toBeLessThanOrEqual(4);
    }
    await sending;
    expect(received).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it("throws the sender's error at the receiver", async () => {
    const { port1, port2 } = new MessageChannel();
    const sender = new FrameSender(port1);
    sender.fail(new AppError('gpu-lost', 'test'));
    const receive = async () => {
      await receiveFrames(port2, new AbortController().signal).next();
    };
    await expect(receive()).rejects.toMatchObject({ code: 'gpu-lost' });
  });

  it('tells the sender when the receiver leaves', async () => {
    const { port1, port2 } = new MessageChannel();
    const sender = new FrameSender(port1);
    const signal = new AbortController().signal;
    const sending = (async () => {
      for (let index = 0; ; index++) await sender.send(frame(index), signal);
    })();
    const outcome = expect(sending).rejects.toMatchObject({ name: 'AbortError' });
    const frames = receiveFrames(port2, signal);
    await frames.next();
    await frames.return();
    await outcome;
  });
});

describe('error payloads', () => {
  it('keep codes and turn strangers into the fallback', () => {
    expect(toErrorPayload(new TypeError('boom'), 'mux-failed')).toEqual({
      code: 'mux-failed',
      message: 'TypeError: boom',
    });
    expect(fromErrorPayload({ code: 'cancelled', message: '' })).toMatchObject({ name: 'AbortError' });
  });
});
