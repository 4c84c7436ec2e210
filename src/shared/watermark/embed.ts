import {
  CODE_BITS,
  PILOT_COUNT,
  codeBook,
  synthesizeTile,
  TILE,
  TILES_ACROSS,
  type Amplitudes,
} from './code-book';
import { messageOf } from './payload';
import { blurPlane, emptyPlane, erodePlane, lumaOf, resizePlane, type Plane } from './planes';
import { encodePolar } from './polar';
import { READING_SIDE, amplitudesOf } from './whiten';

export const tune = { psnr: 42.6, kappa: 0.01, flat: 40, lambda: 0.5, pilot: 1, capMax: 40, tilt: 0, erode: 2, iterations: 1, candidates: 1 };

/** The carriers' values for a payload, all +1 or -1: pilots first. */
export function carrierSigns(payload: string): Amplitudes {
  const { pilotSigns, dataSigns } = codeBook();
  const code = encodePolar(messageOf(payload));
  const signs = new Float64Array(pilotSigns.length + CODE_BITS);
  signs.set(pilotSigns);
  for (let i = 0; i < CODE_BITS; i++) signs[pilotSigns.length + i] = (code[i] ? -1 : 1) * dataSigns[i]!;
  return signs;
}

/** Root-mean-square strength in code values at each place of a picture at reading size. */
export function strengthOf(luma: Plane): Plane {
  const { width, height } = luma;
  const detail = blurPlane(luma, 2, 2);
  for (let i = 0; i < detail.data.length; i++) detail.data[i] = (luma.data[i]! - detail.data[i]!) ** 2;
  const variance = blurPlane(erodePlane(blurPlane(detail, 2, 1), tune.erode), 2, 2);
  const strength = emptyPlane(width, height);
  const at = (cap: number) => {
    let sum = 0;
    for (let i = 0; i < strength.data.length; i++) {
      const power = Math.min(cap, tune.kappa * (2 * variance.data[i]! + tune.flat));
      strength.data[i] = Math.sqrt(power);
      sum += power;
    }
    return sum / strength.data.length;
  };
  const target = 255 ** 2 / 10 ** (tune.psnr / 10) ;
  let low = 0, high = tune.capMax;
  if (at(high) > target) for (let i = 0; i < 20; i++) { const m=(low+high)/2; if (at(m) > target) high=m; else low=m; }
  return strength;
}

function tileRms(t: Float64Array) { let s=0; for (const v of t) s+=v*v; return Math.sqrt(s/t.length); }

/** delta plane, signed levels */
export function markPlane(photo: { width: number; height: number; data: Uint8ClampedArray }, payload: string): Plane {
  const { width, height } = photo;
  const short = Math.min(width, height);
  const scale = READING_SIDE / short;
  const luma = resizePlane(lumaOf(photo), Math.round(width * scale), Math.round(height * scale));
  const strength = strengthOf(luma);
  const host = amplitudesOf(luma);
  const signs = carrierSigns(payload);
  let amplitudes = signs.map((s, i) => s * (i < 2 * PILOT_COUNT ? tune.pilot : 1));
  const build = (a: Amplitudes, side: number) => { const t = synthesizeTile(a, side); const r = tileRms(t); return t.map(v => v / r); };
  const response = (a: Amplitudes) => {
    const tile = build(a, TILE);
    const marked = emptyPlane(luma.width, luma.height);
    for (let y = 0; y < luma.height; y++) for (let x = 0; x < luma.width; x++) { const i = y*luma.width+x;
      marked.data[i] = luma.data[i]! + strength.data[i]! * tile[(y % TILE)*TILE + (x % TILE)]!; }
    return amplitudesOf(marked);
  };
  // gain of unit amplitude
  for (let it = 0; it < tune.iterations; it++) {
    const r = response(amplitudes);
    let mean = 0; for (let i = 0; i < r.length; i++) mean += (r[i]! - host[i]!) * Math.sign(amplitudes[i]!); mean /= r.length;
    let ma = 0; for (const a of amplitudes) ma += Math.abs(a); ma /= amplitudes.length;
    const gain = mean / ma; // response per amplitude
    amplitudes = amplitudes.map((_, i) => {
      const h = host[i]! * signs[i]! / Math.max(1e-9, gain);
      const base = i < 2 * PILOT_COUNT ? tune.pilot : 1;
      return signs[i]! * Math.max(0.15, Math.min(3, base - tune.lambda * h));
    });
  }
  const side = 256;
  const tile = build(amplitudes, side);
  const full = resizePlane(strength, width, height);
  const plane = emptyPlane(width, height);
  const step = (TILES_ACROSS * side) / short;
  for (let y = 0; y < height; y++) {
    const v = (y + 0.5) * step - 0.5 * (side / TILE) ; const fy = Math.floor(v); const wy = v - fy;
    for (let x = 0; x < width; x++) {
      const u = (x + 0.5) * step - 0.5 * (side / TILE); const fx = Math.floor(u); const wx = u - fx;
      const t = (a: number, b: number) => tile[((b % side) + side) % side * side + ((a % side) + side) % side]!;
      const value = (1-wy)*((1-wx)*t(fx,fy)+wx*t(fx+1,fy)) + wy*((1-wx)*t(fx,fy+1)+wx*t(fx+1,fy+1));
      plane.data[y*width+x] = Math.round(full.data[y*width+x]! * value);
    }
  }
  return plane;
}
