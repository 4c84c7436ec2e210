import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '..');
/** The built app. */
export const DIST = join(ROOT, 'dist');

const SOURCES = ['src', 'workers', 'models', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path)
    .filter((name) => name !== 'training' && name !== '__pycache__')
    .reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

/** Runs a package's command with its output on standard error. Throws when it fails. */
export function runTool(command: string, args: string[]): void {
  const result = spawnSync(process.execPath, [join(ROOT, 'node_modules', command), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}

/** Prepares the models and builds the app, unless what is built is newer than all it is built from. */
export function ensureBuilt(): void {
  runTool('tsx/dist/cli.mjs', ['scripts/prepare-models.ts']);
  const built = join(DIST, 'index.html');
  const latest = Math.max(...SOURCES.map((source) => newest(join(ROOT, source))));
  if (existsSync(built) && statSync(built).mtimeMs >= latest) return;
  runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn']);
}
