import type { Page } from '@playwright/test';
import { AnimatePage } from './animate-page';
import { expect, test } from './app-server';
import { CheckPage } from './check-page';
import { makePng } from './photos';

/** The album as a person meets it. */
class AlbumPage {
  constructor(readonly page: Page) {}

  readonly films = () => this.page.getByRole('list', { name: 'Films' }).getByRole('link');
  readonly video = () => this.page.getByLabel('The film, looping');
  readonly button = (name: string) => this.page.getByRole('button', { name, exact: true });

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Album', exact: true }).click();
  }
}

/** A sea under a sky, small: the film of it is made in seconds. */
const sea = makePng(320, 200, (x, y) =>
  y < 100 ? [120 + y, 170 + y / 2, 230] : [20, 70 + ((x * 7 + y * 13) % 40), 110 + ((x * 3 + y * 5) % 30)],
);

test('a film is kept when asked, and is there again without a network', async ({ page, server, appUrl }) => {
  await page.goto(appUrl);
  await expect(page.getByText(/ready for offline/i).first()).toBeVisible({ timeout: 120_000 });
  const app = new AnimatePage(page);
  await app.choosePhoto({ name: 'sea.png', mimeType: 'image/png', buffer: sea });
  await app.animate().click();
  await app.finished();

  await new AlbumPage(page).button('Keep in album').click();
  await expect(page.getByText('Kept in your album')).toBeVisible();

  await server.close();
  await page.context().setOffline(true);
  const again = await page.context().newPage();
  await page.close({ runBeforeUnload: false });
  await again.goto(`${appUrl}#/album`);
  const later = new AlbumPage(again);
  await expect(later.films()).toHaveCount(1);
  await later.films().click();
  await expect
    .poll(() => later.video().evaluate((video: HTMLVideoElement) => video.currentTime))
    .toBeGreaterThan(0.3);

  // A tab that is closed in mid-write leaves the film as it was before or after, never half.
  await later.button('Rename').click();
  await again.getByLabel('Name of the film').fill('The sea');
  await later.button('Save').click();
  const address = again.url();
  const third = await again.context().newPage();
  await again.close({ runBeforeUnload: false });
  await third.goto(address);
  const last = new AlbumPage(third);
  await expect(last.video()).toBeVisible();
  await expect(third.getByRole('heading', { level: 1 })).toHaveText(/The sea|20\d\d/);

  await third.getByRole('link', { name: 'Check this file' }).click();
  await expect(new CheckPage(third).report()).toContainText(/AI-generated/i);
  await expect(new CheckPage(third).report()).toContainText(/this device|your device/i);

  await last.open();
  await last.films().click();
  await last.button('Remove').click();
  await expect(third.getByRole('heading', { name: 'Nothing kept yet' })).toBeVisible();
  await last.button('Undo').click();
  await expect(last.films()).toHaveCount(1);
  await last.films().click();
  await expect(last.video()).toBeVisible();
});
