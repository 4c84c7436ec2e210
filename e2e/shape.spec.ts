import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { AnimatePage } from './animate-page';
import { expect, test } from './app-server';
import { CheckPage } from './check-page';
import { PHOTOS } from './photos';

/** The Shape panel as a person meets it. */
class ShapePage {
  constructor(readonly page: Page) {}

  readonly open = () => this.page.getByRole('button', { name: 'Shape the motion' });
  readonly stage = () => this.page.getByRole('application', { name: 'Live preview' });
  readonly canvas = () => this.stage().locator('canvas');
  readonly step = (name: 'Undo' | 'Redo' | 'Reset') => this.page.getByRole('button', { name, exact: true });
  readonly tool = (name: string) => this.page.getByRole('tab', { name });
  readonly arrows = (): Locator => this.stage().getByRole('button', { name: /^Arrow \d/ });

  async ready(): Promise<void> {
    await expect(this.page.getByRole('button', { name: /the preview$/ })).toBeVisible({ timeout: 90_000 });
  }

  /** Drags over the picture; places are 0..1 of it. */
  async drag(...places: [x: number, y: number][]): Promise<void> {
    const box = (await this.stage().boundingBox())!;
    const at = ([x, y]: [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
    await this.page.mouse.move(...at(places[0]!));
    await this.page.mouse.down();
    for (const place of places.slice(1)) await this.page.mouse.move(...at(place), { steps: 5 });
    await this.page.mouse.up();
  }

  /** Draws with a finger as the device reports it; places are 0..1 of the picture. Returns how far the page scrolled under it, in pixels. */
  async touch(...places: [x: number, y: number][]): Promise<number> {
    const scrolled = () => this.page.evaluate(() => window.scrollY);
    await this.stage().scrollIntoViewIfNeeded();
    const before = await scrolled();
    const box = (await this.stage().boundingBox())!;
    const finger = await this.page.context().newCDPSession(this.page);
    const steps = places.flatMap(([x, y], i) => {
      const [toX, toY] = places[i + 1] ?? [x, y];
      return Array.from({ length: 6 }, (_, step) => ({
        x: box.x + (x + ((toX - x) * step) / 6) * box.width,
        y: box.y + (y + ((toY - y) * step) / 6) * box.height,
      }));
    });
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [steps[0]!] });
    for (const at of steps.slice(1)) {
      await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [at] });
    }
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await finger.detach();
    return Math.abs((await scrolled()) - before);
  }

  /** How much a part of the canvas changes over a second and a half: the mean over its pixels of the largest difference in level. */
  async restlessness([left, top, right, bottom]: readonly number[]): Promise<number> {
    return this.canvas().evaluate(
      async (element: HTMLCanvasElement, [x0, y0, x1, y1]) => {
        const context = element.getContext('2d')!;
        const read = () =>
          context.getImageData(
            Math.round(x0! * element.width),
            Math.round(y0! * element.height),
            Math.round((x1! - x0!) * element.width),
            Math.round((y1! - y0!) * element.height),
          ).data;
        const first = read();
        const largest = new Uint8Array(first.length);
        for (let sample = 0; sample < 10; sample++) {
          await new Promise((resolve) => setTimeout(resolve, 150));
          read().forEach((value, i) => (largest[i] = Math.max(largest[i]!, Math.abs(value - first[i]!))));
        }
        return largest.reduce((sum, value) => sum + value, 0) / largest.length;
      },
      [left, top, right, bottom],
    );
  }
}

async function makeFilm(page: Page, url: string): Promise<AnimatePage> {
  await page.goto(url);
  const app = new AnimatePage(page);
  await app.choosePhoto(PHOTOS.lake);
  await page.getByRole('slider', { name: 'Length' }).press('ArrowLeft');
  await app.animate().click();
  await app.finished();
  return app;
}

const CLOUDS = [0.3, 0.05, 0.7, 0.2] as const;

test('a motion is shaped by pointer, keyboard and finger, undone, redone, reset, and made into another film', async ({
  page,
  appUrl,
}) => {
  test.setTimeout(480_000);
  const app = await makeFilm(page, appUrl);
  const shape = new ShapePage(page);
  await shape.open().click();
  await shape.ready();
  await expect.poll(() => shape.restlessness(CLOUDS), { timeout: 30_000 }).toBeGreaterThan(0.5);

  // Each tool fits its place.
  for (const name of ['Direction', 'Feel', 'Camera', 'Air', 'Format']) {
    await shape.tool(name).click();
    await expect(shape.tool(name)).toHaveAttribute('aria-selected', 'true');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  }

  // Frozen where it was brushed; the rest goes on.
  await shape.tool('Brush').click();
  await page.getByRole('slider', { name: 'Brush size' }).press('End');
  await shape.drag([0.25, 0.12], [0.75, 0.12]);
  await expect.poll(() => shape.restlessness(CLOUDS), { timeout: 30_000 }).toBe(0);
  await shape.step('Undo').click();
  await expect.poll(() => shape.restlessness(CLOUDS), { timeout: 30_000 }).toBeGreaterThan(0.5);
  await shape.step('Redo').click();
  await expect.poll(() => shape.restlessness(CLOUDS), { timeout: 30_000 }).toBe(0);
  await shape.step('Reset').click();
  await expect.poll(() => shape.restlessness(CLOUDS), { timeout: 30_000 }).toBeGreaterThan(0.5);

  // By a finger: frozen, woken again, and an arrow straight down; the page does not go along.
  await shape.tool('Brush').click();
  expect(await shape.touch([0.25, 0.12], [0.75, 0.12])).toBe(0);
  await expect.poll(() => shape.restlessness(CLOUDS), { timeout: 30_000 }).toBe(0);
  await page.getByText('Wake', { exact: true }).click();
  expect(await shape.touch([0.25, 0.12], [0.75, 0.12])).toBe(0);
  await expect.poll(() => shape.restlessness(CLOUDS), { timeout: 30_000 }).toBeGreaterThan(0.5);
  await shape.tool('Direction').click();
  expect(await shape.touch([0.5, 0.3], [0.5, 0.05])).toBe(0);
  await expect(shape.arrows().first()).toHaveAccessibleName('Arrow 1, up');
  await shape.step('Reset').click();

  // An arrow by hand, and one by keyboard alone.
  await shape.tool('Direction').click();
  await shape.drag([0.4, 0.1], [0.6, 0.1]);
  await expect(shape.arrows()).toHaveCount(1);
  await expect(shape.arrows().first()).toHaveAccessibleName('Arrow 1, to the right');
  await shape.stage().focus();
  await page.keyboard.press('Space');
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(shape.arrows()).toHaveCount(2);
  await expect(shape.arrows().nth(1)).toHaveAccessibleName('Arrow 2, down');
  await shape.arrows().nth(1).press('Delete');
  await expect(shape.arrows()).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(shape.arrows()).toHaveCount(2);

  await page.getByRole('button', { name: 'Make this film' }).click();
  await app.finished();
  await expect(page.getByRole('button', { name: 'Shape the motion' })).toBeVisible();
  // What was shaped is still there.
  await shape.open().click();
  await shape.ready();
  await expect(shape.arrows()).toHaveCount(2);
});

