import { brighten, pack, sampleLayer, toLevels, unpack } from './sample';
import { NODE_BYTES, coefficientRow, height, nodeRow, tileShift, tilesAcross, width } from './state';

// What lies over the whole picture: light, then the camera. Twins in effects.wgsl.

const HALF_PHASE: i32 = 1 << 8;

@inline
function left(at: usize, part: f32): v128 {
  const top = v128.load(at);
  return f32x4.add(top, f32x4.mul(f32x4.sub(v128.load(at + nodeRow), top), f32x4.splat(part)));
}

/**
 * Gains of light and a veil over `source`, into `target`. `nodes`: as of the lattice, 16 float32 a node: the gain's root on the ground
 * (red, green, blue), 0, the same in the sky, 0, the veil's colour times its cover (levels), its cover (0..1), four of nothing.
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
      const x0 = tx << tileShift;
      const end = y * width + min(width, x0 + size);
      for (let at = y * width + x0; at < end; at++) {
        let root = ground;
        if (sky !== 0) {
          const share = f32x4.splat(<f32>load<u8>(sky + at) * <f32>(1.0 / 255.0));
          root = f32x4.add(ground, f32x4.mul(f32x4.sub(above, ground), share));
        }
        const lit = brighten(unpack(load<u32>(source + at * 4)), root);
        const cover = f32x4.sub(one, v128.shuffle<i32>(veil, veil, 3, 3, 3, 3));
        store<u32>(target + at * 4, pack(f32x4.add(f32x4.mul(lit, cover), veil)));
        ground = f32x4.add(ground, groundStep);
        above = f32x4.add(above, aboveStep);
        veil = f32x4.add(veil, veilStep);
      }
    }
  }
}

/**
 * The picture in `layer` (of `expand`) as a camera sees it: pixel x shows the place x - d(x), d from the first two integers of each of `nodes`.
 * `pixelWeights`: as for sampleLayer.
 */
export function drawCamera(layer: usize, target: usize, nodes: usize, pixelWeights: usize): void {
  const size = 1 << tileShift;
  for (let y = 0; y < height; y++) {
    const within = y & (size - 1);
    const row = nodes + (y >> tileShift) * nodeRow;
    for (let tx = 0; tx < tilesAcross; tx++) {
      const node = row + tx * NODE_BYTES;
      const low = node + nodeRow;
      const rest = size - within;
      const leftX = rest * load<i32>(node) + within * load<i32>(low);
      const leftY = rest * load<i32>(node + 4) + within * load<i32>(low + 4);
      const stepX = rest * load<i32>(node + NODE_BYTES) + within * load<i32>(low + NODE_BYTES) - leftX;
      const stepY = rest * load<i32>(node + NODE_BYTES + 4) + within * load<i32>(low + NODE_BYTES + 4) - leftY;
      const x0 = tx << tileShift;
      const columns = min(size, width - x0);
      let px = (x0 << 16) + HALF_PHASE - (leftX << tileShift);
      let py = (y << 16) + HALF_PHASE - (leftY << tileShift);
      let at = target + (y * width + x0) * 4;
      for (let i = 0; i < columns; i++) {
        store<u32>(at, pack(toLevels(sampleLayer(layer, coefficientRow, width, height, pixelWeights, px, py))));
        at += 4;
        px += (1 << 16) - stepX;
        py -= stepY;
      }
    }
  }
}
