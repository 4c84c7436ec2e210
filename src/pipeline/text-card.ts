import type { PictureLayer } from '../../workers/animation/protocol';
import { AppError } from '../shared/errors';
import type { CheckedPrompt } from './gates';

/** The app's own display face (src/ui/styles/tokens.css); what it has no letters for, the system's. */
const FAMILY = '"Bricolage Grotesque Variable", system-ui, sans-serif';
const WEIGHT = 640;
/** In short sides of the frame, of few words; more are smaller, so that all stay within so many lines. */
const SIZE = 0.092;
const LEAST_SIZE = 0.05;
const MOST_LINES = 4;
const LINE = 1.16;
/** Of the frame's width. */
const TEXT_WIDTH = 0.84;
/** How far the shade behind the words reaches beyond them, in font sizes, and how dark it is: 4.5:1 even over white (WCAG 2.2, 1.4.3). */
const SHADE_REACH = 1.7;
const SHADE = 0.58;
const SHADE_COLOUR = '8, 14, 18';

/**
 * Words for a film, drawn over a soft shade across its middle: away from the corners, where the label stands. Takes checked words alone. The page's
 * own fonts are loaded for them. Throws AppError `browser-unsupported` without a 2D canvas.
 * @param size of the film's frames, pixels
 */
export async function drawCard(
  words: CheckedPrompt,
  size: { width: number; height: number },
): Promise<PictureLayer> {
  const { text } = words;
  const shortSide = Math.min(size.width, size.height);
  // A face that does not load is replaced by the system's: words are better plain than missing.
  await document.fonts.load(`${WEIGHT} 40px ${FAMILY}`, text).catch(() => []);
  const measure = context2d(8, 8);
  const { fontSize, lines } = layOut(measure, text, shortSide, TEXT_WIDTH * size.width);
  const block = lines.length * LINE * fontSize;
  const height = Math.min(size.height, Math.ceil(block + 2 * SHADE_REACH * fontSize));
  const context = context2d(size.width, height);
  const shade = context.createLinearGradient(0, 0, 0, height);
  const edge = (SHADE_REACH * fontSize) / height;
  for (const [stop, alpha] of [
    [0, 0],
    [edge / 2, SHADE / 2],
    [edge, SHADE],
    [1 - edge, SHADE],
    [1 - edge / 2, SHADE / 2],
    [1, 0],
  ] as const) {
    shade.addColorStop(stop, `rgba(${SHADE_COLOUR}, ${alpha})`);
  }
  context.fillStyle = shade;
  context.fillRect(0, 0, size.width, height);
  context.font = fontOf(fontSize);
  context.fillStyle = '#fff';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  lines.forEach((line, index) => {
    context.fillText(line, size.width / 2, (height - block) / 2 + (index + 0.5) * LINE * fontSize);
  });
  const drawn = context.getImageData(0, 0, size.width, height).data;
  return {
    x: 0,
    y: Math.floor((size.height - height) / 2),
    width: size.width,
    height,
    pixels: premultiplied(drawn),
  };
}

function fontOf(size: number): string {
  return `${WEIGHT} ${size}px ${FAMILY}`;
}

/** The largest size at which the words fit, and their lines. */
function layOut(
  measure: OffscreenCanvasRenderingContext2D,
  text: string,
  shortSide: number,
  room: number,
): { fontSize: number; lines: string[] } {
  const widthOf = (line: string) => measure.measureText(line).width;
  for (let share = SIZE; ; share *= 0.94) {
    const fontSize = share * shortSide;
    measure.font = fontOf(fontSize);
    const lines = wrap(text, (line) => widthOf(line) <= room);
    const fits = lines.length <= MOST_LINES && lines.every((line) => widthOf(line) <= room);
    // Evenly filled lines read better than one that ends in a single word.
    if (fits) return { fontSize, lines: balance(text, lines.length, room, widthOf) };
    if (share < LEAST_SIZE) return { fontSize, lines: lines.slice(0, MOST_LINES) };
  }
}

/** The same number of lines, as narrow as they can be. */
function balance(text: string, count: number, room: number, widthOf: (line: string) => number): string[] {
  let [narrow, wide] = [0, room];
  for (let step = 0; step < 12; step++) {
    const width = (narrow + wide) / 2;
    const lines = wrap(text, (line) => widthOf(line) <= width);
    if (lines.length <= count && lines.every((line) => widthOf(line) <= width)) wide = width;
    else narrow = width;
  }
  return wrap(text, (line) => widthOf(line) <= wide);
}

/** Words gathered greedily into lines that fit; where a language writes no spaces, a line may end after any of its words. */
function wrap(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  for (const piece of pieces(text)) {
    const last = lines.at(-1);
    if (last !== undefined && fits((last + piece).trimEnd())) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** A text's words, each with the spaces and marks behind it. */
function pieces(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(
    text,
  )) {
    const last = words.at(-1);
    const joins = last !== undefined && !/\s$/.test(last) && (!isWordLike || /[^\p{L}\p{N}]$/u.test(last));
    if (last !== undefined && (joins || /^\s+$/.test(segment))) words[words.length - 1] = last + segment;
    else words.push(segment);
  }
  return words;
}

/** RGBA bytes with straight alpha as packed words with premultiplied colour. */
function premultiplied(bytes: Uint8ClampedArray): Int32Array<ArrayBuffer> {
  return Int32Array.from({ length: bytes.length / 4 }, (_, pixel) => {
    const alpha = bytes[4 * pixel + 3]!;
    const channel = (at: number) => Math.round((bytes[4 * pixel + at]! * alpha) / 255);
    return channel(0) | (channel(1) << 8) | (channel(2) << 16) | (alpha << 24);
  });
}

function context2d(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new AppError('browser-unsupported', 'no OffscreenCanvas 2D');
  return context;
}
