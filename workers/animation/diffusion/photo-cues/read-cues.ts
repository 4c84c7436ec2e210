import { findBorders, frameCells } from './borders';
import { findLamps } from './lamps';
import {
  anyInCells,
  boxMean,
  brightnessOf,
  meanOf,
  meansInCells,
  PHOTO_SCALE,
  photoSize,
  rank,
  type Size,
} from './planes';
import { findThinThings } from './thin-things';

/** Mean squares are taken over so many cells each way; coarse detail is what a mean over so many pixels each way lacks. */
const CELLS_AROUND = 2;
const COARSE_RADIUS = 8;
/** A cell is blurred when its fine energy is less than BLURRED of the coarse one, and sharp from FOCUSED on when it is not faint. */
const BLURRED = 0.14;
const FOCUSED = 0.3;
const FAINT = 0.012;
/** So many pixels beside a printed border move no more than it does. */
const BORDER_MARGIN = 2;
/** Keeps the ratio of two small numbers small (brightness). */
const GRAIN = 0.004;
/**
 * A picture without content: coarse energy stays below. One wholly out of focus: hardly a cell is sharp, most are blurred, one in twenty has
 * so much coarse energy (fog and dusk are not blurred but empty).
 */
const NO_CONTENT = 0.006;
const NO_FOCUS = 0.004;
const ALL_BLURRED = 0.8;
const CONTRAST = 0.01;

/** What a photo itself shows of where nothing may move. Maps are [h,w]; marks are 1. */
export interface Cues {
  /** Cells that a printed border, a frame or a bar takes part of or comes near to, and those that it takes half of. */
  frame: Uint8Array<ArrayBuffer>;
  framed: Uint8Array<ArrayBuffer>;
  /** Cells that a long thin hard thing runs through, anywhere, and those of them that stand before the air by themselves. */
  thin: Uint8Array<ArrayBuffer>;
  afloat: Uint8Array<ArrayBuffer>;
  /** Cells with a lamp in the dark, or what shines like one; none by day. */
  lamps: Uint8Array<ArrayBuffer>;
  /** Deviation of brightness (0..1) between some 4 and 16 pixels. */
  coarse: Float32Array<ArrayBuffer>;
  /** Mean brightness, 0..1. */
  light: Float32Array<ArrayBuffer>;
  /** 0 sharp .. 1 out of focus (or empty). */
  blurred: Float32Array<ArrayBuffer>;
  /** In focus and full of detail. */
  sharp: Uint8Array<ArrayBuffer>;
  /** No content (a smooth gradient), or out of focus as a whole. */
  hasNothing: boolean;
}

/**
 * Reads a photo. A class map on the motion grid is too coarse for a mast and says nothing of focus. The twin of `read_cues` in
 * models/training/motion/photo_cues.py.
 * @param photo [3,4h,4w], sRGB 0..1
 * @param enlarged to that size: nothing is said of its focus
 */
export function readCues(photo: Float32Array, grid: Size, enlarged: boolean): Cues {
  const size = photoSize(grid);
  const brightness = brightnessOf(photo);
  const once = boxMean(brightness, size, 1);
  const twice = boxMean(once, size, 1);
  const wide = boxMean(brightness, size, COARSE_RADIUS);
  const energy = (a: Float32Array, b: Float32Array) => {
    const squares = meansInCells(
      a.map((value, pixel) => (value - b[pixel]!) ** 2),
      grid,
    );
    return boxMean(squares, grid, CELLS_AROUND).map((value) => Math.sqrt(Math.max(0, value)));
  };
  const fine = energy(brightness, once);
  const coarse = energy(twice, wide);
  const ratio = fine.map((value, cell) => value / (coarse[cell]! + GRAIN));
  const blurred = ratio.map((value) =>
    enlarged ? 0 : 1 - Math.min(1, Math.max(0, (value - BLURRED) / (FOCUSED - BLURRED))),
  );
  const sharp = Uint8Array.from(fine, (value, cell) =>
    Number(enlarged || (value > FAINT && ratio[cell]! > FOCUSED)),
  );
  const borders = findBorders(photo, grid);
  const { thin, afloat } = findThinThings(photo, grid);
  const sharpCells = sharp.reduce((sum, value) => sum + value, 0);
  return {
    frame: frameCells(borders, grid, 1 - BORDER_MARGIN),
    framed: frameCells(borders, grid, PHOTO_SCALE / 2),
    thin: anyInCells(thin, grid),
    afloat: anyInCells(afloat, grid),
    lamps: findLamps(brightness, grid),
    coarse,
    light: meansInCells(brightness, grid),
    blurred,
    sharp,
    hasNothing:
      coarse.every((value) => value < NO_CONTENT) ||
      (sharpCells < NO_FOCUS * sharp.length &&
        meanOf(blurred) > ALL_BLURRED &&
        rank(coarse, 0.95) > CONTRAST),
  };
}
