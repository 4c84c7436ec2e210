import { descendantsResidentBytes } from '../scripts/process-memory';
import { AnimatePage } from './animate-page';
import { expect, test } from './app-server';
import { PHOTOS } from './photos';

const MEGABYTE = 1024 ** 2;

test('after Cancel no job worker goes on, and memory goes back', async ({ page, appUrl }) => {
  await page.goto(appUrl);
  const app = new AnimatePage(page);
  await app.choosePhoto(PHOTOS.lagoon);
  await expect(app.animate()).toBeEnabled();
  await page.waitForTimeout(3000);
  const idleBytes = descendantsResidentBytes();

  await app.animate().click();
  // Far enough that models are open and frames are under way.
  await expect.poll(() => page.workers().length, { timeout: 60_000 }).toBeGreaterThanOrEqual(3);
  await page.waitForTimeout(6000);
  await app.cancel().click();
  const cancelled = performance.now();
  await expect(app.animate()).toBeEnabled({ timeout: 1000 });
  await expect(app.alert()).toHaveCount(0);
  // A worker is ended at once, but Chromium lets one that is deep in a wasm call finish it, for 2 s at most; a step of the
  // denoiser takes a third of a second on two free cores.
  await expect
    .poll(() => page.workers().map((worker) => worker.url()), { timeout: 2500, intervals: [50] })
    .toEqual([]);
  console.log(`the last worker ended ${(performance.now() - cancelled).toFixed(0)} ms after Cancel`);

  await page.waitForTimeout(10_000);
  const growth = (descendantsResidentBytes() - idleBytes) / MEGABYTE;
  console.log(
    `memory 10 s after Cancel: ${growth.toFixed(0)} MB over idle (${(idleBytes / MEGABYTE).toFixed(0)} MB)`,
  );
  expect(growth).toBeLessThan(100);
});
