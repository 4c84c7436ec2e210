import { UsageError } from './command-line';

/** The prompts of a tab-separated file: its column `prompt`, by the name in its first line. Throws UsageError without one. */
export function promptsOf(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const column = (lines.shift() ?? '').split('\t').findIndex((name) => name.trim() === 'prompt');
  if (column < 0) throw new UsageError('The list has no column "prompt" in its first line.');
  return lines.filter((line) => line !== '').map((line) => line.split('\t')[column] ?? '');
}
