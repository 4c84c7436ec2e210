import type { PolicyCategory } from '../../src/shared/verdict';
import type { PolicyEntry } from './protocol';
import { PROMPT_RULES } from './prompt/check-prompt';
import { PROMPT_GATE_ROWS } from './prompt/judge-prompt';
import { CLEAR, READABLE, SENSE_REVIEW } from './text/photo-text';

/** A row of the policy with where its thresholds come from. */
export type SourcedEntry = PolicyEntry & { source: string };

/**
 * The part of the policy that is about words, in the form of the table of pictures and films: a rule of the lists applies or not, and
 * counts as 1; what the classifier of words says counts as its probability; words read in a photo count as surely as their letters are read.
 */
export const WORD_POLICY: readonly SourcedEntry[] = [
  ...PROMPT_RULES.map(({ rule, category, verdict }) => ({
    rule,
    category,
    gate: 'prompt' as const,
    evidence: 'word-rule',
    review: verdict === 'review' ? 1 : null,
    block: verdict === 'block' ? 1 : null,
    source: 'docs/moderation.md',
  })),
  ...PROMPT_GATE_ROWS.map(({ category, review, block }) => ({
    rule: `prompt-reads-${category}`,
    category,
    gate: 'prompt' as const,
    evidence: 'words-read',
    review,
    block,
    source: 'models/prompt-gate/README.md',
  })),
  photoText('photo-text-*', READABLE, CLEAR),
  photoText('photo-text-sense', SENSE_REVIEW, null),
];

function photoText(rule: string, review: number, block: number | null): SourcedEntry {
  const category: PolicyCategory = 'explicit-language';
  return {
    rule,
    category,
    gate: 'photo',
    evidence: 'words-in-photo',
    review,
    block,
    source: 'docs/moderation.md',
  };
}
