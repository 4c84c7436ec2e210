import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { countThrough, openApp, type AppBrowser } from '../scripts/app-browser';
import { DIST, ROOT } from '../scripts/build';
import { AnimatePage } from './animate-page';
import { CheckPage, type GivenFile } from './check-page';
import { PHOTOS } from './photos';
import { makeTestSigner, signJpeg, type TestSigner } from './signed-files';

const jpeg = readFileSync(PHOTOS.face);
const file = (name: string, buffer: Buffer, mimeType = 'image/jpeg'): GivenFile => ({
  name,
  mimeType,
  buffer,
});

/** Files of the build that hold a text which only the checker or the watermark reader has. */
const checkersFiles = () =>
  readdirSync(join(DIST, 'assets')).filter((name) => {
    if (!name.endsWith('.js')) return false;
    const script = readFileSync(join(DIST, 'assets', name), 'utf8');
    return /check-view/.test(name) || script.includes('framesLookedAt');
  });

let app: AppBrowser;
let camera: TestSigner;
let check: CheckPage;

test.beforeAll(async () => {
  camera = await makeTestSigner('Test Camera');
});
test.beforeEach(async () => {
  // The command line's way in: no service worker, which would fetch every file ahead, whatever is done on the page.
  app = await openApp('?automation#/check');
  check = new CheckPage(app.page);
});
test.afterEach(async ({}, info) => {
  await app.close();
  // Whatever was checked: nothing was asked of anybody else, and no model's runtime was loaded for it.
  expect(app.proxy.requests).toEqual([]);
  const runtimes = [...app.requestedPaths].filter((path) => /onnx|\/ort[-.]|ffmpeg/i.test(path));
  if (!info.title.startsWith('animating')) expect(runtimes).toEqual([]);
});

test('an unknown signer is no fault of the file, and is known once the person trusts its root', async () => {
  const signed = signJpeg(jpeg, camera, { title: 'Sea' });
  await check.checkFile(file('sea.jpg', signed));
  await expect(check.report()).toHaveAttribute('data-summary', 'unknown-signer');
  await expect(check.report()).toContainText('Unchanged since it was signed');
  await expect(check.report()).toContainText('can’t be verified');
  await expect(check.report()).not.toContainText(/does not match|fake|broken|invalid/i);
  await expect(check.report().locator('.glance')).toContainText('Taken with a camera (by its own account)');

  const root = file('camera-root.pem', Buffer.from(camera.rootPem), 'application/x-pem-file');
  await check.trust('Trust a root of your own', root);
  await expect(check.report()).toHaveAttribute('data-summary', 'known-signer');
  await expect(check.report()).toContainText('camera-root.pem');

  await app.page.reload();
  await check.checkFile(file('sea.jpg', signed));
  await expect(check.report()).toHaveAttribute('data-summary', 'known-signer');

  await app.page.locator('details.trust summary').click();
  await app.page.getByRole('button', { name: 'Remove camera-root.pem' }).click();
  await expect(check.report()).toHaveAttribute('data-summary', 'unknown-signer');
});

test('a list that is none is refused with what to do', async () => {
  await check.trust('Bring in the C2PA trust list', file('list.pem', Buffer.from('no list'), 'text/plain'));
  await expect(app.page.getByRole('status').filter({ hasText: 'BEGIN CERTIFICATE' })).toBeVisible();
  const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----';
  await check.trust('Bring in the interim list', file('key.pem', Buffer.from(key), 'text/plain'));
  await expect(app.page.getByRole('status').filter({ hasText: 'private key' })).toBeVisible();
});

test('several files at once, each with its own result, one after the other', async () => {
  const signed = signJpeg(jpeg, camera, { title: 'Sea' });
  const changed = Buffer.from(signed);
  changed[changed.length - 200]! ^= 1;
  await check.choose([
    file('whole.jpg', signed),
    file('changed.jpg', changed),
    file('holiday.jpg', jpeg),
    file('letter.txt', Buffer.from('Dear reader'), 'text/plain'),
    file('empty.jpg', Buffer.alloc(0)),
  ]);
  const entry = (name: string) => check.list().getByRole('listitem').filter({ hasText: name });
  await expect(entry('whole.jpg')).toContainText('Unchanged since it was signed');
  await expect(entry('changed.jpg')).toContainText('Not as it was signed');
  await expect(entry('holiday.jpg')).toContainText('No credentials found');
  await expect(entry('letter.txt')).toContainText('This format can’t carry them');
  await expect(entry('empty.jpg')).toContainText(/empty/i);
  await entry('changed.jpg').getByRole('button').first().click();
  await expect(check.report()).toContainText('Picture, film or sound is not the one that was signed.');
  await expect(check.report()).toContainText('assertion.dataHash.mismatch');
  // What has no credentials is not thereby authentic.
  await entry('holiday.jpg').getByRole('button').first().click();
  await expect(check.report()).toContainText('That does not mean that it is real');
  await check.page.getByRole('button', { name: 'Clear the list' }).click();
  await expect(check.report()).toHaveCount(0);
});

