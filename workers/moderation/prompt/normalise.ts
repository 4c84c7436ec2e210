/**
 * How a prompt is read before words are looked up: the tricks by which people hide a word (homoglyphs, leetspeak,
 * spacing, zero-width characters, repeated letters) are undone in side views; the plain reading always comes first.
 */

/** One word as written and the other ways in which it may be read. */
export interface Word {
  /** NFKC, lower case, diacritics kept. */
  exact: string;
  /** Other readings: without diacritics, homoglyphs as Latin, leetspeak as letters, repeats squeezed. */
  readings: string[];
}

/** Cyrillic and Greek letters that look like Latin ones (Unicode TR39 confusables, the common part). */
const HOMOGLYPHS: Record<string, string> = {
  а: 'a', в: 'b', е: 'e', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't', у: 'y', х: 'x', і: 'i', ѕ: 's',
  ј: 'j', һ: 'h', ԁ: 'd', ԛ: 'q', ԝ: 'w', ё: 'e', ї: 'i',
  α: 'a', β: 'b', ε: 'e', η: 'n', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x',
  ı: 'i', ɑ: 'a', ɡ: 'g', ʟ: 'l', ø: 'o', đ: 'd', ł: 'l', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ð: 'd',
}; // prettier-ignore

/** Signs and digits that stand for letters; where one stands for two, both are read. */
const LEET: Record<string, string[]> = {
  '0': ['o'], '1': ['i', 'l'], '3': ['e'], '4': ['a'], '5': ['s'], '6': ['g'], '7': ['t'], '8': ['b'], '9': ['g'],
  '@': ['a'], $: ['s'], '!': ['i'], '|': ['i', 'l'], '+': ['t'], '€': ['e'], '£': ['l'], '(': ['c'],
}; // prettier-ignore

