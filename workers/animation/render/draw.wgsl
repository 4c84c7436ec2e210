// The WGSL twin of reference.ts: the same integers, so the same bytes (glow, in floats, to within a rounding).
// Constants in capitals are put before this text by gpu-renderer.ts from the modules that own them.

struct Frame {
  width: i32,
  height: i32,
  nodesAcross: i32,
  glows: i32,
  labelX: i32,
  labelY: i32,
  labelWidth: i32,
  labelHeight: i32,
  edgeWidth: i32,
  edgeHeight: i32,
  edgeFactor: i32,
  unused: i32,
}

@group(0) @binding(0) var<uniform> frame: Frame;
@group(0) @binding(1) var<uniform> cubicWeights: array<vec4<i32>, CUBIC_PHASES>;
@group(0) @binding(2) var<storage, read> photo: array<u32>;
@group(0) @binding(3) var<storage, read> movingLayer: array<u32>;
@group(0) @binding(4) var<storage, read> flowLayer: array<u32>;
// Four pixels a word.
@group(0) @binding(5) var<storage, read> matte: array<u32>;
@group(0) @binding(6) var<storage, read> fields: array<i32>;
@group(0) @binding(7) var<storage, read_write> picture: array<u32>;

fn mirror(index: i32, size: i32) -> i32 {
  let period = 2 * size;
  let folded = ((index % period) + period) % period;
  return select(period - 1 - folded, folded, folded < size);
}

fn channels(pixel: u32) -> vec4<i32> {
  return vec4<i32>((vec4<u32>(pixel) >> vec4<u32>(0u, 8u, 16u, 24u)) & vec4<u32>(255u));
}

fn fetchMoving(at: i32) -> vec4<i32> { return channels(movingLayer[at]); }
fn fetchFlow(at: i32) -> vec4<i32> { return channels(flowLayer[at]); }

struct Taps {
  columns: vec4<i32>,
  rows: vec4<i32>,
  horizontal: vec4<i32>,
  vertical: vec4<i32>,
}

fn tapsAt(position: vec2<i32>) -> Taps {
  let phase = (position >> vec2<u32>(PHASE_SHIFT)) & vec2<i32>(CUBIC_PHASES - 1);
  let corner = (position >> vec2<u32>(POSITION_BITS)) - vec2<i32>(1);
  var taps: Taps;
  for (var i = 0; i < 4; i++) {
    taps.columns[i] = mirror(corner.x + i, frame.width);
    taps.rows[i] = mirror(corner.y + i, frame.height) * frame.width;
  }
  taps.horizontal = cubicWeights[phase.x];
  taps.vertical = cubicWeights[phase.y];
  return taps;
}

// Rounded after each axis, as the packed halves of cubic.ts are.
fn sampleMoving(position: vec2<i32>) -> vec4<i32> {
  let taps = tapsAt(position);
  var sum = vec4<i32>(64);
  for (var j = 0; j < 4; j++) {
    var row = vec4<i32>(64);
    for (var i = 0; i < 4; i++) {
      row += taps.horizontal[i] * fetchMoving(taps.rows[j] + taps.columns[i]);
    }
    sum += taps.vertical[j] * (row >> vec4<u32>(7u));
  }
  return clamp(sum >> vec4<u32>(7u), vec4<i32>(0), vec4<i32>(255));
}

fn sampleFlow(position: vec2<i32>) -> vec4<i32> {
  let taps = tapsAt(position);
  var sum = vec4<i32>(64);
  for (var j = 0; j < 4; j++) {
    var row = vec4<i32>(64);
    for (var i = 0; i < 4; i++) {
      row += taps.horizontal[i] * fetchFlow(taps.rows[j] + taps.columns[i]);
    }
    sum += taps.vertical[j] * (row >> vec4<u32>(7u));
  }
  return clamp(sum >> vec4<u32>(7u), vec4<i32>(0), vec4<i32>(255));
}

