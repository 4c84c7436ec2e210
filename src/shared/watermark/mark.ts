import { CODE_BITS, PILOT_COUNT, TILE, codeBook, synthesizeTile, type Amplitudes } from './code-book';
import { levelled } from './levelled';
import { messageOf } from './payload';
import { emptyPlane, lumaOf, resizePlane, type Plane } from './planes';
import { encodePolar } from './polar';
import { markStrength } from './strength';
import { READING_SIDE, amplitudesOf } from './whiten';

/**
 * How much of the picture's own contribution to a number is made up for: informed embedding (Malvar and Florencio 2003, improved
 * spread spectrum). 1 would spend all power on numbers that the picture contradicts; in rough photos a quarter reads best, in calm
 * ones it makes no difference (0, 0.2, 0.4, 0.7 and 1.2 tried on the clips of `npm run survival`).
 */
const MAKE_UP = 0.25;
/** Of the pilots, in shares of a data carrier's: they are found long before the code can be read. */
const PILOT_AMPLITUDE = 0.8;
/** Bounds of a carrier's amplitude, in shares of an even one. */
const LEAST_AMPLITUDE = 0.15;
const MOST_AMPLITUDE = 3;
/** Bits at a payload's end that the photo decides: whole hexadecimal digits. */
const FREE_BITS = 16;
/** Samples on a side of the tile from which the full-size mark is read: fine enough for lines between them. */
const FINE_TILE = 256;

/** What is added to every frame of a film: one signed number a pixel, to red, green and blue alike. */
export interface MarkPlane {
  width: number;
  height: number;
  /** [height,width], code values. */
  data: Int8Array<ArrayBuffer>;
  /** What the mark says. */
  payload: string;
}

/** The carriers' values for a payload, all +1 or -1, pilots first. Throws RangeError for what is no payload. */
export function carrierSigns(payload: string): Amplitudes {
  const { pilotSigns, dataSigns } = codeBook();
  const code = encodePolar(messageOf(payload));
  const signs = new Float64Array(pilotSigns.length + CODE_BITS);
  signs.set(pilotSigns);
  for (let i = 0; i < CODE_BITS; i++) signs[pilotSigns.length + i] = (code[i] ? -1 : 1) * dataSigns[i]!;
  return signs;
}

/**
 * The mark for a film made from this photo. It stays the same over the film, so that codecs keep it as they keep the still
 * parts of the picture.
 * @param photo RGBA at the film's size
 * @param proposed a payload whose last four digits are free: those are taken that fit the photo best, unless all are to be taken `exactly`
 */
export function planMark(
  photo: { width: number; height: number; data: Uint8ClampedArray },
  proposed: string,
  { exactly = false } = {},
): MarkPlane {
  const { width, height } = photo;
  const scale = READING_SIDE / Math.min(width, height);
  const luma = resizePlane(lumaOf(photo), Math.round(width * scale), Math.round(height * scale));
  const strength = markStrength(luma);
  const own = amplitudesOf(luma);
  const payload = exactly ? proposed : fittingPayload(own, proposed);
  const amplitudes = informedAmplitudes(luma, own, strength, carrierSigns(payload));
  const tile = unitTile(amplitudes, FINE_TILE);
  const strengthHere = resizePlane(strength, width, height);
  const data = new Int8Array(width * height);
  const across = tilePositions(width, Math.min(width, height));
  const down = tilePositions(height, Math.min(width, height));
  for (let y = 0; y < height; y++) {
    const row = down.low[y]! * FINE_TILE;
    const nextRow = down.high[y]! * FINE_TILE;
    const part = down.part[y]!;
    for (let x = 0; x < width; x++) {
      const left = across.low[x]!;
      const right = across.high[x]!;
      const between = across.part[x]!;
      const upper = tile[row + left]! + between * (tile[row + right]! - tile[row + left]!);
      const lower = tile[nextRow + left]! + between * (tile[nextRow + right]! - tile[nextRow + left]!);
      const value = strengthHere.data[y * width + x]! * (upper + part * (lower - upper));
      data[y * width + x] = Math.max(-127, Math.min(127, Math.round(value)));
    }
  }
  return { width, height, data, payload };
}

/**
 * The payload, of the 65,536 that differ in their last four digits, whose code word the photo itself agrees with most: in rough
 * photos that is worth as much as a third more strength, and costs 16 of 60 random bits. The code is linear, so a flipped bit of the
 * payload flips a fixed set of coded bits: all payloads are gone through by one flip each (Gray's order).
 */
