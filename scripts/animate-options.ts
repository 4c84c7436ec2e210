import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  FRAME_RATES,
  FULL_PIXELS,
  ULTRA_PIXELS,
  fitTarget,
  type OutputSize,
} from '../src/pipeline/output-size';
import type { StoryRequest } from '../src/pipeline/create-story';
import { MOST_PHOTOS, MOST_SECONDS_PER_PHOTO } from '../src/pipeline/story-timeline';
import { SCENE_TRANSITIONS } from '../src/provenance/film-manifest';
import { ATMOSPHERE_KINDS, CAMERA_KINDS } from '../src/shared/atmosphere';
import {
  SPEED_RANGE,
  STRENGTH_RANGE,
  WIND_RANGE,
  parseEdits,
  type MotionEdit,
} from '../src/shared/motion-edit/edits';
import type { CopyFormat } from '../workers/encode/protocol';
import { UsageError, fromCallersFolder, numberOption, wordOption } from './command-line';

export const ANIMATE_USAGE = `npm run animate -- PHOTO [options]
       npm run animate -- PHOTO PHOTO ... [options]    up to ten photos in one film
  --prompt TEXT        what should move and how, in your own words
  --out FILE.mp4       where the video goes (the first PHOTO's name with .mp4, in the current folder)
  --seconds N          3 to 15 (4); of several photos each, 3 to 8
  --seed N             0 to 4294967295 (random); same seed, same motion
  --size WxH|photo|4k  720x1280; the photo's own aspect within 1080x1920 pixels; the same within 4K (photo)
  --aspect A           9:16, 1:1, 4:5 or 16:9 in place of --size: cropped to what moves and to faces
  --fps N              24, 25, 30 or 60 (24)
  --also LIST          copies beside the video: webm, gif, webp, with commas between
  --title TEXT         of several photos: words over the beginning; --closing TEXT: words over the end
  --transition KIND    of several photos: cut, cross-fade or fade-through-dark (cross-fade)
  --strength N         0 to 2, of all motion (1); --speed 0.25 to 2 (1); --wind 0 to 2 (1)
  --camera KIND[:N]    none, push-in, pull-out, pan, orbit or handheld; N is 0 to 1 (0.5)
  --effect KIND[:N]    snow, rain, fog and so on (docs/shaping.md); may be given more than once
  --edits FILE.json    a list of edits, as the report holds them; options above come after them
  --consent            the people in the photo agreed to be animated; without it a photo with faces is held
  --provider NAME      auto, webgpu or wasm (auto)
  --renderer NAME      auto, webgpu or cpu (auto)
  --report FILE.json   figures of what was made
  --frames DIR         every frame as PNG: DIR/clean before the label, DIR/marked with it
  --motion FILE.json   the generated motion
  --json               JSON Lines on standard output (with npm run --silent)
Of several photos there is no --size photo or 4k (--aspect 9:16), and nothing from --strength to --edits, --frames or --motion.
Exit: 0 made, 2 usage, 3 blocked by a gate, 4 held for review, 5 bad input, 1 anything else`;

