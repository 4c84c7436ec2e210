import { randomNumbers } from './effects/noise';
import { boxBlur, pushPull } from './planes';

/** Short side of the picture on which texture is found, in pixels, and of a draft's, in which there is none. */
const SMALL_SHORT_SIDE = 320;
const DRAFT_SHORT_SIDE = 120;
/** {@link TONE_RADIUS} of a draft: nearly the same part of the picture. */
const DRAFT_TONE_RADIUS = 2;
/** Half the side of the window whose mean is a place's tone, in small pixels; what deviates from it is texture. */
const TONE_RADIUS = 5;
/** Half the side of the patches that are compared. */
const PATCH = 2;
/** Places tried by chance for each pixel, and how far around a neighbour's source they lie, in small pixels. */
const TRIES = 4;
const TRY_REACH = 28;
/** What a difference of tone between target and source costs, against one of texture. */
const TONE_COST = 1.5;
/** A source that fits worse than so many times no texture is left out: no foam on calm water. Of noise any other piece fits 2 times as badly. */
const WORST_MISFIT = 2.5;
/** Sources deviate from their tone by at most this many times what is usual: an edge is no texture. */
const LARGEST_DEVIATION = 2.5;

/** A picture made smaller, with what of it is known. */
interface Small {
  factor: number;
  width: number;
  height: number;
  /** [3] mean tone: of what is known, and carried on beneath what is not. */
  tone: Float32Array<ArrayBuffer>[];
  /** Luma less its tone; 0 where not known. */
  texture: Float32Array<ArrayBuffer>;
  /** 1: wholly known. */
  known: Uint8Array<ArrayBuffer>;
}

/**
 * A layer carried on beneath what hides it: the picture where `own` is 255, elsewhere the smooth course of its tone (push-pull) with texture that is
 * copied, patch by patch, from where it is the picture's own. The patches are found on a small picture, each next to one that is there already
 * (after Ashikhmin, Synthesizing Natural Textures, I3D 2001); what is copied are the full picture's pixels.
 *
 * @param pixels packed RGBA, row-major
 * @param own 0..255 a pixel: how far it is the layer's own
 * @param reach pixels beyond its own that a layer may show: texture is made so far, beyond it only the tone
 * @param draft only the tone, and in a tenth of the time
 */
export function paintIn(
  pixels: Int32Array,
  own: Uint8Array,
  width: number,
  height: number,
  reach: number,
  draft = false,
): Int32Array<ArrayBuffer> {
  const layer = new Int32Array(pixels);
  if (!own.some((share) => share > 0) || own.every((share) => share === 255)) return layer;
  const small = shrink(pixels, own, width, height, draft);
  const sources = draft
    ? new Int32Array(small.known.length).fill(-1)
    : findSources(small, Math.ceil(reach / small.factor) + 1);
  const toneAt = toneReader(small);
  const tone = [0, 0, 0];
  const sourceTone = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / small.factor) * small.width;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (own[at] === 255) continue;
      toneAt(x, y, tone);
      const cell = row + Math.floor(x / small.factor);
      const source = sources[cell]!;
      if (source >= 0) {
        const sx = x + small.factor * ((source % small.width) - (cell % small.width));
        const sy = y + small.factor * (Math.floor(source / small.width) - Math.floor(cell / small.width));
        if (sx < width && sy < height && own[sy * width + sx] === 255) {
          const pixel = pixels[sy * width + sx]!;
          toneAt(sx, sy, sourceTone);
          for (let c = 0; c < 3; c++) tone[c] = tone[c]! + ((pixel >>> (8 * c)) & 255) - sourceTone[c]!;
        }
      }
      const share = own[at]! / 255;
      const pixel = pixels[at]!;
      let mixed = 0;
      for (let c = 0; c < 3; c++) {
        const over = (pixel >>> (8 * c)) & 255;
        const level = tone[c]! + (over - tone[c]!) * share;
        mixed |= Math.max(0, Math.min(255, Math.round(level))) << (8 * c);
      }
      layer[at] = mixed;
    }
  }
  return layer;
}

