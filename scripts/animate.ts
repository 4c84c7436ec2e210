/** `npm run animate`: the built app, driven in headless Chromium. Usage: scripts/animate-options.ts. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Automation } from '../src/automation';
import { AUTOMATION_INPUT } from '../src/shared/app';
import { ANIMATE_USAGE, parseAnimateOptions, type AnimateOptions } from './animate-options';
import { openApp } from './app-browser';
import { ensureBuilt } from './build';
import { EXIT, UsageError, exitCodeFor } from './command-line';
import { explain } from './explain';
import { watchPeakMemory } from './process-memory';

declare const stillwake: Automation;

async function main(): Promise<number> {
  let options: AnimateOptions;
  try {
    options = parseAnimateOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${ANIMATE_USAGE}`);
    return EXIT.usage;
  }
  const missing = options.photos.find((photo) => !statSync(photo, { throwIfNoEntry: false })?.isFile());
  if (missing !== undefined) {
    console.error(`There is no file ${missing}.`);
    return EXIT.badInput;
  }
  ensureBuilt();
  return await animate(options);
}

async function animate(options: AnimateOptions): Promise<number> {
  const tell = (line: object) => {
    if (options.json) console.log(JSON.stringify(line));
  };
  // Nothing generated is seen before the video gate has passed: frames wait beside their place until then.
  const framesWaiting = options.frames === undefined ? undefined : `${options.frames}.${randomUUID()}.part`;
  const memory = watchPeakMemory();
  const app = await openApp('?automation');
  try {
    await app.page.exposeFunction('stillwakeProgress', (stage: string, completed: number, total: number) =>
      tell({ type: 'progress', stage, completed, total }),
    );
    if (framesWaiting !== undefined) {
      for (const layer of ['clean', 'marked']) mkdirSync(join(framesWaiting, layer), { recursive: true });
      await app.page.exposeFunction('stillwakeFrame', (layer: string, index: number, png: string) =>
        writeFileSync(
          join(framesWaiting, layer, `${String(index).padStart(4, '0')}.png`),
          Buffer.from(png, 'base64'),
        ),
      );
    }
    await app.page.waitForFunction(() => 'stillwake' in globalThis);
    await app.page.setInputFiles(`#${AUTOMATION_INPUT}`, options.photos);
    const common = {
      prompt: options.prompt,
      seed: options.seed,
      also: options.also,
      consent: options.consent,
      framesPerSecond: options.framesPerSecond,
      provider: options.provider,
      renderer: options.renderer,
      label: { text: 'AI-generated', corner: 'bottom-right' as const },
    };
    const outcome = options.story
      ? await app.page.evaluate((request) => stillwake.story(request), {
          ...common,
          ...options.story,
          secondsPerPhoto: options.seconds,
        })
      : await app.page.evaluate((request) => stillwake.animate(request), {
          ...common,
          seconds: options.seconds,
          size: options.size,
          edits: options.edits,
          frames: framesWaiting !== undefined,
        });
    const externalRequests = app.proxy.requests.length;
    const peakMemoryBytes = memory.stop();
    if (!outcome.ok) {
      tell({ type: 'error', ...outcome.error });
      console.error(explain(outcome.error));
      return exitCodeFor(outcome.error.code);
    }
    const { report, mp4, copies } = outcome.value;
    if ('leftOut' in report) {
      for (const { index, error } of report.leftOut) {
        console.error(`Left out: ${options.photos[index] ?? ''}. ${explain(error)}`);
      }
    }
    const full = {
      ...report,
      output: { path: options.out, ...report.output },
      externalRequests,
      peakMemoryBytes,
    };
    write(options.out, Buffer.from(mp4, 'base64'));
    for (const { format, bytes } of copies) {
      write(options.out.replace(/(\.mp4)?$/, `.${format}`), Buffer.from(bytes, 'base64'));
    }
    if (options.report !== undefined) write(options.report, `${JSON.stringify(full, null, 2)}\n`);
    if (options.motion !== undefined && 'motion' in outcome.value) {
      write(options.motion, `${JSON.stringify(outcome.value.motion)}\n`);
    }
    if (options.frames !== undefined && framesWaiting !== undefined) {
      for (const layer of ['clean', 'marked']) {
        rmSync(join(options.frames, layer), { recursive: true, force: true });
        mkdirSync(options.frames, { recursive: true });
        renameSync(join(framesWaiting, layer), join(options.frames, layer));
      }
    }
    if (options.json) tell({ type: 'result', report: full });
    else console.log(options.out);
    return EXIT.made;
  } finally {
    memory.stop();
    if (framesWaiting !== undefined) rmSync(framesWaiting, { recursive: true, force: true });
    await app.close();
  }
}

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return EXIT.failed;
});
