/**
 * Renders public/icons/icon.svg into the PNG sizes that browsers and home screens ask for. Run by hand when the drawing
 * changes: `npx tsx scripts/render-icons.ts`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { ROOT } from './build';
import { findChromium } from './chromium';

const ICONS = join(ROOT, 'public', 'icons');
const drawing = readFileSync(join(ICONS, 'icon.svg'), 'utf8');
/** Home screens cut their own corners: those icons fill the whole square. */
const square = drawing.replace(' rx="116"', '');

const outputs = [
  { name: 'icon-32.png', size: 32, svg: drawing },
  { name: 'icon-192.png', size: 192, svg: drawing },
  { name: 'icon-512.png', size: 512, svg: drawing },
  { name: 'icon-maskable-512.png', size: 512, svg: square },
  { name: 'apple-touch-icon.png', size: 180, svg: square },
];

const executablePath = findChromium();
const browser = await chromium.launch(executablePath ? { executablePath } : {});
try {
  for (const { name, size, svg } of outputs) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${svg}`);
    await page.screenshot({ path: join(ICONS, name), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