// A field at a pixel: bilinear between its tile's corners, times TILE^2.
fn fieldAt(pixel: vec2<i32>, field: i32) -> i32 {
  let tile = pixel / TILE;
  let within = pixel - tile * TILE;
  let top = (tile.y * frame.nodesAcross + tile.x) * NODE_STRIDE + field;
  let bottom = top + frame.nodesAcross * NODE_STRIDE;
  let left = (TILE - within.y) * fields[top] + within.y * fields[bottom];
  let right = (TILE - within.y) * fields[top + NODE_STRIDE] + within.y * fields[bottom + NODE_STRIDE];
  return TILE * left + within.x * (right - left);
}

fn field2(pixel: vec2<i32>, field: i32) -> vec2<i32> {
  return vec2<i32>(fieldAt(pixel, field), fieldAt(pixel, field + 1));
}

fn field3(pixel: vec2<i32>, field: i32) -> vec3<i32> {
  return vec3<i32>(fieldAt(pixel, field), fieldAt(pixel, field + 1), fieldAt(pixel, field + 2));
}

fn packed(colour: vec3<i32>) -> u32 {
  let c = vec3<u32>(clamp(colour, vec3<i32>(0), vec3<i32>(255)));
  return c.r | (c.g << 8u) | (c.b << 16u) | 0xff000000u;
}

// level + cover / 255 * difference / 255, rounded down after adding a half: integer division of a number made positive.
fn addScaled(level: vec3<i32>, cover: i32, difference: vec3<i32>) -> vec3<i32> {
  let scaled = cover * difference + vec3<i32>(32512 + 512 * 65025);
  return clamp(level + scaled / 65025 - vec3<i32>(512), vec3<i32>(0), vec3<i32>(255));
}

fn brighten(level: f32, root: f32) -> f32 {
  let change = select(level * ((TOE_END + TOE_OFFSET) / TOE_END), level + TOE_OFFSET, level >= TOE_END) * root;
  if (change <= 0.0) { return max(0.0, level + change); }
  let room = 255.0 - level;
  if (8.0 * change < room) { return level + change; }
  return level + change * room / sqrt(room * room + change * change + 1e-6);
}

@group(0) @binding(9) var<storage, read> edges: array<f32>;
@group(0) @binding(10) var<storage, read_write> paintedMatte: array<u32>;
@group(0) @binding(11) var<storage, read_write> paintedLayer: array<u32>;

// One number of the edge models at a pixel, bilinear between the small picture's.
fn edgeAt(pixel: vec2<i32>, number: i32) -> f32 {
  let last = vec2<i32>(frame.edgeWidth - 1, frame.edgeHeight - 1);
  let position = clamp(
    (vec2<f32>(pixel) + 0.5) / f32(frame.edgeFactor) - 0.5, vec2<f32>(0.0), vec2<f32>(last));
  let low = vec2<i32>(floor(position));
  let high = min(low + 1, last);
  let part = position - vec2<f32>(low);
  let top = mix(edges[(low.y * frame.edgeWidth + low.x) * EDGE_STRIDE + number],
    edges[(low.y * frame.edgeWidth + high.x) * EDGE_STRIDE + number], part.x);
  let bottom = mix(edges[(high.y * frame.edgeWidth + low.x) * EDGE_STRIDE + number],
    edges[(high.y * frame.edgeWidth + high.x) * EDGE_STRIDE + number], part.x);
  return mix(top, bottom, part.y);
}

fn paintMatte(pixel: vec2<i32>, colour: vec3<f32>, first: i32) -> u32 {
  let value = edgeAt(pixel, first + 3) + dot(colour,
    vec3<f32>(edgeAt(pixel, first), edgeAt(pixel, first + 1), edgeAt(pixel, first + 2)));
  let decided = smoothstep(MATTE_LOW, MATTE_HIGH, value);
  let bounded = max(edgeAt(pixel, first + 4), min(edgeAt(pixel, first + 5), decided));
  return u32(floor(255.0 * bounded + 0.5));
}

