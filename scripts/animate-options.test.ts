import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseAnimateOptions } from './animate-options';
import { UsageError, exitCodeFor } from './command-line';

describe('parseAnimateOptions', () => {
  it('has defaults for all but the photo', () => {
    process.env['INIT_CWD'] = '/somewhere';
    expect(parseAnimateOptions(['pictures/sea.jpg'])).toMatchObject({
      photos: ['/somewhere/pictures/sea.jpg'],
      out: '/somewhere/sea.mp4',
      prompt: '',
      seconds: 4,
      size: { kind: 'photo' },
      framesPerSecond: 24,
      edits: [],
      also: [],
      provider: 'auto',
      consent: false,
      json: false,
    });
  });

  it('reads every option', () => {
    const args =
      'a.jpg --prompt waves --seconds 6 --seed 7 --size 720x1280 --provider wasm --renderer cpu --consent --json';
    expect(parseAnimateOptions(args.split(' '))).toMatchObject({
      prompt: 'waves',
      seconds: 6,
      seed: 7,
      size: { kind: 'exact', width: 720, height: 1280 },
      provider: 'wasm',
      renderer: 'cpu',
      consent: true,
      json: true,
    });
  });

  it('reads what shapes the motion and the film', () => {
    const args =
      'a.jpg --aspect 9:16 --fps 60 --also gif,webm --strength 1.5 --wind 0 --camera push-in:0.3 --effect snow --effect fog:0.2';
    expect(parseAnimateOptions(args.split(' '))).toMatchObject({
      size: { kind: 'exact', width: 1080, height: 1920 },
      framesPerSecond: 60,
      also: ['gif', 'webm'],
      edits: [
        { kind: 'strength', value: 1.5 },
        { kind: 'wind', value: 0 },
        { kind: 'camera', camera: { kind: 'push-in', strength: 0.3 } },
        { kind: 'effect', effect: 'snow', strength: 0.5 },
        { kind: 'effect', effect: 'fog', strength: 0.2 },
      ],
    });
  });

  it('takes several photos for a story', () => {
    const args = ['a.jpg', 'b.jpg', '--title', 'Sea', '--transition', 'cut', '--seconds', '3'];
    expect(parseAnimateOptions(args)).toMatchObject({
      photos: ['/somewhere/a.jpg', '/somewhere/b.jpg'],
      out: '/somewhere/a.mp4',
      seconds: 3,
      story: {
        title: 'Sea',
        closing: '',
        transition: 'cut',
        size: { kind: 'exact', width: 1080, height: 1920 },
      },
    });
  });

  it('reads edits from a file, before those of the command line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'stillwake-edits-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'edits.json');
    writeFileSync(file, '[{"kind":"freeze","points":[{"x":0.5,"y":0.5}],"radius":0.1}]');
    const { edits } = parseAnimateOptions(['a.jpg', '--edits', file, '--speed', '2']);
    expect(edits.map(({ kind }) => kind)).toEqual(['freeze', 'speed']);
    writeFileSync(file, '[{"kind":"explode"}]');
    expect(() => parseAnimateOptions(['a.jpg', '--edits', file])).toThrow(UsageError);
  });

  it.each([
    ['a.jpg', '--aspect', '9:17'],
    ['a.jpg', '--aspect', '9:16', '--size', '720x1280'],
    ['a.jpg', '--also', 'avi'],
    ['a.jpg', '--camera', 'spin'],
    ['a.jpg', '--effect', 'snow:2'],
    ['a.jpg', '--speed', '9'],
    [],
    ['a.jpg', 'b.jpg', '--strength', '1'],
    ['a.jpg', 'b.jpg', '--size', 'photo'],
    ['a.jpg', 'b.jpg', '--seconds', '12'],
    ['a.jpg', '--title', 'Sea'],
    Array.from({ length: 11 }, () => 'a.jpg'),
    ['a.jpg', '--seconds', '2'],
    ['a.jpg', '--seconds', 'four'],
    ['a.jpg', '--size', 'huge'],
    ['a.jpg', '--size', '9000x9000'],
    ['a.jpg', '--provider', 'cuda'],
    ['a.jpg', '--nonsense'],
  ])('refuses %j %j %j', (...args) => {
    expect(() => parseAnimateOptions(args)).toThrow(UsageError);
  });
});

describe('exitCodeFor', () => {
  it.each([
    ['gate-blocked', 3],
    ['gate-unavailable', 3],
    ['gate-held', 4],
    ['file-empty', 5],
    ['image-corrupt', 5],
    ['format-unsupported', 5],
    ['encode-failed', 1],
  ])('%s -> %i', (code, exit) => expect(exitCodeFor(code)).toBe(exit));
});
