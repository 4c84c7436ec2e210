import { sampleCubic, sampleAnywhere, clampByte } from './cubic';
import { FIELD, GLOW_UNIT, NODE_STRIDE, WEIGHT_SHIFT, type Lattice } from './lattice';
import { TILE, TILE_KIND, type RenderPlan } from './plan';

/** Fixed-point one after bilinear expansion of displacements: a pixel. */
const PIXEL = 65536;
const HALF_WEIGHT = 1 << (WEIGHT_SHIFT - 1);
/** sRGB's straight toe ends here (8-bit units), and its power part is offset by this. */
export const TOE_END = 0.04045 * 255;
export const TOE_OFFSET = 0.055 * 255;
/** Half a step of a phase: positions are rounded to the nearest. */
export const HALF_PHASE = 1 << 8;

/** One field of a node row, expanded linearly across a tile: value at pixel i is start + i * step. */
class TileFields {
  /** Of each field, for the row under way. */
  readonly start = new Int32Array(NODE_STRIDE);
  readonly step = new Int32Array(NODE_STRIDE);

  /**
   * Fields `first` to before `end`.
   * @param top index of the tile's upper left node's words; `across` words further on stands the next row of nodes
   */
  setRow(fields: Int32Array, top: number, across: number, row: number, first: number, end: number): void {
    for (let f = first; f < end; f++) {
      const a = fields[top + f]!;
      const b = fields[top + NODE_STRIDE + f]!;
      const c = fields[top + across + f]!;
      const d = fields[top + across + NODE_STRIDE + f]!;
      const left = (TILE - row) * a + row * c;
      const right = (TILE - row) * b + row * d;
      this.start[f] = TILE * left;
      this.step[f] = right - left;
    }
  }
}

/** The CPU's picture of one instant: test oracle of the WGSL passes, and what runs without a GPU. */
export class ReferenceRenderer {
  readonly #plan: RenderPlan;
  readonly #lattice: Lattice;
  readonly #tile = new TileFields();

  /** Borrows both; the lattice is moved by whoever drives the frames. */
  constructor(plan: RenderPlan, lattice: Lattice) {
    this.#plan = plan;
    this.#lattice = lattice;
  }

  /** Draws the lattice's instant into `target`: packed RGBA, red in the low byte, row-major, alpha 255. */
  draw(target: Int32Array): void {
    const { tilesAcross, tilesDown, tileKinds, layers, photo } = this.#plan;
    target.set(photo);
    for (let ty = 0; ty < tilesDown; ty++) {
      for (let tx = 0; tx < tilesAcross; tx++) {
        const kind = tileKinds[ty * tilesAcross + tx]!;
        if (kind === TILE_KIND.STATIC) continue;
        const inside = this.#staysInside(tx, ty, kind);
        if (kind === TILE_KIND.FLOW && inside) this.#drawFlow(target, tx, ty);
        else if (kind === TILE_KIND.SWAY && inside) this.#drawSway(target, tx, ty);
        else this.#drawMixed(target, tx, ty);
        if (layers.glows && this.#glowsIn(tx, ty)) this.#drawGlow(target, tx, ty);
      }
    }
  }

  /** True where every sample of a tile has all its taps in the picture. */
  #staysInside(tx: number, ty: number, kind: number): boolean {
    const { width, height } = this.#plan;
    const { fields, nodesAcross } = this.#lattice;
    const first = kind === TILE_KIND.FLOW ? FIELD.flowAX : FIELD.swayX;
    const last = kind === TILE_KIND.FLOW ? FIELD.flowBX : FIELD.swayX;
    for (let corner = 0; corner < 4; corner++) {
      const node = ((ty + (corner >> 1)) * nodesAcross + tx + (corner & 1)) * NODE_STRIDE;
      for (let f = first; f <= last; f += 2) {
        const dx = fields[node + f]! / 1024;
        const dy = fields[node + f + 1]! / 1024;
        if (tx * TILE - dx < 2 || tx * TILE + TILE - dx > width - 4) return false;
        if (ty * TILE - dy < 2 || ty * TILE + TILE - dy > height - 4) return false;
      }
    }
    return true;
  }

