import { createSignal } from 'solid-js';
import { FRAME_RATES, QUALITIES, SHAPES, type FrameRate, type Quality, type Shape } from './job-state';

/** Shortest, longest and usual length of a film, in seconds (those of a loop: src/shared/motion.ts). */
export const SECONDS_RANGE = { min: 3, max: 15, usual: 4 } as const;
/** Longest prompt that is taken, in UTF-16 units. */
export const MAX_PROMPT_LENGTH = 300;

/** Storage may be full, or shut by the browser's settings; the app then forgets, and works. */
function recall(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

function remember(storage: () => Storage, key: string, value: string): void {
  try {
    storage().setItem(key, value);
  } catch {
    // Not kept: see recall.
  }
}

const local = () => localStorage;
const session = () => sessionStorage;

function readSeconds(): number {
  const stored = Number(recall(local, 'seconds') ?? SECONDS_RANGE.usual);
  const sound = Number.isInteger(stored) && stored >= SECONDS_RANGE.min && stored <= SECONDS_RANGE.max;
  return sound ? stored : SECONDS_RANGE.usual;
}

function readShape(): Shape {
  const stored = recall(local, 'shape');
  return SHAPES.find((shape) => shape === stored) ?? 'photo';
}

function readQuality(): Quality {
  const stored = recall(local, 'quality');
  return QUALITIES.find((quality) => quality === stored) ?? 'standard';
}

function readFrameRate(): FrameRate {
  const stored = recall(local, 'frame-rate');
  return FRAME_RATES.find((rate) => String(rate) === stored) ?? 24;
}

const [prompt, writePrompt] = createSignal(recall(session, 'prompt') ?? '');
const [seconds, writeSeconds] = createSignal(readSeconds());
const [shape, writeShape] = createSignal<Shape>(readShape());
const [quality, writeQuality] = createSignal<Quality>(readQuality());
const [frameRate, writeFrameRate] = createSignal<FrameRate>(readFrameRate());

/** What the person asks for, in their own words. Survives a reload of this tab, and no longer. */
export { prompt };
/** Length of the film. */
export { seconds };
/** Shape of the film. */
export { shape };
/** Size of the film. */
export { quality };
/** Frames a second of the film. */
export { frameRate };
/** Whether the film's record may hold the person's words. */
export { recordPrompt };

const [recordPrompt, writeRecordPrompt] = createSignal(recall(local, 'record-prompt') === 'yes');

export function setRecordPrompt(wanted: boolean): void {
  writeRecordPrompt(wanted);
  remember(local, 'record-prompt', wanted ? 'yes' : 'no');
}

export function setPrompt(value: string): void {
  const bounded = value.slice(0, MAX_PROMPT_LENGTH);
  writePrompt(bounded);
  remember(session, 'prompt', bounded);
}

export function setSeconds(value: number): void {
  writeSeconds(value);
  remember(local, 'seconds', String(value));
}

export function setShape(value: Shape): void {
  writeShape(value);
  remember(local, 'shape', value);
}

export function setQuality(value: Quality): void {
  writeQuality(value);
  remember(local, 'quality', value);
}

export function setFrameRate(value: FrameRate): void {
  writeFrameRate(value);
  remember(local, 'frame-rate', String(value));
}

/** The language that the person chose over the browser's, or null. */
export function storedLocale(): string | null {
  return recall(local, 'locale');
}

export function storeLocale(locale: string): void {
  remember(local, 'locale', locale);
}