function shrink(pixels: Int32Array, own: Uint8Array, width: number, height: number, draft: boolean): Small {
  const shortSide = draft ? DRAFT_SHORT_SIDE : SMALL_SHORT_SIDE;
  const radius = draft ? DRAFT_TONE_RADIUS : TONE_RADIUS;
  const factor = Math.max(1, Math.round(Math.min(width, height) / shortSide));
  const smallWidth = Math.ceil(width / factor);
  const smallHeight = Math.ceil(height / factor);
  const count = smallWidth * smallHeight;
  const colours = [0, 1, 2].map(() => new Float32Array(count));
  const weight = new Float32Array(count);
  const pixelsIn = new Float32Array(count);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / factor) * smallWidth;
    for (let x = 0; x < width; x++) {
      const to = row + Math.floor(x / factor);
      pixelsIn[to] = pixelsIn[to]! + 255;
      const share = own[y * width + x]!;
      if (share === 0) continue;
      const pixel = pixels[y * width + x]!;
      weight[to] = weight[to]! + share;
      for (let c = 0; c < 3; c++) colours[c]![to] = colours[c]![to]! + share * ((pixel >>> (8 * c)) & 255);
    }
  }
  const known = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    known[i] = weight[i] === pixelsIn[i] ? 1 : 0;
    weight[i] = weight[i]! / pixelsIn[i]!;
    for (const plane of colours) plane[i] = plane[i]! / pixelsIn[i]!;
  }
  // Colours are weighted by what is known: so are their means.
  const blur = (plane: Float32Array) =>
    boxBlur(boxBlur(plane, smallWidth, smallHeight, radius), smallWidth, smallHeight, radius);
  const mass = blur(weight);
  const tone = colours.map((plane) => blur(plane).map((sum, i) => (mass[i]! > 1e-4 ? sum / mass[i]! : 0)));
  const texture = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    if (known[i] === 0) continue;
    const luma = (planes: Float32Array[]) =>
      0.3 * planes[0]![i]! + 0.6 * planes[1]![i]! + 0.1 * planes[2]![i]!;
    texture[i] = luma(colours) - luma(tone);
  }
  pushPull(
    tone,
    mass.map((m) => Math.min(1, 2 * m)),
    smallWidth,
    smallHeight,
  );
  return { factor, width: smallWidth, height: smallHeight, tone, texture, known };
}

/** Tones at a place of the full picture, bilinear. */
function toneReader({ factor, width, height, tone }: Small): (x: number, y: number, into: number[]) => void {
  const [red, green, blue] = tone as [Float32Array, Float32Array, Float32Array];
  return (x, y, into) => {
    const sx = Math.min(width - 1, Math.max(0, (x + 0.5) / factor - 0.5));
    const sy = Math.min(height - 1, Math.max(0, (y + 0.5) / factor - 0.5));
    const x0 = Math.floor(sx);
    const y0 = Math.floor(sy);
    const right = x0 + 1 < width ? 1 : 0;
    const down = y0 + 1 < height ? width : 0;
    const from = y0 * width + x0;
    const fx = sx - x0;
    const fy = sy - y0;
    into[0] = between(red, from, right, down, fx, fy);
    into[1] = between(green, from, right, down, fx, fy);
    into[2] = between(blue, from, right, down, fx, fy);
  };
}

/** Between four values: the one at `at`, those `right` and `down` of it, and the fourth. */
function between(
  plane: Float32Array,
  at: number,
  right: number,
  down: number,
  fx: number,
  fy: number,
): number {
  const top = plane[at]! + (plane[at + right]! - plane[at]!) * fx;
  const bottom = plane[at + down]! + (plane[at + down + right]! - plane[at + down]!) * fx;
  return top + (bottom - top) * fy;
}

