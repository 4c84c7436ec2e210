import { boxOf } from './line-box';
import { UNCOVERED_SCORE } from '../../../src/shared/prompt-language';
import { strictest, type Verdict, type VerdictKind, type VerdictReason } from '../../../src/shared/verdict';
import { checkPromptText, verdictOfRule } from '../prompt/check-prompt';
import { judgePrompt, type RunClassifier } from '../prompt/judge-prompt';
import type { Pyramid } from '../image/pyramid';
import { findLines, type RunTextDetector } from './find-lines';
import { readLines, type ReadLine, type RunTextReader } from './read-lines';

// A threshold that changes raises IMAGE_POLICY_VERSION in src/shared/policy-version.ts, which films are signed with.

/** What reads and judges: each is opened when it is needed first. */
export interface TextReaders {
  reader: () => Promise<{ run: RunTextReader; characters: readonly string[] }>;
  classifier: () => Promise<RunClassifier>;
}

/** Less sure readings say nothing: foliage and bricks are read as letters too. */
export const READABLE = 0.75;
/** A word of the lists blocks only where its letters are clear; else it is held. */
export const CLEAR = 0.9;
/** The classifier is asked about a sentence, not about the names on shops, and holds from this on: what is read has slips that no prompt has. */
const LEAST_LETTERS = 12;
export const SENSE_REVIEW = 0.9;
/** Of no concern on a sign: a shop's telephone, a long text, a language that the app does not read. */
const IGNORED: ReadonlySet<string> = new Set(['private-data', 'unreadable', 'deception']);

/**
 * The words in a photo, put through the gate of words: what the lists block is blocked where its letters are clear and held else; what
 * the lists hold or the classifier is sure of is held. The reader is asked (and only then loaded) where there is a line of text, the
 * classifier where something was read. `textLines` of the scores is the share of readable lines among those found. Throws what the
 * models throw.
 */
export async function judgePhotoText(
  pyramid: Pyramid,
  runDetector: RunTextDetector,
  readers: TextReaders,
): Promise<Verdict> {
  const lines = await findLines(pyramid, runDetector);
  if (lines.length === 0) return { verdict: 'allow', reasons: [], scores: {} };
  const { run, characters } = await readers.reader();
  const read = await readLines(pyramid, lines, characters, run);
  const readable = read.filter(({ confidence, text }) => confidence >= READABLE && text !== '');
  const found = readable.flatMap((line) => listed(line, pyramid));
  const whole = inReadingOrder(readable);
  if (countLetters(whole) >= LEAST_LETTERS) found.push(...(await sensed(whole, readable, pyramid, readers)));
  return {
    verdict: strictest(found.map(({ kind }) => kind)),
    reasons: found.map(({ reason }) => reason),
    scores: { textLines: readable.length / lines.length },
  };
}

interface Found {
  kind: VerdictKind;
  reason: VerdictReason;
}

/** What the lists and rules say of one line. */
function listed(line: ReadLine, pyramid: Pyramid): Found[] {
  return checkPromptText(line.text)
    .reasons.filter(({ category }) => !IGNORED.has(category))
    .map(({ rule, category }) => ({
      kind: verdictOfRule(rule) === 'block' && line.confidence >= CLEAR ? 'block' : 'review',
      reason: {
        rule: `photo-text-${rule.replace(/^prompt-/, '')}`,
        category,
        score: line.confidence,
        threshold: READABLE,
        box: boxOf(line.line.patch, pyramid),
      },
    }));
}

/** What the classifier is sure of in the whole text. */
async function sensed(
  text: string,
  lines: readonly ReadLine[],
  pyramid: Pyramid,
  { classifier }: TextReaders,
): Promise<Found[]> {
  const { scores } = await judgePrompt(text, await classifier());
  const largest = lines[0]!;
  return Object.entries(scores)
    .filter(
      ([category, score]) => !IGNORED.has(category) && category !== UNCOVERED_SCORE && score >= SENSE_REVIEW,
    )
    .filter(([category]) => SENSES.has(category))
    .map(([category, score]) => ({
      kind: 'review',
      reason: {
        rule: 'photo-text-sense',
        category,
        score,
        threshold: SENSE_REVIEW,
        box: boxOf(largest.line.patch, pyramid),
      },
    }));
}

/** The categories of the classifier that a sign can be held for. */
const SENSES: ReadonlySet<string> = new Set([
  'sexual',
  'minors',
  'nudity',
  'violence',
  'hate',
  'self-harm',
  'harassment',
  'dangerous',
]);

/** From top to bottom, then from left to right. */
function inReadingOrder(lines: readonly ReadLine[]): string {
  return [...lines]
    .sort(
      (one, other) =>
        one.line.patch.centreY - other.line.patch.centreY ||
        one.line.patch.centreX - other.line.patch.centreX,
    )
    .map(({ text }) => text)
    .join(' ');
}

function countLetters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}
