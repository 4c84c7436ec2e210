import { PHOTO_SCALE, photoSize, type Size } from './planes';

/** A pixel is of a border's colour to within this; so many of a border's line are, and of a line with text in it. */
const TOLERANCE = 0.03;
const BORDER_LINE = 0.97;
const TEXT_LINE = 0.55;
/** The photo begins at a line of which no more pixels are, and where so many leap by STEP. */
const PHOTO_LINE = 0.4;
const STEP = 0.06;
const STEP_SHARE = 0.6;
/** So many lines lie at most from the last of a border to the first of the photo. */
const ASKEW = 5;
/** Deepest border, of the side it takes from: one alone, and one that has another opposite. */
const DEEPEST_ALONE = 0.1;
const DEEPEST_PAIR = 0.3;

/** Depths in pixels. */
export interface Borders {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** A photo seen from one side: how many lines, their length, and the pixel at a place of a line (0: the outermost). */
interface View {
  lines: number;
  length: number;
  at: (line: number, place: number) => number;
}

/**
 * The photo's printed borders, frames and bars: lines of one colour that end in a leap. Bars deeper than a tenth count in pairs only: a
 * flat sky over a straight sea is no bar. The twin of `borders` in models/training/motion/photo_cues.py.
 * @param photo [3,4h,4w], sRGB 0..1
 */
export function findBorders(photo: Float32Array, grid: Size): Borders {
  const { height, width } = photoSize(grid);
  const views: Record<keyof Borders, View> = {
    top: { lines: height, length: width, at: (line, place) => line * width + place },
    bottom: { lines: height, length: width, at: (line, place) => (height - 1 - line) * width + place },
    left: { lines: width, length: height, at: (line, place) => place * width + line },
    right: { lines: width, length: height, at: (line, place) => place * width + width - 1 - line },
  };
  const depth = (side: keyof Borders, deepest: number) => depthOf(photo, views[side], deepest);
  const pair = (a: keyof Borders, b: keyof Borders): [number, number] => {
    const deep: [number, number] = [depth(a, DEEPEST_PAIR), depth(b, DEEPEST_PAIR)];
    return deep[0] && deep[1] ? deep : [depth(a, DEEPEST_ALONE), depth(b, DEEPEST_ALONE)];
  };
  const [top, bottom] = pair('top', 'bottom');
  const [left, right] = pair('left', 'right');
  return { top, bottom, left, right };
}

/**
 * The cells of which a border takes `least` pixels from one side (1 - n: or comes so near that n pixels more would do).
 * @returns [h,w], 1 where it does
 */
export function frameCells(
  borders: Borders,
  { height, width }: Size,
  least: number,
): Uint8Array<ArrayBuffer> {
  const cells = (depth: number) =>
    depth === 0 ? 0 : Math.floor((depth + PHOTO_SCALE - least) / PHOTO_SCALE);
  const top = cells(borders.top);
  const bottom = height - cells(borders.bottom);
  const left = cells(borders.left);
  const right = width - cells(borders.right);
  return Uint8Array.from({ length: height * width }, (_, cell) => {
    const y = Math.floor(cell / width);
    const x = cell % width;
    return Number(y < top || y >= bottom || x < left || x >= right);
  });
}

function depthOf(photo: Float32Array, { lines, length, at }: View, deepest: number): number {
  const pixels = photo.length / 3;
  const limit = Math.floor(deepest * lines);
  const reference = [0, 1, 2].map(
    (channel) =>
      Float32Array.from({ length }, (_, place) => photo[channel * pixels + at(0, place)]!).toSorted()[
        length >> 1
      ]!,
  );
  /** Share of a line's places whose colour is so near to the border's. */
  const near = (line: number) => {
    let count = 0;
    for (let place = 0; place < length; place++) {
      const pixel = at(line, place);
      let apart = 0;
      for (let channel = 0; channel < 3; channel++) {
        apart = Math.max(apart, Math.abs(photo[channel * pixels + pixel]! - reference[channel]!));
      }
      if (apart < TOLERANCE) count++;
    }
    return count / length;
  };
  /** Share of the places where one line's colour leaps to another's. */
  const leaps = (from: number, to: number) => {
    let count = 0;
    for (let place = 0; place < length; place++) {
      const [a, b] = [at(from, place), at(to, place)];
      let apart = 0;
      for (let channel = 0; channel < 3; channel++) {
        apart = Math.max(apart, Math.abs(photo[channel * pixels + a]! - photo[channel * pixels + b]!));
      }
      if (apart > STEP) count++;
    }
    return count / length;
  };
  let depth = 0;
  for (let line = 0; line < Math.min(limit, lines - ASKEW - 1); line++) {
    const here = near(line);
    if (here < TEXT_LINE) break;
    if (here < BORDER_LINE) continue;
    // The lines after a border may be mixtures of both: prints lie a little askew.
    let after = line + 1;
    while (after < line + ASKEW && near(after) > PHOTO_LINE) after++;
    if (near(after) <= PHOTO_LINE && leaps(line, after) >= STEP_SHARE) depth = after;
  }
  return depth;
}
