import { PAD } from './state';

// Cubic B-spline coefficients of a picture (Unser, Aldroubi, Eden: B-Spline Signal Processing, 1993, part II): a recursion forth and
// back along each axis. The picture goes on mirrored beyond its borders (half-sample symmetric).

/** The pole sqrt(3) - 2, and the gain (1 - z)(1 - 1/z). */
const POLE: f32 = -0.2679491924311227;
const GAIN: f32 = 6;
/** Start of the way back on a half-sample symmetric signal: z / (z - 1). */
const TURN: f32 = 0.21132486540518713;
/** Terms of the sum that starts the way forth: the pole's 16th power is below 1e-9. */
const TERMS: i32 = 16;
/** Fractional bits of coefficients: 4. */
const UNIT: f32 = 16;
/** Columns filtered at a time, so that they stay in the cache. */
const STRIP: i32 = 8;

@inline
function pixelToFloats(pixel: u32): v128 {
  const bytes = i32x4.splat(<i32>pixel);
  return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)));
}

@inline
function coefficientToFloats(at: usize): v128 {
  return f32x4.convert_i32x4_s(v128.load_ext<i16>(at));
}

@inline
function storeCoefficient(at: usize, value: v128): void {
  const whole = i32x4.trunc_sat_f32x4_s(f32x4.nearest(value));
  v128.store_lane<i64>(at, i16x8.narrow_i32x4_s(whole, whole), 0);
}

@inline
function mirror(index: i32, size: i32): i32 {
  const period = 2 * size;
  const folded = ((index % period) + period) % period;
  return folded < size ? folded : period - 1 - folded;
}

/** Filters `count` values of 16 bytes, `step` bytes apart, in place. */
function filterLine(start: usize, step: i32, count: i32): void {
  const pole = f32x4.splat(POLE);
  const gain = f32x4.splat(GAIN);
  let sum = v128.load(start);
  let power = POLE;
  for (let k = 1; k < TERMS; k++) {
    sum = f32x4.add(sum, f32x4.mul(f32x4.splat(power), v128.load(start + mirror(-k, count) * step)));
    power *= POLE;
  }
  let value = f32x4.mul(sum, gain);
  v128.store(start, value);
  for (let i = 1; i < count; i++) {
    const at = start + i * step;
    value = f32x4.add(f32x4.mul(v128.load(at), gain), f32x4.mul(value, pole));
    v128.store(at, value);
  }
  value = f32x4.mul(value, f32x4.splat(TURN));
  v128.store(start + (count - 1) * step, value);
  for (let i = count - 2; i >= 0; i--) {
    const at = start + i * step;
    value = f32x4.mul(pole, f32x4.sub(value, v128.load(at)));
    v128.store(at, value);
  }
}

/** Fills the mirrored border of a layer of [height + 4, width + 4] coefficients of 8 bytes. */
function mirrorBorder(target: usize, width: i32, height: i32): void {
  const row = (width + 2 * PAD) * 8;
  for (let y = 0; y < height; y++) {
    const start = target + (y + PAD) * row;
    for (let i = 0; i < PAD; i++) {
      store<u64>(start + i * 8, load<u64>(start + (PAD + mirror(i - PAD, width)) * 8));
      store<u64>(start + (PAD + width + i) * 8, load<u64>(start + (PAD + mirror(width + i, width)) * 8));
    }
  }
  for (let i = 0; i < PAD; i++) {
    memory.copy(target + i * row, target + (PAD + mirror(i - PAD, height)) * row, row);
    memory.copy(target + (PAD + height + i) * row, target + (PAD + mirror(height + i, height)) * row, row);
  }
}

/**
 * Coefficients of `source` (packed RGBA) into `target`: [height + 4, width + 4, 4] int16 with 4 fractional bits.
 * `scratch` has room for max(width, 8 height) values of 16 bytes.
 */
export function prefilter(source: usize, target: usize, scratch: usize, width: i32, height: i32): void {
  const unit = f32x4.splat(UNIT);
  const row = (width + 2 * PAD) * 8;
  const origin = target + PAD * row + PAD * 8;
  for (let y = 0; y < height; y++) {
    const from = source + y * width * 4;
    for (let x = 0; x < width; x++) {
      v128.store(scratch + x * 16, f32x4.mul(pixelToFloats(load<u32>(from + x * 4)), unit));
    }
    filterLine(scratch, 16, width);
    const to = origin + y * row;
    for (let x = 0; x < width; x++) storeCoefficient(to + x * 8, v128.load(scratch + x * 16));
  }
  for (let left = 0; left < width; left += STRIP) {
    const columns = min(STRIP, width - left);
    for (let y = 0; y < height; y++) {
      const from = origin + y * row + left * 8;
      const to = scratch + y * STRIP * 16;
      for (let x = 0; x < columns; x++) v128.store(to + x * 16, coefficientToFloats(from + x * 8));
    }
    for (let x = 0; x < columns; x++) filterLine(scratch + x * 16, STRIP * 16, height);
    for (let y = 0; y < height; y++) {
      const to = origin + y * row + left * 8;
      const from = scratch + y * STRIP * 16;
      for (let x = 0; x < columns; x++) storeCoefficient(to + x * 8, v128.load(from + x * 16));
    }
  }
  mirrorBorder(target, width, height);
}

/**
 * The picture itself as such a layer (4 fractional bits, mirrored border), for kernels that need no filter. `cover`: 0..255 a pixel in place of its
 * alpha, or 0 for opaque.
 */
export function expand(source: usize, cover: usize, target: usize, width: i32, height: i32): void {
  const row = (width + 2 * PAD) * 8;
  for (let y = 0; y < height; y++) {
    const from = source + y * width * 4;
    const to = target + (y + PAD) * row + PAD * 8;
    for (let x = 0; x < width; x++) {
      let pixel = load<u32>(from + x * 4);
      if (cover !== 0) pixel = (pixel & 0xffffff) | (<u32>load<u8>(cover + y * width + x) << 24);
      const bytes = i32x4.splat(pixel);
      v128.store_lane<i64>(to + x * 8, i16x8.shl(i16x8.extend_low_i8x16_u(bytes), 4), 0);
    }
  }
  mirrorBorder(target, width, height);
}
