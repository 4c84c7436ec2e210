import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { PNG } from 'pngjs';
import { ROOT } from '../scripts/build';
import { fromMotionFile } from '../src/shared/motion';
import { PHOTOS, makePng } from './photos';

const folder = mkdtempSync(join(tmpdir(), 'stillwake-cli-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command as a person does, from `folder`. */
function run(script: 'animate' | 'inspect', ...args: string[]) {
  return spawnSync('npm', ['run', '--silent', script, '--prefix', ROOT, '--', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: folder },
    timeout: 200_000,
  });
}

test('animate makes a film, its report, its frames and its motion; inspect reads it', () => {
  const made = run(
    'animate',
    PHOTOS.lagoon,
    ...['--size', '320x240', '--seconds', '3', '--seed', '7', '--prompt', 'slow waves', '--out', 'film.mp4'],
    ...['--report', 'report.json', '--frames', 'frames', '--motion', 'motion.json', '--json'],
  );
  expect(made.stderr).not.toContain('Error');
  expect(made.status).toBe(0);
  const lines = made.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; stage?: string });
  expect(lines.filter((line) => line.type === 'progress').length).toBeGreaterThan(20);
  expect(lines.at(-1)?.type).toBe('result');

  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as {
    photo: object;
    seed: number;
    scene: Record<string, number>;
    gates: Record<string, { verdict: string }>;
    motion: { movingFraction: number };
    quality: { staticError: number; motionEnergy: number };
    output: { frames: number; width: number; height: number; path: string };
    provenance: { state: string };
    externalRequests: number;
    peakMemoryBytes: number;
  };
  expect(report.photo).toEqual({ width: 1440, height: 960 });
  expect(report.seed).toBe(7);
  expect(Object.values(report.scene).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3);
  expect(Object.values(report.gates).map((gate) => gate.verdict)).toEqual(['allow', 'allow', 'allow']);
  expect(report.motion.movingFraction).toBeGreaterThan(0.1);
  expect(report.quality.staticError).toBe(0);
  expect(report.quality.motionEnergy).toBeGreaterThan(0);
  expect(report.output).toMatchObject({
    frames: 72,
    width: 320,
    height: 240,
    path: join(folder, 'film.mp4'),
  });
  expect(report.provenance.state).toMatch(/valid|trusted/);
  expect(report.externalRequests).toBe(0);
  expect(report.peakMemoryBytes).toBeGreaterThan(100e6);

  const motion = fromMotionFile(JSON.parse(readFileSync(join(folder, 'motion.json'), 'utf8')));
  expect(motion.durationSeconds).toBe(3);

  const [clean, marked] = ['clean', 'marked'].map((layer) =>
    readdirSync(join(folder, 'frames', layer)).toSorted(),
  );
  expect(clean).toHaveLength(72);
  expect(marked).toEqual(clean);
  const frame = (layer: string) => PNG.sync.read(readFileSync(join(folder, 'frames', layer, clean![36]!)));
  const [cleanFrame, markedFrame] = [frame('clean'), frame('marked')];
  const labelRows = new Set<number>();
  let squares = 0;
  for (let index = 0; index < cleanFrame.data.length; index += 4) {
    const row = Math.floor(index / 4 / 320);
    const change = Math.abs(cleanFrame.data[index]! - markedFrame.data[index]!);
    if (change > 24) labelRows.add(row);
    if (row < 120) squares += change ** 2;
  }
  // The label: at least 5 % of the shortest side high, in the lower half.
  expect(labelRows.size).toBeGreaterThanOrEqual(0.05 * 240);
  expect(Math.min(...labelRows)).toBeGreaterThan(120);
  // The watermark: everywhere, and at 42 dB or more.
  expect(squares).toBeGreaterThan(0);
  expect(10 * Math.log10(255 ** 2 / (squares / (120 * 320)))).toBeGreaterThan(42);

  const inspected = run('inspect', 'film.mp4', '--json');
  expect(inspected.status).toBe(0);
  const check = (
    JSON.parse(inspected.stdout) as {
      report: { state: string; ai: { says: boolean }; externalRequests: number };
    }
  ).report;
  expect(check.state).toBe('valid');
  expect(check.ai.says).toBe(true);
  expect(check.externalRequests).toBe(0);
});

test('same seed, same motion', () => {
  const motionOf = (seed: string, name: string) => {
    const made = run(
      'animate',
      PHOTOS.lagoon,
      ...[
        '--size',
        '128x96',
        '--seconds',
        '3',
        '--seed',
        seed,
        '--out',
        `${name}.mp4`,
        '--motion',
        `${name}.json`,
      ],
    );
    expect(made.stderr).toBe('');
    return readFileSync(join(folder, `${name}.json`), 'utf8');
  };
  const first = motionOf('3', 'a');
  expect(motionOf('3', 'b')).toBe(first);
  expect(motionOf('4', 'c')).not.toBe(first);
});

test.describe('exit codes', () => {
  const says = (args: string[], status: number, text: RegExp) => {
    const result = run('animate', ...args);
    expect(result.stderr).toMatch(text);
    expect(result.status).toBe(status);
  };

  test('2 for a wrong call', () => {
    says([], 2, /Which photo/);
    says([PHOTOS.face, '--seconds', '99'], 2, /--seconds/);
  });

  test('5 for bad input, on one clear line', () => {
    writeFileSync(join(folder, 'text.jpg'), 'no photo');
    const result = run('animate', 'text.jpg');
    expect(result.status).toBe(5);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
    writeFileSync(
      join(folder, 'one.png'),
      makePng(1, 1, () => [0, 0, 0]),
    );
    says(['one.png'], 5, /small/);
    says(['missing.jpg'], 5, /no file/);
  });

  test('4 for people of whom nobody said that they agreed, on one clear line', () => {
    const result = run('animate', PHOTOS.face);
    expect(result.status).toBe(4);
    expect(result.stderr).toMatch(/--consent/);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
  });

  test('3 for a prompt that a gate blocks', () => {
    // The worst word that the English list has, taken from it here so that it stands nowhere in this repository.
    const ratings = JSON.parse(
      spawnSync(
        process.execPath,
        ['--input-type=module', '-e', "import {cuss} from 'cuss'; console.log(JSON.stringify(cuss))"],
        {
          cwd: ROOT,
          encoding: 'utf8',
        },
      ).stdout,
    ) as Record<string, number>;
    const [word] = Object.keys(ratings).filter((entry) => ratings[entry] === 2 && /^f[^e]ck$/.test(entry));
    expect(word).toBeDefined();
    const result = run('animate', PHOTOS.lagoon, '--prompt', word!);
    expect(result.status).toBe(3);
    expect(result.stderr).toContain('gate-blocked');
    expect(result.stderr).not.toContain(word!);
  });
});
