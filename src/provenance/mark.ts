import { generatorOf, UNNAMED_GENERATOR } from './generators';
import { isAiKind, originKindOf } from './origin';

export type MarkKind =
  /** IPTC digital source type. */
  | 'digital-source-type'
  /** GB 45438-2025. */
  | 'aigc'
  /** Parameters that an image generator left. */
  | 'generator-parameters'
  | 'software'
  | 'camera'
  | 'comment';

/** A mark of origin that nobody signed: a hint, not a proof. */
export interface OtherMark {
  kind: MarkKind;
  where: 'xmp' | 'ilst' | 'png-text' | 'exif';
  /** The image generator that left it, by name; null where it is another mark, or a generator that isn't known by name. */
  generator: string | null;
  /** The field's own name. */
  field: string;
  /** At most {@link MAX_VALUE_CHARACTERS}, without control and direction characters: somebody else's text, to be shown as text only. */
  value: string;
  /** Whether it says that AI made or changed the file. */
  saysAi: boolean;
}

/** Enough to recognise a mark by; what follows a prompt can be long. */
export const MAX_VALUE_CHARACTERS = 600;

const AI_WORDS =
  /\bAI[- ]generated\b|made with (google )?AI\b|stable diffusion|midjourney|dall[-·. ]?e\b|firefly|novelai|comfyui|invokeai|automatic1111|imagen\b|\bveo\b|\bsora\b|人工智能|AI生成/i;

/** A mark with its text bounded and cleaned, and what it says about AI. */
export function makeMark(kind: MarkKind, where: OtherMark['where'], field: string, value: string): OtherMark {
  const aigc = findAigc(value);
  const generator = kind === 'digital-source-type' ? null : generatorOf(field, value);
  const found =
    aigc !== null ? 'aigc' : generator !== null && kind !== 'software' ? 'generator-parameters' : kind;
  return {
    kind: found,
    where,
    generator: generator === UNNAMED_GENERATOR ? null : generator,
    field: clean(field, 80),
    value: clean(aigc ?? value, MAX_VALUE_CHARACTERS),
    saysAi: saysAi(found, value, aigc),
  };
}

function saysAi(kind: MarkKind, value: string, aigc: string | null): boolean {
  if (kind === 'digital-source-type') return isAiKind(originKindOf(value));
  if (kind === 'generator-parameters') return true;
  if (aigc !== null) return /"Label"\s*:\s*"?[123]"?/.test(aigc);
  return kind !== 'camera' && AI_WORDS.test(value.slice(0, MAX_VALUE_CHARACTERS * 4));
}

/** The AIGC label's JSON in a text: bare, or under the name AIGC, as GB 45438-2025 annex E writes it. */
function findAigc(text: string): string | null {
  if (text.length > 16_384 || !text.includes('"ContentProducer"') || !text.includes('"Label"')) return null;
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start < 0 || end < start) return null;
  try {
    const json: unknown = JSON.parse(text.slice(start, end + 1));
    const inner = typeof json === 'object' && json !== null && 'AIGC' in json ? json.AIGC : json;
    return typeof inner === 'object' && inner !== null && 'Label' in inner ? JSON.stringify(inner) : null;
  } catch {
    return null;
  }
}

/** Control characters and the marks that turn the direction of text, by which a title can pass for another. */
const UNSAFE = /[\p{Cc}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]+/gu;

/** Somebody else's text, made safe to show: no control or direction characters, bounded. */
export function clean(text: string, maxCharacters: number): string {
  const bounded = Array.from(
    text
      .slice(0, maxCharacters * 4)
      .replace(UNSAFE, ' ')
      .trim(),
  );
  return bounded.length > maxCharacters ? `${bounded.slice(0, maxCharacters).join('')}…` : bounded.join('');
}
