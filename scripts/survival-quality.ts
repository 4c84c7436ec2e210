import { blurPlane, emptyPlane, lumaOf, type Plane } from '../src/shared/watermark/planes';

interface Picture {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** Peak signal-to-noise ratio over red, green and blue, decibels. */
export function peakSignalToNoise(a: Picture, b: Picture): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) if ((i & 3) !== 3) sum += (a.data[i]! - b.data[i]!) ** 2;
  return 10 * Math.log10(255 ** 2 / (sum / (0.75 * a.data.length)));
}

/** Mean structural similarity of luma (Wang et al. 2004), over windows of 9 pixels that fall off linearly. */
export function structuralSimilarity(a: Picture, b: Picture): number {
  const [x, y] = [lumaOf(a), lumaOf(b)];
  const mean = (plane: Plane) => blurPlane(plane, 2, 2).data;
  const product = (p: Plane, q: Plane) => {
    const result = emptyPlane(p.width, p.height);
    for (let i = 0; i < result.data.length; i++) result.data[i] = p.data[i]! * q.data[i]!;
    return mean(result);
  };
  const [mx, my, xx, yy, xy] = [mean(x), mean(y), product(x, x), product(y, y), product(x, y)];
  const c1 = (0.01 * 255) ** 2;
  const c2 = (0.03 * 255) ** 2;
  let sum = 0;
  for (let i = 0; i < mx.length; i++) {
    const p = mx[i]!;
    const q = my[i]!;
    const luminance = (2 * p * q + c1) / (p * p + q * q + c1);
    const structure = (2 * (xy[i]! - p * q) + c2) / (xx[i]! - p * p + yy[i]! - q * q + c2);
    sum += luminance * structure;
  }
  return sum / mx.length;
}
