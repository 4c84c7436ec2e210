import type { FitTarget } from './protocol';

/** A part of a picture, in its pixels; fractions allowed. */
export interface SourceRect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Fit {
  /** Even. */
  width: number;
  /** Even. */
  height: number;
  /** The part of the picture that fills it, of the same aspect, about the centre. */
  source: SourceRect;
}

/**
 * Where a picture of `natural` size goes. `own` never enlarges: the largest even size of the picture's aspect within the
 * bounds. `exact` covers the target and crops what is over, `cover` keeps what is over. Sides are at least 2.
 */
export function fitPicture(natural: { width: number; height: number }, target: FitTarget): Fit {
  const { width, height } = sizeFor(natural, target);
  const isCropped = (side: number, kept: number) => side >= kept && side - kept < 2;
  if (isCropped(natural.width, width) && isCropped(natural.height, height)) {
    // As it is, but for an odd column or row: those pixels stay untouched.
    return { width, height, source: { x: 0, y: 0, width, height } };
  }
  const scale = Math.max(width / natural.width, height / natural.height);
  const source = { width: width / scale, height: height / scale };
  return {
    width,
    height,
    source: { ...source, x: (natural.width - source.width) / 2, y: (natural.height - source.height) / 2 },
  };
}

function sizeFor(
  natural: { width: number; height: number },
  target: FitTarget,
): { width: number; height: number } {
  if (target.kind === 'exact') return target;
  return target.kind === 'own' ? ownSize(natural, target) : coverSize(natural, target);
}

function coverSize(
  natural: { width: number; height: number },
  { width, height, maxPixels }: Extract<FitTarget, { kind: 'cover' }>,
): { width: number; height: number } {
  const wanted = Math.max(width / natural.width, height / natural.height);
  const scale = Math.min(wanted, Math.sqrt(maxPixels / (natural.width * natural.height)));
  const even = (side: number) => Math.max(2, 2 * Math.floor((side * scale) / 2 + 1e-6));
  if (scale < wanted) return { width: even(natural.width), height: even(natural.height) };
  // The side that decides is exact, and rounding must not bring the other below its own.
  return {
    width: Math.max(width, even(natural.width)),
    height: Math.max(height, even(natural.height)),
  };
}

function ownSize(
  natural: { width: number; height: number },
  { maxPixels, maxSide }: Extract<FitTarget, { kind: 'own' }>,
): { width: number; height: number } {
  const scale = Math.min(
    1,
    Math.sqrt(maxPixels / (natural.width * natural.height)),
    maxSide / Math.max(natural.width, natural.height),
  );
  const toEven = (side: number) => Math.max(2, 2 * Math.floor(side / 2 + 1e-6));
  return { width: toEven(natural.width * scale), height: toEven(natural.height * scale) };
}
