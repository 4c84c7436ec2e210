import { TILE } from '../../src/shared/watermark/code-book';
import type { Plane } from '../../src/shared/watermark/planes';

/** How tiles lie in a picture: the way from its pixels to tile samples, about the picture's centre. */
export interface View {
  /** Samples of the reading tile a pixel, along the film's own axes. */
  samplesAcross: number;
  samplesDown: number;
  /** Of the film in the picture, clockwise, radians. */
  rotation: number;
  mirrored: boolean;
}

/** Tile samples of a pixel step to the right and of one downwards: [across, down] each. */
export function stepsOf(view: View): { right: [number, number]; below: [number, number] } {
  const cos = Math.cos(view.rotation);
  const sin = Math.sin(view.rotation);
  const flip = view.mirrored ? -1 : 1;
  return {
    right: [flip * view.samplesAcross * cos, -view.samplesDown * sin],
    below: [flip * view.samplesAcross * sin, view.samplesDown * cos],
  };
}

/**
 * Lays all tiles of a whitened picture over each other as a view says, the picture's centre at the tile's corner: the mean,
 * [TILE,TILE]. Read between pixels by cubic convolution (Keys 1981).
 */
export function foldView(picture: Plane, view: View): Float64Array {
  const { right, below } = stepsOf(view);
  const determinant = right[0] * below[1] - below[0] * right[1];
  // Pixels of a tile sample to the right and of one downwards.
  const across = [below[1] / determinant, -right[1] / determinant] as const;
  const down = [-below[0] / determinant, right[0] / determinant] as const;
  const centreX = picture.width / 2;
  const centreY = picture.height / 2;
  const reach = (a: readonly [number, number], b: readonly [number, number], axis: 0 | 1) =>
    Math.ceil(Math.abs(a[axis]) * centreX + Math.abs(b[axis]) * centreY);
  const columns = reach(right, below, 0);
  const rows = reach(right, below, 1);
  const sum = new Float64Array(TILE * TILE);
  const count = new Float64Array(TILE * TILE);
  for (let v = -rows; v < rows; v++) {
    for (let u = -columns; u < columns; u++) {
      const x = centreX - 0.5 + (u + 0.5) * across[0] + (v + 0.5) * down[0];
      const y = centreY - 0.5 + (u + 0.5) * across[1] + (v + 0.5) * down[1];
      if (x < 0 || y < 0 || x > picture.width - 1 || y > picture.height - 1) continue;
      const at = (v & (TILE - 1)) * TILE + (u & (TILE - 1));
      sum[at]! += sampleCubic(picture, x, y);
      count[at]!++;
    }
  }
  for (let i = 0; i < sum.length; i++) sum[i] = count[i]! > 0 ? sum[i]! / count[i]! : 0;
  return sum;
}

function sampleCubic({ width, height, data }: Plane, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const a = cubicWeights(x - column);
  const b = cubicWeights(y - row);
  let sum = 0;
  for (let j = 0; j < 4; j++) {
    const line = Math.max(0, Math.min(height - 1, row - 1 + j)) * width;
    let part = 0;
    for (let i = 0; i < 4; i++) {
      part += a[i]! * data[line + Math.max(0, Math.min(width - 1, column - 1 + i))]!;
    }
    sum += b[j]! * part;
  }
  return sum;
}

const PHASES = 256;
const WEIGHTS = Array.from({ length: PHASES + 1 }, (_, phase) => {
  const t = phase / PHASES;
  return [
    ((-0.5 * t + 1) * t - 0.5) * t,
    (1.5 * t - 2.5) * t * t + 1,
    ((-1.5 * t + 2) * t + 0.5) * t,
    (0.5 * t - 0.5) * t * t,
  ];
});

function cubicWeights(part: number): number[] {
  return WEIGHTS[Math.round(part * PHASES)]!;
}
