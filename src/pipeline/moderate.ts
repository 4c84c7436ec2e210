import { decodePhoto } from '../clients/media';
import { checkPhoto, checkPrompt } from '../clients/moderation';
import { toErrorPayload } from '../shared/errors';
import { readsLanguage } from '../shared/prompt-language';
import type { Verdict, VerdictReason } from '../shared/verdict';
import { STANDARD_PIXELS } from './output-size';

/** What a gate's machine part says of one thing. A check that could not run blocks, with the error's code as its rule. */
export interface Moderated {
  verdict: Verdict['verdict'];
  reasons: VerdictReason[];
  scores: Record<string, number>;
  /** Of a photo: how many faces were found. */
  faces?: number;
  milliseconds: number;
}

/** The photo gate's machine part on a file, at the size of a usual film. Nobody is asked. */
export function moderatePhoto(file: Blob, signal: AbortSignal): Promise<Moderated> {
  return timed(async () => {
    const fit = { kind: 'own', maxPixels: STANDARD_PIXELS, maxSide: 4096 } as const;
    const { image } = await decodePhoto(file, fit, { signal });
    const { verdict, faces } = await checkPhoto(image, 'wasm', { signal });
    return { ...verdict, faces: faces.length };
  });
}

/** The rule that a prompt in a language which the app does not read is given: the photo is animated without it. */
const LANGUAGE_RULE = 'prompt-language-not-read';

/** The prompt gate on one prompt. */
export function moderatePrompt(prompt: string, signal: AbortSignal): Promise<Moderated> {
  return timed(async () => {
    const verdict = await checkPrompt(prompt, { signal });
    if (readsLanguage(verdict)) return verdict;
    return {
      ...verdict,
      reasons: [...verdict.reasons, { rule: LANGUAGE_RULE, category: 'unreadable' }],
    };
  });
}

async function timed(check: () => Promise<Omit<Moderated, 'milliseconds'>>): Promise<Moderated> {
  const start = performance.now();
  const since = () => Math.round(performance.now() - start);
  try {
    return { ...(await check()), milliseconds: since() };
  } catch (error) {
    const { code } = toErrorPayload(error);
    return {
      verdict: 'block',
      reasons: [{ rule: code, category: 'unreadable' }],
      scores: {},
      milliseconds: since(),
    };
  }
}
