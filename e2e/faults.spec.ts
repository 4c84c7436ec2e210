import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { DIST } from '../scripts/build';
import type { Automation } from '../src/automation';
import { AUTOMATION_INPUT } from '../src/shared/app';
import { AnimatePage } from './animate-page';
import { expect, serveBuild, test } from './app-server';
import { PHOTOS } from './photos';

declare const stillwake: Automation;

const request = {
  prompt: '',
  seed: 1,
  seconds: 3,
  size: { kind: 'exact', width: 160, height: 128 },
  framesPerSecond: 24,
  provider: 'wasm',
  renderer: 'cpu',
  label: { text: 'AI-generated', corner: 'bottom-right' },
  frames: false,
} as const satisfies Parameters<Automation['animate']>[0];

async function openAutomation(page: Page, url: string, photo: string): Promise<void> {
  await page.goto(`${url}?automation`);
  await page.waitForFunction(() => 'stillwake' in globalThis);
  await page.setInputFiles(`#${AUTOMATION_INPUT}`, photo);
}

test('a GPU lost in mid-render: the job goes on without it, and says so', async ({ page, appUrl }) => {
  const drawn: number[] = [];
  await page.exposeFunction('stillwakeProgress', async (stage: string, completed: number, total: number) => {
    if (stage !== 'frames' || total === 1) return;
    drawn.push(completed);
    if (completed !== 5) return;
    const session = await page.context().browser()!.newBrowserCDPSession();
    await session.send('Browser.crashGpuProcess').catch(() => undefined);
  });
  await openAutomation(page, appUrl, PHOTOS.lagoon);
  const outcome = await page.evaluate((given) => stillwake.animate(given), {
    ...request,
    renderer: 'webgpu' as const,
  });
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  expect(outcome.value.report.notices).toContain('restarted-without-gpu');
  expect(outcome.value.report.renderer).toBe('cpu');
  expect(outcome.value.report.output.frames).toBe(72);
  // From the frame it was at: no frame is drawn twice.
  expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
  expect(drawn.at(-1)).toBe(72);
});

test('a worker killed in mid-job: the job restarts, or ends with a clear message, and the app goes on', async ({
  page,
  appUrl,
}) => {
  await openAutomation(page, appUrl, PHOTOS.lagoon);
  page.once('worker', (worker) => {
    // The first worker decodes the photo; it is closed from within as soon as it lives.
    void worker.evaluate(() => self.close()).catch(() => undefined);
  });
  const outcome = await page.evaluate((given) => stillwake.animate(given), request);
  if (!outcome.ok)
    expect(['worker-stalled', 'worker-crashed', 'image-corrupt']).toContain(outcome.error.code);
  const second = await page.evaluate((given) => stillwake.animate(given), request);
  expect(second.ok).toBe(true);
});

test.describe('a damaged build', () => {
  for (const [model, says] of [
    ['denoiser', 'model-hash-mismatch'],
    ['nsfw', 'gate-unavailable'],
  ] as const) {
    test(`the ${model} model with a wrong hash is refused`, async ({ page }) => {
      const folder = mkdtempSync(join(tmpdir(), 'stillwake-hash-'));
      cpSync(DIST, folder, { recursive: true });
      const assets = join(folder, 'assets');
      const names = readdirSync(assets).filter((name) => name.endsWith('.onnx') && name.startsWith(model));
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) {
        const bytes = readFileSync(join(assets, name));
        const middle = bytes.length >> 1;
        bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
        writeFileSync(join(assets, name), bytes);
      }
      const server = await serveBuild(4290, folder);
      try {
        await openAutomation(page, 'http://127.0.0.1:4290/', PHOTOS.lagoon);
        const outcome = await page.evaluate((given) => stillwake.animate(given), request);
        expect(outcome.ok).toBe(false);
        if (!outcome.ok) expect(outcome.error.code).toBe(says);
      } finally {
        await server.close();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});

test('no C2PA worker: a message, not a hang', async ({ page, appUrl }) => {
  await page.addInitScript(() => {
    const Real = globalThis.Worker;
    globalThis.Worker = class extends Real {
      constructor(url: string | URL, options?: WorkerOptions) {
        if (String(url).startsWith('blob:')) throw new DOMException('blocked', 'SecurityError');
        super(url, options);
      }
    };
  });
  await page.goto(appUrl);
  const app = new AnimatePage(page);
  await app.choosePhoto(PHOTOS.lagoon);
  await app.animate().click();
  await expect(app.alert().first()).toBeVisible({ timeout: 150_000 });
  await expect(app.animate().or(app.choose()).first()).toBeEnabled();
});
