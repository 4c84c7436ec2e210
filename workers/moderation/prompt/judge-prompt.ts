import { AppError } from '../../../src/shared/errors';
import { modelRecord } from '../../../src/shared/model-manifest';
import { UNCOVERED_SCORE } from '../../../src/shared/prompt-language';
import {
  strictest,
  type PolicyCategory,
  type Verdict,
  type VerdictKind,
  type VerdictReason,
} from '../../../src/shared/verdict';
import type { NamedTensors } from '../../shared/onnx/tensors';
import { textTokens, tokenTensor } from '../../shared/text/text-tokens';
import { checkPromptText, UNSURE_RULE, verdictOfRule } from './check-prompt';
import { isForeignScript } from './language';
import { cleanText, readPlainly } from './normalise';

// A threshold that changes raises PROMPT_POLICY_VERSION in src/shared/policy-version.ts, which films are signed with.

/** A run of the classifier (models/prompt-gate). */
export type RunClassifier = (inputs: NamedTensors) => Promise<NamedTensors>;

/** A row of the classifier's policy: from `review` on the prompt is held, from `block` on it is blocked. */
export interface PromptGateRow {
  category: PolicyCategory;
  review: number;
  block: number | null;
}

/**
 * By models/training/prompt_gate/dev.tsv: blocked from the lowest line, in steps of .01, at which at most 1.5 % of its harmless prompts
 * are blocked; held from the highest, in steps of .05, at which no more of its violating ones are let pass than from 0.4.
 * Every category that reaches a threshold gives its reason, `prompt-reads-CATEGORY`; the strictest verdict wins. */
export const PROMPT_GATE_ROWS: readonly PromptGateRow[] = [
  { category: 'sexual', review: 0.45, block: 0.97 },
  { category: 'minors', review: 0.4, block: 0.85 },
  { category: 'nudity', review: 0.45, block: 0.97 },
  { category: 'violence', review: 0.45, block: 0.97 },
  { category: 'hate', review: 0.45, block: 0.97 },
  { category: 'self-harm', review: 0.45, block: 0.97 },
  { category: 'harassment', review: 0.45, block: 0.97 },
  { category: 'dangerous', review: 0.45, block: 0.97 },
  { category: 'deception', review: 0.45, block: 0.97 },
  { category: 'private-data', review: 0.5, block: null },
];

/**
 * From here on what the classifier reads is blocked where a rule of words has seen the same on its own: two witnesses, so each may be
 * less sure.
 */
export const AGREED_BLOCK = 0.7;

/** What the rules call sexual the classifier may call nudity. */
const SAME_MATTER: Partial<Record<PolicyCategory, PolicyCategory>> = { nudity: 'sexual' };

/** From here on an ambiguous word of the lists is taken in its bad sense. */
const UNSURE_CONFIRMED = 0.25;

/**
 * The prompt gate: the lists and rules, and the classifier, which reads the prompt as it is and with its disguises taken
 * off. A word of the lists with a harmless sense is let pass where the classifier finds no harm in the whole. The score
 * `uncovered` says whether it is in a language that the app does not read (`readsLanguage`). The empty prompt passes. Throws AppError `model-invalid` or `model-output-invalid` where the classifier's answer is none, and what
 * its run throws: whoever asks then blocks.
 */
export async function judgePrompt(prompt: string, run: RunClassifier): Promise<Verdict> {
  const clean = cleanText(prompt);
  const words = checkPromptText(prompt);
  const plain = readPlainly(clean);
  const readings = plain === clean ? [clean] : [clean, plain];
  const scores: Record<string, number> = {};
  for (const reading of readings) {
    for (const [label, score] of Object.entries(await classify(reading, run))) {
      scores[label] = Math.max(scores[label] ?? 0, score);
    }
  }
  const harmless = PROMPT_GATE_ROWS.every(({ category }) => (scores[category] ?? 0) < UNSURE_CONFIRMED);
  const listed = words.reasons.filter(({ rule }) => !(rule === UNSURE_RULE && harmless));
  const matters = new Set(listed.map(({ category }) => category));
  const found = PROMPT_GATE_ROWS.flatMap((row) => {
    const agreed = matters.has(row.category) || matters.has(SAME_MATTER[row.category] ?? '');
    return reasonOf(agreed ? lowered(row) : row, scores[row.category] ?? 0);
  });
  if (isForeignScript(clean)) scores[UNCOVERED_SCORE] = 1;
  return {
    verdict: strictest([...listed.map(({ rule }) => verdictOfRule(rule)), ...found.map(({ kind }) => kind)]),
    reasons: [...listed, ...found.map(({ reason }) => reason)],
    scores: { ...words.scores, ...scores },
  };
}

/** The classifier's probabilities by label; none for text without a word. */
async function classify(text: string, run: RunClassifier): Promise<Record<string, number>> {
  const { id, labels } = modelRecord('prompt-gate');
  if (!labels) throw new AppError('model-invalid', `${id}: the record has no labels`);
  const tokens = textTokens(text);
  if (tokens.length === 0) return {};
  const values = (await run({ buckets: tokenTensor(tokens) }))['scores']?.data;
  if (values?.length !== labels.length) {
    throw new AppError('model-output-invalid', `${id}: ${values?.length ?? 'no'} scores`);
  }
  return Object.fromEntries(
    labels.map((label, index) => {
      const score = values[index];
      if (!(typeof score === 'number' && score >= 0 && score <= 1)) {
        throw new AppError('model-output-invalid', `${id}: ${label} is ${score}`);
      }
      return [label, score];
    }),
  );
}

/** A row where the rules of words have seen the same. */
function lowered(row: PromptGateRow): PromptGateRow {
  return row.block === null ? row : { ...row, block: Math.min(row.block, AGREED_BLOCK) };
}

function reasonOf(
  { category, review, block }: PromptGateRow,
  score: number,
): { kind: VerdictKind; reason: VerdictReason }[] {
  if (score < review) return [];
  const blocks = block !== null && score >= block;
  return [
    {
      kind: blocks ? 'block' : 'review',
      reason: { rule: `prompt-reads-${category}`, category, score, threshold: blocks ? block : review },
    },
  ];
}
