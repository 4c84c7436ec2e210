/** `npm run inspect -- FILE... [--json]`: the app's provenance checker, driven in headless Chromium. */
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Automation } from '../src/automation';
import type { CheckReport } from '../src/pipeline/check-report';
import { AUTOMATION_INPUT } from '../src/shared/app';
import type { ErrorPayload } from '../src/shared/errors';
import { openApp } from './app-browser';
import { ensureBuilt } from './build';
import { EXIT, exitCodeFor, fromCallersFolder } from './command-line';
import { describeCheck, flatReport } from './describe-check';
import { explain } from './explain';

declare const stillwake: Automation;

const USAGE = `npm run inspect -- FILE... [--json]
With --json one line a file: {"type":"result","file":...,"report":{state, codes, signer, trust, origin, ingredients, otherMarks, watermark, ...}}
or {"type":"error","file":...,"code":...}. A file that can't be looked at doesn't stop the rest.
Exit: 0 all looked at, 2 usage, 5 bad input among them, 1 anything else`;

type App = Awaited<ReturnType<typeof openApp>>;

async function main(): Promise<number> {
  let files: string[];
  let json: boolean;
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    });
    if (positionals.length === 0) throw new Error('Which file?');
    files = positionals;
    json = values.json ?? false;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return EXIT.usage;
  }
  const isFile = (file: string) =>
    statSync(fromCallersFolder(file), { throwIfNoEntry: false })?.isFile() === true;
  if (files.some(isFile)) ensureBuilt();
  let app: App | undefined;
  let exit: number = EXIT.made;
  const fail = (file: string, error: ErrorPayload, text: string, code: number) => {
    if (json) console.log(JSON.stringify({ type: 'error', file, ...error }));
    console.error(files.length > 1 ? `${file}: ${text}` : text);
    // What the machine failed at goes before what the files are.
    if (exit !== EXIT.failed) exit = code;
  };
  try {
    for (const [index, file] of files.entries()) {
      if (!isFile(file)) {
        const text = `There is no file ${fromCallersFolder(file)}.`;
        fail(file, { code: 'file-unreadable', message: 'no such file' }, text, EXIT.badInput);
        continue;
      }
      try {
        app ??= await openChecker();
        const { report, error } = await inspect(app, fromCallersFolder(file));
        if (error) {
          fail(file, error, explain(error), exitCodeFor(error.code));
        } else {
          const line = { type: 'result', file, report: flatReport(report, app.proxy.requests.length) };
          const heading = files.length > 1 ? `${index > 0 ? '\n' : ''}${file}\n` : '';
          console.log(json ? JSON.stringify(line) : heading + describeCheck(report));
        }
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        fail(file, { code: 'internal', message }, message, EXIT.failed);
        // The page may be gone with it: the next file gets a fresh one.
        await app?.close().catch(() => undefined);
        app = undefined;
      }
    }
    return exit;
  } finally {
    await app?.close();
  }
}

async function openChecker(): Promise<App> {
  const app = await openApp('?automation');
  await app.page.waitForFunction(() => 'stillwake' in globalThis);
  return app;
}

async function inspect(
  { page }: App,
  file: string,
): Promise<{ report: CheckReport; error?: undefined } | { report?: undefined; error: ErrorPayload }> {
  await page.setInputFiles(`#${AUTOMATION_INPUT}`, file);
  const outcome = await page.evaluate(() => stillwake.inspect());
  return outcome.ok ? { report: outcome.value } : { error: outcome.error };
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return EXIT.failed;
});
