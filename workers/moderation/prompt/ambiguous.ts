/**
 * Words of the lists that are a name, a bird, a Latin word, a symbol of old or a scene's own word as often as an
 * obscenity: the words around them decide, which the classifier reads (judge-prompt.ts). Where it is not asked, they are
 * held.
 */
const words = (text: string) => text.trim().split(/\s*[,\n]\s*/);

export const AMBIGUOUS_WORDS: ReadonlySet<string> = new Set([
  // English
  ...words(`dick, cum, cock, cocks, ass, tit, tits, bitch, faggot, sexy, swastika, nipple, bondage, pussy`),
  // Italian, German
  ...words(`figa, tetta, tette, culo, muschi, titten`),
]);