test('four takes are seen side by side, and one is taken', async ({ page, appUrl }) => {
  test.setTimeout(480_000);
  await makeFilm(page, appUrl);
  const shape = new ShapePage(page);
  await shape.open().click();
  await shape.ready();
  await shape.tool('Takes').click();
  const takes = page.getByRole('list', { name: 'Takes' }).getByRole('button');
  await expect(takes).toHaveCount(4);
  await expect(takes.nth(3)).toBeEnabled({ timeout: 200_000 });
  await expect(takes.nth(0)).toHaveAttribute('aria-pressed', 'true');
  await takes.nth(2).click();
  await expect(takes.nth(2)).toHaveAttribute('aria-pressed', 'true');
  await shape.step('Undo').click();
  await expect(takes.nth(0)).toHaveAttribute('aria-pressed', 'true');
});

test('nothing of a preview is painted when its gate cannot run', async ({ page, appUrl }) => {
  test.setTimeout(480_000);
  await page.addInitScript(() => {
    const fault = { on: false, alive: 0 };
    Reflect.set(globalThis, 'moderationFault', fault);
    // From a moment on the classifiers' worker cannot start, as where its script is blocked.
    const Real = globalThis.Worker;
    globalThis.Worker = class extends Real {
      readonly #judges: boolean;
      constructor(url: string | URL, options?: WorkerOptions) {
        const judges = options?.name === 'moderation';
        if (fault.on && judges) throw new DOMException('blocked', 'SecurityError');
        super(url, options);
        this.#judges = judges;
        if (judges) fault.alive++;
      }
      override terminate() {
        if (this.#judges) fault.alive--;
        super.terminate();
      }
    };
  });
  await makeFilm(page, appUrl);
  // The worker of the film's own gates ends when it has been idle.
  await expect
    .poll(
      () => page.evaluate(() => (Reflect.get(globalThis, 'moderationFault') as { alive: number }).alive),
      {
        timeout: 60_000,
      },
    )
    .toBe(0);
  await page.evaluate(() => {
    (Reflect.get(globalThis, 'moderationFault') as { on: boolean }).on = true;
  });
  const shape = new ShapePage(page);
  await shape.open().click();
  await expect(page.getByRole('alert').first()).toContainText('safety check', { timeout: 60_000 });
  const painted = await shape.canvas().evaluate((canvas: HTMLCanvasElement) =>
    canvas
      .getContext('2d')!
      .getImageData(0, 0, canvas.width, canvas.height)
      .data.some((value) => value !== 0),
  );
  expect(painted).toBe(false);
  await expect(page.getByRole('button', { name: 'Make this film' })).toBeDisabled();
});

test('copies in other formats play, and say what they carry', async ({ page, appUrl }, info) => {
  test.setTimeout(480_000);
  await makeFilm(page, appUrl);
  await page.getByText('Other formats').click();
  await expect(page.getByText('WebM can’t carry a signature')).toBeVisible();
  const paths: Record<string, string> = {};
  for (const name of ['GIF', 'WebP', 'WebM']) {
    await page.getByRole('button', { name: `Make a ${name}` }).click();
    const save = page.getByRole('link', { name: `Save the ${name}` });
    await expect(save).toBeVisible({ timeout: 150_000 });
    const download = page.waitForEvent('download');
    await save.click();
    const extension = name.toLowerCase();
    expect((await download).suggestedFilename()).toMatch(new RegExp(`-stillwake\\.${extension}$`));
    paths[extension] = info.outputPath(`film.${extension}`);
    await (await download).saveAs(paths[extension]);
  }
  for (const [extension, codec] of [
    ['gif', 'gif'],
    ['webm', 'vp9'],
  ] as const) {
    const probe = spawnSync('ffprobe', ['-v', 'error', '-show_streams', '-of', 'json', paths[extension]!], {
      encoding: 'utf8',
    });
    if (probe.error) continue; // No ffprobe on this machine; the browser test decodes them anyway.
    expect(probe.stderr).toBe('');
    expect(probe.stdout).toContain(`"codec_name": "${codec}"`);
  }
  expect(readFileSync(paths['gif']!).includes('c2pa')).toBe(true);
  const check = new CheckPage(page);
  await check.open();
  await check.checkFile(paths['webp']!);
  await expect(check.report()).toContainText(/AI-generated/i);
});
