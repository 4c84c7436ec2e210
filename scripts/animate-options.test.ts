import { describe, expect, it } from 'vitest';
import { parseAnimateOptions } from './animate-options';
import { UsageError, exitCodeFor } from './command-line';

describe('parseAnimateOptions', () => {
  it('has defaults for all but the photo', () => {
    process.env['INIT_CWD'] = '/somewhere';
    expect(parseAnimateOptions(['pictures/sea.jpg'])).toMatchObject({
      photo: '/somewhere/pictures/sea.jpg',
      out: '/somewhere/sea.mp4',
      prompt: '',
      seconds: 4,
      size: { kind: 'photo' },
      framesPerSecond: 24,
      provider: 'auto',
      json: false,
    });
  });

  it('reads every option', () => {
    const args =
      'a.jpg --prompt waves --seconds 6 --seed 7 --size 720x1280 --provider wasm --renderer cpu --json';
    expect(parseAnimateOptions(args.split(' '))).toMatchObject({
      prompt: 'waves',
      seconds: 6,
      seed: 7,
      size: { kind: 'exact', width: 720, height: 1280 },
      provider: 'wasm',
      renderer: 'cpu',
      json: true,
    });
  });

  it.each([
    [],
    ['a.jpg', 'b.jpg'],
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