export interface AnimateOptions {
  /** At least one. */
  photos: string[];
  /** What several photos are joined by; missing for one. */
  story?: Pick<StoryRequest, 'title' | 'closing' | 'transition' | 'size'>;
  prompt: string;
  out: string;
  seconds: number;
  seed: number;
  size: OutputSize;
  framesPerSecond: number;
  edits: MotionEdit[];
  also: CopyFormat[];
  consent: boolean;
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
  const [photo] = positionals;
  if (photo === undefined) throw new UsageError('Which photo?');
  if (positionals.length > MOST_PHOTOS) throw new UsageError(`No more than ${MOST_PHOTOS} photos.`);
  const isStory = positionals.length > 1;
  for (const name of isStory ? SINGLE_OPTIONS : STORY_OPTIONS) {
    if (values[name] !== undefined)
      throw new UsageError(`--${name} is for ${isStory ? 'one photo' : 'several photos'}.`);
  }
  const stem = photo.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
  const path = (value: string | undefined) => (value === undefined ? undefined : fromCallersFolder(value));
  return {
    photos: positionals.map(fromCallersFolder),
    ...(isStory ? { story: storyOptions(values) } : {}),
    prompt: values.prompt ?? '',
    out: fromCallersFolder(values.out ?? `${stem}.mp4`),
    seconds: numberOption('seconds', values.seconds ?? '4', 3, isStory ? MOST_SECONDS_PER_PHOTO : 15),
    seed:
      values.seed === undefined
        ? Math.floor(Math.random() * 2 ** 32)
        : Math.floor(numberOption('seed', values.seed, 0, 2 ** 32 - 1)),
    size: sizeOf(values.size, values.aspect),
    framesPerSecond: Number(wordOption('fps', values.fps ?? '24', FRAME_RATES.map(String))),
    edits: editOptions(values),
    also: (values.also?.split(',') ?? []).map((name) => wordOption('also', name.trim(), COPY_FORMATS)),
    consent: values.consent ?? false,
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
        aspect: text,
        fps: text,
        also: text,
        title: text,
        closing: text,
        transition: text,
        strength: text,
        speed: text,
        wind: text,
        camera: text,
        effect: { type: 'string', multiple: true },
        edits: text,
        consent: { type: 'boolean' },
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

const COPY_FORMATS = ['webm', 'gif', 'webp'] as const satisfies readonly CopyFormat[];
/** Sizes of the common shapes. */
const ASPECTS = {
  '9:16': [1080, 1920],
  '1:1': [1080, 1080],
  '4:5': [1080, 1350],
  '16:9': [1920, 1080],
} as const;
const USUAL_STRENGTH = 0.5;

type Values = ReturnType<typeof readArgs>['values'];

const SINGLE_OPTIONS = [
  'strength',
  'speed',
  'wind',
  'camera',
  'effect',
  'edits',
  'frames',
  'motion',
] as const;
const STORY_OPTIONS = ['title', 'closing', 'transition'] as const;

function storyOptions(values: Values): NonNullable<AnimateOptions['story']> {
  const size = sizeOf(values.size, values.size === undefined ? (values.aspect ?? '9:16') : values.aspect);
  if (size.kind !== 'exact') throw new UsageError('Several photos need one size: --aspect, or --size WxH.');
  if (size.width * size.height > FULL_PIXELS) throw new UsageError('--size: no more than 1080x1920 pixels.');
  return {
    title: values.title ?? '',
    closing: values.closing ?? '',
    transition: wordOption('transition', values.transition ?? 'cross-fade', SCENE_TRANSITIONS),
    size,
  };
}

function editOptions(values: Values): MotionEdit[] {
  const edits = values.edits === undefined ? [] : readEdits(values.edits);
  for (const [kind, range] of [
    ['strength', STRENGTH_RANGE],
    ['speed', SPEED_RANGE],
    ['wind', WIND_RANGE],
  ] as const) {
    const text = values[kind];
    if (text !== undefined) edits.push({ kind, value: numberOption(kind, text, range.min, range.max) });
  }
  if (values.camera !== undefined) {
    const { name, strength } = named('camera', values.camera, CAMERA_KINDS);
    edits.push({
      kind: 'camera',
      camera: { kind: name, strength: name === 'none' ? 0 : strength, angleRadians: 0 },
    });
  }
  for (const text of values.effect ?? []) {
    const { name, strength } = named('effect', text, ATMOSPHERE_KINDS);
    edits.push({ kind: 'effect', effect: name, strength });
  }
  return edits;
}

function readEdits(path: string): MotionEdit[] {
  try {
    return parseEdits(JSON.parse(readFileSync(fromCallersFolder(path), 'utf8')));
  } catch (error) {
    throw new UsageError(`--edits: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** NAME or NAME:STRENGTH. */
function named<Name extends string>(
  option: string,
  text: string,
  names: readonly Name[],
): { name: Name; strength: number } {
  const [name = '', strength] = text.split(':');
  return {
    name: wordOption(option, name, names),
    strength: strength === undefined ? USUAL_STRENGTH : numberOption(option, strength, 0, 1),
  };
}

function sizeOf(size: string | undefined, aspect: string | undefined): OutputSize {
  if (aspect === undefined) return sizeOption(size ?? 'photo');
  if (size !== undefined) throw new UsageError('--size or --aspect, not both.');
  const name = wordOption('aspect', aspect, Object.keys(ASPECTS) as (keyof typeof ASPECTS)[]);
  const [width, height] = ASPECTS[name];
  return { kind: 'exact', width, height };
}

function sizeOption(text: string): OutputSize {
  if (text === 'photo') return { kind: 'photo' };
  if (text === '4k') return { kind: 'photo', maxPixels: ULTRA_PIXELS };
  const match = /^(\d+)x(\d+)$/.exec(text);
  if (!match) throw new UsageError(`--size must be WIDTHxHEIGHT, photo or 4k, not "${text}".`);
  const size = { kind: 'exact', width: Number(match[1]), height: Number(match[2]) } as const;
  try {
    fitTarget(size);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  return size;
}
