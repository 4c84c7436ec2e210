// Where everything lies in the module's memory: set by `configure`, read by every pass. Addresses are bytes.

/** Pixels that go on mirrored around a layer of coefficients. */
export const PAD: i32 = 2;
/** Bytes of a lattice node: sixteen words (../lattice.ts). */
export const NODE_BYTES: i32 = 64;

export let width: i32 = 0;
export let height: i32 = 0;
export let tileShift: i32 = 0;
export let tilesAcross: i32 = 0;
/** Bytes of a row of nodes. */
export let nodeRow: i32 = 0;
/** Bytes of a row of coefficients. */
export let coefficientRow: i32 = 0;
export let photo: usize = 0;
export let movingHome: usize = 0;
export let moving: usize = 0;
export let flow: usize = 0;
/** The layer behind cut-outs; read in tiles of kind FRONT alone. */
export let back: usize = 0;
export let cover: usize = 0;
export let tileKinds: usize = 0;
export let fields: usize = 0;
export let picture: usize = 0;
export let weights: usize = 0;
export let glows: bool = false;

/** Sets all of it; see kernel.ts for the layout of each. */
export function configure(
  pictureWidth: i32,
  pictureHeight: i32,
  shift: i32,
  photoAt: usize,
  movingHomeAt: usize,
  movingAt: usize,
  flowAt: usize,
  backAt: usize,
  coverAt: usize,
  tileKindsAt: usize,
  fieldsAt: usize,
  pictureAt: usize,
  weightsAt: usize,
  hasGlow: bool,
): void {
  width = pictureWidth;
  height = pictureHeight;
  tileShift = shift;
  tilesAcross = (pictureWidth + (1 << shift) - 1) >> shift;
  nodeRow = (tilesAcross + 1) * NODE_BYTES;
  coefficientRow = (pictureWidth + 2 * PAD) * 8;
  photo = photoAt;
  movingHome = movingHomeAt;
  moving = movingAt;
  flow = flowAt;
  back = backAt;
  cover = coverAt;
  tileKinds = tileKindsAt;
  fields = fieldsAt;
  picture = pictureAt;
  weights = weightsAt;
  glows = hasGlow;
}
