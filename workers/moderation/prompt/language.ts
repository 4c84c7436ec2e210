/** Letters of the scripts that the eight languages are written in. */
const COVERED = /[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const LETTER = /\p{L}/u;
/** Kana's own length mark and the like belong to several scripts at once. */
const SHARED = /[\p{Script=Common}\p{Script=Inherited}]/u;

/**
 * Whether most letters of a cleaned prompt are of a script that none of the eight languages is written in (Cyrillic, Arabic,
 * Hangul). What has no letter is not.
 */
export function isForeignScript(clean: string): boolean {
  const letters = Array.from(clean).filter((character) => LETTER.test(character) && !SHARED.test(character));
  const foreign = letters.filter((letter) => !COVERED.test(letter)).length;
  return foreign > letters.length / 2;
}
