// The WGSL twin of kernel/assembly/effects.ts. Constants in capitals are put before this text by gpu-effects.ts.

struct Frame {
  width: i32,
  height: i32,
  nodesAcross: i32,
  tileShift: u32,
  hasSky: i32,
  unused0: i32,
  unused1: i32,
  unused2: i32,
}

@group(0) @binding(0) var<uniform> frame: Frame;
@group(0) @binding(1) var<uniform> pixelWeights: array<vec4<u32>, PHASES / 2>;
@group(0) @binding(2) var<storage, read> source: array<u32>;
@group(0) @binding(3) var<storage, read> nodes: array<i32>;
// Four pixels a word.
@group(0) @binding(4) var<storage, read> sky: array<u32>;
@group(0) @binding(5) var<storage, read_write> result: array<u32>;

fn channels(pixel: u32) -> vec4<i32> {
  return vec4<i32>((vec4<u32>(pixel) >> vec4<u32>(0u, 8u, 16u, 24u)) & vec4<u32>(255u));
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

fn number(top: i32, part: vec2<f32>, field: i32) -> f32 {
  let bottom = top + frame.nodesAcross * NODE_STRIDE;
  let left = mix(bitcast<f32>(nodes[top + field]), bitcast<f32>(nodes[bottom + field]), part.y);
  let right = mix(bitcast<f32>(nodes[top + NODE_STRIDE + field]),
    bitcast<f32>(nodes[bottom + NODE_STRIDE + field]), part.y);
  return mix(left, right, part.x);
}

fn number3(top: i32, part: vec2<f32>, field: i32) -> vec3<f32> {
  return vec3<f32>(number(top, part, field), number(top, part, field + 1), number(top, part, field + 2));
}

@compute @workgroup_size(8, 8)
fn drawLight(@builtin(global_invocation_id) id: vec3<u32>) {
  let pixel = vec2<i32>(id.xy);
  if (pixel.x >= frame.width || pixel.y >= frame.height) { return; }
  let at = pixel.y * frame.width + pixel.x;
  let tile = pixel >> vec2<u32>(frame.tileShift);
  let part = vec2<f32>(pixel - (tile << vec2<u32>(frame.tileShift))) / f32(1 << frame.tileShift);
  let top = (tile.y * frame.nodesAcross + tile.x) * NODE_STRIDE;
  var root = number3(top, part, 0);
  if (frame.hasSky != 0) {
    let share = f32((sky[at / 4] >> (u32(at & 3) * 8u)) & 255u) / 255.0;
    root = mix(root, number3(top, part, 4), share);
  }
  let lit = brighten(vec3<f32>(channels(source[at]).rgb), root);
  result[at] = packed(lit * (1.0 - number(top, part, 11)) + number3(top, part, 8));
}

// A product of Q15, rounded.
fn q15(value: vec4<i32>, weight: i32) -> vec4<i32> {
  return (value * weight + 16384) >> vec4<u32>(15u);
}

fn fold(position: i32, size: i32) -> i32 {
  let half = 1 << (POSITION_BITS - 1u);
  let last = (size << POSITION_BITS) - half;
  var folded = position;
  while (folded < -half || folded >= last) {
    folded = select(((2 * size - 1) << POSITION_BITS) - 1 - folded, -(1 << POSITION_BITS) - folded, folded < -half);
  }
  return folded;
}

fn mirror(index: i32, size: i32) -> i32 {
  let period = 2 * size;
  let folded = ((index % period) + period) % period;
  return select(period - 1 - folded, folded, folded < size);
}

fn phaseWeights(phase: i32) -> vec4<i32> {
  let row = pixelWeights[phase / 2];
  let words = select(row.xy, row.zw, (phase & 1) == 1);
  return vec4<i32>(
    extractBits(i32(words.x), 0u, 16u), extractBits(i32(words.x), 16u, 16u),
    extractBits(i32(words.y), 0u, 16u), extractBits(i32(words.y), 16u, 16u));
}

fn displacement(top: i32, within: vec2<i32>, field: i32) -> i32 {
  let size = 1 << frame.tileShift;
  let bottom = top + frame.nodesAcross * NODE_STRIDE;
  let left = (size - within.y) * nodes[top + field] + within.y * nodes[bottom + field];
  let right = (size - within.y) * nodes[top + NODE_STRIDE + field] + within.y * nodes[bottom + NODE_STRIDE + field];
  return (left << frame.tileShift) + within.x * (right - left);
}

@compute @workgroup_size(8, 8)
fn drawCamera(@builtin(global_invocation_id) id: vec3<u32>) {
  let pixel = vec2<i32>(id.xy);
  if (pixel.x >= frame.width || pixel.y >= frame.height) { return; }
  let tile = pixel >> vec2<u32>(frame.tileShift);
  let within = pixel - (tile << vec2<u32>(frame.tileShift));
  let top = (tile.y * frame.nodesAcross + tile.x) * NODE_STRIDE;
  let home = pixel * (1 << POSITION_BITS) + vec2<i32>(HALF_PHASE);
  let x = fold(home.x - displacement(top, within, 0), frame.width);
  let y = fold(home.y - displacement(top, within, 1), frame.height);
  let across = phaseWeights((x >> PHASE_SHIFT) & (PHASES - 1));
  let down = phaseWeights((y >> PHASE_SHIFT) & (PHASES - 1));
  var rows: array<i32, 4>;
  for (var j = 0; j < 4; j++) { rows[j] = mirror((y >> POSITION_BITS) - 1 + j, frame.height) * frame.width; }
  var sum = vec4<i32>(0);
  for (var i = 0; i < 4; i++) {
    let column = mirror((x >> POSITION_BITS) - 1 + i, frame.width);
    var total = vec4<i32>(0);
    for (var j = 0; j < 4; j++) {
      total += q15(channels(source[rows[j] + column]) << vec4<u32>(COEFFICIENT_BITS), down[j]);
    }
    sum += q15(total, across[i]);
  }
  result[pixel.y * frame.width + pixel.x] = packed(vec3<f32>(sum.rgb) / f32(1u << COEFFICIENT_BITS));
}
