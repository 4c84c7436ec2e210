import {
  NODE_BYTES,
  back,
  coefficientRow,
  cover,
  fields,
  flow,
  glows,
  height,
  moving,
  movingHome,
  nodeRow,
  photo,
  picture,
  tileKinds,
  tileShift,
  tilesAcross,
  weights,
  width,
} from './state';
import { brighten, pack, sampleLayer, toLevels, unpack } from './sample';

// The picture of one instant, tile by tile: see ../reference.ts for the formula and draw.wgsl for its twin.

const STATIC: u8 = 0;
const FLOW: u8 = 1;
const SWAY: u8 = 2;
const FRONT: u8 = 4;
/** The square of the way (in 1/65536 pixels) at which half of what the layers do not explain has gone: 1.5 pixels. */
const FADE: f32 = 98304.0 * 98304.0;
/** Half a phase: positions are rounded to the nearest. */
const HALF_PHASE: i32 = 1 << 8;

// The fields of the row under way: value at column i is start + i * step.
let intStart0: v128 = i32x4.splat(0);
let intStep0: v128 = i32x4.splat(0);
let intStart1: v128 = i32x4.splat(0);
let intStep1: v128 = i32x4.splat(0);
let mixStart: v128 = i32x4.splat(0);
let mixStep: v128 = i32x4.splat(0);
let levelStart: v128 = i32x4.splat(0);
let levelStep: v128 = i32x4.splat(0);
let glowStart: v128 = i32x4.splat(0);
let glowStep: v128 = i32x4.splat(0);

@inline
function floatLeft(at: usize, part: f32): v128 {
  const top = v128.load(at);
  return f32x4.add(top, f32x4.mul(f32x4.sub(v128.load(at + nodeRow), top), f32x4.splat(part)));
}

@inline
function intLeft(at: usize, row: i32): v128 {
  return i32x4.add(
    i32x4.mul(v128.load(at), i32x4.splat((1 << tileShift) - row)),
    i32x4.mul(v128.load(at + nodeRow), i32x4.splat(row)),
  );
}

function setRow(node: usize, row: i32): void {
  const part = <f32>row / <f32>(1 << tileShift);
  const step = f32x4.splat(<f32>1 / <f32>(1 << tileShift));
  const next = node + NODE_BYTES;
  let left = intLeft(node, row);
  intStart0 = i32x4.shl(left, tileShift);
  intStep0 = i32x4.sub(intLeft(next, row), left);
  left = intLeft(node + 16, row);
  intStart1 = i32x4.shl(left, tileShift);
  intStep1 = i32x4.sub(intLeft(next + 16, row), left);
  mixStart = floatLeft(node + 16, part);
  mixStep = f32x4.mul(f32x4.sub(floatLeft(next + 16, part), mixStart), step);
  levelStart = floatLeft(node + 32, part);
  levelStep = f32x4.mul(f32x4.sub(floatLeft(next + 32, part), levelStart), step);
  glowStart = floatLeft(node + 48, part);
  glowStep = f32x4.mul(f32x4.sub(floatLeft(next + 48, part), glowStart), step);
}

/** The two advected samples of a pixel, cross-faded. */
@inline
function mixFlow(x16: i32, y16: i32, ints0: v128, ints1: v128, mix: v128, level: v128): v128 {
  const a = toLevels(
    sampleLayer(
      flow,
      coefficientRow,
      width,
      height,
      weights,
      x16 - i32x4.extract_lane(ints0, 2),
      y16 - i32x4.extract_lane(ints0, 3),
    ),
  );
  const b = toLevels(
    sampleLayer(
      flow,
      coefficientRow,
      width,
      height,
      weights,
      x16 - i32x4.extract_lane(ints1, 0),
      y16 - i32x4.extract_lane(ints1, 1),
    ),
  );
  const wa = v128.shuffle<i32>(mix, mix, 2, 2, 2, 2);
  const wb = v128.shuffle<i32>(mix, mix, 3, 3, 3, 3);
  return f32x4.add(f32x4.add(f32x4.mul(a, wa), f32x4.mul(b, wb)), level);
}

