import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openApp } from '../scripts/app-browser';
import { ROOT } from '../scripts/build';
import { compareReaders } from '../scripts/compare-readers';

/** Signed, unsigned and tampered files of many makers; too many and too large to be kept here. */
const SAMPLES = process.env['STILLWAKE_C2PA_SAMPLES'] ?? join(ROOT, '..', 'shared', 'data', 'c2pa');

test('every sample is judged as c2pa-node judges it, state and codes', async () => {
  test.skip(!statSync(SAMPLES, { throwIfNoEntry: false })?.isDirectory(), 'no folder of samples');
  // Each picture is searched for the watermark, too: seconds a file.
  test.setTimeout(1_200_000);
  const app = await openApp('?automation');
  try {
    await app.page.waitForFunction(() => 'stillwake' in globalThis);
    const comparisons = await compareReaders(SAMPLES, app);
    expect(comparisons.length).toBeGreaterThan(10);
    expect(comparisons.filter(({ same }) => !same)).toEqual([]);
    expect(app.proxy.requests).toEqual([]);
  } finally {
    await app.close();
  }
});
