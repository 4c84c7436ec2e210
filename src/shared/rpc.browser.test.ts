import { expect, it } from 'vitest';
import { WorkerClient } from './rpc';
import type { MortalProtocol } from './rpc.test-worker';

it('notices that a worker has closed itself, and starts another', async () => {
  let spawned = 0;
  const client = new WorkerClient<MortalProtocol>(() => {
    spawned++;
    return new Worker(new URL('./rpc.test-worker.ts', import.meta.url), { type: 'module' });
  });
  await expect(client.call('add', { a: 1, b: 2 })).resolves.toBe(3);
  const start = performance.now();
  await expect(client.call('die', {})).rejects.toMatchObject({ code: 'worker-crashed' });
  // The stall timer would take 45 s.
  expect(performance.now() - start).toBeLessThan(10_000);
  await expect(client.call('add', { a: 2, b: 2 })).resolves.toBe(4);
  expect(spawned).toBe(2);
  client.end();
});

it('does not take its own end of a worker for a crash', async () => {
  const client = new WorkerClient<MortalProtocol>(
    () => new Worker(new URL('./rpc.test-worker.ts', import.meta.url), { type: 'module' }),
  );
  await client.call('add', { a: 1, b: 2 });
  const call = client.call('die', {});
  client.end();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  await expect(client.call('add', { a: 1, b: 1 })).resolves.toBe(2);
  client.end();
});
