import { cuss } from 'cuss';
import { cuss as cussItalian } from 'cuss/it';
import arabic from 'naughty-words/ar.json';
import german from 'naughty-words/de.json';
import english from 'naughty-words/en.json';
import spanish from 'naughty-words/es.json';
import french from 'naughty-words/fr.json';
import hindi from 'naughty-words/hi.json';
import italian from 'naughty-words/it.json';
import japanese from 'naughty-words/ja.json';
import korean from 'naughty-words/ko.json';
import russian from 'naughty-words/ru.json';
import thai from 'naughty-words/th.json';
import chinese from 'naughty-words/zh.json';
import { vi as vietnamese } from 'washyourmouthoutwithsoap/data/build.json';
import { AMBIGUOUS_WORDS } from './ambiguous';
import { INNOCENT_WORDS } from './innocent';
import { cleanText, plainLetters } from './normalise';

/**
 * The terms that a prompt may not hold, built when the worker starts from word lists in npm packages; this repository
 * spells none of them out. naughty-words (CC-BY-4.0) is kept by hand: what it lists blocks. cuss (MIT) grades English
 * and Italian words: what it is sure of and what shares its root with a listed word blocks, an English word of its own
 * (mostly slurs) is held. What is ambiguous (ambiguous.ts) is unsure. washyourmouthoutwithsoap (MIT) has the Vietnamese list.
 */
export type Severity = 'unsure' | 'review' | 'block';

/** Terms by the form in which they are looked up. */
export interface TermIndex {
  /** As written, diacritics kept. */
  exact: ReadonlyMap<string, Severity>;
  /** Without diacritics, of at least {@link PLAIN_LENGTH} letters; matched against disguised readings too. */
  plain: ReadonlyMap<string, Severity>;
  /** Terms of scripts without blanks between words: looked up anywhere in the text. */
  unspaced: readonly string[];
  /** The most words that a term has. */
  longestPhrase: number;
}

/** cuss' rating for "likely profane". */
const SURE = 2;
/** Shorter words without their diacritics are too often another word ("cụm" is a cluster). */
const PLAIN_LENGTH = 4;
const ROOT_LENGTH = 4;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Clinical and legal Vietnamese words that the package lacks. */
const VIETNAMESE_ADDITION = [
  'khiêu dâm', 'loạn luân', 'ấu dâm', 'mại dâm', 'giao cấu', 'làm tình', 'thoát y', 'gái gọi', 'quan hệ tình dục',
]; // prettier-ignore

/** Builds the index. */
export function buildTerms(): TermIndex {
  const exact = new Map<string, Severity>();
  const add = (terms: readonly string[], severity: Severity) => {
    for (const term of terms) {
      const clean = cleanText(term);
      if (clean === '' || isInnocent(clean)) continue;
      const weight = AMBIGUOUS_WORDS.has(clean) ? 'unsure' : severity;
      if (exact.get(clean) !== 'block') exact.set(clean, weight);
    }
  };
  for (const list of [
    english, italian, spanish, french, german, russian, arabic, hindi, korean, thai, chinese, japanese, vietnamese,
    VIETNAMESE_ADDITION,
  ]) add(list, 'block'); // prettier-ignore

  const roots = rootsOf(english);
  for (const term of sureOf(cuss))
    add([term], roots.some((root) => term.includes(root)) ? 'block' : 'review');
  const stems = new Set(rootsOf(italian).map((term) => term.slice(0, ROOT_LENGTH)));
  add(
    sureOf(cussItalian).filter((term) => stems.has(term.slice(0, ROOT_LENGTH))),
    'block',
  );

  const plain = new Map<string, Severity>();
  for (const [term, severity] of exact) {
    const letters = plainLetters(term);
    if (letters.length < PLAIN_LENGTH || INNOCENT_WORDS.has(letters)) continue;
    // Vietnamese words differ by their marks alone: only phrases stand without them.
    if (isVietnamese(term) && !letters.includes(' ')) continue;
    plain.set(letters, severity);
  }
  return {
    exact,
    plain,
    unspaced: [...exact.keys()].filter((term) => UNSPACED.test(term)),
    longestPhrase: Math.max(...[...exact.keys()].map((term) => term.split(' ').length)),
  };
}

function isInnocent(term: string): boolean {
  return INNOCENT_WORDS.has(term) || /^[\p{Script=Latin}\p{N}]$/u.test(term);
}

/** Whole words of a hand-kept list, long enough to be recognised inside others. */
function rootsOf(list: readonly string[]): string[] {
  return list
    .map(cleanText)
    .filter((term) => /^\p{L}+$/u.test(term) && term.length >= ROOT_LENGTH && !INNOCENT_WORDS.has(term));
}

function sureOf(ratings: Record<string, number>): string[] {
  return Object.keys(ratings).filter((term) => ratings[term] === SURE);
}

const vietnameseTerms = new Set([...vietnamese, ...VIETNAMESE_ADDITION].map(cleanText));

function isVietnamese(term: string): boolean {
  return vietnameseTerms.has(term);
}
