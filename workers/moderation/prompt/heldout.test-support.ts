import { cuss } from 'cuss';
import german from 'naughty-words/de.json';
import english from 'naughty-words/en.json';
import spanish from 'naughty-words/es.json';
import french from 'naughty-words/fr.json';
import italian from 'naughty-words/it.json';
import japanese from 'naughty-words/ja.json';
import chinese from 'naughty-words/zh.json';
import { vi as vietnamese } from 'washyourmouthoutwithsoap/data/build.json';
import frozen from '../../../models/training/prompt_gate/heldout/frozen.sha256?raw';
import slots from '../../../models/training/prompt_gate/heldout/slots.json';
import slotsText from '../../../models/training/prompt_gate/heldout/slots.json?raw';
import { AMBIGUOUS_WORDS } from './ambiguous';
import { INNOCENT_WORDS } from './innocent';

/** A held-out prompt, put together: rules in models/training/prompt_gate/heldout/README.md. */
export interface HeldOutPrompt {
  language: Language;
  /** `harmless`, or the policy's category. */
  expected: string;
  prompt: string;
}

const LANGUAGES = ['en', 'vi', 'it', 'es', 'fr', 'de', 'zh', 'ja'] as const;
type Language = (typeof LANGUAGES)[number];

const LISTS: Record<Language, readonly string[]> = {
  en: english, vi: vietnamese, it: italian, es: spanish, fr: french, de: german, zh: chinese, ja: japanese,
}; // prettier-ignore

const tables = import.meta.glob<string>('../../../models/training/prompt_gate/heldout/*.tsv', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** All held-out prompts. Throws where the files are not the frozen ones. */
export async function heldOutPrompts(): Promise<HeldOutPrompt[]> {
  const texts = LANGUAGES.map((language) => tableOf(language));
  const bytes = new TextEncoder().encode([...texts, slotsText].join(''));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  if (Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('') !== frozen.trim()) {
    throw new Error('the held-out prompts are not the frozen ones');
  }
  return texts.flatMap((text, index) => readTable(text, LANGUAGES[index]!));
}

function tableOf(language: Language): string {
  const entry = Object.entries(tables).find(([path]) => path.endsWith(`/${language}.tsv`));
  if (!entry) throw new Error(`no held-out prompts in ${language}`);
  return entry[1];
}

function readTable(text: string, language: Language): HeldOutPrompt[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [expected, disguise, prompt] = line.split('\t') as [string, string, string];
      return { language, expected, prompt: fillSlots(prompt, language, disguise) };
    });
}

function fillSlots(prompt: string, language: Language, disguise: string): string {
  return prompt.replace(/\{(\w+)#(\d+)\}/gu, (_, kind: string, index: string) => {
    const terms = termsOf(kind, language);
    const term = terms[Number(index) % terms.length]!;
    return disguise === '' ? term : DISGUISES[disguise]!(term);
  });
}

function termsOf(kind: string, language: Language): readonly string[] {
  if (kind === 'minor' || kind === 'group') return slots[kind][language];
  if (kind === 'slur')
    return inHashOrder(
      Object.keys(cuss).filter((term) => cuss[term] === 2),
      language,
    );
  return inHashOrder(LISTS[language], language);
}

function inHashOrder(terms: readonly string[], language: Language): string[] {
  const shortest = language === 'zh' || language === 'ja' ? 2 : 4;
  return terms
    .map((term) => term.toLowerCase())
    .filter((term) => term.length >= shortest && !INNOCENT_WORDS.has(term) && !AMBIGUOUS_WORDS.has(term))
    .sort((first, second) => fnv1a(first) - fnv1a(second));
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

const LEET: Record<string, string> = { a: '4', e: '3', i: '1', o: '0', s: '$', t: '7' };
const CYRILLIC: Record<string, string> = { a: 'а', e: 'е', o: 'о', c: 'с', p: 'р', x: 'х', y: 'у' };

const swap = (table: Record<string, string>) => (term: string) =>
  Array.from(term, (letter) => table[letter] ?? letter).join('');

/** Put over a slot's term. */
const DISGUISES: Record<string, (term: string) => string> = {
  leet: swap(LEET),
  homoglyph: swap(CYRILLIC),
  space: (term) => Array.from(term).join(' '),
  dots: (term) => Array.from(term).join('.'),
  zero: (term) => Array.from(term).join('\u200b'),
};
