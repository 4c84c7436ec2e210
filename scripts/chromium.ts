import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/**
 * Flags under which headless Chromium gives software WebGPU that can also be read back (SwiftShader through Vulkan),
 * and makes no request of its own.
 */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-angle=vulkan',
  '--disable-accelerated-2d-canvas',
  '--disable-features=AutofillServerCommunication',
  '--autoplay-policy=no-user-gesture-required',
];

/**
 * The Chromium to drive: the one that CHROMIUM_PATH names, a system one, or Playwright's own download; undefined when
 * there is none.
 */
export function findChromium(): string | undefined {
  const candidates = [
    process.env['CHROMIUM_PATH'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path));
}
