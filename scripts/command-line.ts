import { resolve } from 'node:path';

/** Exit codes of the command-line tools. */
export const EXIT = { made: 0, failed: 1, usage: 2, blocked: 3, held: 4, badInput: 5 } as const;

/** A mistake in how a command was called. */
export class UsageError extends Error {}

/** A path as the person wrote it, against the folder they stood in when they called npm. */
export function fromCallersFolder(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

/** The exit code for an error code of the app (src/shared/errors.ts). */
export function exitCodeFor(code: string): number {
  if (code === 'gate-held') return EXIT.held;
  if (code.startsWith('gate-')) return EXIT.blocked;
  if (code.startsWith('file-') || code.startsWith('image-') || code === 'format-unsupported')
    return EXIT.badInput;
  return EXIT.failed;
}

/** A number option. Throws UsageError outside `min`..`max`. */
export function numberOption(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < min || value > max) {
    throw new UsageError(`--${name} must be a number from ${min} to ${max}, not "${text}".`);
  }
  return value;
}

/** One of a few words. Throws UsageError for another. */
export function wordOption<const T extends string>(name: string, text: string, words: readonly T[]): T {
  const found = words.find((word) => word === text);
  if (!found) throw new UsageError(`--${name} must be one of ${words.join(', ')}, not "${text}".`);
  return found;
}
