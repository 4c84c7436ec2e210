import { createSignal } from 'solid-js';
import type { FilmRequest } from '../pipeline/make-film';
import type { TrainingChoice } from '../provenance/film-manifest';

/** Corners in which the label may stand, in reading order. */
export const LABEL_CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;
/** Styles of the label, each legible over any picture. */
export const LABEL_STYLES = ['dark', 'light'] as const;
/** What others are told of training on the film. */
export const TRAINING_CHOICES = ['notAllowed', 'allowed'] as const satisfies readonly TrainingChoice[];

export type LabelCorner = (typeof LABEL_CORNERS)[number];
export type LabelStyle = (typeof LABEL_STYLES)[number];

/** GB 45438-2025 asks for text with "artificial intelligence" or AI and "generated" in Chinese. */
export const CHINESE_LABEL = 'AI生成';

/** Storage may be full, or shut by the browser's settings; the app then forgets, and works. */
function recall<const T extends string>(key: string, names: readonly T[], usual: T): T {
  try {
    const stored = localStorage.getItem(key);
    return names.find((name) => name === stored) ?? usual;
  } catch {
    return usual;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Not kept: see recall.
  }
}

const [labelCorner, writeCorner] = createSignal(recall('label-corner', LABEL_CORNERS, 'bottom-right'));
const [labelStyle, writeStyle] = createSignal(recall('label-style', LABEL_STYLES, 'dark'));
const [chineseLabel, writeChinese] = createSignal(recall('label-chinese', ['no', 'yes'], 'no') === 'yes');
const [training, writeTraining] = createSignal(recall('training', TRAINING_CHOICES, 'notAllowed'));

/** Where the label stands. */
export { labelCorner };
/** How the label looks. */
export { labelStyle };
/** Whether the Chinese label stands beside the person's own. */
export { chineseLabel };
/** What the film says of training on it. */
export { training };

export function setLabelCorner(corner: LabelCorner): void {
  writeCorner(corner);
  remember('label-corner', corner);
}

export function setLabelStyle(style: LabelStyle): void {
  writeStyle(style);
  remember('label-style', style);
}

export function setChineseLabel(wanted: boolean): void {
  writeChinese(wanted);
  remember('label-chinese', wanted ? 'yes' : 'no');
}

export function setTraining(choice: TrainingChoice): void {
  writeTraining(choice);
  remember('training', choice);
}

/** What the label says: in the person's language, and in Chinese too where they want it. It can't be empty. */
export function labelWords(own: string): string {
  return chineseLabel() && !own.includes('生成') ? `${own} ${CHINESE_LABEL}` : own;
}

/** The label of the next film. `own` is its text in the person's language. */
export function filmLabel(own: string): FilmRequest['label'] {
  return { text: labelWords(own), corner: labelCorner(), style: labelStyle() };
}
