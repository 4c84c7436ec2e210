import { TILE, TILES_ACROSS, analyseTile, type Amplitudes } from './code-book';
import { blurPlane, emptyPlane, type Plane } from './planes';

/** Short side of a picture that is read, in samples: the tile is {@link TILE} of them wide. */
export const READING_SIDE = TILE * TILES_ACROSS;

/**
 * Half-widths, in samples, of what is taken for the picture itself and for its local loudness. Close to an edge lies calm that still
 * holds the mark, so both are narrow (1 to 4 and 1 to 6 tried on the clips of `npm run survival`).
 */
const DETAIL_RADIUS = 2;
const LOUDNESS_RADIUS = 2;
/** Code values: detail far below this counts little, so that the noise of flat parts is not blown up. */
const QUIET = 0.4;
const LIMIT = 2.5;

/**
 * What of a picture can hold the mark: its fine detail, each place divided by its own loudness, since the mark is as loud as its
 * surroundings let it be and the picture is the mark's noise.
 * @param luma at reading size, 0..255
 */
export function whitenPlane(luma: Plane): Plane {
  const { width, height } = luma;
  const detail = blurPlane(luma, DETAIL_RADIUS, 2);
  const energy = emptyPlane(width, height);
  for (let i = 0; i < detail.data.length; i++) {
    detail.data[i] = luma.data[i]! - detail.data[i]!;
    energy.data[i] = detail.data[i]! ** 2;
  }
  const loudness = blurPlane(energy, LOUDNESS_RADIUS, 2);
  for (let i = 0; i < detail.data.length; i++) {
    const value = detail.data[i]! / Math.sqrt(loudness.data[i]! + QUIET ** 2);
    detail.data[i] = Math.max(-LIMIT, Math.min(LIMIT, value));
  }
  return detail;
}

/** Lays all tiles of a whitened plane over each other, the first at its upper left corner; the mean, [TILE,TILE]. */
export function foldTiles({ width, height, data }: Plane): Float64Array {
  const sum = new Float64Array(TILE * TILE);
  const count = new Float64Array(TILE * TILE);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y % TILE) * TILE + (x % TILE);
      sum[at]! += data[y * width + x]!;
      count[at]!++;
    }
  }
  for (let i = 0; i < sum.length; i++) sum[i] = count[i]! > 0 ? sum[i]! / count[i]! : 0;
  return sum;
}

/** The carriers' amplitudes in a picture that stands upright and unscaled. */
export function amplitudesOf(luma: Plane): Amplitudes {
  return analyseTile(foldTiles(whitenPlane(luma)));
}
