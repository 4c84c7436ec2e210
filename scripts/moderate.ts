/**
 * `npm run moderate -- [--prompts FILE.tsv] [--json] [--policy] [PHOTO...]`: the gates' own code in the built app, in headless
 * Chromium, on a list of prompts (column `prompt`) and on photos. One line each: verdict, category, reason, what was judged.
 */
import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Automation } from '../src/automation';
import type { Moderated } from '../src/pipeline/moderate';
import { AUTOMATION_INPUT } from '../src/shared/app';
import { IMAGE_POLICY_VERSION, PROMPT_POLICY_VERSION } from '../src/shared/policy-version';
import { policyTable } from '../workers/moderation/policy';
import { openApp } from './app-browser';
import { ensureBuilt } from './build';
import { EXIT, fromCallersFolder, UsageError } from './command-line';
import { promptsOf } from './prompt-list';

declare const stillwake: Automation;

const USAGE = `npm run moderate -- [--prompts FILE.tsv] [--json] [--policy] [PHOTO...]
  --prompts F  a tab-separated file with a column "prompt"
  --json       a JSON object a line, with scores
  --policy     print the policy as a table, and nothing else
Exit: 0 everything was judged, 2 usage, 1 anything else`;

interface Options {
  prompts: string[];
  photos: string[];
  json: boolean;
}

async function main(): Promise<number> {
  let options: Options | 'policy';
  try {
    options = readOptions();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return EXIT.usage;
  }
  if (options === 'policy') {
    process.stdout.write(policyTable({ pictures: IMAGE_POLICY_VERSION, words: PROMPT_POLICY_VERSION }));
    return EXIT.made;
  }
  ensureBuilt();
  const app = await openApp('?automation');
  const counts = { allow: 0, review: 0, block: 0 };
  const tell = (kind: 'prompt' | 'photo', subject: string, result: Moderated) => {
    counts[result.verdict]++;
    console.log(options.json ? JSON.stringify({ kind, subject, ...result }) : lineOf(subject, result));
  };
  try {
    await app.page.waitForFunction(() => 'stillwake' in globalThis);
    for (const prompt of options.prompts) {
      tell('prompt', prompt, await app.page.evaluate((text) => stillwake.moderatePrompt(text), prompt));
    }
    for (const photo of options.photos) {
      await app.page.setInputFiles(`#${AUTOMATION_INPUT}`, photo);
      tell('photo', photo, await app.page.evaluate(() => stillwake.moderatePhoto()));
    }
  } finally {
    await app.close();
  }
  console.error(`${counts.allow} allowed, ${counts.review} held, ${counts.block} blocked`);
  return EXIT.made;
}

function readOptions(): Options | 'policy' {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { prompts: { type: 'string' }, json: { type: 'boolean' }, policy: { type: 'boolean' } },
  });
  if (values.policy) return 'policy';
  if (values.prompts === undefined && positionals.length === 0)
    throw new UsageError('Which photos or prompts?');
  const photos = positionals.map(fromCallersFolder);
  const missing = photos.find((path) => !statSync(path, { throwIfNoEntry: false })?.isFile());
  if (missing !== undefined) throw new UsageError(`There is no file ${missing}.`);
  const prompts =
    values.prompts === undefined ? [] : promptsOf(readFileSync(fromCallersFolder(values.prompts), 'utf8'));
  return { prompts, photos, json: values.json ?? false };
}

/** Verdict, categories, reasons and what was judged, with tabs between. */
function lineOf(subject: string, { verdict, reasons }: Moderated): string {
  const listed = (values: string[]) => (values.length === 0 ? '-' : [...new Set(values)].join(','));
  return [
    verdict,
    listed(reasons.map(({ category }) => category)),
    listed(reasons.map(({ rule }) => rule)),
    subject.replace(/[\t\r\n]+/g, ' '),
  ].join('\t');
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return EXIT.failed;
});
