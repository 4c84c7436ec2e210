import { AnimatePage } from './animate-page';
import { expect, test } from './app-server';
import { PHOTOS } from './photos';

/** How many photos the app keeps on the device. Runs in the page. */
async function storedPhotos(): Promise<number> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('keyval-store');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(new Error('no database'));
  });
  try {
    const values = await new Promise<unknown[]>((resolve, reject) => {
      const reading = database.transaction('keyval').objectStore('keyval').getAll();
      reading.onsuccess = () => resolve(reading.result);
      reading.onerror = () => reject(new Error('no values'));
    });
    return values.filter((value) => value !== null && typeof value === 'object' && 'file' in value).length;
  } finally {
    database.close();
  }
}

test('a photo and its prompt outlive a tab closed in mid-job, until the person forgets them', async ({
  page,
  appUrl,
}) => {
  await page.goto(appUrl);
  const app = new AnimatePage(page);
  await app.choosePhoto(PHOTOS.lagoon);
  await app.prompt().fill('gentle waves');
  await app.animate().click();
  await expect(app.cancel()).toBeVisible();
  const next = await page.context().newPage();
  await page.close({ runBeforeUnload: false });

  await next.goto(appUrl);
  const again = new AnimatePage(next);
  await expect(next.getByText('This is the photo that you had here before.')).toBeVisible();
  expect(await next.evaluate(storedPhotos)).toBe(1);
  await expect(again.prompt()).toHaveValue('gentle waves');
  await expect(again.animate()).toBeEnabled();

  await next.getByRole('button', { name: 'Forget it' }).click();
  await expect(again.animate()).toHaveCount(0);
  // Erasing is a transaction of its own; only then is the photo gone.
  await expect.poll(() => next.evaluate(storedPhotos)).toBe(0);
  await next.reload();
  await expect(again.choose().first()).toBeVisible();
  await expect(next.getByText('This is the photo that you had here before.')).toHaveCount(0);
});

test('a photo shared by another app arrives in the page', async ({ page, appUrl }) => {
  await page.goto(appUrl);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), { timeout: 30_000 })
    .toBe(true);
  // What Android does for a share target: a multipart POST that navigates, with the member of the web manifest.
  const manifestUrl = await page.locator('link[rel=manifest]').getAttribute('href');
  const target = await page.evaluate(async (href) => {
    const manifest = (await (await fetch(href)).json()) as {
      share_target: { action: string; method: string };
    };
    return {
      action: new URL(manifest.share_target.action, new URL(href, location.href)).href,
      method: manifest.share_target.method,
    };
  }, manifestUrl!);
  expect(target.method).toBe('POST');
  await page.evaluate(async ({ action }) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
    canvas.getContext('2d')!.fillRect(0, 0, 320, 240);
    const blob = await new Promise<Blob>((resolve) => canvas.toBlob((made) => resolve(made!), 'image/png'));
    const files = new DataTransfer();
    files.items.add(new File([blob], 'shared é.png', { type: 'image/png' }));
    const form = Object.assign(document.createElement('form'), {
      method: 'POST',
      enctype: 'multipart/form-data',
      action,
    });
    const input = Object.assign(document.createElement('input'), { type: 'file', name: 'photo' });
    input.files = files.files;
    form.append(input);
    document.body.append(form);
    form.submit();
  }, target);
  await expect(new AnimatePage(page).animate()).toBeEnabled({ timeout: 20_000 });
  expect(new URL(page.url()).pathname).toBe('/');
});
