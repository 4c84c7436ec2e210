import type { Download, Locator, Page } from '@playwright/test';

/** The Animate view as a person meets it: by accessible names alone. */
export class AnimatePage {
  constructor(readonly page: Page) {}

  readonly choose = () => this.page.getByRole('button', { name: /^Choose (a|another) photo$/ });
  readonly prompt = () => this.page.getByLabel('Describe the motion');
  readonly animate = () => this.page.getByRole('button', { name: 'Animate', exact: true });
  readonly cancel = () => this.page.getByRole('button', { name: 'Cancel', exact: true });
  readonly download = () =>
    this.page.getByRole('button', { name: 'Download' }).or(this.page.getByRole('link', { name: 'Download' }));
  readonly alert = (): Locator => this.page.getByRole('alert');
  readonly video = (): Locator => this.page.locator('video');
  readonly bars = (): Locator => this.page.getByRole('progressbar');

  /** Chooses a photo through the picker. */
  async choosePhoto(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.choose().first().click();
    await (await chooser).setFiles(file);
  }

  /** Waits for the finished film; fails early, with its text, when the app says that it could not be made. */
  async finished(timeout = 200_000): Promise<void> {
    await this.download().or(this.alert()).first().waitFor({ timeout });
    if (await this.alert().count()) throw new Error(`not made: ${await this.alert().first().innerText()}`);
  }

  /** Downloads the film. */
  async save(): Promise<Download> {
    const download = this.page.waitForEvent('download');
    await this.download().first().click();
    return download;
  }
}
