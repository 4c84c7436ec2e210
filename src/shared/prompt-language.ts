import type { Verdict } from './verdict';

/** The score of a prompt's verdict that says how sure it is that the language is none that the app reads. */
export const UNCOVERED_SCORE = 'uncovered';
/** From here on it is taken to be: a prompt in one of the eight languages that is refused is a loss as well. */
const UNCOVERED_THRESHOLD = 0.9;

/** Whether a prompt with this verdict is in a language that the app reads. One that is not is not followed. */
export function readsLanguage({ scores }: Verdict): boolean {
  return !((scores[UNCOVERED_SCORE] ?? 0) >= UNCOVERED_THRESHOLD);
}

/** What of a person's words is followed: nothing where they are in a language that the app does not read. */
export function wordsToFollow({ text, verdict }: { text: string; verdict: Verdict }): string {
  return readsLanguage(verdict) ? text : '';
}
