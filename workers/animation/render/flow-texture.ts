import type { RenderPlan } from './plan';
import { bilinear, boxBlur } from './planes';

/** The flowing layer's local colour and how far it is the photo's own, on a grid of cells of 8 pixels. */
export interface FlowLevels {
  /** Mean 8-bit level around a pixel; channel 0 red, 1 green, 2 blue. */
  level(channel: number, x: number, y: number): number;
  /** 0..1: 1 on the photo's own flowing pixels, 0 on painted-in ground and beyond the photo's border. */
  trust(x: number, y: number): number;
}

/** Pixels over which the local level is averaged, twice: contrast at scales below this is kept through a cross-fade. */
const LEVEL_RADIUS = 16;
/** Pixels beyond the border over which trust falls to nothing. */
const BORDER_FADE = 16;
/** Pixels to a cell of the levels. */
const CELL = 8;

/** Of the flowing layers that live: another pace of the same flow asks for the same again. */
const measured = new WeakMap<Int32Array, FlowLevels>();

/** Measures the flowing layer of a plan. */
export function flowLevels(plan: RenderPlan): FlowLevels {
  const found = measured.get(plan.flowLayer) ?? measureLevels(plan);
  measured.set(plan.flowLayer, found);
  return found;
}

function measureLevels(plan: RenderPlan): FlowLevels {
  const { width, height, flowLayer, flowOwn } = plan;
  const tilesAcross = Math.ceil(width / CELL);
  const tilesDown = Math.ceil(height / CELL);
  const count = tilesAcross * tilesDown;
  const sums = [0, 1, 2, 3].map(() => new Float32Array(count));
  const pixels = new Float32Array(count);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const tile = Math.floor(y / CELL) * tilesAcross + Math.floor(x / CELL);
      const pixel = flowLayer[y * width + x]!;
      pixels[tile] = pixels[tile]! + 1;
      for (let c = 0; c < 3; c++) sums[c]![tile] = sums[c]![tile]! + ((pixel >>> (8 * c)) & 255);
      sums[3]![tile] = sums[3]![tile]! + flowOwn[y * width + x]!;
    }
  }
  for (const sum of sums) for (let i = 0; i < count; i++) sum[i] = sum[i]! / pixels[i]!;
  const blur = (plane: Float32Array) => boxBlur(plane, tilesAcross, tilesDown, LEVEL_RADIUS / CELL);
  const levels = sums.slice(0, 3).map((plane) => blur(blur(plane)));
  const own = boxBlur(
    sums[3]!.map((value) => value / 255),
    tilesAcross,
    tilesDown,
    1,
  );
  const cell = (position: number) => (position + 0.5) / CELL - 0.5;
  return {
    level: (channel, x, y) =>
      bilinear(levels[channel]!, tilesAcross, tilesDown, cell(fold(x, width)), cell(fold(y, height))),
    trust: (x, y) => {
      const outside = Math.max(0, -x, -y, x - (width - 1), y - (height - 1));
      const inside = Math.max(0, 1 - outside / BORDER_FADE);
      return inside * bilinear(own, tilesAcross, tilesDown, cell(x), cell(y));
    },
  };
}

/** A position folded back into 0..size-1 as mirroring does it. */
function fold(position: number, size: number): number {
  if (position >= 0 && position <= size - 1) return position;
  const period = 2 * size;
  const wrapped = (((position + 0.5) % period) + period) % period;
  return (wrapped < size ? wrapped : period - wrapped) - 0.5;
}

/** Half the side of the window in which two samples are compared, in pixels of the half-size picture. */
const WINDOW = 8;

/**
 * How alike the flowing layer is to itself one loop downstream, per lattice node: the correlation (0..1) of luma's deviation from its local
 * mean around a node with that around (bx, by). A cross-fade of like samples loses no contrast and must not be given any.
 */
export function estimateRepetition(
  plan: RenderPlan,
  nodesAcross: number,
  nodesDown: number,
  bx: Float64Array,
  by: Float64Array,
): Float32Array<ArrayBuffer> {
  const { width, height, residual } = detailOf(plan);
  const repetition = new Float32Array(nodesAcross * nodesDown);
  for (let node = 0; node < repetition.length; node++) {
    const x = (node % nodesAcross) * plan.tile;
    const y = Math.floor(node / nodesAcross) * plan.tile;
    const dx = Math.round((bx[node]! - x) / 2);
    const dy = Math.round((by[node]! - y) / 2);
    let cross = 0;
    let here = 1e-3;
    let there = 1e-3;
    for (let j = -WINDOW; j <= WINDOW; j += 2) {
      for (let i = -WINDOW; i <= WINDOW; i += 2) {
        const px = (x >> 1) + i;
        const py = (y >> 1) + j;
        const qx = px + dx;
        const qy = py + dy;
        if (Math.min(px, qx, py, qy) < 0 || Math.max(px, qx) >= width || Math.max(py, qy) >= height) continue;
        const a = residual[py * width + px]!;
        const b = residual[qy * width + qx]!;
        cross += a * b;
        here += a * a;
        there += b * b;
      }
    }
    repetition[node] = Math.max(0, cross / Math.sqrt(here * there));
  }
  return boxBlur(repetition, nodesAcross, nodesDown, Math.max(1, 16 >> plan.tileShift));
}

/** Of the flowing layers that live. */
const details = new WeakMap<Int32Array, ReturnType<typeof measureDetail>>();

function detailOf(plan: RenderPlan): ReturnType<typeof measureDetail> {
  const found = details.get(plan.flowLayer) ?? measureDetail(plan);
  details.set(plan.flowLayer, found);
  return found;
}

/** The flowing layer at half its size: what luma deviates from its local mean. */
function measureDetail(plan: RenderPlan): { width: number; height: number; residual: Float32Array } {
  const width = Math.ceil(plan.width / 2);
  const height = Math.ceil(plan.height / 2);
  const luma = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel =
        plan.flowLayer[Math.min(plan.height - 1, 2 * y) * plan.width + Math.min(plan.width - 1, 2 * x)]!;
      luma[y * width + x] = 0.3 * (pixel & 255) + 0.6 * ((pixel >>> 8) & 255) + 0.1 * ((pixel >>> 16) & 255);
    }
  }
  const mean = boxBlur(boxBlur(luma, width, height, WINDOW), width, height, WINDOW);
  return { width, height, residual: luma.map((value, i) => value - mean[i]!) };
}
