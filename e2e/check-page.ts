import type { Locator, Page } from '@playwright/test';

/** The Check view as a person meets it. */
export class CheckPage {
  constructor(readonly page: Page) {}

  /** The outcome: a region named after the file's report. */
  readonly report = (): Locator => this.page.getByRole('region', { name: /report/i });
  readonly alert = (): Locator => this.page.getByRole('alert');

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Check', exact: true }).click();
  }

  async checkFile(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Check a file' }).first().click();
    await (await chooser).setFiles(file);
    await this.report().or(this.alert()).first().waitFor();
  }
}
