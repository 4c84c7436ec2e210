import type { Locator, Page } from '@playwright/test';

/** A file as a person chooses it: by its path, or made for the test. */
export type GivenFile = string | { name: string; mimeType: string; buffer: Buffer };

/** The Check view as a person meets it. */
export class CheckPage {
  constructor(readonly page: Page) {}

  /** The outcome: a region named after the file's report. */
  readonly report = (): Locator => this.page.getByRole('region', { name: /^report/i });
  readonly alert = (): Locator => this.page.getByRole('alert');
  /** The list, where several files were checked. */
  readonly list = (): Locator => this.page.getByRole('navigation', { name: 'Checked files' });

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Check', exact: true }).click();
  }

  async checkFile(file: GivenFile): Promise<void> {
    await this.choose([file]);
    await this.report().or(this.alert()).first().waitFor();
  }

  /** Gives files, without waiting for what becomes of them. */
  async choose(files: readonly GivenFile[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Check a file' }).first().click();
    await (await chooser).setFiles([...files] as string[]);
  }

  /** Brings a trust list in from a file, by the words on its button. */
  async trust(button: string, file: GivenFile): Promise<void> {
    const panel = this.page.locator('details.trust');
    if ((await panel.getAttribute('open')) === null) await panel.locator('summary').click();
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: button }).click();
    await (await chooser).setFiles(file);
  }
}
