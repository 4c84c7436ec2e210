import { boxBlur } from './planes';

/**
 * The colour guided filter (He, Sun, Tang: Guided Image Filtering, PAMI 2013, section 3.6): in each window the wanted map is
 * a linear function of the photo's colour, so that its edges become the photo's own.
 */

/** [r, g, b, constant] planes: the filtered map at a pixel of colour (r, g, b) in 0..1 is their inner product. */
export type LinearModel = [
  Float32Array<ArrayBuffer>,
  Float32Array<ArrayBuffer>,
  Float32Array<ArrayBuffer>,
  Float32Array<ArrayBuffer>,
];

/** A guide picture and what of it serves every map: means and covariances of its windows. */
export interface Guide {
  width: number;
  height: number;
  radius: number;
  /** [3] planes, sRGB in 0..1. */
  colours: Float32Array<ArrayBuffer>[];
  means: Float32Array<ArrayBuffer>[];
  /** Inverse of the regularised covariance: [rr, rg, rb, gg, gb, bb]. */
  inverse: Float32Array<ArrayBuffer>[];
}

const PAIRS = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 1],
  [1, 2],
  [2, 2],
] as const;

/** @param epsilon variance (of colours in 0..1) below which a window counts as flat: there the map is blurred instead */
export function prepareGuide(
  colours: Float32Array<ArrayBuffer>[],
  width: number,
  height: number,
  radius: number,
  epsilon: number,
): Guide {
  const blur = (plane: Float32Array) => boxBlur(plane, width, height, radius);
  const means = colours.map(blur);
  const inverse = PAIRS.map(([p, q]) => {
    const covariance = blur(colours[p]!.map((value, i) => value * colours[q]![i]!));
    for (let i = 0; i < covariance.length; i++) {
      covariance[i] = covariance[i]! - means[p]![i]! * means[q]![i]! + (p === q ? epsilon : 0);
    }
    return covariance;
  });
  const [rr, rg, rb, gg, gb, bb] = inverse as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  for (let i = 0; i < rr.length; i++) {
    const a = rr[i]!;
    const b = rg[i]!;
    const c = rb[i]!;
    const d = gg[i]!;
    const e = gb[i]!;
    const f = bb[i]!;
    const ia = d * f - e * e;
    const ib = c * e - b * f;
    const ic = b * e - c * d;
    const determinant = a * ia + b * ib + c * ic;
    rr[i] = ia / determinant;
    rg[i] = ib / determinant;
    rb[i] = ic / determinant;
    gg[i] = (a * f - c * c) / determinant;
    gb[i] = (b * c - a * e) / determinant;
    bb[i] = (a * d - b * b) / determinant;
  }
  return { width, height, radius, colours, means, inverse };
}

/** The linear models of a map on the guide's grid, averaged over all windows that hold a pixel. */
export function fitModel(guide: Guide, map: Float32Array): LinearModel {
  const { width, height, radius, colours, means, inverse } = guide;
  const blur = (plane: Float32Array) => boxBlur(plane, width, height, radius);
  const mean = blur(map);
  const cross = colours.map((colour, p) => {
    const products = blur(colour.map((value, i) => value * map[i]!));
    for (let i = 0; i < products.length; i++) products[i] = products[i]! - means[p]![i]! * mean[i]!;
    return products;
  });
  const slopes = [0, 1, 2].map(() => new Float32Array(map.length));
  const offset = new Float32Array(map.length);
  const [rr, rg, rb, gg, gb, bb] = inverse;
  for (let i = 0; i < map.length; i++) {
    const r = cross[0]![i]!;
    const g = cross[1]![i]!;
    const b = cross[2]![i]!;
    const sr = rr![i]! * r + rg![i]! * g + rb![i]! * b;
    const sg = rg![i]! * r + gg![i]! * g + gb![i]! * b;
    const sb = rb![i]! * r + gb![i]! * g + bb![i]! * b;
    slopes[0]![i] = sr;
    slopes[1]![i] = sg;
    slopes[2]![i] = sb;
    offset[i] = mean[i]! - sr * means[0]![i]! - sg * means[1]![i]! - sb * means[2]![i]!;
  }
  return [blur(slopes[0]!), blur(slopes[1]!), blur(slopes[2]!), blur(offset)];
}

/** The filtered map on the guide's own grid. */
export function applyModel(guide: Guide, model: LinearModel): Float32Array<ArrayBuffer> {
  const [r, g, b] = guide.colours;
  return model[3].map(
    (offset, i) => offset + model[0][i]! * r![i]! + model[1][i]! * g![i]! + model[2][i]! * b![i]!,
  );
}
