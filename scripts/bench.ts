/**
 * `npm run bench [-- --out FILE.json] [--photo FILE] [--runs N]`: where the time of a 4 s film at 720x1280 goes in headless Chromium,
 * against native peers in the same run: the same ONNX graphs in onnxruntime-node, the same frames by OpenCV's remap and
 * native ffmpeg, signed by c2pa-node, where they are installed (`PYTHON` names a Python with OpenCV); bytes to the first interaction and to the first film; peak memory. Prints a table and writes JSON.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Automation } from '../src/automation';
import { VIDEO_GATE_FRAMES } from '../src/clients/moderation';
import { AUTOMATION_INPUT } from '../src/shared/app';
import { modelRecord } from '../src/shared/model-manifest';
import { openApp, type AppBrowser } from './app-browser';
import { benchGraphs } from './bench-graphs';
import { benchNativeChain } from './bench-native';
import { benchRender, printRenderBench } from './bench-render';
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

/** Frames a second of the stage `frames` by each renderer: drawn, labelled, marked and encoded meanwhile, over 3 s at 720x1280. */
async function measureRenderers(photo: string) {
  const app = await openApp('?automation');
  try {
    await app.page.waitForFunction(() => 'stillwake' in globalThis);
    await app.page.setInputFiles(`#${AUTOMATION_INPUT}`, photo);
    const adapter = await app.page.evaluate(async () => {
      const info = (await navigator.gpu.requestAdapter())?.info;
      return info
        ? `${info.vendor} ${info.architecture} ${info.isFallbackAdapter ? '(software)' : ''}`.trim()
        : null;
    });
    const speeds: { renderer: 'cpu' | 'webgpu'; framesPerSecond: number }[] = [];
    for (const renderer of ['cpu', 'webgpu'] as const) {
      if (renderer === 'webgpu' && adapter === null) continue;
      const outcome = await app.page.evaluate((request) => stillwake.animate(request), {
        prompt: '',
        seed: 1,
        seconds: 3,
        size: SIZE,
        framesPerSecond: FRAMES_PER_SECOND,
        provider: 'auto' as const,
        renderer,
        label: { text: 'AI-generated', corner: 'bottom-right' as const },
        consent: true,
        frames: false,
      });
      if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
      const { stages, output } = outcome.value.report;
      const milliseconds = stages.find(({ stage }) => stage === 'frames')?.milliseconds ?? NaN;
      speeds.push({ renderer, framesPerSecond: (1000 * output.frames) / milliseconds });
    }
    return { adapter, speeds };
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
      // Nothing of the film is kept.
      consent: true,
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
      mp4: Buffer.from(outcome.value.mp4, 'base64'),
      motion: outcome.value.motion,
      externalRequests: app.proxy.requests.length,
    };
  } finally {
    memory.stop();
    await app.close();
  }
}

/** Runs of the denoiser for a film with a prompt: with guidance each step asks twice, with the prompt and without it. */
function denoiserRuns(): number {
  const { sampler } = modelRecord('denoiser');
  return (sampler?.steps ?? 0) * (sampler?.guidanceScale === 1 ? 1 : 2);
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
  const renderers = await measureRenderers(photo);
  const rendering = benchRender();
  const graphs = await benchGraphs();
  const native = await benchNativeChain({
    mp4: film.mp4,
    motion: film.motion,
    framesPerSecond: FRAMES_PER_SECOND,
    frameCount: film.report.output.frames,
    runs: {
      nsfw: 1 + VIDEO_GATE_FRAMES,
      'scene-parser': 1,
      'prompt-encoder': 1,
      denoiser: denoiserRuns(),
    },
  });
  const ratio = (mine: number, theirs: number | null) => (theirs === null ? null : mine / theirs);
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
    renderers,
    rendering,
    graphs,
    native,
    ratios: {
      frames: ratio(stage('frames') + stage('mux'), native.frames),
      sign: ratio(stage('sign'), native.sign),
      whole: ratio(film.totalMilliseconds, native.whole),
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
  for (const { renderer, framesPerSecond } of renderers.speeds) {
    const where = renderer === 'webgpu' ? ` on ${renderers.adapter}` : '';
    console.log(`frames by ${renderer}${where}: ${framesPerSecond.toFixed(1)} a second, marked and encoded`);
  }
  printRenderBench(rendering);
  for (const graph of graphs) {
    console.log(
      `${graph.id.padEnd(14)} browser ${graph.browserMilliseconds.toFixed(1)} ms, onnxruntime-node ${graph.nodeMilliseconds.toFixed(1)} ms, ratio ${graph.ratio.toFixed(2)}`,
    );
  }
  const besideNative = (what: string, mine: number, theirs: number | null) =>
    console.log(
      theirs === null
        ? `${what}: no native peer here (missing: ${native.missing.join(', ')})`
        : `${what}: ${mine} ms, native ${theirs} ms, ratio ${(mine / theirs).toFixed(2)}`,
    );
  besideNative('frames and mux', stage('frames') + stage('mux'), native.frames);
  besideNative('sign', stage('sign'), native.sign);
  besideNative('whole (goal 1.5)', film.totalMilliseconds, native.whole);
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
