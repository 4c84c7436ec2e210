import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Reader } from '@contentauth/c2pa-node';
import type { Automation } from '../src/automation';
import type { CheckState } from '../src/pipeline/check-report';
import { FORMAT_BYTES, detectFormat } from '../src/provenance/file-format';
import { AUTOMATION_INPUT } from '../src/shared/app';
import type { AppBrowser } from './app-browser';

declare const stillwake: Automation;

/** What one reader says of a file: the state in this app's words, and the status codes of failure, sorted, each once. */
export interface Judgement {
  state: CheckState | `error ${string}`;
  codes: string[];
}

/** One file as both readers judge it. */
export interface Comparison {
  file: string;
  mimeType: string | null;
  ours: Judgement;
  theirs: Judgement;
  /** Whether they agree in state and in every code. */
  same: boolean;
}

/** Files of a sample folder that are neither notes nor expected reports, by path within it. */
export function sampleFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !['', '.json', '.md', '.txt'].includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Has every file judged by c2pa-node, natively, and by the built app in its browser, neither with a network. */
export async function compareReaders(folder: string, { page }: AppBrowser): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const file of sampleFiles(folder)) {
    const path = join(folder, file);
    const { mimeType } = detectFormat(readFileSync(path).subarray(0, FORMAT_BYTES));
    await page.setInputFiles(`#${AUTOMATION_INPUT}`, path);
    const outcome = await page.evaluate(() => stillwake.inspect());
    const ours: Judgement = outcome.ok
      ? { state: outcome.value.state, codes: outcome.value.codes.toSorted() }
      : { state: `error ${outcome.error.code}`, codes: [] };
    const theirs = await judgeNatively(path, mimeType);
    const same = ours.state === theirs.state && ours.codes.join() === theirs.codes.join();
    comparisons.push({ file, mimeType, ours, theirs, same });
  }
  return comparisons;
}

async function judgeNatively(path: string, mimeType: string | null): Promise<Judgement> {
  if (mimeType === null) return { state: 'format-without-credentials', codes: [] };
  try {
    const reader = await Reader.fromAsset(
      { path, mimeType },
      JSON.stringify({ verify: { remote_manifest_fetch: false, ocsp_fetch: false } }),
    );
    if (!reader) return { state: 'no-credentials', codes: [] };
    const { validation_state: state, validation_results: results } = reader.json();
    const failures = [
      ...(results?.activeManifest?.failure ?? []),
      ...(results?.ingredientDeltas ?? []).flatMap((delta) => delta.validationDeltas.failure),
    ];
    return {
      state: state === 'Trusted' ? 'trusted' : state === 'Valid' ? 'valid' : 'invalid',
      codes: [...new Set(failures.map(({ code }) => code))].sort(),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/must fetch remote|RemoteManifest/i.test(message)) return { state: 'remote-credentials', codes: [] };
    if (/unsupported/i.test(message)) return { state: 'format-without-credentials', codes: [] };
    return { state: 'unreadable', codes: [] };
  }
}

/** The comparison as a Markdown table. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  const text = ({ state, codes }: Judgement) => [state, ...codes].join(' ');
  return [
    '| file | this app | c2pa-node | same |',
    '|---|---|---|---|',
    ...comparisons.map(
      ({ file, ours, theirs, same }) =>
        `| ${file} | ${text(ours)} | ${text(theirs)} | ${same ? 'yes' : '**no**'} |`,
    ),
    '',
    `${comparisons.filter(({ same }) => same).length} of ${comparisons.length} the same.`,
  ].join('\n');
}
