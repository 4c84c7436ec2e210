import { PAD } from './state';

// Sampling of a layer of int16 coefficients: four taps an axis, vertical first, rounded after each product as Q15 numbers are. WGSL does the same.

/** A position has 16 fractional bits; the upper seven choose a phase of the weights. */
const HALF_PIXEL: i32 = 1 << 15;

/** Folds a position back into the picture as mirroring at its borders does. */
function foldFar(position: i32, size: i32): i32 {
  const last = (size << 16) - HALF_PIXEL;
  let folded = position;
  while (folded < -HALF_PIXEL || folded >= last) {
    folded = folded < -HALF_PIXEL ? -(1 << 16) - folded : ((2 * size - 1) << 16) - 1 - folded;
  }
  return folded;
}

@inline
export function fold(position: i32, size: i32): i32 {
  return <u32>(position + HALF_PIXEL) < <u32>(size << 16) ? position : foldFar(position, size);
}

@inline
function weigh(row: usize, weight: v128, low: bool): v128 {
  return i16x8.q15mulr_sat_s(v128.load(low ? row : row + 16), weight);
}

/**
 * Four channels, in 1/16 levels, as the low int16 lanes.
 * `weights`: [128 phases] of 4 int16 (taps), then [128 phases] of 16 int16 (each tap four times).
 */
@inline
export function sampleLayer(
  layer: usize,
  row: i32,
  width: i32,
  height: i32,
  weights: usize,
  px: i32,
  py: i32,
): v128 {
  const x = fold(px, width);
  const y = fold(py, height);
  const at = layer + ((y >> 16) + PAD - 1) * row + ((x >> 16) + PAD - 1) * 8;
  const down = weights + ((y >> 9) & 127) * 8;
  const across = weights + 1024 + ((x >> 9) & 127) * 32;
  let weight = v128.load_splat<i16>(down);
  let low = weigh(at, weight, true);
  let high = weigh(at, weight, false);
  weight = v128.load_splat<i16>(down, 2);
  low = i16x8.add(low, weigh(at + row, weight, true));
  high = i16x8.add(high, weigh(at + row, weight, false));
  weight = v128.load_splat<i16>(down, 4);
  low = i16x8.add(low, weigh(at + 2 * row, weight, true));
  high = i16x8.add(high, weigh(at + 2 * row, weight, false));
  weight = v128.load_splat<i16>(down, 6);
  low = i16x8.add(low, weigh(at + 3 * row, weight, true));
  high = i16x8.add(high, weigh(at + 3 * row, weight, false));
  const sum = i16x8.add(
    i16x8.q15mulr_sat_s(low, v128.load(across)),
    i16x8.q15mulr_sat_s(high, v128.load(across, 16)),
  );
  return i16x8.add(sum, v128.shuffle<i8>(sum, sum, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
}

/** A sample as four floats in 8-bit levels. */
@inline
export function toLevels(sample: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(sample)), f32x4.splat(0.0625));
}

/** A packed pixel as four floats. */
@inline
export function unpack(pixel: u32): v128 {
  const bytes = i32x4.splat(<i32>pixel);
  return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)));
}

/** Four levels, rounded and kept in 0..255, as an opaque packed pixel. */
@inline
export function pack(levels: v128): u32 {
  const whole = i32x4.trunc_sat_f32x4_s(f32x4.nearest(levels));
  const halves = i16x8.narrow_i32x4_s(whole, whole);
  return <u32>i32x4.extract_lane(i8x16.narrow_i16x8_u(halves, halves), 0) | 0xff000000;
}

/** sRGB's straight toe ends here (8-bit levels), and its power part is offset by this. */
const TOE_END: f32 = 0.04045 * 255;
const TOE_OFFSET: f32 = 0.055 * 255;
const TOE_SLOPE: f32 = (0.04045 + 0.055) / 0.04045;

/**
 * 8-bit sRGB levels under a gain of linear light, given as g^(1/2.4) - 1: exact on the curve's power part, continuous on its toe.
 * What is added bends over towards white and never clips.
 */
@inline
export function brighten(level: v128, root: v128): v128 {
  const zero = f32x4.splat(0);
  const toe = f32x4.mul(level, f32x4.splat(TOE_SLOPE));
  const power = f32x4.add(level, f32x4.splat(TOE_OFFSET));
  const change = f32x4.mul(v128.bitselect(power, toe, f32x4.ge(level, f32x4.splat(TOE_END))), root);
  const room = f32x4.max(f32x4.sub(f32x4.splat(255), level), zero);
  const length = f32x4.sqrt(
    f32x4.add(f32x4.add(f32x4.mul(room, room), f32x4.mul(change, change)), f32x4.splat(1e-6)),
  );
  const rise = f32x4.div(f32x4.mul(change, room), length);
  return f32x4.max(f32x4.add(level, v128.bitselect(rise, change, f32x4.gt(change, zero))), zero);
}
