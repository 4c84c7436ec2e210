import type { TensorData } from '../../shared/onnx/tensors';

/** Size of the hash table that the prompt encoder reads. */
export const PROMPT_BUCKETS = 16_384;
/** Longest input in buckets (about 60 words); what lies beyond is cut. */
const MAX_BUCKETS = 2048;

const LETTER = /[\p{L}\p{N}\p{M}]/u;
const MARK = /\p{M}/u;
/** Scripts written without blanks: kana and Han. */
const CJK_RANGES = [
  [0x3040, 0x30ff],
  [0x31f0, 0x31ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
  [0x20000, 0x3ffff],
] as const;

/** A run of letters, digits and marks; of CJK ones alone, or of others alone. By code point. */
interface Run {
  characters: string[];
  isCjk: boolean;
}

/**
 * A prompt as the prompt encoder takes it: hashed character n-grams, in order. The twin of
 * models/training/prompt/text.py, which states the rules; golden.json of the prompt encoder holds cases. Text without a
 * letter gives none.
 */
export function textBuckets(text: string): number[] {
  const first = text.normalize('NFKC').toLowerCase().trim().replace(/\s+/gu, ' ');
  const stripped = stripMarks(first);
  const grams = (stripped === first ? [first] : [first, stripped]).flatMap(copyGrams);
  return grams.slice(0, MAX_BUCKETS).map((gram) => fnv1a(encoder.encode(gram)) % PROMPT_BUCKETS);
}

/** Buckets as the encoder's input `buckets`, [1,N] int32. */
export function bucketTensor(buckets: readonly number[]): TensorData {
  return { data: Int32Array.from(buckets), shape: [1, buckets.length] };
}

const encoder = new TextEncoder();

function copyGrams(copy: string): string[] {
  return splitRuns(copy).flatMap(({ characters, isCjk }) => {
    const word = isCjk ? characters : ['^', ...characters, '$'];
    const grams: string[] = [];
    for (let n = 1; n <= (isCjk ? 3 : 4); n++) {
      for (let start = 0; start + n <= word.length; start++)
        grams.push(word.slice(start, start + n).join(''));
    }
    if (!isCjk) grams.push(word.join(''));
    return grams;
  });
}

function splitRuns(text: string): Run[] {
  const runs: Run[] = [];
  let current: Run | undefined;
  for (const character of text) {
    if (!LETTER.test(character)) {
      current = undefined;
      continue;
    }
    // A mark stays with its letter.
    const isCjk: boolean = current && MARK.test(character) ? current.isCjk : isCjkCharacter(character);
    if (current?.isCjk !== isCjk) {
      current = { characters: [], isCjk };
      runs.push(current);
    }
    current.characters.push(character);
  }
  return runs;
}

function isCjkCharacter(character: string): boolean {
  const point = character.codePointAt(0)!;
  return CJK_RANGES.some(([low, high]) => low <= point && point <= high);
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

/** FNV-1a, 32 bit (http://www.isthe.com/chongo/tech/comp/fnv/). */
function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
