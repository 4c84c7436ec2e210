import { afterEach, describe, expect, it } from 'vitest';
import { endC2pa, withC2pa } from './c2pa';
import { readCredentials } from './read';
import { samplePhoto, signAsStranger, strangersSigner } from './samples.test-support';

const signal = new AbortController().signal;

afterEach(endC2pa);

describe('withC2pa', () => {
  it('runs one task at a time, in their order, past one that fails', async () => {
    const order: string[] = [];
    const options = { signal, limitMilliseconds: 5000 };
    const tasks = [
      withC2pa(async () => {
        order.push('a');
        await new Promise((resolve) => setTimeout(resolve, 50));
        order.push('A');
      }, options),
      withC2pa(() => Promise.reject(new Error('on purpose')), options),
      withC2pa(() => {
        order.push('c');
        return Promise.resolve();
      }, options),
    ];
    const results = await Promise.allSettled(tasks);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(order).toEqual(['a', 'A', 'c']);
  });

  it('ends a worker that does not answer, and starts a new one', async () => {
    const hung = withC2pa(() => new Promise(() => undefined), { signal, limitMilliseconds: 100 });
    await expect(hung).rejects.toMatchObject({ code: 'c2pa-unavailable' });
    expect((await signAsStranger(await samplePhoto())).size).toBeGreaterThan(1000);
  });

  it('is cancelled in the middle of a task', async () => {
    const abort = new AbortController();
    const task = withC2pa(() => new Promise(() => undefined), {
      signal: abort.signal,
      limitMilliseconds: 60_000,
    });
    setTimeout(() => abort.abort(), 100);
    await expect(task).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('never goes to the address that a file names', async () => {
    // A manifest that lies elsewhere: the file holds its address alone.
    const photo = await samplePhoto();
    const remote = await withC2pa(
      async (sdk) => {
        const builder = await sdk.builder.fromDefinition({ format: 'image/jpeg' });
        await builder.setIntent({ create: 'http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture' });
        await builder.setRemoteUrl(`${location.origin}/c2pa-must-not-be-fetched`);
        await builder.setNoEmbed(true);
        const bytes = await builder.sign(await strangersSigner(), 'image/jpeg', photo);
        await builder.free();
        return new Blob([bytes], { type: 'image/jpeg' });
      },
      { signal, limitMilliseconds: 20_000 },
    );
    expect(await readCredentials(remote, 'image/jpeg', { signal })).toEqual({ kind: 'remote' });
  });
});