  #glowsIn(tx: number, ty: number): boolean {
    const { fields, nodesAcross } = this.#lattice;
    const top = (ty * nodesAcross + tx) * NODE_STRIDE + FIELD.glow;
    const bottom = top + nodesAcross * NODE_STRIDE;
    let any = 0;
    for (let f = 0; f < 3; f++) {
      any |= fields[top + f]! | fields[top + NODE_STRIDE + f]!;
      any |= fields[bottom + f]! | fields[bottom + NODE_STRIDE + f]!;
    }
    return any !== 0;
  }

  #drawFlow(target: Int32Array, tx: number, ty: number): void {
    const { width, height, flowLayer } = this.#plan;
    const { fields, nodesAcross } = this.#lattice;
    const { start, step } = this.#tile;
    const top = (ty * nodesAcross + tx) * NODE_STRIDE;
    const rows = Math.min(TILE, height - ty * TILE);
    const columns = Math.min(TILE, width - tx * TILE);
    for (let row = 0; row < rows; row++) {
      this.#tile.setRow(fields, top, nodesAcross * NODE_STRIDE, row, FIELD.flowAX, FIELD.glow);
      const y = ty * TILE + row;
      let ax = tx * TILE * PIXEL + HALF_PHASE - start[FIELD.flowAX]!;
      let ay = y * PIXEL + HALF_PHASE - start[FIELD.flowAY]!;
      let bx = tx * TILE * PIXEL + HALF_PHASE - start[FIELD.flowBX]!;
      let by = y * PIXEL + HALF_PHASE - start[FIELD.flowBY]!;
      let wa = start[FIELD.weightA]!;
      let wb = start[FIELD.weightB]!;
      let red = start[FIELD.level]!;
      let green = start[FIELD.level + 1]!;
      let blue = start[FIELD.level + 2]!;
      const stepAX = PIXEL - step[FIELD.flowAX]!;
      const stepAY = -step[FIELD.flowAY]!;
      const stepBX = PIXEL - step[FIELD.flowBX]!;
      const stepBY = -step[FIELD.flowBY]!;
      const stepWA = step[FIELD.weightA]!;
      const stepWB = step[FIELD.weightB]!;
      const stepRed = step[FIELD.level]!;
      const stepGreen = step[FIELD.level + 1]!;
      const stepBlue = step[FIELD.level + 2]!;
      const end = y * width + tx * TILE + columns;
      for (let at = end - columns; at < end; at++) {
        const a = sampleCubic(flowLayer, width, ax, ay);
        const b = sampleCubic(flowLayer, width, bx, by);
        target[at] =
          mix(a & 255, b & 255, wa, wb, red) |
          (mix((a >>> 8) & 255, (b >>> 8) & 255, wa, wb, green) << 8) |
          (mix((a >>> 16) & 255, (b >>> 16) & 255, wa, wb, blue) << 16) |
          0xff000000;
        ax += stepAX;
        ay += stepAY;
        bx += stepBX;
        by += stepBY;
        wa += stepWA;
        wb += stepWB;
        red += stepRed;
        green += stepGreen;
        blue += stepBlue;
      }
    }
  }

  #drawSway(target: Int32Array, tx: number, ty: number): void {
    const { width, height, movingLayer } = this.#plan;
    const { fields, nodesAcross } = this.#lattice;
    const { start, step } = this.#tile;
    const top = (ty * nodesAcross + tx) * NODE_STRIDE;
    const rows = Math.min(TILE, height - ty * TILE);
    const columns = Math.min(TILE, width - tx * TILE);
    for (let row = 0; row < rows; row++) {
      this.#tile.setRow(fields, top, nodesAcross * NODE_STRIDE, row, FIELD.swayX, FIELD.flowAX);
      const y = ty * TILE + row;
      let x16 = tx * TILE * PIXEL + HALF_PHASE - start[FIELD.swayX]!;
      let y16 = y * PIXEL + HALF_PHASE - start[FIELD.swayY]!;
      const stepX = PIXEL - step[FIELD.swayX]!;
      const stepY = -step[FIELD.swayY]!;
      const end = y * width + tx * TILE + columns;
      for (let at = end - columns; at < end; at++) {
        target[at] = sampleCubic(movingLayer, width, x16, y16) | 0xff000000;
        x16 += stepX;
        y16 += stepY;
      }
    }
  }

  /** The general formula: photo + matte (moving(t) - moving(0)), where moving(t) is the swaying layer over the flowing one. */
  #drawMixed(target: Int32Array, tx: number, ty: number): void {
    const { width, height, photo, movingLayer, flowLayer, matte } = this.#plan;
    const { fields, nodesAcross } = this.#lattice;
    const { start, step } = this.#tile;
    const top = (ty * nodesAcross + tx) * NODE_STRIDE;
    const rows = Math.min(TILE, height - ty * TILE);
    const columns = Math.min(TILE, width - tx * TILE);
    for (let row = 0; row < rows; row++) {
      this.#tile.setRow(fields, top, nodesAcross * NODE_STRIDE, row, FIELD.swayX, FIELD.glow);
      const y = ty * TILE + row;
      const stays =
        (start[FIELD.swayX]! | start[FIELD.swayY]! | step[FIELD.swayX]! | step[FIELD.swayY]!) === 0;
      for (let column = 0; column < columns; column++) {
        const x = tx * TILE + column;
        const at = y * width + x;
        const cover = matte[at]!;
        if (cover === 0) continue;
        const x16 = x * PIXEL + HALF_PHASE;
        const y16 = y * PIXEL + HALF_PHASE;
        const swayX = x16 - start[FIELD.swayX]! - column * step[FIELD.swayX]!;
        const swayY = y16 - start[FIELD.swayY]! - column * step[FIELD.swayY]!;
        const before = movingLayer[at]!;
        const after = stays ? before : sampleAnywhere(movingLayer, width, height, swayX, swayY);
        let red = ((after & 255) - (before & 255)) * 255;
        let green = (((after >>> 8) & 255) - ((before >>> 8) & 255)) * 255;
        let blue = (((after >>> 16) & 255) - ((before >>> 16) & 255)) * 255;
        const share = after >>> 24;
        if (share > 0) {
          const under = stays ? flowLayer[at]! : sampleAnywhere(flowLayer, width, height, swayX, swayY);
          const a = sampleAnywhere(
            flowLayer,
            width,
            height,
            x16 - start[FIELD.flowAX]! - column * step[FIELD.flowAX]!,
            y16 - start[FIELD.flowAY]! - column * step[FIELD.flowAY]!,
          );
          const b = sampleAnywhere(
            flowLayer,
            width,
            height,
            x16 - start[FIELD.flowBX]! - column * step[FIELD.flowBX]!,
            y16 - start[FIELD.flowBY]! - column * step[FIELD.flowBY]!,
          );
          const wa = start[FIELD.weightA]! + column * step[FIELD.weightA]!;
          const wb = start[FIELD.weightB]! + column * step[FIELD.weightB]!;
          const r = start[FIELD.level]! + column * step[FIELD.level]!;
          const g = start[FIELD.level + 1]! + column * step[FIELD.level + 1]!;
          const l = start[FIELD.level + 2]! + column * step[FIELD.level + 2]!;
          red += share * (mix(a & 255, b & 255, wa, wb, r) - (under & 255));
          green += share * (mix((a >>> 8) & 255, (b >>> 8) & 255, wa, wb, g) - ((under >>> 8) & 255));
          blue += share * (mix((a >>> 16) & 255, (b >>> 16) & 255, wa, wb, l) - ((under >>> 16) & 255));
        }
        const pixel = photo[at]!;
        target[at] =
          addScaled(pixel & 255, cover, red) |
          (addScaled((pixel >>> 8) & 255, cover, green) << 8) |
          (addScaled((pixel >>> 16) & 255, cover, blue) << 16) |
          0xff000000;
      }
    }
  }

  /** Gains of linear light on what was drawn, with a soft shoulder towards white. */
  #drawGlow(target: Int32Array, tx: number, ty: number): void {
    const { width, height, matte } = this.#plan;
    const { fields, nodesAcross } = this.#lattice;
    const { start, step } = this.#tile;
    const top = (ty * nodesAcross + tx) * NODE_STRIDE;
    const rows = Math.min(TILE, height - ty * TILE);
    const columns = Math.min(TILE, width - tx * TILE);
    const unit = 1 / (GLOW_UNIT * TILE * TILE * 255);
    for (let row = 0; row < rows; row++) {
      this.#tile.setRow(fields, top, nodesAcross * NODE_STRIDE, row, FIELD.glow, FIELD.glow + 3);
      for (let column = 0; column < columns; column++) {
        const at = (ty * TILE + row) * width + tx * TILE + column;
        const cover = matte[at]! * unit;
        if (cover === 0) continue;
        const pixel = target[at]!;
        const red = cover * (start[FIELD.glow]! + column * step[FIELD.glow]!);
        const green = cover * (start[FIELD.glow + 1]! + column * step[FIELD.glow + 1]!);
        const blue = cover * (start[FIELD.glow + 2]! + column * step[FIELD.glow + 2]!);
        target[at] =
          brighten(pixel & 255, red) |
          (brighten((pixel >>> 8) & 255, green) << 8) |
          (brighten((pixel >>> 16) & 255, blue) << 16) |
          0xff000000;
      }
    }
  }
}

