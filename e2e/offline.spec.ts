import { AnimatePage } from './animate-page';
import { expect, serveBuild, test } from './app-server';
import { CheckPage } from './check-page';
import { PHOTOS } from './photos';

test('after one visit, with the server ended, a new photo is animated, signed and checked', async ({
  page,
  server,
  appUrl,
}) => {
  await page.goto(appUrl);
  await expect(page.getByText(/ready for offline|works offline/i).first()).toBeVisible({ timeout: 120_000 });
  await server.close();
  await page.context().setOffline(true);

  const again = await page.context().newPage();
  await page.close();
  await again.goto(appUrl);
  expect(await again.evaluate(() => crossOriginIsolated)).toBe(true);
  const app = new AnimatePage(again);
  await app.choosePhoto(PHOTOS.lake);
  await app.animate().click();
  await app.finished();
  const path = await (await app.save()).path();
  const check = new CheckPage(again);
  await check.open();
  await check.checkFile(path);
  await expect(check.report()).toContainText(/AI-generated/i);
});

test('is installable', async ({ page, appUrl }) => {
  await page.goto(appUrl);
  const href = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifest = (await (await page.request.get(new URL(href!, appUrl).href)).json()) as {
    name: string;
    start_url: string;
    display: string;
    icons: { src: string; sizes: string; purpose?: string }[];
  };
  expect(manifest.name).toBe('Stillwake');
  expect(manifest.display).toBe('standalone');
  for (const size of ['192x192', '512x512']) {
    const icon = manifest.icons.find((candidate) => candidate.sizes === size);
    expect(icon, size).toBeDefined();
    expect((await page.request.get(new URL(icon!.src, appUrl).href)).headers()['content-type']).toContain(
      'image/png',
    );
  }
  expect(manifest.icons.some((icon) => icon.purpose?.includes('maskable'))).toBe(true);
});

test('a full device is told from a server that is gone, and storing goes on when there is room', async ({
  page,
  appUrl,
  server,
}) => {
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(appUrl);
  const megabyte = 1024 * 1024;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 12 * megabyte });
  await page.goto(appUrl);
  await expect(page.getByText(/storage is full/i)).toBeVisible({ timeout: 60_000 });

  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 * megabyte });
  await server.close();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/the server did not answer/i)).toBeVisible({ timeout: 60_000 });

  const again = await serveBuild(Number(new URL(appUrl).port));
  try {
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByText('Ready for offline')).toBeVisible({ timeout: 120_000 });
  } finally {
    await again.close();
  }
});