// Once per photo: edge-aware upsampling of both mattes. Each invocation paints four pixels, a word of the matte.
@compute @workgroup_size(64)
fn paintEdges(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let count = frame.width * frame.height;
  let word = i32(id.y * groups.x * 64u + id.x);
  if (4 * word >= count) { return; }
  var packedMatte = 0u;
  for (var i = 0; i < 4; i++) {
    let at = 4 * word + i;
    if (at < count) {
      let pixel = vec2<i32>(at % frame.width, at / frame.width);
      let colour = vec3<f32>(channels(photo[at]).rgb) / 255.0;
      packedMatte |= paintMatte(pixel, colour, 0) << (u32(i) * 8u);
      let flowing = paintMatte(pixel, colour, EDGE_STRIDE / 2);
      paintedLayer[at] = (paintedLayer[at] & 0xffffffu) | (flowing << 24u);
    }
  }
  paintedMatte[word] = packedMatte;
}

@compute @workgroup_size(8, 8)
fn drawPicture(@builtin(global_invocation_id) id: vec3<u32>) {
  let pixel = vec2<i32>(id.xy);
  if (pixel.x >= frame.width || pixel.y >= frame.height) { return; }
  let at = pixel.y * frame.width + pixel.x;
  let cover = i32((matte[at / 4] >> (u32(at & 3) * 8u)) & 255u);
  if (cover == 0) {
    picture[at] = photo[at];
    return;
  }
  // To the nearest phase.
  let home = pixel * (1 << POSITION_BITS) + vec2<i32>(HALF_PHASE);
  let swayed = home - field2(pixel, FIELD_SWAY);
  let before = fetchMoving(at);
  let after = sampleMoving(swayed);
  var difference = (after.rgb - before.rgb) * 255;
  if (after.a > 0) {
    let under = sampleFlow(swayed).rgb;
    let a = sampleFlow(home - field2(pixel, FIELD_FLOW_A)).rgb;
    let b = sampleFlow(home - field2(pixel, FIELD_FLOW_B)).rgb;
    let mixed = a * fieldAt(pixel, FIELD_WEIGHT_A) + b * fieldAt(pixel, FIELD_WEIGHT_B)
      + field3(pixel, FIELD_LEVEL) + vec3<i32>(1 << (WEIGHT_SHIFT - 1u));
    let over = clamp(mixed >> vec3<u32>(WEIGHT_SHIFT), vec3<i32>(0), vec3<i32>(255));
    difference += after.a * (over - under);
  }
  var colour = addScaled(channels(photo[at]).rgb, cover, difference);
  if (frame.glows != 0) {
    let root = vec3<f32>(field3(pixel, FIELD_GLOW)) * (f32(cover) / (GLOW_UNIT * f32(TILE * TILE) * 255.0));
    let level = vec3<f32>(colour);
    colour = vec3<i32>(floor(vec3<f32>(
      brighten(level.r, root.r),
      brighten(level.g, root.g),
      brighten(level.b, root.b),
    ) + 0.5));
  }
  picture[at] = packed(colour);
}

@group(0) @binding(8) var<storage, read> label: array<u32>;

@compute @workgroup_size(8, 8)
fn drawLabel(@builtin(global_invocation_id) id: vec3<u32>) {
  let pixel = vec2<i32>(id.xy);
  if (pixel.x >= frame.labelWidth || pixel.y >= frame.labelHeight) { return; }
  let over = channels(label[pixel.y * frame.labelWidth + pixel.x]);
  let at = (frame.labelY + pixel.y) * frame.width + frame.labelX + pixel.x;
  let under = channels(picture[at]).rgb;
  picture[at] = packed(over.rgb + (((under * (255 - over.a) + 128) * 257) >> vec3<u32>(16u)));
}
