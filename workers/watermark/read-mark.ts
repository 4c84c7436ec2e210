import {
  CODE_BITS,
  TILES_ACROSS,
  TILE,
  analyseTile,
  codeBook,
  type Amplitudes,
} from '../../src/shared/watermark/code-book';
import { levelled } from '../../src/shared/watermark/levelled';
import { carrierSigns } from '../../src/shared/watermark/mark';
import { parsePayload, payloadOf } from '../../src/shared/watermark/payload';
import { emptyPlane, resizePlane, type Plane } from '../../src/shared/watermark/planes';
import { decodePolar } from '../../src/shared/watermark/polar';
import { READING_SIDE, whitenPlane } from '../../src/shared/watermark/whiten';
import type { WatermarkReading } from './protocol';
import { searchViews, viewOf } from './search';
import { likelihoodsOf, matchPilots, pilotSets, unshifted, type Shift } from './tile-spectrum';
import { foldView, type View } from './view';

/** Short side at which the search works: a film that fills half of the picture still has its finest pilots. */
const SEARCH_SIDE = 256;
/** Below this the pilots agree no better than chance lets some place do, and nothing is decoded. */
export const LEAST_PILOT_SCORE = 4.2;
/** Below this a decoded code word is taken for chance, whatever its check bits say: chance offers 9.7 +- 0.2 (survival-unmarked.ts). */
export const LEAST_CONFIDENCE = 10.5;
export const LIST_SIZE = 32;
/** Frames that are read together: the mark stands still, and so many average away most of what a codec adds. */
export const FRAMES_READ = 24;
/** Views that are decoded after the search. */
const CANDIDATES = 12;

/** What was read of one view. */
export interface MarkFound {
  payload: string;
  confidence: number;
  view: View;
  /** Film's short side in short sides of the picture. */
  scale: number;
}

/** Gathers frames of one film, or one picture, and reads the mark that they share. Frames may be given and read in turn. */
export class MarkReader {
  #upright: Plane | undefined;
  #any: Plane | undefined;
  #frames = 0;

  get framesLookedAt(): number {
    return this.#frames;
  }

  /**
   * Adds a frame's luma. Frames of another size than the first are left out. Frames are averaged as they are: the mark stands still,
   * and what moves beneath it blurs away.
   */
  add(luma: Plane): void {
    const upright = fitShortSide(luma, READING_SIDE);
    const any = fitShortSide(luma, Math.min(SEARCH_SIDE, luma.width, luma.height));
    if (this.#upright && this.#upright.data.length !== upright.data.length) return;
    this.#upright = added(this.#upright, upright);
    this.#any = added(this.#any, any);
    this.#frames++;
  }

  /** Tries the film as it was made, and mirrored. Takes milliseconds. */
  readUpright(): MarkFound | undefined {
    if (!this.#upright) return undefined;
    const picture = whitenPlane(mean(this.#upright, this.#frames));
    for (const mirrored of [false, true]) {
      const found = readView(picture, viewOf(picture, 1, 0, mirrored), wholeShift(picture));
      if (found) return found;
    }
    return undefined;
  }

  /** Searches scales, crops and turns. Takes seconds. */
  async readAnyhow(
    onStep: (completed: number, total: number) => Promise<void>,
  ): Promise<MarkFound | undefined> {
    if (!this.#any) return undefined;
    const picture = whitenPlane(mean(this.#any, this.#frames));
    for (const { view } of await searchViews(picture, CANDIDATES, onStep)) {
      const found = readView(picture, view);
      if (found) return found;
    }
    return undefined;
  }

  /** A finding as it is reported. */
  report(found: MarkFound | undefined): WatermarkReading {
    if (!found) return { kind: 'not-found', framesLookedAt: this.#frames };
    const { view, payload, confidence, scale } = found;
    return {
      kind: 'found',
      payload,
      ...parsePayload(payload)!,
      confidence,
      mirrored: view.mirrored,
      geometry: { scale, rotationDegrees: (view.rotation * 180) / Math.PI },
      framesLookedAt: this.#frames,
    };
  }
}

/** Where a tile begins in a film that is whole: its first tile lies in the corner, and views are about the centre. */
function wholeShift({ width, height }: Plane): Shift {
  const before = (size: number) => (TILE - ((size / 2) % TILE)) % TILE;
  return { across: before(width), down: before(height) };
}

/** Decodes what a view sees: at the shift that the pilots tell, where they do, and at the one that is `expected`, where one is. */
export function readView(picture: Plane, view: View, expected?: Shift): MarkFound | undefined {
  const { pilots, data } = codeBook();
  const carriers = [...pilots, ...data];
  const numbers = levelled(analyseTile(foldView(picture, view)));
  const match = matchPilots(numbers, pilotSets().all);
  const shifts: Shift[] = [
    ...(match.score >= LEAST_PILOT_SCORE ? [match] : []),
    ...(expected ? [expected] : []),
  ];
  for (const shift of shifts) {
    const found = decodeAt(unshifted(numbers, carriers, shift));
    if (!found) continue;
    const scale = (TILE * TILES_ACROSS) / (Math.min(picture.width, picture.height) * view.samplesDown);
    return { ...found, view, scale };
  }
  return undefined;
}

function decodeAt(aligned: Amplitudes): Pick<MarkFound, 'payload' | 'confidence'> | undefined {
  for (const message of decodePolar(likelihoodsOf(aligned), LIST_SIZE)) {
    const payload = payloadOf(message);
    if (payload === undefined) continue;
    const confidence = agreement(aligned, payload);
    if (confidence >= LEAST_CONFIDENCE) return { payload, confidence };
  }
  return undefined;
}

/** Agreement of the data carriers with a payload's code word, in standard deviations of what chance gives for one word. */
function agreement(numbers: Amplitudes, payload: string): number {
  const signs = carrierSigns(payload);
  const start = signs.length - CODE_BITS;
  let sum = 0;
  for (let i = start; i < signs.length; i++) sum += numbers[i]! * signs[i]!;
  return sum / Math.sqrt(CODE_BITS);
}

function fitShortSide(luma: Plane, side: number): Plane {
  const scale = side / Math.min(luma.width, luma.height);
  return resizePlane(
    luma,
    Math.max(1, Math.round(luma.width * scale)),
    Math.max(1, Math.round(luma.height * scale)),
  );
}

function added(sum: Plane | undefined, more: Plane): Plane {
  const result = sum ?? emptyPlane(more.width, more.height);
  for (let i = 0; i < result.data.length; i++) result.data[i]! += more.data[i]!;
  return result;
}

function mean(sum: Plane, count: number): Plane {
  return { ...sum, data: sum.data.map((value) => value / count) };
}
