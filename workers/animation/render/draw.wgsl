// The WGSL twin of kernel/assembly/scene.ts: positions and samples are the same integers; what is made of them are floats, to within a rounding.
// Constants in capitals are put before this text by gpu-renderer.ts from the modules that own them.

struct Frame {
  width: i32,
  height: i32,
  nodesAcross: i32,
  glows: i32,
  tileShift: u32,
  hasBack: i32,
  unused1: i32,
  unused2: i32,
}

@group(0) @binding(0) var<uniform> frame: Frame;
// Two phases a row: two int16 a word.
@group(0) @binding(1) var<uniform> splineWeights: array<vec4<u32>, PHASES / 2>;
@group(0) @binding(2) var<storage, read> photo: array<u32>;
@group(0) @binding(3) var<storage, read> movingHome: array<u32>;
// [height + 2 PAD, width + 2 PAD] of four int16.
@group(0) @binding(4) var<storage, read> moving: array<vec2<u32>>;
@group(0) @binding(5) var<storage, read> flow: array<vec2<u32>>;
// Four pixels a word.
@group(0) @binding(6) var<storage, read> cover: array<u32>;
@group(0) @binding(7) var<storage, read> fields: array<i32>;
@group(0) @binding(8) var<storage, read_write> picture: array<u32>;
// The layer behind cut-outs, or one word of nothing.
@group(0) @binding(9) var<storage, read> back: array<u32>;

// The square of the way (in 1/65536 pixels) at which half of what the layers do not explain has gone: 1.5 pixels.
const FADE = 98304.0 * 98304.0;

fn channels(pixel: u32) -> vec4<i32> {
  return vec4<i32>((vec4<u32>(pixel) >> vec4<u32>(0u, 8u, 16u, 24u)) & vec4<u32>(255u));
}

fn levels(pixel: u32) -> vec4<f32> { return vec4<f32>(channels(pixel)); }

fn halves(words: vec2<u32>) -> vec4<i32> {
  return vec4<i32>(
    extractBits(i32(words.x), 0u, 16u), extractBits(i32(words.x), 16u, 16u),
    extractBits(i32(words.y), 0u, 16u), extractBits(i32(words.y), 16u, 16u));
}

// A product of Q15, rounded.
fn q15(value: vec4<i32>, weight: i32) -> vec4<i32> {
  return (value * weight + 16384) >> vec4<u32>(15u);
}

// A position folded back into the picture, as mirroring at its borders does.
fn fold(position: i32, size: i32) -> i32 {
  let half = 1 << (POSITION_BITS - 1u);
  let last = (size << POSITION_BITS) - half;
  var folded = position;
  while (folded < -half || folded >= last) {
    folded = select(((2 * size - 1) << POSITION_BITS) - 1 - folded, -(1 << POSITION_BITS) - folded, folded < -half);
  }
  return folded;
}

struct Taps {
  at: i32,
  across: vec4<i32>,
  down: vec4<i32>,
}

fn phaseWeights(phase: i32) -> vec4<i32> {
  let row = splineWeights[phase / 2];
  return halves(select(row.xy, row.zw, (phase & 1) == 1));
}

fn tapsAt(px: i32, py: i32) -> Taps {
  let x = fold(px, frame.width);
  let y = fold(py, frame.height);
  var taps: Taps;
  taps.at = ((y >> POSITION_BITS) + PAD - 1) * (frame.width + 2 * PAD) + (x >> POSITION_BITS) + PAD - 1;
  taps.across = phaseWeights((x >> PHASE_SHIFT) & (PHASES - 1));
  taps.down = phaseWeights((y >> PHASE_SHIFT) & (PHASES - 1));
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

// A pixel's place among its tile's corners.
struct Place {
  top: i32,
  bottom: i32,
  within: vec2<i32>,
  part: vec2<f32>,
}

fn placeOf(pixel: vec2<i32>) -> Place {
  let tile = pixel >> vec2<u32>(frame.tileShift);
  var place: Place;
  place.top = (tile.y * frame.nodesAcross + tile.x) * NODE_STRIDE;
  place.bottom = place.top + frame.nodesAcross * NODE_STRIDE;
  place.within = pixel - (tile << vec2<u32>(frame.tileShift));
  place.part = vec2<f32>(place.within) / f32(1 << frame.tileShift);
  return place;
}

// An integer field: bilinear between the corners, times the tile's pixels.
fn displacement(place: Place, field: i32) -> i32 {
  let size = 1 << frame.tileShift;
  let left = (size - place.within.y) * fields[place.top + field] + place.within.y * fields[place.bottom + field];
  let right = (size - place.within.y) * fields[place.top + NODE_STRIDE + field]
    + place.within.y * fields[place.bottom + NODE_STRIDE + field];
  return (left << frame.tileShift) + place.within.x * (right - left);
}

fn displacement2(place: Place, field: i32) -> vec2<i32> {
  return vec2<i32>(displacement(place, field), displacement(place, field + 1));
}

fn number(place: Place, field: i32) -> f32 {
  let left = mix(bitcast<f32>(fields[place.top + field]), bitcast<f32>(fields[place.bottom + field]), place.part.y);
  let right = mix(bitcast<f32>(fields[place.top + NODE_STRIDE + field]),
    bitcast<f32>(fields[place.bottom + NODE_STRIDE + field]), place.part.y);
  return mix(left, right, place.part.x);
}

fn number3(place: Place, field: i32) -> vec3<f32> {
  return vec3<f32>(number(place, field), number(place, field + 1), number(place, field + 2));
}

fn packed(colour: vec3<f32>) -> u32 {
  let c = vec3<u32>(clamp(round(colour), vec3<f32>(0.0), vec3<f32>(255.0)));
  return c.r | (c.g << 8u) | (c.b << 16u) | 0xff000000u;
}

fn brighten(level: vec3<f32>, root: vec3<f32>) -> vec3<f32> {
  let toe = level * ((TOE_END + TOE_OFFSET) / TOE_END);
  let change = select(toe, level + TOE_OFFSET, level >= vec3<f32>(TOE_END)) * root;
  let room = max(255.0 - level, vec3<f32>(0.0));
  let rise = change * room / sqrt(room * room + change * change + 1e-6);
  return max(level + select(change, rise, change > vec3<f32>(0.0)), vec3<f32>(0.0));
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
