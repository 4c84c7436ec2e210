/** `npm run inspect -- FILE [--json]`: the app's provenance checker, driven in headless Chromium. */
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Automation } from '../src/automation';
import { AUTOMATION_INPUT } from '../src/shared/app';
import { openApp } from './app-browser';
import { ensureBuilt } from './build';
import { EXIT, exitCodeFor, fromCallersFolder } from './command-line';
import { explain } from './explain';
import { describeCheck } from './describe-check';

declare const stillwake: Automation;

const USAGE = `npm run inspect -- FILE [--json]
Exit: 0 looked at, 2 usage, 5 bad input, 1 anything else`;

async function main(): Promise<number> {
  let file: string;
  let json: boolean;
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    });
    if (positionals.length !== 1) throw new Error('Which file? One at a time.');
    file = fromCallersFolder(positionals[0]!);
    json = values.json ?? false;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return EXIT.usage;
  }
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    console.error(`There is no file ${file}.`);
    return EXIT.badInput;
  }
  ensureBuilt();
  const app = await openApp('?automation');
  try {
    await app.page.waitForFunction(() => 'stillwake' in globalThis);
    await app.page.setInputFiles(`#${AUTOMATION_INPUT}`, file);
    const outcome = await app.page.evaluate(() => stillwake.inspect());
    if (!outcome.ok) {
      if (json) console.log(JSON.stringify({ type: 'error', ...outcome.error }));
      console.error(explain(outcome.error));
      return exitCodeFor(outcome.error.code);
    }
    const report = { ...outcome.value, externalRequests: app.proxy.requests.length };
    console.log(json ? JSON.stringify({ type: 'result', report }) : describeCheck(outcome.value));
    return EXIT.made;
  } finally {
    await app.close();
  }
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return EXIT.failed;
});
