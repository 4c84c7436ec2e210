// The WGSL twin of kernel/assembly/effects.ts. common.wgsl is put before this text.

@group(0) @binding(3) var<storage, read> source: array<u32>;
// Four pixels a word.
@group(0) @binding(4) var<storage, read> sky: array<u32>;
@group(0) @binding(5) var<storage, read_write> result: array<u32>;
@group(0) @binding(6) var<storage, read> photo: array<u32>;
@group(0) @binding(7) var<storage, read> plate: array<u32>;
// Four pixels a word.
@group(0) @binding(8) var<storage, read> cover: array<u32>;
// The plate at this instant, or one word of nothing.
@group(0) @binding(9) var<storage, read> behind: array<u32>;

@compute @workgroup_size(8, 8)
fn drawLight(@builtin(global_invocation_id) id: vec3<u32>) {
  let pixel = vec2<i32>(id.xy);
  if (pixel.x >= frame.width || pixel.y >= frame.height) { return; }
  let at = pixel.y * frame.width + pixel.x;
  let place = placeOf(pixel);
  var share = 0.0;
  if (frame.hasSky != 0) { share = f32((sky[at / 4] >> (u32(at & 3) * 8u)) & 255u) / 255.0; }
  let root = mix(number3(place, 0), number3(place, 4), share);
  var lit = brighten(levels(source[at]).rgb, root);
  lit = lit * (1.0 - share * number(place, 15)) + share * number3(place, 12);
  result[at] = packed(lit * (1.0 - number(place, 11)) + number3(place, 8));
}

fn coverAt(at: i32) -> i32 { return i32((cover[at / 4] >> (u32(at & 3) * 8u)) & 255u); }

@compute @workgroup_size(8, 8)
fn drawBehind(@builtin(global_invocation_id) id: vec3<u32>) {
  let pixel = vec2<i32>(id.xy);
  if (pixel.x >= frame.width || pixel.y >= frame.height) { return; }
  let at = pixel.y * frame.width + pixel.x;
  let open = f32(255 - coverAt(at)) / 255.0;
  let change = levels(source[at]).rgb - levels(photo[at]).rgb;
  result[at] = packed(levels(plate[at]).rgb + open * change);
}

fn mirror(index: i32, size: i32) -> i32 {
  let period = 2 * size;
  let folded = ((index % period) + period) % period;
  return select(period - 1 - folded, folded, folded < size);
}

// Where a position's taps lie, and what they weigh.
struct Taps {
  rows: vec4<i32>,
  columns: vec4<i32>,
  across: vec4<i32>,
  down: vec4<i32>,
}

fn tapsAt(position: vec2<i32>) -> Taps {
  let x = fold(position.x, frame.width);
  let y = fold(position.y, frame.height);
  var taps: Taps;
  taps.across = weightsAt(x);
  taps.down = weightsAt(y);
  for (var i = 0; i < 4; i++) {
    taps.columns[i] = mirror((x >> POSITION_BITS) - 1 + i, frame.width);
    taps.rows[i] = mirror((y >> POSITION_BITS) - 1 + i, frame.height) * frame.width;
  }
  return taps;
}

fn asCoefficient(pixel: vec4<i32>) -> vec4<i32> { return pixel << vec4<u32>(COEFFICIENT_BITS); }

// Levels with their fractions; the front's cover as alpha.
fn sampleSource(taps: Taps) -> vec4<f32> {
  var sum = vec4<i32>(0);
  for (var i = 0; i < 4; i++) {
    var total = vec4<i32>(0);
    for (var j = 0; j < 4; j++) {
      let at = taps.rows[j] + taps.columns[i];
      var pixel = channels(source[at]);
      if (frame.hasBehind != 0) { pixel.a = coverAt(at); }
      total += q15(asCoefficient(pixel), taps.down[j]);
    }
    sum += q15(total, taps.across[i]);
  }
  return vec4<f32>(sum) / COEFFICIENT_UNIT;
}

fn sampleBehind(taps: Taps) -> vec3<f32> {
  var sum = vec4<i32>(0);
  for (var i = 0; i < 4; i++) {
    var total = vec4<i32>(0);
    for (var j = 0; j < 4; j++) {
      total += q15(asCoefficient(channels(behind[taps.rows[j] + taps.columns[i]])), taps.down[j]);
    }
    sum += q15(total, taps.across[i]);
  }
  return vec3<f32>(sum.rgb) / COEFFICIENT_UNIT;
}

@compute @workgroup_size(8, 8)
fn drawCamera(@builtin(global_invocation_id) id: vec3<u32>) {
  let pixel = vec2<i32>(id.xy);
  if (pixel.x >= frame.width || pixel.y >= frame.height) { return; }
  let place = placeOf(pixel);
  let home = pixel * (1 << POSITION_BITS) + vec2<i32>(HALF_PHASE);
  let front = tapsAt(home - displacement2(place, 0));
  let seen = sampleSource(front);
  var colour = seen.rgb;
  // A whole sample's alpha, less what rounding takes of it.
  if (frame.hasBehind != 0 && seen.a < 254.0) {
    let there = sampleBehind(tapsAt(home - displacement2(place, 2)));
    colour += min(1.0, 1.0 - seen.a / 255.0) * (there - sampleBehind(front));
  }
  result[pixel.y * frame.width + pixel.x] = packed(colour);
}
