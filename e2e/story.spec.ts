import { readFileSync } from 'node:fs';
import { ALL_FORMATS, BlobSource, Input } from 'mediabunny';
import { AnimatePage } from './animate-page';
import { expect, test } from './app-server';
import { CheckPage } from './check-page';
import { PHOTOS } from './photos';

test('several photos become one film, and what is no photo is left out and named', async ({
  page,
  appUrl,
}) => {
  await page.goto(appUrl);
  const app = new AnimatePage(page);
  const chooser = page.waitForEvent('filechooser');
  await app.choose().first().click();
  await (
    await chooser
  ).setFiles([
    { name: 'lagoon.jpg', mimeType: 'image/jpeg', buffer: readFileSync(PHOTOS.lagoon) },
    { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('This is no photo at all.') },
    { name: 'lake.jpg', mimeType: 'image/jpeg', buffer: readFileSync(PHOTOS.lake) },
  ]);
  await expect(page.getByRole('heading', { name: 'Your story' })).toBeVisible();
  const tiles = page.getByRole('button', { name: /^Photo \d of 3$/ });
  await expect(tiles).toHaveCount(3);

  // The lake comes first, by keyboard; back again by button.
  await tiles.nth(2).focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(tiles.first()).toBeFocused();
  await tiles.first().click();
  await page.getByRole('button', { name: 'Later', exact: true }).click();
  await expect(tiles.nth(1)).toHaveAttribute('aria-pressed', 'true');

  const seconds = page.getByRole('slider', { name: 'Each photo for' });
  await seconds.focus();
  await page.keyboard.press('Home');
  await page.getByLabel('Title at the start').fill('By the lake');
  await page.getByRole('button', { name: 'Make the story' }).click();
  await expect(app.bars().first()).toBeVisible();
  await app.finished();
  await expect(page.getByText(/Photo \d, notes\.jpg: This isn’t a photo/)).toBeVisible();

  const download = await app.save();
  expect(download.suggestedFilename()).toBe('by-the-lake-stillwake.mp4');
  const path = await download.path();
  const bytes = readFileSync(path);
  const input = new Input({ source: new BlobSource(new Blob([bytes])), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  expect((await track!.computePacketStats()).packetCount).toBe(144);
  expect(await (await input.getPrimaryAudioTrack())!.computeDuration()).toBeCloseTo(6, 1);
  // The photos' names, and the person's words, do not travel with the film.
  for (const text of ['lagoon', 'lake.jpg', 'By the lake']) expect(bytes.includes(text), text).toBe(false);

  const check = new CheckPage(page);
  await check.open();
  await check.checkFile(path);
  await expect(check.report()).toContainText(/AI-generated/i);
  await expect(check.report()).toContainText(/this device|your device/i);
  await expect(check.report().getByText('Photo', { exact: true })).toHaveCount(2);
});

test('a story can be cancelled, and its photos stay', async ({ page, appUrl }) => {
  await page.goto(appUrl);
  const app = new AnimatePage(page);
  const chooser = page.waitForEvent('filechooser');
  await app.choose().first().click();
  await (await chooser).setFiles([PHOTOS.lagoon, PHOTOS.lake]);
  await page.getByRole('button', { name: 'Make the story' }).click();
  await app.cancel().click();
  await expect(page.getByRole('button', { name: 'Make the story' })).toBeEnabled({ timeout: 1000 });
  await expect(page.getByRole('button', { name: /^Photo \d of 2$/ })).toHaveCount(2);
  await expect(app.alert()).toHaveCount(0);
});
