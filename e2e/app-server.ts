import { preview, type PreviewServer } from 'vite';
import { test as base } from '@playwright/test';
import { ROOT } from '../scripts/build';

let next = 0;

/** A test with the built app's address; its server runs as long as the test and can be ended earlier (`server.close()`). */
export const test = base.extend<{ server: PreviewServer; appUrl: string }>({
  server: async ({}, use, info) => {
    // A port for each test: the service worker and storage of one must not serve another.
    const port = 4300 + info.parallelIndex * 100 + (next++ % 100);
    const server = await preview({
      root: ROOT,
      preview: { port, strictPort: true, host: '127.0.0.1' },
      logLevel: 'error',
    });
    await use(server);
    await server.close();
  },
  appUrl: async ({ server }, use) => {
    const url = server.resolvedUrls?.local[0];
    if (!url) throw new Error('the server has no address');
    await use(url);
  },
});

export { expect } from '@playwright/test';
