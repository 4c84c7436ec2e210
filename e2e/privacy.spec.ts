import { chromium } from '@playwright/test';
import { countThrough, refuseThrough } from '../scripts/app-browser';
import { CHROMIUM_FLAGS, findChromium } from '../scripts/chromium';
import { startRefusingProxy } from '../scripts/refusing-proxy';
import { CONTENT_SECURITY_POLICY } from '../src/shared/security-headers';
import { AnimatePage } from './animate-page';
import { expect, test } from './app-server';
import { CheckPage } from './check-page';
import { PHOTOS } from './photos';

test('nothing leaves the origin, and no worker could', async ({ appUrl }) => {
  const proxy = await startRefusingProxy();
  const browserProxy = await startRefusingProxy();
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: [...CHROMIUM_FLAGS, ...refuseThrough(browserProxy)],
    ...(executablePath ? { executablePath } : {}),
  });
  try {
    const context = await browser.newContext({ locale: 'en-GB', proxy: countThrough(proxy, appUrl) });
    const page = await context.newPage();
    // The proxy does count: this request must reach it.
    const probe = await context.newPage();
    await probe.goto('http://example.invalid/').catch(() => undefined);
    await probe.close();
    expect(proxy.requests.length).toBeGreaterThan(0);
    proxy.requests.length = 0;

    const response = await page.goto(appUrl);
    expect(response?.headers()['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
    const app = new AnimatePage(page);
    const tried = new Map<string, string>();
    page.on('worker', (worker) => {
      const name = new URL(worker.url(), appUrl).pathname;
      void worker
        .evaluate(() =>
          fetch('http://example.invalid/leak', { mode: 'no-cors' }).then(
            () => 'reached',
            (error: unknown) => (error instanceof Error ? error.name : 'failed'),
          ),
        )
        .then((result) => tried.set(name, result))
        .catch(() => undefined);
    });
    await app.choosePhoto(PHOTOS.lagoon);
    await app.animate().click();
    await app.finished();
    const path = await (await app.save()).path();
    const check = new CheckPage(page);
    await check.open();
    await check.checkFile(path);

    // media, moderation, animation, sound, encode, and those of the libraries.
    expect(tried.size).toBeGreaterThanOrEqual(5);
    expect([...tried.values()].filter((result) => result === 'reached')).toEqual([]);
    const fromPage = await page.evaluate(() =>
      fetch('http://example.invalid/leak', { mode: 'no-cors' }).then(
        () => 'reached',
        () => 'refused',
      ),
    );
    expect(fromPage).toBe('refused');
    expect(proxy.requests).toEqual([]);
  } finally {
    await browser.close();
    await proxy.close();
    await browserProxy.close();
  }
});
