import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { chromium, type Browser, type Page } from 'playwright';
import { preview, type PreviewServer } from 'vite';
import { ROOT } from './build';
import { CHROMIUM_FLAGS, findChromium } from './chromium';
import { startRefusingProxy, type RefusingProxy } from './refusing-proxy';

/** The built app, open in headless Chromium behind a proxy that refuses every other origin. */
export interface AppBrowser {
  page: Page;
  browser: Browser;
  /** What the page and its workers asked of other origins. */
  proxy: RefusingProxy;
  /** The app's address, with a slash at its end. */
  url: string;
  /** Paths that the browser has asked our server for, workers and service worker included. */
  requestedPaths: Set<string>;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}

/**
 * Chromium asks its maker for the time, updates and accounts of its own accord, whatever page is open. That traffic goes to
 * a refusing proxy of its own, so that what the pages of a context ask for can be counted by itself.
 */
export function refuseThrough(browserProxy: RefusingProxy): string[] {
  return [`--proxy-server=http://127.0.0.1:${browserProxy.port}`, '--proxy-bypass-list=<-loopback>'];
}

/** Context options under which every request of its pages and workers, but those to `appUrl`, ends at `proxy`. */
export function countThrough(proxy: RefusingProxy, appUrl: string): { server: string; bypass: string } {
  return { server: `http://127.0.0.1:${proxy.port}`, bypass: new URL(appUrl).host };
}

/** Serves dist/ and opens `path` of it. The caller closes it. Throws when there is no Chromium. */
export async function openApp(path = ''): Promise<AppBrowser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('No Chromium was found. `npm test` installs one, or set CHROMIUM_PATH.');
  const server: PreviewServer = await preview({
    root: ROOT,
    preview: { port: await freePort(), strictPort: true, host: '127.0.0.1' },
    logLevel: 'error',
  });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('the server has no address');
  const requestedPaths = new Set<string>();
  server.httpServer.on('request', (request: IncomingMessage) =>
    requestedPaths.add(new URL(request.url ?? '/', url).pathname),
  );
  const proxy = await startRefusingProxy();
  const browserProxy = await startRefusingProxy();
  const browser = await chromium.launch({
    headless: true,
    executablePath,
    args: [...CHROMIUM_FLAGS, ...refuseThrough(browserProxy)],
  });
  const context = await browser.newContext({ locale: 'en-GB', proxy: countThrough(proxy, url) });
  const page = await context.newPage();
  await page.goto(url + path, { waitUntil: 'load' });
  return {
    page,
    browser,
    proxy,
    url,
    requestedPaths,
    async close() {
      await browser.close();
      await proxy.close();
      await browserProxy.close();
      await server.close();
    },
  };
}
