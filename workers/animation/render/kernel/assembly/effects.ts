import { brighten, pack, sampleLayer, toLevels, unpack } from './sample';
import { NODE_BYTES, coefficientRow, height, nodeRow, photo, tileShift, tilesAcross, width } from './state';

// What lies over the whole picture: light, then the camera. Twins in effects.wgsl.

const HALF_PHASE: i32 = 1 << 8;

@inline
function left(at: usize, part: f32): v128 {
  const top = v128.load(at);
  return f32x4.add(top, f32x4.mul(f32x4.sub(v128.load(at + nodeRow), top), f32x4.splat(part)));
}

/**
 * Gains of light and a veil over `source`, into `target`. `nodes`: as of the lattice, 16 float32 a node: the gain's root on the ground
 * (red, green, blue), 0, the same in the sky, 0, the veil's colour times its cover (levels), its cover (0..1), the same of a veil that
 * hangs in the sky alone, behind the other.
 * `sky`: 0..255 a pixel, or 0 for no sky at all.
 */
export function drawLight(source: usize, target: usize, nodes: usize, sky: usize): void {
  const size = 1 << tileShift;
  const step = f32x4.splat(<f32>1 / <f32>size);
  const one = f32x4.splat(1);
  for (let y = 0; y < height; y++) {
    const part = <f32>(y & (size - 1)) / <f32>size;
    const row = nodes + (y >> tileShift) * nodeRow;
    for (let tx = 0; tx < tilesAcross; tx++) {
      const node = row + tx * NODE_BYTES;
      const next = node + NODE_BYTES;
      let ground = left(node, part);
      const groundStep = f32x4.mul(f32x4.sub(left(next, part), ground), step);
      let above = left(node + 16, part);
      const aboveStep = f32x4.mul(f32x4.sub(left(next + 16, part), above), step);
      let veil = left(node + 32, part);
      const veilStep = f32x4.mul(f32x4.sub(left(next + 32, part), veil), step);
      let air = left(node + 48, part);
      const airStep = f32x4.mul(f32x4.sub(left(next + 48, part), air), step);
      const x0 = tx << tileShift;
      const end = y * width + min(width, x0 + size);
      for (let at = y * width + x0; at < end; at++) {
        const pixel = unpack(load<u32>(source + at * 4));
        let lit: v128;
        if (sky !== 0) {
          const share = f32x4.splat(<f32>load<u8>(sky + at) * <f32>(1.0 / 255.0));
          lit = brighten(pixel, f32x4.add(ground, f32x4.mul(f32x4.sub(above, ground), share)));
          const hung = f32x4.mul(air, share);
          lit = f32x4.add(f32x4.mul(lit, f32x4.sub(one, v128.shuffle<i32>(hung, hung, 3, 3, 3, 3))), hung);
        } else {
          lit = brighten(pixel, ground);
        }
        const cover = f32x4.sub(one, v128.shuffle<i32>(veil, veil, 3, 3, 3, 3));
        store<u32>(target + at * 4, pack(f32x4.add(f32x4.mul(lit, cover), veil)));
        ground = f32x4.add(ground, groundStep);
        above = f32x4.add(above, aboveStep);
        veil = f32x4.add(veil, veilStep);
        air = f32x4.add(air, airStep);
      }
    }
  }
}

/**
 * What stands behind at this instant: `plate` where `cover` (0..255 a pixel) is full, the scene where it is 0, and between them the plate with
 * what of the scene differs from the photo.
 */
export function drawBehind(scene: usize, plate: usize, cover: usize, target: usize): void {
  const full = f32x4.splat(1.0 / 255.0);
  const count = width * height;
  for (let at = 0; at < count; at++) {
    const open = 255 - <i32>load<u8>(cover + at);
    const still = load<u32>(plate + at * 4);
    let pixel = still | 0xff000000;
    if (open !== 0) {
      const change = f32x4.sub(unpack(load<u32>(scene + at * 4)), unpack(load<u32>(photo + at * 4)));
      const share = f32x4.mul(f32x4.splat(<f32>open), full);
      pixel = pack(f32x4.add(unpack(still), f32x4.mul(change, share)));
    }
    store<u32>(target + at * 4, pixel);
  }
}

@inline
function corner(node: usize, word: i32, within: i32): i32 {
  const size = 1 << tileShift;
  return (size - within) * load<i32>(node + word * 4) + within * load<i32>(node + nodeRow + word * 4);
}

@inline
function seenAt(layer: usize, weights: usize, px: i32, py: i32): v128 {
  return sampleLayer(layer, coefficientRow, width, height, weights, px, py);
}

/** A whole sample's alpha, less what rounding takes of it. */
const OPAQUE: i32 = 16 * 255 - 16;

/**
 * The picture in `layer` (of `expand`, with the front's cover as its alpha) as a camera sees it: pixel x shows the place f = x - d(x), d from the first
 * two integers of each of `nodes`. Where that is not all front, what is behind shows from b = x - e(x), e from the next two: picture(f) +
 * (1 - alpha(f)) (behind(b) - behind(f)). `behind`: another such layer, or 0. `pixelWeights`: as for sampleLayer.
 */
export function drawCamera(layer: usize, behind: usize, target: usize, nodes: usize, pixelWeights: usize): void {
  const size = 1 << tileShift;
  for (let y = 0; y < height; y++) {
    const within = y & (size - 1);
    const row = nodes + (y >> tileShift) * nodeRow;
    for (let tx = 0; tx < tilesAcross; tx++) {
      const node = row + tx * NODE_BYTES;
      const next = node + NODE_BYTES;
      const leftX = corner(node, 0, within);
      const leftY = corner(node, 1, within);
      const stepX = corner(next, 0, within) - leftX;
      const stepY = corner(next, 1, within) - leftY;
      const behindX = corner(node, 2, within);
      const behindY = corner(node, 3, within);
      const behindStepX = corner(next, 2, within) - behindX;
      const behindStepY = corner(next, 3, within) - behindY;
      const x0 = tx << tileShift;
      const columns = min(size, width - x0);
      const y16 = (y << 16) + HALF_PHASE;
      let x16 = (x0 << 16) + HALF_PHASE;
      let px = x16 - (leftX << tileShift);
      let py = y16 - (leftY << tileShift);
      let at = target + (y * width + x0) * 4;
      for (let i = 0; i < columns; i++) {
        const seen = seenAt(layer, pixelWeights, px, py);
        let colour = toLevels(seen);
        const alpha = i16x8.extract_lane_s(seen, 3);
        if (behind !== 0 && alpha < OPAQUE) {
          const bx = x16 - ((behindX << tileShift) + i * behindStepX);
          const by = y16 - ((behindY << tileShift) + i * behindStepY);
          const there = toLevels(seenAt(behind, pixelWeights, bx, by));
          const here = toLevels(seenAt(behind, pixelWeights, px, py));
          const open = f32x4.splat(Mathf.min(1, 1 - <f32>alpha * <f32>(1.0 / 4080.0)));
          colour = f32x4.add(colour, f32x4.mul(f32x4.sub(there, here), open));
        }
        store<u32>(at, pack(colour));
        at += 4;
        x16 += 1 << 16;
        px += (1 << 16) - stepX;
        py -= stepY;
      }
    }
  }
}
