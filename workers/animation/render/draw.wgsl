// The WGSL twin of kernel/assembly/scene.ts: positions and samples are the same integers; what is made of them are floats, to within a rounding.
// common.wgsl is put before this text.

@group(0) @binding(3) var<storage, read> photo: array<u32>;
@group(0) @binding(4) var<storage, read> movingHome: array<u32>;
// [height + 2 PAD, width + 2 PAD] of four int16.
@group(0) @binding(5) var<storage, read> moving: array<vec2<u32>>;
@group(0) @binding(6) var<storage, read> flow: array<vec2<u32>>;
// Four pixels a word.
@group(0) @binding(7) var<storage, read> cover: array<u32>;
@group(0) @binding(8) var<storage, read_write> picture: array<u32>;
// The layer behind cut-outs, or one word of nothing.
@group(0) @binding(9) var<storage, read> back: array<u32>;

// The square of the way (in 1/65536 pixels) at which half of what the layers do not explain has gone: 1.5 pixels.
const FADE = 98304.0 * 98304.0;

struct Taps {
  at: i32,
  across: vec4<i32>,
  down: vec4<i32>,
}

fn tapsAt(px: i32, py: i32) -> Taps {
  let x = fold(px, frame.width);
  let y = fold(py, frame.height);
  var taps: Taps;
  taps.at = ((y >> POSITION_BITS) + PAD - 1) * (frame.width + 2 * PAD) + (x >> POSITION_BITS) + PAD - 1;
  taps.across = weightsAt(x);
  taps.down = weightsAt(y);
  return taps;
}

// Vertical first; levels with their fractions.
fn sampleMoving(position: vec2<i32>) -> vec4<f32> {
  let taps = tapsAt(position.x, position.y);
  var sum = vec4<i32>(0);
  for (var i = 0; i < 4; i++) {
    var column = vec4<i32>(0);
    for (var j = 0; j < 4; j++) {
      column += q15(halves(moving[taps.at + j * (frame.width + 2 * PAD) + i]), taps.down[j]);
    }
    sum += q15(column, taps.across[i]);
  }
  return vec4<f32>(sum) / COEFFICIENT_UNIT;
}

fn sampleFlow(position: vec2<i32>) -> vec4<f32> {
  let taps = tapsAt(position.x, position.y);
  var sum = vec4<i32>(0);
  for (var i = 0; i < 4; i++) {
    var column = vec4<i32>(0);
    for (var j = 0; j < 4; j++) {
      column += q15(halves(flow[taps.at + j * (frame.width + 2 * PAD) + i]), taps.down[j]);
    }
    sum += q15(column, taps.across[i]);
  }
  return vec4<f32>(sum) / COEFFICIENT_UNIT;
}

@compute @workgroup_size(8, 8)
fn drawPicture(@builtin(global_invocation_id) id: vec3<u32>) {
  let pixel = vec2<i32>(id.xy);
  if (pixel.x >= frame.width || pixel.y >= frame.height) { return; }
  let at = pixel.y * frame.width + pixel.x;
  let part = f32((cover[at / 4] >> (u32(at & 3) * 8u)) & 255u) / 255.0;
  if (part == 0.0) {
    picture[at] = photo[at];
    return;
  }
  let place = placeOf(pixel);
  let home = pixel * (1 << POSITION_BITS) + vec2<i32>(HALF_PHASE);
  let sway = displacement2(place, FIELD_SWAY);
  let sways = any(sway != vec2<i32>(0));
  let before = levels(movingHome[at]);
  var after = before;
  if (sways) { after = sampleMoving(home - sway); }
  let share = after.a;
  let isCut = frame.hasBack != 0 && sways;
  var under = before;
  if (share > 0.0 || isCut) { under = sampleFlow(home - sway); }
  var there = 1.0;
  if (isCut) { there = under.a / 255.0; }
  if (share > 0.0) {
    let a = sampleFlow(home - displacement2(place, FIELD_FLOW_A)).rgb;
    let b = sampleFlow(home - displacement2(place, FIELD_FLOW_B)).rgb;
    let over = a * number(place, FIELD_WEIGHT_A) + b * number(place, FIELD_WEIGHT_B) + number3(place, FIELD_LEVEL);
    after += vec4<f32>(there * min(1.0, share / 255.0) * (over - under.rgb), 0.0);
  }
  var change = after.rgb - before.rgb;
  if (frame.hasBack != 0) {
    let behind = levels(back[at]);
    let still = levels(photo[at]).rgb;
    let alpha = behind.a / 255.0;
    if (!isCut) { there = alpha; }
    let away = vec2<f32>(sway);
    let rest = FADE / (FADE + dot(away, away));
    let kept = rest + alpha * (1.0 - rest);
    let now = after.rgb + (1.0 - there) * behind.rgb;
    let then = before.rgb + (1.0 - alpha) * behind.rgb;
    change = now - still + kept * (still - then);
  }
  var colour = levels(photo[at]).rgb + part * change;
  if (frame.glows != 0) { colour = brighten(colour, number3(place, FIELD_GLOW) * (part * there)); }
  picture[at] = packed(colour);
}
