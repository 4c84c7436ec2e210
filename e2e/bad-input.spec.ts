import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { AnimatePage } from './animate-page';
import { expect, test } from './app-server';
import { PHOTOS, makePng } from './photos';

const folder = mkdtempSync(join(tmpdir(), 'stillwake-bad-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, bytes: Buffer | string) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

/** A PNG whose header promises `width` x `height` and whose data are one empty line: no decoder should get as far as them. */
function pngHeaderOnly(width: number, height: number): Buffer {
  const png = makePng(16, 16, () => [0, 0, 0]);
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** 2 GB that take no room on the disk. */
function sparse(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, readFileSync(PHOTOS.face));
  truncateSync(path, 2 * 1024 ** 3);
  return path;
}

const cases: [name: string, make: () => string, says: RegExp][] = [
  [
    'text renamed .jpg',
    () => file('text.jpg', 'This is no photo. '.repeat(100)),
    /not a (photo|picture)|isn.t a (photo|picture)|no picture|not.*image/i,
  ],
  ['0 bytes', () => file('empty.jpg', ''), /empty/i],
  [
    'a truncated JPEG',
    () => file('cut.jpg', readFileSync(PHOTOS.face).subarray(0, 20_000)),
    /damaged|incomplete|broken|cut/i,
  ],
  [
    '1x1',
    () =>
      file(
        'one.png',
        makePng(1, 1, () => [9, 9, 9]),
      ),
    /small/i,
  ],
  ['30,000x20', () => file('long.png', pngHeaderOnly(30_000, 20)), /long|narrow|thin|elongated|stretched/i],
  ['120 MP', () => file('vast.png', pngHeaderOnly(12_000, 10_000)), /megapixel|pixels|large/i],
  [
    'an SVG',
    () => file('drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    /SVG|drawing/i,
  ],
  ['a 2 GB file', () => sparse('huge.jpg'), /large|big/i],
  [
    'a video in the photo slot',
    () =>
      file(
        'film.mp4',
        Buffer.concat([
          Buffer.from([0, 0, 0, 24]),
          Buffer.from('ftypisom\0\0\0\0isommp42'),
          deflateSync('x'),
        ]),
      ),
    /video/i,
  ],
];

for (const [name, make, says] of cases) {
  test(`${name} gets a clear message, and the app stays usable`, async ({ page, appUrl }) => {
    await page.goto(appUrl);
    const app = new AnimatePage(page);
    await app.choosePhoto(make());
    // Most is told at once, and then Animate goes; the rest is told when it is animated.
    await expect(async () => {
      if (await app.animate().isVisible()) await app.animate().click({ timeout: 1000 });
      await expect(app.alert().first()).toContainText(says, { timeout: 10_000 });
    }).toPass();
    await app.choosePhoto(PHOTOS.face);
    await expect(app.animate()).toBeEnabled();
    await expect(app.alert()).toHaveCount(0);
  });
}
