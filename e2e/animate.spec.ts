import { readFileSync } from 'node:fs';
import { BlobSource, ALL_FORMATS, Input } from 'mediabunny';
import { AnimatePage } from './animate-page';
import { expect, test } from './app-server';
import { CheckPage } from './check-page';
import { PHOTOS } from './photos';

test('a photo becomes a moving, sounding, labelled, signed film', async ({ page, appUrl }) => {
  await page.goto(appUrl);
  const app = new AnimatePage(page);
  await app.choosePhoto(PHOTOS.lagoon);
  await app.prompt().fill('gentle waves, clouds drifting to the left');
  await app.animate().click();
  await expect(app.bars().first()).toBeVisible();
  await expect(app.cancel()).toBeVisible();
  await app.finished();

  const video = app.video().first();
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan(0.5);
  expect(await video.evaluate((element: HTMLVideoElement) => element.loop)).toBe(true);

  const download = await app.save();
  expect(download.suggestedFilename()).toMatch(/\.mp4$/);
  const path = await download.path();
  const bytes = readFileSync(path);

  const input = new Input({ source: new BlobSource(new Blob([bytes])), formats: ALL_FORMATS });
  const [track, sound] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  expect(await track?.getCodec()).toBe('avc');
  expect(await sound?.getCodec()).toBe('aac');
  expect(await input.computeDuration()).toBeCloseTo(4, 1);
  expect((await track!.computePacketStats()).packetCount).toBe(96);
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  for (const mark of ['AIGC', 'compositeWithTrainedAlgorithmicMedia', 'c2pa.created', 'inputTo']) {
    expect(bytes.includes(mark), mark).toBe(true);
  }
  // The photo's own name does not travel with the film.
  expect(bytes.includes('joshua-stannard')).toBe(false);

  const check = new CheckPage(page);
  await check.open();
  await check.checkFile(path);
  await expect(check.report()).toContainText(/AI-generated/i);
  await expect(check.report()).toContainText(/this device|your device/i);
});

test('a photo can be dropped or pasted', async ({ page, appUrl }) => {
  await page.goto(appUrl);
  const app = new AnimatePage(page);
  const photo = readFileSync(PHOTOS.face).toString('base64');
  for (const gesture of ['drop', 'paste'] as const) {
    await page.reload();
    await expect(app.choose().first()).toBeVisible();
    await page.evaluate(
      ([kind, base64]) => {
        const bytes = Uint8Array.from(atob(base64!), (character) => character.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], 'photo.jpg', { type: 'image/jpeg' }));
        const event =
          kind === 'drop'
            ? new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
      },
      [gesture, photo],
    );
    await expect(app.animate(), gesture).toBeEnabled();
    await expect(app.prompt(), gesture).toBeVisible();
  }
});

test('a phone shows everything without scrolling sideways', async ({ page, appUrl }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(appUrl);
  const app = new AnimatePage(page);
  await app.choosePhoto(PHOTOS.face);
  await expect(app.animate()).toBeVisible();
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBe(0);
});
