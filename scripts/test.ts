/** `npm test`: lint, types, unit, browser and end-to-end tests, with a browser put in place first. */
import { spawnSync } from 'node:child_process';
import { findChromium } from './chromium';
import { ROOT, ensureBuilt, runTool } from './build';

const DOWNLOAD_LIMIT_MILLISECONDS = 120_000;

function ensureChromium(): void {
  if (findChromium()) return;
  console.error("No Chromium here: trying Playwright's own download ...");
  spawnSync(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    timeout: DOWNLOAD_LIMIT_MILLISECONDS,
  });
  if (findChromium()) return;
  console.error('... it cannot be had; trying apt-get ...');
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', 'chromium'],
  ]) {
    spawnSync('apt-get', args, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  if (!findChromium()) {
    throw new Error('No Chromium could be installed. Install one and set CHROMIUM_PATH to it.');
  }
}

const steps: [name: string, command: string, args: string[]][] = [
  ['lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']],
  ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  ['types (page)', 'typescript/bin/tsc', ['-p', 'tsconfig.json']],
  ['types (workers)', 'typescript/bin/tsc', ['-p', 'tsconfig.worker.json']],
  ['types (scripts, tests)', 'typescript/bin/tsc', ['-p', 'tsconfig.node.json']],
  ['unit tests', 'vitest/vitest.mjs', ['run', '--project', 'unit']],
  ['browser tests', 'vitest/vitest.mjs', ['run', '--project', 'browser']],
  ['end-to-end tests', '@playwright/test/cli.js', ['test', '-c', 'e2e/playwright.config.ts']],
];

try {
  ensureChromium();
  ensureBuilt();
  for (const [name, command, args] of steps) {
    const start = performance.now();
    console.error(`\n== ${name}`);
    runTool(command, args);
    console.error(`== ${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
  console.log('All checks passed.');
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
