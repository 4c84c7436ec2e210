import type { TensorData } from '../onnx/tensors';

/**
 * Text as the text models take it: tokens of hashed n-grams. The twin of models/training/prompt/text.py, which states
 * the rules; the golden.json of the models hold cases.
 */

/** Rows of the models' embedding table; row 0 pads. */
export const TEXT_BUCKETS = 32_768;
const MAX_TOKENS = 128;
const MAX_FEATURES = 64;
const WORD_GRAMS = [3, 4, 5];
const CJK_GRAMS = [1, 2, 3, 4];

/** What shows nothing: zero-width characters, joiners, variation selectors. */
const INVISIBLE = /[\p{Cf}\ufe00-\ufe0f]/gu;
const LETTER = /[\p{L}\p{N}]/u;
const MARK = /\p{M}/u;
const SYMBOL = /\p{So}/u;
/** Signs that part a sentence, by the form in which they are hashed. */
const PUNCTUATION: Record<string, string> = {
  ',': ',', ';': ';', '.': '.', ':': ':', '!': '!', '?': '?', '、': ',', '。': '.', '…': '.',
}; // prettier-ignore
/** Scripts written without blanks: kana and Han. */
const CJK_RANGES = [
  [0x3040, 0x30ff],
  [0x31f0, 0x31ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
  [0x20000, 0x3ffff],
] as const;

type RunKind = 'word' | 'cjk' | 'sign';

interface Run {
  characters: string[];
  kind: RunKind;
}

/** Buckets (1..32767) of each token, in order. Text without a letter, a digit or an emoji gives none. */
export function textTokens(text: string): number[][] {
  const tokens = tokenFeatures(text);
  if (tokens.every(([first]) => first !== undefined && first in PUNCTUATION)) return [];
  return tokens.slice(0, MAX_TOKENS).map((features) => features.slice(0, MAX_FEATURES).map(bucketOf));
}

/** Tokens as the models' input `buckets`: [1,T,G] int32, padded with 0. */
export function tokenTensor(tokens: readonly (readonly number[])[]): TensorData {
  const width = Math.max(0, ...tokens.map((token) => token.length));
  const data = new Int32Array(tokens.length * width);
  tokens.forEach((token, index) => data.set(token, index * width));
  return { data, shape: [1, tokens.length, width] };
}

function tokenFeatures(text: string): string[][] {
  return splitRuns(normaliseText(text)).flatMap(({ characters, kind }) => {
    if (kind === 'cjk') return characters.map((_, at) => cjkFeatures(characters, at));
    return [kind === 'word' ? wordFeatures(characters.join('')) : [characters.join('')]];
  });
}

function normaliseText(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '').toLowerCase().trim().replace(/\s+/gu, ' ');
}

function splitRuns(text: string): Run[] {
  const runs: Run[] = [];
  let current: Run | undefined;
  for (const character of text) {
    if (MARK.test(character)) {
      // A mark stays with its letter; one without a letter says nothing.
      current?.characters.push(character);
      continue;
    }
    const kind = kindOf(character);
    if (!kind) {
      current = undefined;
      continue;
    }
    if (current?.kind !== kind || kind === 'sign') {
      current = { characters: [], kind };
      runs.push(current);
    }
    current.characters.push(kind === 'sign' ? (PUNCTUATION[character] ?? character) : character);
  }
  return runs;
}

function kindOf(character: string): RunKind | undefined {
  if (LETTER.test(character)) {
    const point = character.codePointAt(0)!;
    return CJK_RANGES.some(([low, high]) => low <= point && point <= high) ? 'cjk' : 'word';
  }
  return character in PUNCTUATION || SYMBOL.test(character) ? 'sign' : undefined;
}

function wordFeatures(word: string): string[] {
  const stripped = stripMarks(word);
  return (stripped === word ? [word] : [word, stripped]).flatMap((form) => {
    const padded = ['^', ...Array.from(form), '$'];
    const features = [padded.join('')];
    for (const n of WORD_GRAMS) {
      if (n >= padded.length) continue;
      for (let start = 0; start + n <= padded.length; start++)
        features.push(padded.slice(start, start + n).join(''));
    }
    return features;
  });
}

/** The n-grams of a run that cover the character at `at`. */
function cjkFeatures(run: readonly string[], at: number): string[] {
  const features: string[] = [];
  for (const n of CJK_GRAMS) {
    const last = Math.min(at, run.length - n);
    for (let start = Math.max(0, at - n + 1); start <= last; start++)
      features.push(run.slice(start, start + n).join(''));
  }
  return features;
}

function stripMarks(text: string): string {
  return Array.from(text.normalize('NFKD'), (character) => (isCombining(character) ? '' : character)).join(
    '',
  );
}

/** The character with the highest canonical combining class there is, 240. */
const HIGHEST_CLASS = '\u0345';

/**
 * Whether a character's canonical combining class is not 0, as Python's unicodedata.combining tells. JavaScript has no
 * such property, but canonical ordering moves such a character, and no other, before one of the highest class.
 */
function isCombining(character: string): boolean {
  if (!MARK.test(character)) return false;
  const pair = `a${HIGHEST_CLASS}${character}`;
  return character === HIGHEST_CLASS || pair.normalize('NFD') !== pair;
}

const encoder = new TextEncoder();

/** FNV-1a, 32 bit, over UTF-8 (http://www.isthe.com/chongo/tech/comp/fnv/), into the rows after the first. */
function bucketOf(feature: string): number {
  let hash = 0x811c9dc5;
  for (const byte of encoder.encode(feature)) hash = Math.imul(hash ^ byte, 0x01000193);
  return 1 + ((hash >>> 0) % (TEXT_BUCKETS - 1));
}
