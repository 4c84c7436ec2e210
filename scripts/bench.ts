/**
 * `npm run bench [-- --out FILE.json] [--photo FILE] [--runs N]`: where the time of a 4 s film at 720x1280 goes in headless Chromium,
 * against native peers in the same run: the same ONNX graphs in onnxruntime-node, the same frames through native ffmpeg
 * where it is installed; bytes to the first interaction and to the first film; peak memory. Prints a table and writes JSON.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Automation } from '../src/automation';
import { AUTOMATION_INPUT } from '../src/shared/app';
import { openApp, type AppBrowser } from './app-browser';
import { benchGraphs } from './bench-graphs';
import { DIST, ensureBuilt } from './build';
import { EXIT, fromCallersFolder, numberOption } from './command-line';
import { PHOTOS } from '../e2e/photos';
import { watchPeakMemory } from './process-memory';

declare const stillwake: Automation;

const SIZE = { kind: 'exact', width: 720, height: 1280 } as const;
const SECONDS = 4;
const FRAMES_PER_SECOND = 24;

/** Bytes of the files that the browser has asked for so far, as a server that compresses sends them (gzip). */
function transferBytes(app: AppBrowser): number {
  let sum = 0;
  for (const path of app.requestedPaths) {
    const file = join(DIST, path === '/' ? 'index.html' : path);
    if (!existsSync(file)) continue;
    const body = readFileSync(file);
    sum += Math.min(body.length, gzipSync(body).length);
  }
  return sum;
}

async function bytesToFirstInteraction(): Promise<number> {
  const app = await openApp('');
  try {
    await app.page.getByRole('button', { name: 'Choose a photo' }).first().waitFor();
    return transferBytes(app);
  } finally {
    await app.close();
  }
}

async function measureFilm(photo: string, seed: number) {
  const memory = watchPeakMemory();
  const app = await openApp('?automation');
  try {
    await app.page.waitForFunction(() => 'stillwake' in globalThis);
    await app.page.setInputFiles(`#${AUTOMATION_INPUT}`, photo);
    const start = performance.now();
    const outcome = await app.page.evaluate((request) => stillwake.animate(request), {
      prompt: 'gentle waves and drifting clouds',
      seed,
      seconds: SECONDS,
      size: SIZE,
      framesPerSecond: FRAMES_PER_SECOND,
      provider: 'auto' as const,
      renderer: 'auto' as const,
      label: { text: 'AI-generated', corner: 'bottom-right' as const },
      frames: false,
    });
    const totalMilliseconds = Math.round(performance.now() - start);
    const peakMemoryBytes = memory.stop();
    if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
    return {
      totalMilliseconds,
      peakMemoryBytes,
      bytes: transferBytes(app),
      report: outcome.value.report,
      mp4: outcome.value.mp4,
      externalRequests: app.proxy.requests.length,
    };
  } finally {
    memory.stop();
    await app.close();
  }
}

/** The film decoded and encoded again by native ffmpeg (x264 veryfast): the time of its encoder alone, or null without ffmpeg. */
function nativeEncodeMilliseconds(mp4: Buffer): number | null {
  if (spawnSync('ffmpeg', ['-version']).status !== 0) return null;
  const raw = spawnSync(
    'ffmpeg',
    ['-v', 'error', '-i', 'pipe:0', '-f', 'rawvideo', '-pix_fmt', 'rgba', 'pipe:1'],
    {
      input: mp4,
      maxBuffer: 2 ** 31,
    },
  );
  if (raw.status !== 0) return null;
  const start = performance.now();
  const encode = spawnSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${SIZE.width}x${SIZE.height}`],
      ...['-r', String(FRAMES_PER_SECOND), '-i', 'pipe:0', '-pix_fmt', 'yuv420p'],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-f', 'null', '-'],
    ],
    { input: raw.stdout, maxBuffer: 2 ** 24 },
  );
  return encode.status === 0 ? Math.round(performance.now() - start) : null;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, photo: { type: 'string' }, runs: { type: 'string' } },
  });
  const photo = values.photo === undefined ? PHOTOS.lagoon : fromCallersFolder(values.photo);
  const runs = numberOption('runs', values.runs ?? '2', 1, 20);
  ensureBuilt();
  const firstInteractionBytes = await bytesToFirstInteraction();
  const films = [];
  for (let run = 0; run < runs; run++) films.push(await measureFilm(photo, run + 1));
  const film = films.reduce((best, next) => (next.totalMilliseconds < best.totalMilliseconds ? next : best));
  const graphs = await benchGraphs();
  const native = nativeEncodeMilliseconds(Buffer.from(film.mp4, 'base64'));
  const stage = (name: string) =>
    film.report.stages
      .filter((entry) => entry.stage === name)
      .reduce((sum, entry) => sum + entry.milliseconds, 0);

  const result = {
    machine: { cores: cpus().length, model: cpus()[0]?.model ?? 'unknown', node: process.versions.node },
    film: { ...SIZE, seconds: SECONDS, framesPerSecond: FRAMES_PER_SECOND, runs },
    totalMilliseconds: film.totalMilliseconds,
    totalMillisecondsOfEachRun: films.map((entry) => entry.totalMilliseconds),
    stages: film.report.stages,
    providers: film.report.providers,
    renderer: film.report.renderer,
    graphs,
    encode: {
      framesStageMilliseconds: stage('frames'),
      nativeFfmpegMilliseconds: native,
      ratio: native === null ? null : stage('frames') / native,
    },
    firstInteractionBytes,
    firstFilmBytes: film.bytes,
    peakMemoryBytes: film.peakMemoryBytes,
    externalRequests: film.externalRequests,
  };
  for (const line of film.report.stages)
    console.log(`${line.stage.padEnd(12)} ${String(line.milliseconds).padStart(7)} ms`);
  console.log(
    `whole        ${String(result.totalMilliseconds).padStart(7)} ms  (best of ${runs}, cold each time)`,
  );
  for (const graph of graphs) {
    console.log(
      `${graph.id.padEnd(14)} browser ${graph.browserMilliseconds.toFixed(1)} ms, onnxruntime-node ${graph.nodeMilliseconds.toFixed(1)} ms, ratio ${graph.ratio.toFixed(2)}`,
    );
  }
  console.log(
    native === null
      ? 'native ffmpeg is not installed: no ratio for encoding'
      : `render + encode ${stage('frames')} ms, native ffmpeg's encode alone ${native} ms`,
  );
  console.log(`to first interaction ${(firstInteractionBytes / 1024).toFixed(0)} KiB (goal 120)`);
  console.log(`to first film ${(film.bytes / 1024 ** 2).toFixed(1)} MiB (goal 35)`);
  console.log(`peak memory ${(film.peakMemoryBytes / 1024 ** 2).toFixed(0)} MiB (all browser processes)`);
  if (values.out !== undefined) {
    const path = fromCallersFolder(values.out);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`);
  }
  return EXIT.made;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return EXIT.failed;
});
