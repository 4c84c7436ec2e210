// What the shaders share. Constants in capitals are put before this text by wgsl.ts from the modules that own them.

struct Frame {
  width: i32,
  height: i32,
  nodesAcross: i32,
  tileShift: u32,
  // draw.wgsl
  glows: i32,
  hasBack: i32,
  // effects.wgsl
  hasSky: i32,
  hasBehind: i32,
}

@group(0) @binding(0) var<uniform> frame: Frame;
// Two phases a row: two int16 a word.
@group(0) @binding(1) var<uniform> tapWeights: array<vec4<u32>, PHASES / 2>;
// Sixteen words a node of the lattice: integers, or floats as their bits.
@group(0) @binding(2) var<storage, read> nodes: array<i32>;

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

// The weights of a position's four taps along one axis.
fn weightsAt(position: i32) -> vec4<i32> {
  let phase = (position >> PHASE_SHIFT) & (PHASES - 1);
  let row = tapWeights[phase / 2];
  return halves(select(row.xy, row.zw, (phase & 1) == 1));
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
  let left = (size - place.within.y) * nodes[place.top + field] + place.within.y * nodes[place.bottom + field];
  let right = (size - place.within.y) * nodes[place.top + NODE_STRIDE + field]
    + place.within.y * nodes[place.bottom + NODE_STRIDE + field];
  return (left << frame.tileShift) + place.within.x * (right - left);
}

fn displacement2(place: Place, field: i32) -> vec2<i32> {
  return vec2<i32>(displacement(place, field), displacement(place, field + 1));
}

fn number(place: Place, field: i32) -> f32 {
  let left = mix(bitcast<f32>(nodes[place.top + field]), bitcast<f32>(nodes[place.bottom + field]), place.part.y);
  let right = mix(bitcast<f32>(nodes[place.top + NODE_STRIDE + field]),
    bitcast<f32>(nodes[place.bottom + NODE_STRIDE + field]), place.part.y);
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
