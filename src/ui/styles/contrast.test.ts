import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const dark = css.indexOf('@media (prefers-color-scheme: dark)');

/** Colour tokens of a scheme; the dark one overrides the light one. */
function colours(scheme: 'light' | 'dark'): Map<string, string> {
  const found = new Map<string, string>();
  const text = scheme === 'light' ? css.slice(0, dark) : css;
  for (const [, name, value] of text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)) found.set(name!, value!);
  return found;
}

/** WCAG 2.2, relative luminance of an sRGB colour. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const value = parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light, dim] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dim + 0.05);
}

/** Text on what it stands on: 4.5 to 1. */
const TEXT = [
  ['ink', 'ground'],
  ['ink', 'surface'],
  ['ink', 'surface-soft'],
  ['ink-soft', 'ground'],
  ['ink-soft', 'surface'],
  ['ink-soft', 'surface-soft'],
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['ground', 'ink'],
] as const;

/** Shapes that say something (bars, outlines, borders of fields): 3 to 1. */
const SHAPES = [
  ['accent-shape', 'ground'],
  ['accent-shape', 'surface'],
  ['line-strong', 'ground'],
  ['line-strong', 'surface'],
] as const;

describe.each(['light', 'dark'] as const)('%s colours', (scheme) => {
  const tokens = colours(scheme);
  const ratio = (one: string, other: string) => contrast(tokens.get(one)!, tokens.get(other)!);

  it.each(TEXT)('%s on %s can be read', (text, ground) =>
    expect(ratio(text, ground)).toBeGreaterThanOrEqual(4.5),
  );
  it.each(SHAPES)('%s on %s can be seen', (shape, ground) =>
    expect(ratio(shape, ground)).toBeGreaterThanOrEqual(3),
  );
});
