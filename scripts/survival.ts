/** `npm run survival`: how much our watermark survives, as a table in Markdown (docs/watermark.md). Needs ffmpeg with libx264 and libvpx. */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mulberry32 } from '../src/shared/watermark/code-book';
import { applyMark, planMark } from '../src/shared/watermark/mark';
import type { Plane } from '../src/shared/watermark/planes';
import { FRAMES_READ, MarkReader } from '../workers/watermark/read-mark';
import { EXIT, fromCallersFolder } from './command-line';
import { ATTACKS, CURVES, type Attack } from './survival-attacks';
import { makeClip, photosIn, type Clip } from './survival-clips';
import { peakSignalToNoise, structuralSimilarity } from './survival-quality';

const USAGE = `npm run survival -- [--photos FOLDER] [--clips 50] [--frames 24] [--from 0] [--short 720]
  [--only must|target|curve|TEXT] [--log FILE]
With --log a line is written for each clip and row; started again with the same file it goes on where it was stopped.`;
/** As in the app: the reader is given pictures of at most this size. */
const READ_SIDE = 640;

interface Outcome {
  index: number;
  /** Against the unmarked frame: decibels, and 0..1. */
  psnr: number;
  ssim: number;
  attack: string;
  clip: string;
  read: boolean;
  /** Standard deviations; 0 where nothing was read. */
  confidence: number;
  wrong: boolean;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      photos: { type: 'string' },
      clips: { type: 'string', default: '50' },
      from: { type: 'string', default: '0' },
      frames: { type: 'string', default: '24' },
      short: { type: 'string', default: '720' },
      log: { type: 'string' },
      only: { type: 'string', default: '' },
    },
  });
  if (spawnSync('ffmpeg', ['-version']).status !== 0) {
    console.error(
      'ffmpeg was not found. Install it (apt-get install ffmpeg, brew install ffmpeg) and try again.',
    );
    return EXIT.failed;
  }
  const photos = photosIn(
    values.photos ? fromCallersFolder(values.photos) : 'node_modules/paper-kit-2/assets/img',
  );
  if (photos.length === 0) {
    console.error(`There are no photos.\n\n${USAGE}`);
    return EXIT.badInput;
  }
  const count = Number(values.clips);
  const attacks = chosenAttacks(values.only);
  const folder = mkdtempSync(join(tmpdir(), 'survival-'));
  const shortSide = Number(values.short);
  const longSide = 2 * Math.round((shortSide * 8) / 9);
  const settings = JSON.stringify({
    frames: Number(values.frames),
    framesRead: FRAMES_READ,
    shortSide,
    photos: photos.length,
    count,
  });
  const outcomes = values.log ? readLog(values.log, settings) : [];
  try {
    for (let index = Number(values.from); index < count; index++) {
      const open = attacks.filter(
        ({ name }) => !outcomes.some((outcome) => outcome.index === index && outcome.attack === name),
      );
      if (open.length === 0) continue;
      const upright = index % 3 !== 2;
      const clip = makeClip(photos[Math.floor(((index + 0.5) * photos.length) / count)]!, index + 1, {
        width: upright ? shortSide : longSide,
        height: upright ? longSide : shortSide,
        frameCount: Number(values.frames),
      });
      const { marked, quality, payload } = mark(clip, payloadFor(index));
      const base = join(folder, 'film.mp4');
      writeFilm(marked, base);
      for (const attack of open) {
        const survived = await survive(attack, base, folder, payload, clip.name);
        const outcome: Outcome = { index, ...quality, ...survived };
        outcomes.push(outcome);
        const line = JSON.stringify(outcome);
        if (values.log) appendFileSync(values.log, `${line}\n`);
        else console.error(line);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(table(attacks, outcomes));
  const failed = attacks.some((attack) => attack.must && shareRead(outcomes, attack) < 0.99);
  return failed || outcomes.some(({ wrong }) => wrong) ? EXIT.failed : EXIT.made;
}

/** The rows that are asked for: the table's, some of them, or the curves behind its targets. */
function chosenAttacks(only: string): Attack[] {
  if (only === 'curve') return CURVES;
  return ATTACKS.filter(({ name, must }) => {
    if (only === 'must') return must;
    return only === 'target' ? !must : name.includes(only);
  });
}

/** What an earlier run with the same settings has done; the file is begun where there is none. Throws where it is another's. */
function readLog(path: string, settings: string): Outcome[] {
  if (!existsSync(path)) {
    appendFileSync(path, `${settings}\n`);
    return [];
  }
  const [first, ...lines] = readFileSync(path, 'utf8').split('\n');
  if (first !== settings) throw new Error(`${path} was begun with other settings: ${first ?? ''}`);
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Outcome);
}

/** A payload that is the same in every run. */
function payloadFor(index: number): string {
  const random = mulberry32(0x5eed0000 + index);
  const hex = Array.from({ length: 2 }, () => random().toString(16).padStart(8, '0')).join('');
  return `1${hex.slice(1)}`;
}

function mark(clip: Clip, proposed: string) {
  const plane = planMark({ ...clip, data: clip.frames[0]! }, proposed);
  const frames = clip.frames.map((frame) => {
    const copy = frame.slice();
    applyMark(new Int32Array(copy.buffer), plane.data);
    return copy;
  });
  const picture = (data: Uint8ClampedArray) => ({ width: clip.width, height: clip.height, data });
  const [before, after] = [picture(clip.frames[0]!), picture(frames[0]!)];
  const quality = { psnr: peakSignalToNoise(before, after), ssim: structuralSimilarity(before, after) };
  return { marked: { ...clip, frames }, quality, payload: plane.payload };
}

function writeFilm({ width, height, frames }: Clip, path: string): void {
  execFileSync(
    'ffmpeg',
    [
      ...[
        '-v',
        'error',
        '-y',
        '-f',
        'rawvideo',
        '-pix_fmt',
        'rgba',
        '-s',
        `${width}x${height}`,
        '-r',
        '24',
        '-i',
        '-',
      ],
      ...[
        '-c:v',
        'libx264',
        '-preset',
        'veryfast',
        '-crf',
        '18',
        '-pix_fmt',
        'yuv420p',
        '-threads',
        '1',
        path,
      ],
    ],
    { input: Buffer.concat(frames.map((frame) => new Uint8Array(frame.buffer))) },
  );
}

async function survive(
  attack: Attack,
  base: string,
  folder: string,
  payload: string,
  clip: string,
): Promise<Omit<Outcome, 'index' | 'psnr' | 'ssim'>> {
  let path = base;
  attack.steps.forEach(({ args, suffix }, step) => {
    const next = join(folder, `step-${step}.${suffix}`);
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', path, ...args, next]);
    path = next;
  });
  const reader = new MarkReader();
  for (const luma of lumaFrames(path)) reader.add(luma);
  const found = reader.readUpright() ?? (await reader.readAnyhow(() => Promise.resolve()));
  return {
    attack: attack.name,
    clip,
    read: found?.payload === payload,
    confidence: found?.confidence ?? 0,
    wrong: found !== undefined && found.payload !== payload,
  };
}

/** Frames of a file as luma, spread over it, bounded as in the app. */
function lumaFrames(path: string): Plane[] {
  const pgm = execFileSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-i', path, '-threads', '1'],
      '-vf',
      `scale=w=${READ_SIDE}:h=${READ_SIDE}:force_original_aspect_ratio=decrease:flags=area,format=gray`,
      ...['-c:v', 'pgm', '-f', 'image2pipe', '-'],
    ],
    { maxBuffer: 2 ** 30 },
  );
  const planes: Plane[] = [];
  for (let at = 0; at < pgm.length;) {
    const header = /^P5\n(\d+) (\d+)\n255\n/.exec(pgm.subarray(at, at + 40).toString('latin1'))!;
    const [width, height] = [Number(header[1]), Number(header[2])];
    at += header[0].length;
    planes.push({ width, height, data: Float32Array.from(pgm.subarray(at, at + width * height)) });
    at += width * height;
  }
  const wanted = Math.min(FRAMES_READ, planes.length);
  return Array.from({ length: wanted }, (_, i) => planes[Math.floor(((i + 0.5) * planes.length) / wanted)]!);
}