/** Draws the rows of tiles from `first` to before `end`. Tiles that are static are left as they are. */
export function drawScene(first: i32, end: i32): void {
  const size = 1 << tileShift;
  const full = f32x4.splat(1.0 / 255.0);
  const one = f32x4.splat(1);
  for (let ty = first; ty < end; ty++) {
    for (let tx = 0; tx < tilesAcross; tx++) {
      const kind = load<u8>(tileKinds + ty * tilesAcross + tx);
      if (kind === STATIC) continue;
      const node = fields + ty * nodeRow + tx * NODE_BYTES;
      const rows = min(size, height - (ty << tileShift));
      const columns = min(size, width - (tx << tileShift));
      for (let row = 0; row < rows; row++) {
        setRow(node, row);
        const y = (ty << tileShift) + row;
        const x0 = tx << tileShift;
        const y16 = (y << 16) + HALF_PHASE;
        let x16 = (x0 << 16) + HALF_PHASE;
        let at = y * width + x0;
        let ints0 = intStart0;
        let ints1 = intStart1;
        let mix = mixStart;
        let level = levelStart;
        let glow = glowStart;
        if (kind === FLOW) {
          for (let i = 0; i < columns; i++) {
            let colour = mixFlow(x16, y16, ints0, ints1, mix, level);
            if (glows) colour = brighten(colour, glow);
            store<u32>(picture + at * 4, pack(colour));
            at++;
            x16 += 1 << 16;
            ints0 = i32x4.add(ints0, intStep0);
            ints1 = i32x4.add(ints1, intStep1);
            mix = f32x4.add(mix, mixStep);
            level = f32x4.add(level, levelStep);
            glow = f32x4.add(glow, glowStep);
          }
        } else if (kind === SWAY) {
          for (let i = 0; i < columns; i++) {
            let colour = toLevels(
              sampleLayer(
                moving,
                coefficientRow,
                width,
                height,
                weights,
                x16 - i32x4.extract_lane(ints0, 0),
                y16 - i32x4.extract_lane(ints0, 1),
              ),
            );
            if (glows) colour = brighten(colour, glow);
            store<u32>(picture + at * 4, pack(colour));
            at++;
            x16 += 1 << 16;
            ints0 = i32x4.add(ints0, intStep0);
            glow = f32x4.add(glow, glowStep);
          }
        } else {
          for (let i = 0; i < columns; i++) {
            const most = load<u8>(cover + at);
            if (most !== 0) {
              const swayX = i32x4.extract_lane(ints0, 0);
              const swayY = i32x4.extract_lane(ints0, 1);
              const sways = (swayX | swayY) !== 0;
              const before = unpack(load<u32>(movingHome + at * 4));
              let after = before;
              if (sways) {
                after = toLevels(
                  sampleLayer(moving, coefficientRow, width, height, weights, x16 - swayX, y16 - swayY),
                );
              }
              const share = f32x4.extract_lane(after, 3);
              const isCut = kind === FRONT && sways;
              let under = before;
              if (share > 0 || isCut) {
                under = toLevels(
                  sampleLayer(flow, coefficientRow, width, height, weights, x16 - swayX, y16 - swayY),
                );
              }
              let there = one;
              if (isCut) {
                there = f32x4.mul(v128.shuffle<i32>(under, under, 3, 3, 3, 3), full);
              }
              if (share > 0) {
                const over = mixFlow(x16, y16, ints0, ints1, mix, level);
                const flowing = f32x4.mul(there, f32x4.splat(Mathf.min(1, share / 255)));
                after = f32x4.add(after, f32x4.mul(f32x4.sub(over, under), flowing));
              }
              let part = f32x4.mul(f32x4.splat(<f32>most), full);
              let change = f32x4.sub(after, before);
              if (kind === FRONT) {
                const behind = unpack(load<u32>(back + at * 4));
                const home = f32x4.mul(v128.shuffle<i32>(behind, behind, 3, 3, 3, 3), full);
                if (!isCut) there = home;
                // What the layers do not explain of the photo goes as soon as they move, so that no outline stays behind.
                const way = <f32>swayX * <f32>swayX + <f32>swayY * <f32>swayY;
                const rest = f32x4.splat(FADE / (FADE + way));
                const kept = f32x4.add(rest, f32x4.mul(home, f32x4.sub(one, rest)));
                const still = unpack(load<u32>(photo + at * 4));
                const now = f32x4.add(after, f32x4.mul(f32x4.sub(one, there), behind));
                const then = f32x4.add(before, f32x4.mul(f32x4.sub(one, home), behind));
                change = f32x4.add(f32x4.sub(now, still), f32x4.mul(kept, f32x4.sub(still, then)));
                change = f32x4.mul(change, part);
                part = f32x4.mul(part, there);
              } else change = f32x4.mul(change, part);
              let colour = f32x4.add(unpack(load<u32>(photo + at * 4)), change);
              if (glows) colour = brighten(colour, f32x4.mul(glow, part));
              store<u32>(picture + at * 4, pack(colour));
            }
            at++;
            x16 += 1 << 16;
            ints0 = i32x4.add(ints0, intStep0);
            ints1 = i32x4.add(ints1, intStep1);
            mix = f32x4.add(mix, mixStep);
            level = f32x4.add(level, levelStep);
            glow = f32x4.add(glow, glowStep);
          }
        }
      }
    }
  }
}
