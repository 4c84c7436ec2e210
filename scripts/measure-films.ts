/**
 * `npx tsx scripts/measure-films.ts [options] PHOTO...`: a film of each photo, made by the built app in one browser, and the figures of their reports as a table
 * (formulas: docs/measures.md).
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Automation } from '../src/automation';
import { AUTOMATION_INPUT } from '../src/shared/app';
import { openApp } from './app-browser';
import { ensureBuilt } from './build';
import { EXIT, UsageError, fromCallersFolder, numberOption } from './command-line';

declare const stillwake: Automation;

const USAGE = `npx tsx scripts/measure-films.ts PHOTO... [options]
  --pixels N       of a film, at the photo's own aspect (230400: the area of 360x640)
  --seconds N      3 to 15 (4)
  --seed N         of every film (1)
  --limit N        stop after so many films (all); photos that a gate stops do not count
  --motions DIR    keep the Motions there, as PHOTO.json`;

/** One line of the table. */
interface Row {
  photo: string;
  seamRatio: number;
  sharpnessRatio: number;
  staticError: number;
  motionEnergy: number;
  movingFraction: number;
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        pixels: { type: 'string', default: '230400' },
        seconds: { type: 'string', default: '4' },
        seed: { type: 'string', default: '1' },
        limit: { type: 'string', default: '10000' },
        motions: { type: 'string' },
      },
    });
    const photos = positionals.map(fromCallersFolder);
    const missing = photos.find((path) => !statSync(path, { throwIfNoEntry: false })?.isFile());
    if (missing !== undefined) throw new UsageError(`There is no file ${missing}.`);
    if (photos.length === 0) throw new UsageError('Which photos?');
    return {
      photos,
      maxPixels: numberOption('pixels', values.pixels, 4096, 8_294_400),
      seconds: numberOption('seconds', values.seconds, 3, 15),
      seed: numberOption('seed', values.seed, 0, 2 ** 32 - 1),
      limit: numberOption('limit', values.limit, 1, 10000),
      motions: values.motions === undefined ? undefined : fromCallersFolder(values.motions),
    };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(String(error));
  }
}

async function measure(options: ReturnType<typeof readOptions>): Promise<Row[]> {
  const { photos, maxPixels, seconds, seed, limit, motions } = options;
  const rows: Row[] = [];
  ensureBuilt();
  const app = await openApp('?automation');
  try {
    await app.page.waitForFunction(() => 'stillwake' in globalThis);
    for (const path of photos) {
      if (rows.length >= limit) break;
      const photo = basename(path).replace(/\.[^.]*$/, '');
      await app.page.setInputFiles(`#${AUTOMATION_INPUT}`, path);
      const outcome = await app.page.evaluate((request) => stillwake.animate(request), {
        prompt: '',
        seed,
        seconds,
        size: { kind: 'photo' as const, maxPixels },
        framesPerSecond: 24,
        provider: 'auto' as const,
        renderer: 'auto' as const,
        label: { text: 'AI-generated', corner: 'bottom-right' as const },
        // Measured on photos of one's own; nothing of the film is kept.
        consent: true,
        frames: false,
      });
      if (!outcome.ok) {
        console.error(`${photo}: ${outcome.error.code}`);
        continue;
      }
      const { quality, motion } = outcome.value.report;
      rows.push({ photo, ...quality, movingFraction: motion.movingFraction });
      console.error(`${photo}: ${quality.seamRatio.toFixed(3)} ${quality.sharpnessRatio.toFixed(3)}`);
      if (motions !== undefined) {
        mkdirSync(motions, { recursive: true });
        writeFileSync(join(motions, `${photo}.json`), `${JSON.stringify(outcome.value.motion)}\n`);
      }
    }
  } finally {
    await app.close();
  }
  return rows;
}

/** A Markdown table, and how many are good. */
function table(rows: Row[]): string {
  const line = (row: Row) =>
    `| ${row.photo} | ${row.seamRatio.toFixed(3)} | ${row.sharpnessRatio.toFixed(3)} | ${row.staticError} | ${row.motionEnergy.toFixed(4)} | ${row.movingFraction.toFixed(2)} |`;
  const share = (good: (row: Row) => boolean) => `${rows.filter(good).length} of ${rows.length}`;
  return [
    '| photo | seamRatio | sharpnessRatio | staticError | motionEnergy | moving |',
    '| ----- | --------- | -------------- | ----------- | ------------ | ------ |',
    ...rows.map(line),
    '',
    `seamRatio <= 1: ${share((row) => row.seamRatio <= 1)}; sharpnessRatio >= 0.9: ${share((row) => row.sharpnessRatio >= 0.9)}; staticError 0: ${share((row) => row.staticError === 0)}`,
  ].join('\n');
}

try {
  console.log(table(await measure(readOptions())));
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : error);
  process.exitCode = error instanceof UsageError ? EXIT.usage : EXIT.failed;
}