/** Characters that show nothing: zero-width, soft hyphen, joiners, variation selectors. */
const INVISIBLE = /\p{Cf}|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|[\ufe00-\ufe0f]/gu;
const MARKS = /\p{M}/gu;
const LETTER_OR_DIGIT = /[\p{L}\p{N}\p{M}]/u;
const LATIN = /\p{Script=Latin}/u;
const LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
/** Letter, sign or digit that stands for one, letter. */
const LEET_INSIDE = /\p{Script=Latin}[@$!|+€£(0-9.*_]+\p{Script=Latin}|^[@$!|0-9]\p{Script=Latin}{2}/u;
const LATIN_LETTER = /^\p{Script=Latin}\p{M}*$/u;
/** What may stand inside a disguised word; an apostrophe or a hyphen may also stand inside an honest one. */
const CHUNK = /[^\s,;:"“”«»。，、！？；：（）「」]+/gu;

/** The prompt on one line: NFKC, lower case, nothing invisible, single blanks. */
export function cleanText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Without diacritics, and homoglyphs as the Latin letters they look like. */
export function plainLetters(text: string): string {
  const bare = text.normalize('NFKD').replace(MARKS, '');
  return Array.from(bare, (character) => HOMOGLYPHS[character] ?? character).join('');
}

/** Splits cleaned text into words with all their readings, in order. Runs of single letters ("p o r n") are one word more. */
export function readWords(clean: string): Word[] {
  const words: Word[] = [];
  let singles: string[] = [];
  const flushSingles = () => {
    if (singles.length >= 3) words.push({ exact: singles.join(''), readings: readingsOf(singles.join('')) });
    singles = [];
  };
  for (const [chunk] of clean.matchAll(CHUNK)) {
    const parts = splitHonestly(chunk);
    for (const part of parts) {
      if (isSingle(part)) singles.push(part);
      else flushSingles();
      words.push({ exact: part, readings: readingsOf(part) });
    }
    const disguised = readDisguise(chunk, parts);
    if (disguised.length > 0) words.push({ exact: maskOf(chunk), readings: disguised });
  }
  flushSingles();
  return words;
}

/**
 * A cleaned prompt with its disguises taken off: homoglyphs and leetspeak as the letters they stand for, "p o r n" and
 * "po.rn" as one word. What is no disguise stays as it is, marks included.
 */
export function readPlainly(clean: string): string {
  const words: string[] = [];
  let singles = '';
  const flush = () => {
    if (singles !== '') words.push(...(singles.length >= 3 ? [singles] : Array.from(singles)));
    singles = '';
  };
  for (const chunk of clean.split(' ')) {
    if (isSingle(chunk)) {
      singles += spellOut(chunk)[0] ?? chunk;
      continue;
    }
    flush();
    words.push(undisguise(chunk));
  }
  flush();
  return words.join(' ');
}

/** A chunk of letters with a foreign one, a digit or a sign between them is read as letters; any other stays. */
function undisguise(chunk: string): string {
  const mixed = LATIN.test(chunk) && (LOOKALIKE.test(chunk) || LEET_INSIDE.test(chunk));
  if (!mixed && !(LOOKALIKE.test(chunk) && isLookalike(chunk))) return chunk;
  return spellOut(trimSigns(plainLetters(chunk)))[0] ?? chunk;
}

/** Whether all letters of a chunk look like Latin ones. */
function isLookalike(chunk: string): boolean {
  return /^[\p{Script=Latin}\p{N}\p{P}\p{S}]+$/u.test(plainLetters(chunk));
}

/** The plain words of a chunk: what lies between signs that are neither letters nor digits. */
function splitHonestly(chunk: string): string[] {
  return chunk.split(/[^\p{L}\p{N}\p{M}]+/u).filter((part) => part !== '');
}

function isSingle(part: string): boolean {
  return LATIN_LETTER.test(part) || (part.length === 1 && part in LEET);
}

/** Other readings of an honest word; digits inside it may be letters. */
function readingsOf(word: string): string[] {
  const plain = plainLetters(word);
  return unique([plain, ...spellOut(plain)].flatMap(squeezed)).filter((reading) => reading !== word);
}

/** A chunk with signs inside ("po.rn", "$3x", "p-o-r-n") read as one word; nothing where it has none. */
function readDisguise(chunk: string, parts: string[]): string[] {
  const plain = plainLetters(chunk);
  const inner = trimSigns(plain);
  if (inner === '' || inner === plainLetters(parts[0] ?? '')) return [];
  const joined = Array.from(inner)
    .filter((character) => LETTER_OR_DIGIT.test(character))
    .join('');
  return unique([joined, ...spellOut(inner)].flatMap(squeezed));
}

/** Without the signs around it that stand for no letter. */
function trimSigns(plain: string): string {
  return plain.replace(/^[^\p{L}\p{N}@$|+€£(*]+|[^\p{L}\p{N}@$|+€£*]+$/gu, '');
}

/** A chunk's letters, digits and asterisks: "f**k" keeps its mask, "p-o-r-n" loses its hyphens. */
function maskOf(chunk: string): string {
  return chunk.replace(/[^\p{L}\p{N}\p{M}*]/gu, '');
}

/** Leetspeak spelled out; a word without a letter (a year, a size) is none. */
function spellOut(word: string): string[] {
  if (!/\p{L}/u.test(word)) return [];
  let spellings = [''];
  for (const character of word) {
    const letters = LEET[character] ?? (LETTER_OR_DIGIT.test(character) ? [character] : ['']);
    // two readings of at most three signs: more is no word any more
    const choices = spellings.length > 4 ? letters.slice(0, 1) : letters;
    spellings = spellings.flatMap((spelling) => choices.map((letter) => spelling + letter));
  }
  return spellings;
}

/** The word, and with runs of three or more equal letters squeezed to two and to one, and all doubles to one. */
function squeezed(word: string): string[] {
  if (!/(.)\1\1/u.test(word)) return [word];
  return [
    word,
    word.replace(/(.)\1{2,}/gu, '$1$1'),
    word.replace(/(.)\1{2,}/gu, '$1'),
    word.replace(/(.)\1+/gu, '$1'),
  ];
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