/** For each small pixel that is not known and lies within `reach` of what is: the known one whose texture it takes; -1 elsewhere. */
function findSources(small: Small, reach: number): Int32Array {
  const { width, height, known, tone } = small;
  const texture = small.texture.slice();
  const sources = new Int32Array(known.length).fill(-1);
  const filled = known.slice();
  const random = randomNumbers(0x7e47);
  const [red, green, blue] = tone as [Float32Array, Float32Array, Float32Array];
  let squares = 0;
  let count = 0;
  for (let at = 0; at < known.length; at++) {
    squares += texture[at]! ** 2;
    count += known[at]!;
  }
  const most = LARGEST_DEVIATION * Math.sqrt(squares / Math.max(1, count));
  const fits = (at: number) => {
    const x = at % width;
    const y = Math.floor(at / width);
    return (
      x >= PATCH &&
      y >= PATCH &&
      x < width - PATCH &&
      y < height - PATCH &&
      known[at] === 1 &&
      Math.abs(texture[at]!) <= most
    );
  };
  /** How badly a source's surroundings fit those of a pixel. */
  const misfit = (at: number, source: number, bound: number) => {
    const x = at % width;
    const y = Math.floor(at / width);
    let sum =
      (red[at]! - red[source]!) ** 2 + (green[at]! - green[source]!) ** 2 + (blue[at]! - blue[source]!) ** 2;
    sum *= TONE_COST;
    let count = 1;
    for (let j = -PATCH; j <= PATCH; j++) {
      if (y + j < 0 || y + j >= height) continue;
      for (let i = -PATCH; i <= PATCH; i++) {
        if (x + i < 0 || x + i >= width) continue;
        const near = at + j * width + i;
        if (filled[near] === 0) continue;
        sum += (texture[near]! - texture[source + j * width + i]!) ** 2;
        count++;
      }
      if (sum / 25 > bound) return Infinity;
    }
    return sum / count;
  };
  /** Mean square of what there is of texture around a pixel: how badly none at all would fit. */
  const busyness = (at: number) => {
    const x = at % width;
    const y = Math.floor(at / width);
    let sum = 0;
    let count = 1;
    for (let j = Math.max(0, y - PATCH); j <= Math.min(height - 1, y + PATCH); j++) {
      for (let i = Math.max(0, x - PATCH); i <= Math.min(width - 1, x + PATCH); i++) {
        const near = j * width + i;
        if (filled[near] === 0) continue;
        sum += texture[near]! ** 2;
        count++;
      }
    }
    return sum / count;
  };
  let ring: number[] = [];
  for (let at = 0; at < known.length; at++) {
    if (known[at] === 0 && neighbours(at, width, height).some((near) => known[near] === 1)) ring.push(at);
  }
  for (let distance = 0; distance < reach && ring.length > 0; distance++) {
    for (const at of ring) {
      let best = -1;
      let least = Infinity;
      const consider = (source: number) => {
        if (source === best || source < 0 || source >= known.length || !fits(source)) return;
        const cost = misfit(at, source, least);
        if (cost < least) {
          least = cost;
          best = source;
        }
      };
      for (const near of neighbours(at, width, height)) {
        if (filled[near] === 0) continue;
        const base = known[near] === 1 ? near : sources[near]!;
        if (base < 0) continue;
        if (known[near] === 0) consider(base + at - near);
        for (let tries = known[near] === 1 ? TRIES : 1; tries > 0; tries--) {
          const dx = Math.round((2 * random() - 1) * TRY_REACH);
          // Less up and down than across: what lies as far away has the same scale.
          const dy = Math.round((random() - 0.5) * TRY_REACH);
          const x = (base % width) + dx;
          if (x >= 0 && x < width) consider(base + dy * width + dx);
        }
      }
      filled[at] = 1;
      if (best < 0 || least > WORST_MISFIT * busyness(at) + 4) continue;
      sources[at] = best;
      texture[at] = texture[best]!;
    }
    const next = new Set<number>();
    for (const at of ring) {
      for (const near of neighbours(at, width, height)) if (filled[near] === 0) next.add(near);
    }
    ring = [...next];
  }
  return sources;
}

function neighbours(at: number, width: number, height: number): number[] {
  const x = at % width;
  const y = Math.floor(at / width);
  const found: number[] = [];
  if (x > 0) found.push(at - 1);
  if (x < width - 1) found.push(at + 1);
  if (y > 0) found.push(at - width);
  if (y < height - 1) found.push(at + width);
  return found;
}
