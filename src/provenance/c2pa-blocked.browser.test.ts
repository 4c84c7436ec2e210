import { expect, it } from 'vitest';
import { withC2pa } from './c2pa';

/** In a file of its own: a policy that was added to a document can't be taken away again. */
it('gives a message, not a hang, where the page may not start the worker', async () => {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "worker-src 'none'";
  document.head.append(policy);
  const start = performance.now();
  const task = withC2pa(() => Promise.resolve('ran'), {
    signal: new AbortController().signal,
    limitMilliseconds: 1000,
  });
  await expect(task).rejects.toMatchObject({ code: 'c2pa-unavailable' });
  expect(performance.now() - start).toBeLessThan(30_000);
  // The queue outlives the failure, and cancelling is answered at once.
  const abort = new AbortController();
  const cancelled = withC2pa(() => Promise.resolve('ran'), { signal: abort.signal, limitMilliseconds: 1000 });
  setTimeout(() => abort.abort(), 50);
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
}, 60_000);
