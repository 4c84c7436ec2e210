import { preview, type PreviewServer } from 'vite';
import { test as base } from '@playwright/test';
import { DIST, ROOT } from '../scripts/build';

let next = 0;

/** Serves a built app, the project's own unless another folder is given, on a port of this machine. */
export function serveBuild(port: number, outDir = DIST): Promise<PreviewServer> {
  return preview({
    root: ROOT,
    build: { outDir },
    preview: { port, strictPort: true, host: '127.0.0.1' },
    logLevel: 'error',
  });
}

/** A test with the built app's address; its server runs as long as the test and can be ended earlier (`server.close()`). */
export const test = base.extend<{ server: PreviewServer; appUrl: string }>({
  server: async ({}, use, info) => {
    // A port for each test: the service worker and storage of one must not serve another.
    const port = 4300 + info.parallelIndex * 100 + (next++ % 100);
    const server = await serveBuild(port);
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