function shareRead(outcomes: Outcome[], attack: Attack): number {
  const rows = outcomes.filter((outcome) => outcome.attack === attack.name);
  return rows.filter(({ read }) => read).length / rows.length;
}

function table(attacks: Attack[], outcomes: Outcome[]): string {
  const rows = attacks.map((attack) => {
    const mine = outcomes.filter((outcome) => outcome.attack === attack.name);
    const read = mine.filter((outcome) => outcome.read);
    const sorted = mine.map(({ confidence }) => confidence).sort((a, b) => a - b);
    const at = (part: number) => (sorted[Math.floor(part * (sorted.length - 1))] ?? 0).toFixed(1);
    return `| ${attack.name} | ${attack.must ? 'yes' : 'target'} | ${read.length} / ${mine.length} | ${at(0)} | ${at(0.5)} |`;
  });
  const least = (values: number[]) => Math.min(...values);
  return [
    '| what was done to the film | must | read | least z | median z |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `Against the unmarked frame: PSNR ${least(outcomes.map(({ psnr }) => psnr)).toFixed(2)} dB at least, ` +
      `SSIM ${least(outcomes.map(({ ssim }) => ssim)).toFixed(4)} at least.`,
  ].join('\n');
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  console.error(USAGE);
  return EXIT.failed;
});
