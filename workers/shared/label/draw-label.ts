import { AppError } from '../../../src/shared/errors';

/** The visible label: what it says and where it stands. */
export interface LabelOptions {
  text: string;
  corner: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';
  /** Colour of the plate beneath the text; dark unless given. */
  style?: 'dark' | 'light';
}

/** The visible label as a picture of its own: the renderers blend it over every frame, the video gate looks for it in the finished film. */
export interface LabelLayer {
  /** Where its upper left corner stands in the frame, in pixels. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Packed RGBA, red in the low byte, colour premultiplied by alpha, row-major. */
  pixels: Int32Array<ArrayBuffer>;
}

/**
 * Height of the capitals, in short sides: GB 45438-2025 asks for text of at least 5 % of the shortest side; a little more, so
 * that rounding to pixels never falls below.
 */
const CAPITAL_HEIGHT = 0.0515;
/** Distance of the plate from the frame's edges, in short sides: inside the safe area of players that round corners. */
const MARGIN = 0.04;
/** Space around the text inside its plate, in capital heights. */
const PADDING = 0.55;
const LINE_SPACING = 1.6;
const FONT_FAMILY =
  '"Noto Sans", "Roboto", "Segoe UI", "Helvetica Neue", "PingFang SC", "Noto Sans CJK SC", sans-serif';
/** Either text has a contrast of 4.5 or more on its plate over any picture (WCAG 2.2, 1.4.3), even over white or black. */
const STYLES = {
  dark: { plate: 'rgba(12, 14, 18, 0.66)', text: '#ffffff' },
  light: { plate: 'rgba(255, 255, 255, 0.78)', text: '#0c0e12' },
} as const;

/**
 * Draws the label for frames of `width` x `height` with a canvas of the worker. Long texts wrap at spaces; a word that is
 * still wider than the frame makes the text smaller. Throws AppError `browser-unsupported` without OffscreenCanvas 2D.
 */
export function drawLabel(width: number, height: number, label: LabelOptions): LabelLayer {
  const shortSide = Math.min(width, height);
  const margin = Math.max(1, Math.round(MARGIN * shortSide));
  const measure = context2d(8, 8);
  const font = (size: number) => `600 ${size}px ${FONT_FAMILY}`;
  measure.font = font(100);
  const capital = measure.measureText('H').actualBoundingBoxAscent / 100;
  if (!(capital > 0)) throw new AppError('browser-unsupported', 'text cannot be measured');

  let size = (CAPITAL_HEIGHT * shortSide) / capital;
  measure.font = font(size);
  const padding = () => PADDING * capital * size;
  const room = () => Math.max(1, width - 2 * margin - 2 * padding());
  const widest = Math.max(...label.text.split(/\s+/).map((word) => measure.measureText(word).width));
  if (widest > room()) {
    size *= room() / widest;
    measure.font = font(size);
  }
  const lines = wrap(label.text, (text) => measure.measureText(text).width <= room() + 0.5);
  const capitalHeight = capital * size;
  const textWidth = Math.max(...lines.map((line) => measure.measureText(line).width));
  const step = LINE_SPACING * capitalHeight;
  const plateWidth = Math.min(width, Math.ceil(textWidth + 2 * padding()));
  const plateHeight = Math.min(height, Math.ceil(capitalHeight + (lines.length - 1) * step + 2 * padding()));

  const context = context2d(plateWidth, plateHeight);
  const colours = STYLES[label.style ?? 'dark'];
  context.fillStyle = colours.plate;
  context.beginPath();
  context.roundRect(
    0,
    0,
    plateWidth,
    plateHeight,
    Math.min(plateHeight / 2, 0.6 * capitalHeight + padding() / 2),
  );
  context.fill();
  context.fillStyle = colours.text;
  context.font = font(size);
  context.textBaseline = 'alphabetic';
  context.textAlign = 'center';
  lines.forEach((line, i) => context.fillText(line, plateWidth / 2, padding() + capitalHeight + i * step));
  const drawn = context.getImageData(0, 0, plateWidth, plateHeight);

  const left = label.corner.endsWith('left');
  const top = label.corner.startsWith('top');
  return {
    x: Math.max(0, Math.min(width - plateWidth, left ? margin : width - margin - plateWidth)),
    y: Math.max(0, Math.min(height - plateHeight, top ? margin : height - margin - plateHeight)),
    width: plateWidth,
    height: plateHeight,
    pixels: premultiply(drawn.data),
  };
}

/** RGBA bytes with straight alpha as packed words with premultiplied colour. */
export function premultiply(bytes: Uint8ClampedArray): Int32Array<ArrayBuffer> {
  const packed = new Int32Array(bytes.length / 4);
  for (let i = 0; i < packed.length; i++) {
    const alpha = bytes[4 * i + 3]!;
    const channel = (c: number) => Math.round((bytes[4 * i + c]! * alpha) / 255);
    packed[i] = channel(0) | (channel(1) << 8) | (channel(2) << 16) | (alpha << 24);
  }
  return packed;
}

function context2d(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context =
    typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new AppError('browser-unsupported', 'no OffscreenCanvas 2D');
  return context;
}

/** Words gathered greedily into lines that fit. */
function wrap(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && fits(`${last} ${word}`)) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
