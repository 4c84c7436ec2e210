import { meansInCells, piecesOf, planeOf, type Size } from './planes';

/** A flame's cell is as red as LIT, redder than blue by WARM, no greener than red and no bluer than green, and fire by FAINT, more than air. */
const LIT = 0.75;
const WARM = 0.2;
const FAINT = 0.2;
/** A flame is a piece of so many such cells that is fire by LIKELY somewhere; its cells then are by SURE. */
const LEAST_CELLS = 3;
const LIKELY = 0.4;
const SURE = 0.97;

/**
 * Makes sure, in place, of flames that the photo shows by their light: a parser is half sure of a hearth's flames before bricks, and what is
 * half sure hardly moves. Cells stay probabilities. The twin of `with_flames` in models/training/motion/flames.py.
 * @param scene [16,h,w], probabilities in the order of SCENE_CLASSES
 * @param photo [3,4h,4w], sRGB 0..1
 */
export function kindleFlames(scene: Float32Array, photo: Float32Array, grid: Size): void {
  const cells = grid.height * grid.width;
  const sky = planeOf(scene, 'sky', cells);
  const cloud = planeOf(scene, 'cloud', cells);
  const fire = planeOf(scene, 'fire', cells);
  if (!fire.some((share) => share >= LIKELY)) return;
  const plane = photo.length / 3;
  const [red, green, blue] = [0, 1, 2].map((channel) =>
    meansInCells(photo.subarray(channel * plane, (channel + 1) * plane), grid),
  ) as [Float32Array, Float32Array, Float32Array];
  const bright = Uint8Array.from(fire, (share, cell) => {
    const [r, g, b] = [red[cell]!, green[cell]!, blue[cell]!];
    const warm = r > LIT && r - b > WARM && r >= g && g >= b;
    return Number(warm && share > FAINT && share > sky[cell]! + cloud[cell]!);
  });
  for (const piece of piecesOf(bright, grid)) {
    if (piece.length < LEAST_CELLS || !piece.some((cell) => fire[cell]! >= LIKELY)) continue;
    for (const cell of piece) {
      const share = fire[cell]!;
      if (share >= SURE) continue;
      const others = (1 - SURE) / Math.max(1 - share, 1e-6);
      for (let at = cell; at < scene.length; at += cells) scene[at] = scene[at]! * others;
      fire[cell] = SURE;
    }
  }
}