/** Two levels cross-faded, raised around the local level `rest`: all in fixed point of {@link WEIGHT_SHIFT} bits. */
function mix(a: number, b: number, weightA: number, weightB: number, rest: number): number {
  return clampByte((Math.imul(a, weightA) + Math.imul(b, weightB) + rest + HALF_WEIGHT) >> WEIGHT_SHIFT);
}

/** level + cover / 255 * difference / 255, rounded and kept in 0..255. */
function addScaled(level: number, cover: number, difference: number): number {
  return clampByte(level + Math.floor((cover * difference + 32512) / 65025));
}

/**
 * An 8-bit sRGB level under a gain of linear light, given as g^(1/2.4) - 1: exact on the curve's power part, continuous on its toe.
 * What is added bends over towards white and never clips.
 */
function brighten(level: number, root: number): number {
  const change =
    level >= TOE_END ? (level + TOE_OFFSET) * root : level * ((TOE_END + TOE_OFFSET) / TOE_END) * root;
  if (change <= 0) return (Math.max(0, level + change) + 0.5) | 0;
  const room = 255 - level;
  // Far from white the shoulder takes less than a quarter of a level: spare the root.
  if (8 * change < room) return (level + change + 0.5) | 0;
  return (level + (change * room) / Math.sqrt(room * room + change * change + 1e-6) + 0.5) | 0;
}
