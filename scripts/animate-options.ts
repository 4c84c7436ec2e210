import { parseArgs } from 'node:util';
import type { OutputSize } from '../src/pipeline/output-size';
import { fitTarget } from '../src/pipeline/output-size';
import { UsageError, fromCallersFolder, numberOption, wordOption } from './command-line';

export const ANIMATE_USAGE = `npm run animate -- PHOTO [options]
  --prompt TEXT        what should move and how, in your own words
  --out FILE.mp4       where the video goes (PHOTO's name with .mp4, in the current folder)
  --seconds N          3 to 15 (4)
  --seed N             0 to 4294967295 (random); same seed, same motion
  --size WxH|photo     720x1280, or the photo's own aspect within 1080x1920 pixels (photo)
  --fps N              24, 25 or 30 (24)
  --provider NAME      auto, webgpu or wasm (auto)
  --renderer NAME      auto, webgpu or cpu (auto)
  --report FILE.json   figures of what was made
  --frames DIR         every frame as PNG: DIR/clean before the label, DIR/marked with it
  --motion FILE.json   the generated motion
  --json               JSON Lines on standard output (with npm run --silent)
Exit: 0 made, 2 usage, 3 blocked by a gate, 4 held for review, 5 bad input, 1 anything else`;

export interface AnimateOptions {
  photo: string;
  prompt: string;
  out: string;
  seconds: number;
  seed: number;
  size: OutputSize;
  framesPerSecond: number;
  provider: 'auto' | 'webgpu' | 'wasm';
  renderer: 'auto' | 'webgpu' | 'cpu';
  report: string | undefined;
  frames: string | undefined;
  motion: string | undefined;
  json: boolean;
}

/** Reads the command line. Throws UsageError with what is wrong. */
export function parseAnimateOptions(args: string[]): AnimateOptions {
  const { values, positionals } = readArgs(args);
  const [photo, ...more] = positionals;
  if (photo === undefined) throw new UsageError('Which photo?');
  if (more.length > 0) throw new UsageError(`One photo at a time; what is "${more[0] ?? ''}"?`);
  const stem = photo.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
  const path = (value: string | undefined) => (value === undefined ? undefined : fromCallersFolder(value));
  return {
    photo: fromCallersFolder(photo),
    prompt: values.prompt ?? '',
    out: fromCallersFolder(values.out ?? `${stem}.mp4`),
    seconds: numberOption('seconds', values.seconds ?? '4', 3, 15),
    seed:
      values.seed === undefined
        ? Math.floor(Math.random() * 2 ** 32)
        : Math.floor(numberOption('seed', values.seed, 0, 2 ** 32 - 1)),
    size: sizeOption(values.size ?? 'photo'),
    framesPerSecond: Number(wordOption('fps', values.fps ?? '24', ['24', '25', '30'])),
    provider: wordOption('provider', values.provider ?? 'auto', ['auto', 'webgpu', 'wasm']),
    renderer: wordOption('renderer', values.renderer ?? 'auto', ['auto', 'webgpu', 'cpu']),
    report: path(values.report),
    frames: path(values.frames),
    motion: path(values.motion),
    json: values.json ?? false,
  };
}

function readArgs(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        prompt: text,
        out: text,
        seconds: text,
        seed: text,
        size: text,
        fps: text,
        provider: text,
        renderer: text,
        report: text,
        frames: text,
        motion: text,
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function sizeOption(text: string): OutputSize {
  if (text === 'photo') return { kind: 'photo' };
  const match = /^(\d+)x(\d+)$/.exec(text);
  if (!match) throw new UsageError(`--size must be WIDTHxHEIGHT or photo, not "${text}".`);
  const size = { kind: 'exact', width: Number(match[1]), height: Number(match[2]) } as const;
  try {
    fitTarget(size);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  return size;
}