function fittingPayload(own: Amplitudes, proposed: string): string {
  const { dataSigns, pilotSigns } = codeBook();
  const numbers = levelled(own).subarray(pilotSigns.length);
  const withFree = (free: number) =>
    proposed.slice(0, -FREE_BITS / 4) + free.toString(16).padStart(FREE_BITS / 4, '0');
  const codeOf = (free: number) => encodePolar(messageOf(withFree(free)));
  const first = codeOf(0);
  const flips = Array.from({ length: FREE_BITS }, (_, bit) => {
    const flipped = codeOf(1 << bit);
    return Int32Array.from(first.keys()).filter((i) => flipped[i] !== first[i]);
  });
  const terms = Float64Array.from(first, (bit, i) => (bit ? -1 : 1) * dataSigns[i]! * numbers[i]!);
  let agreement = terms.reduce((sum, term) => sum + term, 0);
  let free = 0;
  let best = 0;
  let most = agreement;
  for (let step = 1; step < 1 << FREE_BITS; step++) {
    const bit = 31 - Math.clz32(step & -step);
    for (const i of flips[bit]!) {
      const term = terms[i]!;
      agreement -= 2 * term;
      terms[i] = -term;
    }
    free ^= 1 << bit;
    if (agreement > most) {
      most = agreement;
      best = free;
    }
  }
  return withFree(best);
}

/** Which samples of the fine tile lie around each pixel's centre along one axis, and how far between them. */
function tilePositions(
  pixels: number,
  shortSide: number,
): { low: Int32Array; high: Int32Array; part: Float32Array } {
  const low = new Int32Array(pixels);
  const high = new Int32Array(pixels);
  const part = new Float32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    // Sample n of the reading tile stands at the centre of its pixel, n + 1/2.
    const position = (((i + 0.5) * READING_SIDE) / shortSide - 0.5) * (FINE_TILE / TILE);
    const floor = Math.floor(position);
    low[i] = ((floor % FINE_TILE) + FINE_TILE) % FINE_TILE;
    high[i] = (low[i]! + 1) % FINE_TILE;
    part[i] = position - floor;
  }
  return { low, high, part };
}

/** Amplitudes whose numbers, read from the marked photo, agree with the signs as evenly as the power allows. */
function informedAmplitudes(luma: Plane, own: Amplitudes, strength: Plane, signs: Amplitudes): Amplitudes {
  const tile = unitTile(signs, TILE);
  const marked = emptyPlane(luma.width, luma.height);
  for (let y = 0; y < luma.height; y++) {
    for (let x = 0; x < luma.width; x++) {
      const at = y * luma.width + x;
      marked.data[at] = luma.data[at]! + strength.data[at]! * tile[(y % TILE) * TILE + (x % TILE)]!;
    }
  }
  const read = amplitudesOf(marked);
  let gain = 0;
  for (let i = 0; i < signs.length; i++) gain += ((read[i]! - own[i]!) * signs[i]!) / signs.length;
  if (!(gain > 0)) return signs;
  return signs.map((sign, i) => {
    const even = i < 2 * PILOT_COUNT ? PILOT_AMPLITUDE : 1;
    const wanted = even - (MAKE_UP * own[i]! * sign) / gain;
    return sign * Math.max(LEAST_AMPLITUDE, Math.min(MOST_AMPLITUDE, wanted));
  });
}

/** A tile of root-mean-square 1. */
function unitTile(amplitudes: Amplitudes, side: number): Float64Array {
  const tile = synthesizeTile(amplitudes, side);
  let sum = 0;
  for (const value of tile) sum += value * value;
  const scale = 1 / Math.sqrt(sum / tile.length);
  return tile.map((value) => value * scale);
}

/**
 * Adds the mark to a frame in place: to red, green and blue alike, held within 0..255.
 * @param frame packed RGBA, red in the low byte, [height,width]
 * @param mark {@link MarkPlane.data} of the same size
 */
export function applyMark(frame: Int32Array, mark: Int8Array): void {
  for (let i = 0; i < frame.length; i++) {
    const delta = mark[i]!;
    if (delta === 0) continue;
    const pixel = frame[i]!;
    let red = (pixel & 255) + delta;
    let green = ((pixel >>> 8) & 255) + delta;
    let blue = ((pixel >>> 16) & 255) + delta;
    if ((red | green | blue) & ~255) {
      red = Math.max(0, Math.min(255, red));
      green = Math.max(0, Math.min(255, green));
      blue = Math.max(0, Math.min(255, blue));
    }
    frame[i] = red | (green << 8) | (blue << 16) | (pixel & -16777216);
  }
}
