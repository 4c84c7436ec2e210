import { strictest, type Verdict, type VerdictKind } from '../../../src/shared/verdict';
import { findGroup, GORE, HARMING, MINORS, NAKED, PEOPLE, UNDRESSED, type WordGroup } from './combinations';
import { INNOCENT_PHRASES } from './innocent';
import { cleanText, readWords, type Word } from './normalise';
import { buildTerms, type Severity, type TermIndex } from './terms';

// A rule that changes raises PROMPT_POLICY_VERSION in src/shared/policy-version.ts, which films are signed with.

/** Longer prompts are held: nobody describes a motion in so many characters. */
const MAX_LENGTH = 1000;
/** Held by a word that has a harmless sense: what the classifier says of the whole prompt overrides it. */
export const UNSURE_RULE = 'prompt-unsure-term';
const E_MAIL = /[\p{L}\p{N}._+-]+@[\p{L}\p{N}-]+\.[\p{L}]{2,}/u;
/** Of a telephone, a card, an account: eight digits and more, perhaps in groups. */
const LONG_NUMBER = /(?<!\d)(?:\d[ ./()-]{0,2}){8,}(?!\d)/u;
/** How many words may lie between a verb of harm and whom it harms. */
const HARM_REACH = 3;

/** What the rules look at. */
interface Reading {
  clean: string;
  /** The worst severity of the list terms that were found. */
  listed: Severity | undefined;
}

interface PromptRule {
  rule: string;
  category: string;
  verdict: Exclude<VerdictKind, 'allow'>;
  applies: (reading: Reading) => boolean;
}

const has = (group: WordGroup, { clean }: Reading) => findGroup(group, clean).length > 0;

/** Every rule that applies gives its reason; the strictest verdict wins. */
export const PROMPT_RULES: readonly PromptRule[] = [
  {
    rule: 'prompt-minors',
    category: 'minors',
    verdict: 'block',
    applies: (reading) => has(MINORS, reading) && (reading.listed === 'block' || has(UNDRESSED, reading)),
  },
  {
    rule: 'prompt-explicit-term',
    category: 'explicit-language',
    verdict: 'block',
    applies: ({ listed }) => listed === 'block',
  },
  {
    rule: 'prompt-offensive-term',
    category: 'explicit-language',
    verdict: 'review',
    applies: ({ listed }) => listed === 'review',
  },
  {
    rule: 'prompt-naked-person',
    category: 'sexual',
    verdict: 'review',
    applies: (reading) => has(NAKED, reading) && has(PEOPLE, reading),
  },
  {
    rule: 'prompt-harm-person',
    category: 'violence',
    verdict: 'review',
    applies: harmsSomebody,
  },
  {
    rule: 'prompt-gore',
    category: 'violence',
    verdict: 'review',
    applies: (reading) => has(GORE, reading),
  },
  {
    rule: UNSURE_RULE,
    category: 'explicit-language',
    verdict: 'review',
    applies: ({ listed }) => listed === 'unsure',
  },
  {
    rule: 'prompt-private-data',
    category: 'private-data',
    verdict: 'review',
    applies: ({ clean }) => E_MAIL.test(clean) || LONG_NUMBER.test(clean),
  },
  {
    rule: 'prompt-too-long',
    category: 'unreadable',
    verdict: 'review',
    applies: ({ clean }) => clean.length > MAX_LENGTH,
  },
];

/** What a rule of {@link PROMPT_RULES} decides; `block` for one that there is not. */
export function verdictOfRule(name: string): VerdictKind {
  return PROMPT_RULES.find(({ rule }) => rule === name)?.verdict ?? 'block';
}

let terms: TermIndex | undefined;

/** The prompt gate's decision. The empty prompt passes. Scores are 1 for each rule that applied. */
export function checkPromptText(prompt: string): Verdict {
  terms ??= buildTerms();
  let clean = cleanText(prompt);
  for (const phrase of INNOCENT_PHRASES) clean = clean.replace(phrase, ' ');
  const reading = { clean, listed: worstListed(terms, clean, readWords(clean)) };
  const hits = PROMPT_RULES.filter(({ applies }) => applies(reading));
  return {
    verdict: strictest(hits.map((hit) => hit.verdict)),
    reasons: hits.map(({ rule, category }) => ({ rule, category })),
    scores: Object.fromEntries(hits.map(({ rule }) => [rule, 1])),
  };
}

function worstListed(index: TermIndex, clean: string, words: readonly Word[]): Severity | undefined {
  const found = new Set<Severity>();
  if (index.unspaced.some((term) => clean.includes(term))) found.add('block');
  words.forEach((word, start) => {
    const severity = lookUp(index, word) ?? lookUpMasked(index, word.exact);
    if (severity) found.add(severity);
    let phrase = word.exact;
    let plainPhrase = word.readings[0] ?? word.exact;
    for (const next of words.slice(start + 1, start + index.longestPhrase)) {
      phrase += ` ${next.exact}`;
      plainPhrase += ` ${next.readings[0] ?? next.exact}`;
      const listed = index.exact.get(phrase) ?? index.plain.get(plainPhrase);
      if (listed) found.add(listed);
    }
  });
  return (['block', 'review', 'unsure'] as const).find((severity) => found.has(severity));
}

function lookUp(index: TermIndex, { exact, readings }: Word): Severity | undefined {
  const listed = index.exact.get(exact);
  if (listed) return listed;
  for (const form of [exact, ...readings]) {
    const severity =
      index.plain.get(form) ?? (/[^s]s$/u.test(form) ? index.plain.get(form.slice(0, -1)) : undefined);
    if (severity) return severity;
  }
  return undefined;
}

/** "f**k": a word some of whose letters are hidden by asterisks, if only listed words fit it. */
function lookUpMasked(index: TermIndex, word: string): Severity | undefined {
  const hidden = (word.match(/\*/gu) ?? []).length;
  if (hidden === 0 || hidden > word.length / 2 || word.startsWith('*')) return undefined;
  const pattern = new RegExp(`^${word.replace(/[^\p{L}\p{N}*]/gu, '').replace(/\*/gu, '.')}$`, 'u');
  for (const [term, severity] of index.plain) if (pattern.test(term)) return severity;
  return undefined;
}

/** A verb of harm with a person soon behind it: "kill the lights" and "shooting stars" are none. */
function harmsSomebody({ clean }: Reading): boolean {
  const harms = findGroup(HARMING, clean);
  const people = findGroup(PEOPLE, clean);
  return harms.some((harm) =>
    people.some((person) =>
      harm < 0 || person < 0 ? harm === person : person > harm && person <= harm + HARM_REACH,
    ),
  );
}
