import { transform2d } from './fft';

/**
 * Where the watermark's numbers live. The mark repeats over the picture as a square tile whose side is a third of the film's
 * short side; a tile is a sum of {@link PILOT_COUNT} + {@link DATA_COUNT} sinusoids, whose phases are the numbers. Whatever crops
 * or shifts the picture only shifts the tile; whatever scales or turns it moves the sinusoids to where they can be searched.
 */

/** Samples on a side of the tile in which the reader works. */
export const TILE = 64;
/** Tiles along the film's short side. */
export const TILES_ACROSS = 3;
/** Sinusoids whose phases are known: they find scale, rotation, mirroring and shift. */
export const PILOT_COUNT = 128;
/** Sinusoids that carry the code: two coded bits each. */
export const DATA_COUNT = 512;
/** Coded bits. */
export const CODE_BITS = 2 * DATA_COUNT;
/** Lowest spatial frequency in cycles a tile: below, pictures are loudest and eyes sharpest. */
const LOWEST = 5;

/** A sinusoid of the tile, in whole cycles a tile to the right and downwards. */
export interface Carrier {
  across: number;
  down: number;
}

/** The carriers with their fixed values. */
export interface CodeBook {
  /** [{@link PILOT_COUNT}] */
  pilots: Carrier[];
  /** [{@link DATA_COUNT}]: bit 2i is the sign of carrier i's cosine, 2i + 1 of its sine. */
  data: Carrier[];
  /** Signs of the pilots' cosines and sines, [2 {@link PILOT_COUNT}], +1 or -1. */
  pilotSigns: Int8Array;
  /** Signs by which the coded bits are whitened, [{@link CODE_BITS}], +1 or -1. */
  dataSigns: Int8Array;
}

let built: CodeBook | undefined;

/** The code book of version 1. */
export function codeBook(): CodeBook {
  return (built ??= buildCodeBook());
}

function buildCodeBook(): CodeBook {
  const carriers: Carrier[] = [];
  for (let down = 1; down < TILE / 2; down++) {
    for (let across = 1 - TILE / 2; across < TILE / 2; across++) {
      // On the axes block codecs leave the trace of their grid.
      if (across !== 0 && across ** 2 + down ** 2 >= LOWEST ** 2) carriers.push({ across, down });
    }
  }
  const radius = ({ across, down }: Carrier) => across ** 2 + down ** 2;
  carriers.sort((a, b) => radius(a) - radius(b) || a.down - b.down || a.across - b.across);
  carriers.length = PILOT_COUNT + DATA_COUNT;
  const random = mulberry32(0x57a7e001);
  for (let i = carriers.length - 1; i > 0; i--) {
    const j = random() % (i + 1);
    [carriers[i], carriers[j]] = [carriers[j]!, carriers[i]!];
  }
  const signs = (count: number) => Int8Array.from({ length: count }, () => (random() & 0x8000 ? 1 : -1));
  const pilotSigns = signs(2 * PILOT_COUNT);
  const dataSigns = signs(CODE_BITS);
  return { pilots: carriers.slice(0, PILOT_COUNT), data: carriers.slice(PILOT_COUNT), pilotSigns, dataSigns };
}

/** Mulberry32: 32-bit unsigned numbers from a 32-bit seed. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** A complex number for each carrier, pilots first: [cosine, sine] interleaved, length 2 (PILOT_COUNT + DATA_COUNT). */
export type Amplitudes = Float64Array;

/**
 * The tile that a set of amplitudes makes: sum of a cos(phase) + b sin(phase), phase = 2 pi (across x + down y) / side.
 * @param side a power of two, at least {@link TILE}
 * @returns [side,side]
 */
export function synthesizeTile(amplitudes: Amplitudes, side: number): Float64Array {
  const re = new Float64Array(side * side);
  const im = new Float64Array(side * side);
  const { pilots, data } = codeBook();
  [...pilots, ...data].forEach(({ across, down }, i) => {
    // a cos + b sin = Re((a - ib) e^(i phase)): the inverse transform of both halves of the spectrum.
    const a = amplitudes[2 * i]! / 2;
    const b = amplitudes[2 * i + 1]! / 2;
    const here = down * side + ((across + side) % side);
    const there = (side - down) * side + ((side - across) % side);
    re[here] = a;
    im[here] = -b;
    re[there] = a;
    im[there] = b;
  });
  transform2d(re, im, { width: side, height: side, inverse: true });
  return re;
}

/** The inverse of {@link synthesizeTile} for a tile of [TILE,TILE] samples: every carrier's cosine and sine. */
export function analyseTile(tile: Float64Array): Amplitudes {
  const re = tile.slice();
  const im = new Float64Array(TILE * TILE);
  transform2d(re, im, { width: TILE, height: TILE, inverse: false });
  const { pilots, data } = codeBook();
  const found = new Float64Array(2 * (PILOT_COUNT + DATA_COUNT));
  [...pilots, ...data].forEach(({ across, down }, i) => {
    const at = down * TILE + ((across + TILE) % TILE);
    found[2 * i] = (2 * re[at]!) / TILE ** 2;
    found[2 * i + 1] = (-2 * im[at]!) / TILE ** 2;
  });
  return found;
}