test('hostile names and titles are text, on the page and in the page that is saved', async () => {
  const evil =
    '<img src=x onerror="document.title=\'executed\'"><script>document.title="executed"</script>\u202Egpj';
  const digitalSourceType = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';
  const signed = signJpeg(jpeg, camera, { title: evil, generator: evil, digitalSourceType });
  await check.checkFile(file('<b>evil</b>.jpg', signed));
  await expect(check.report()).toContainText('AI-generated');
  await expect(check.report().locator('script, b, img[onerror]')).toHaveCount(0);
  expect(await app.page.title()).not.toBe('executed');

  const download = app.page.waitForEvent('download');
  await app.page.getByRole('button', { name: 'Save as a page' }).click();
  const saved = readFileSync(await (await download).path(), 'utf8');
  expect((await download).suggestedFilename()).toMatch(/\.report\.html$/);
  expect(saved).toContain("default-src 'none'");
  expect(saved).not.toMatch(/<script|<img src=x|\u202E/);
  expect(saved).toContain('AI-generated');

  const json = app.page.waitForEvent('download');
  await app.page.getByRole('button', { name: 'Save as JSON' }).first().click();
  const report = JSON.parse(readFileSync(await (await json).path(), 'utf8')) as { state: string };
  expect(report.state).toBe('valid');
});

test('says why it detects no AI pixels, and why there is no field for a link', async () => {
  await app.page.getByText('What this can’t tell').click();
  await expect(app.page.getByText('There is no detector of AI-made pixels here')).toBeVisible();
  await expect(app.page.getByText('There is no field for a link')).toBeVisible();
});

test('inspect on the command line: one bad file does not stop the rest', async () => {
  const signed = signJpeg(jpeg, camera, { title: 'Sea' });
  const changed = Buffer.from(signed);
  changed[changed.length - 200]! ^= 1;
  const folder = mkdtempSync(join(tmpdir(), 'stillwake-inspect-'));
  try {
    writeFileSync(join(folder, 'empty.jpg'), '');
    writeFileSync(join(folder, 'changed.jpg'), changed);
    writeFileSync(join(folder, 'whole.jpg'), signed);
    const names = ['missing.jpg', 'empty.jpg', 'changed.jpg', 'whole.jpg'];
    // Not waited for in the way: this process serves the page that is open.
    const { stdout, code } = await new Promise<{ stdout: string; code: unknown }>((resolve) => {
      execFile(
        'npm',
        ['run', '--silent', 'inspect', '--prefix', ROOT, '--', ...names, '--json'],
        { cwd: folder, env: { ...process.env, INIT_CWD: folder }, timeout: 100_000 },
        (error, output) => resolve({ stdout: output, code: error ? error.code : 0 }),
      );
    });
    const lines = stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ type: 'error', file: 'missing.jpg', code: 'file-unreadable' }),
      expect.objectContaining({ type: 'error', file: 'empty.jpg', code: 'file-empty' }),
      expect.objectContaining({
        type: 'result',
        file: 'changed.jpg',
        report: expect.objectContaining({
          state: 'invalid',
          codes: expect.arrayContaining(['assertion.dataHash.mismatch']),
          trust: expect.objectContaining({ known: 'unknown' }),
        }),
      }),
      expect.objectContaining({
        type: 'result',
        file: 'whole.jpg',
        report: expect.objectContaining({
          state: 'valid',
          codes: ['signingCredential.untrusted'],
          signer: expect.objectContaining({ name: 'Test Camera' }),
          ingredients: [],
          otherMarks: expect.arrayContaining([
            expect.objectContaining({ value: 'Adobe Photoshop CC 2017 (Windows)' }),
          ]),
          watermark: expect.objectContaining({ state: 'not-found' }),
          externalRequests: 0,
        }),
      }),
    ]);
    expect(code).toBe(5);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('animating a photo with a sound of one’s own loads neither the Check view nor the watermark reader; the sound is told as a material', async () => {
  const files = checkersFiles();
  expect(files.length).toBeGreaterThan(1);
  // As a person opens it, but without a service worker: that would fetch every file ahead.
  const context = await app.browser.newContext({
    serviceWorkers: 'block',
    locale: 'en-GB',
    proxy: countThrough(app.proxy, app.url),
  });
  const page = await context.newPage();
  app.requestedPaths.clear();
  await page.goto(app.url);
  const animate = new AnimatePage(page);
  await animate.choosePhoto(PHOTOS.lagoon);
  await page.locator('details.more > summary').click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Use your own sound' }).click();
  await (await chooser).setFiles({ name: 'My secret song.wav', mimeType: 'audio/wav', buffer: toneWav() });
  await expect(page.getByRole('group', { name: 'Sound' })).toContainText('My secret song.wav');
  await animate.animate().click();
  await animate.finished();
  const requested = [...app.requestedPaths].map((path) => path.slice(path.lastIndexOf('/') + 1));
  expect(requested.filter((name) => /create-video|film-job/.test(name)).length).toBeGreaterThan(0);
  expect(requested.filter((name) => files.includes(name))).toEqual([]);

  const film = await page.evaluate(async () => {
    const bytes = await (await fetch(document.querySelector('video')!.src)).arrayBuffer();
    return Array.from(new Uint8Array(bytes));
  });
  expect(Buffer.from(film).includes('secret')).toBe(false);
  check = new CheckPage(page);
  await check.open();
  await check.checkFile({ name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.from(film) });
  await expect(check.report()).toHaveAttribute('data-summary', 'own-device');
  await expect(check.report().locator('.tree')).toContainText('Sound');
});

/** A second of 440 Hz, 16-bit PCM. */
function toneWav(): Buffer {
  const rate = 22_050;
  const wav = Buffer.alloc(44 + 2 * rate);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + 2 * rate, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  [16, 1 + (1 << 16), rate, 2 * rate, 2 + (16 << 16)].forEach((value, i) =>
    wav.writeUInt32LE(value, 16 + 4 * i),
  );
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(2 * rate, 40);
  for (let i = 0; i < rate; i++) {
    wav.writeInt16LE(Math.round(9000 * Math.sin((2 * Math.PI * 440 * i) / rate)), 44 + 2 * i);
  }
  return wav;
}
