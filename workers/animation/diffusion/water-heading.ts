import type { SceneClass } from '../../../src/shared/scene';
import type { Motion } from '../../../src/shared/motion';
import type { PromptIntents } from '../protocol';
import type { Grid } from './headroom';
import { readCrests } from './photo-cues/crests';
import { boxMean, meanOf, planeOf, shareOf, smoothstep } from './photo-cues/planes';

const OPEN_WATER: readonly SceneClass[] = ['still_water', 'moving_water'];
/** Land that is a shore. */
const SHORE: readonly SceneClass[] = ['ground', 'grass'];
const MOSTLY = 0.5;
/** Water is looked at where it covers so much of the picture. */
const LEAST_WATER = 0.02;
/** Rows with so much water count; water that begins higher up than this is looked down at; then the horizon lies so far above the picture. */
const WATER_ROW = 0.15;
const FROM_ABOVE = 0.12;
const HORIZON_ABOVE = 0.3;
const HORIZON_MARGIN = 0.02;
/** Focal length of a usual photo, and least distance below the horizon that is reckoned with; short sides. */
const FOCAL = 1.1;
const NEAREST_HORIZON = 0.02;
/** Agreement of the directions times their coherence below which crests say nothing, and from which on they say all. */
const CREST_FROM = 0.25;
const CREST_TO = 0.5;
/** So far from straight to the viewer crests are not told from it; foreshortening is taken for no stronger. */
const SLACK = (12 * Math.PI) / 180;
const FLATTEST = 0.3;
/** How strongly waves come to the viewer, in the measure of a near shore's length (short sides). */
const TO_VIEWER = 0.06;
/** Land within so many cells of the water's border is its shore; a shore of such a length, straight across slanting crests, turns them round, unless it is so much more behind the water than beside it. */
const SHORE_CELLS = 3;
const TURNING_SHORE = 0.05;
const ACROSS = 0.7;
const OBLIQUE = 0.5;
const BEHIND = 2;
/** Running water's share of the water from which its drift turns, and where it turns wholly. */
const TURN_FROM = 0.3;
const TURN_TO = 0.6;
/** A prompt that is surer of a direction than this has the say. */
const NAMED = 0.5;
const TINY = 1e-9;

interface Vector {
  x: number;
  y: number;
}

/** What the photo was read from: a class map, [16,h,w], and a photo, [3,4h,4w], sRGB 0..1. */
export interface Seen {
  scene: Float32Array;
  photo: Float32Array;
}

/**
 * Turns the drift of running open water as a whole, in place, so that its mean goes along {@link waterHeading}: no speed changes, eddies stay
 * eddies. A prompt that names a direction has the say. The twin of `steer_water` in models/training/motion/water_heading.py.
 */
export function steerWater(motion: Motion, seen: Seen, intents: PromptIntents): void {
  const named = (['left', 'right', 'up', 'down'] as const).some(
    (way) => (intents[`direction_${way}`] ?? 0) > NAMED,
  );
  if (named) return;
  const heading = waterHeading(seen, motion.grid);
  if (!heading) return;
  const cells = motion.moving.length;
  const open = shareOf(seen.scene, OPEN_WATER, cells);
  const turned = planeOf(seen.scene, 'moving_water', cells).map((share, cell) => {
    const water = open[cell]!;
    return water > MOSTLY ? smoothstep(share / water, TURN_FROM, TURN_TO) : 0;
  });
  let meanX = 0;
  let meanY = 0;
  turned.forEach((part, cell) => {
    meanX += part * motion.drift[cell]!;
    meanY += part * motion.drift[cells + cell]!;
  });
  if (Math.hypot(meanX, meanY) < TINY) return;
  const whole = Math.atan2(heading.y * meanX - heading.x * meanY, heading.x * meanX + heading.y * meanY);
  turned.forEach((part, cell) => {
    const cos = Math.cos(whole * part);
    const sin = Math.sin(whole * part);
    const x = motion.drift[cell]!;
    const y = motion.drift[cells + cell]!;
    motion.drift[cell] = x * cos - y * sin;
    motion.drift[cells + cell] = x * sin + y * cos;
  });
}

/**
 * Which way open water runs, read off the photo: across its crests, to the shore or to the viewer; null where there is hardly any water.
 *
 * A structure tensor gives the direction across crests cell by cell. A plane of water is seen foreshortened, so that every crest lies nearly
 * flat in the picture: the directions are turned up onto the plane before they are averaged, since a small tilt in the picture is a large
 * one on the water. Near shores bend waves towards themselves, which decides where crests say little, and which of their two sides is
 * ahead. The twin of `water_heading` in models/training/motion/water_heading.py; models/denoiser/water-heading-golden.json holds shared values.
 * @returns unit vector in the picture, +y down
 */
export function waterHeading({ scene, photo }: Seen, grid: Grid): Vector | null {
  const { height, width } = grid;
  const cells = height * width;
  const short = Math.min(height, width);
  const share = shareOf(scene, OPEN_WATER, cells);
  const water = Uint8Array.from(share, (value) => Number(value > MOSTLY));
  // Borders of the water are edges of something else.
  const inner = boxMean(Float32Array.from(water), grid, 1).map((value) => Number(value > 0.999));
  if (meanOf(inner) < LEAST_WATER) return null;

  const horizon = horizonRow(share, grid);
  const below = (cell: number) =>
    Math.max((Math.floor(cell / width) + 0.5 - horizon) / short, NEAREST_HORIZON);
  const foreshortening = inner.map((_, cell) => Math.min(below(cell) / FOCAL, 1));
  const across = inner.map((_, cell) => ((cell % width) + 0.5 - width / 2) / short / below(cell));
  const crests = readCrests(photo, inner, { foreshortening, across }, grid);
  const shore = readShore(water, shareOf(scene, SHORE, cells), foreshortening, grid);
  const fromAbove = horizon <= 0;

  // Land behind the water is no shore that waves run to, unless the water is looked down at.
  let ahead = { x: shore.x, y: fromAbove ? shore.y : Math.max(0, shore.y) };
  if (!fromAbove && shore.y < -Math.abs(shore.x)) ahead = { x: 0, y: 0 };
  const usual = unit({ x: ahead.x, y: ahead.y + TO_VIEWER });
  const lean = crests.normal - Math.PI / 2;
  const taken = Math.sign(lean) * Math.max(0, Math.abs(lean) - SLACK);
  const flat = Math.max(FLATTEST, meanOf(foreshortening.filter((_, cell) => water[cell])));
  let crest = unit({ x: -Math.sin(taken), y: flat * Math.cos(taken) });
  // What can't be told from straight to the viewer leaves the say to the shore.
  let certainty = crests.certainty * smoothstep(Math.abs(lean), SLACK, 2 * SLACK);
  const length = Math.hypot(shore.x, shore.y);
  const onNormal = shore.x * Math.cos(crests.normal) + shore.y * Math.sin(crests.normal);
  const slants = Math.abs(Math.cos(crests.normal)) > OBLIQUE && shore.y > -BEHIND * Math.abs(shore.x);
  if (length > TURNING_SHORE && onNormal < -ACROSS * length && (fromAbove || slants)) {
    crest = { x: -crest.x, y: -crest.y };
  } else if (crest.x * ahead.x + crest.y * ahead.y < 0) {
    // Waves don't run away from a shore: what was read is something else.
    certainty = 0;
  }
  const trust = smoothstep(certainty, CREST_FROM, CREST_TO);
  const way = {
    x: (1 - trust) * usual.x + trust * crest.x,
    y: (1 - trust) * usual.y + trust * crest.y,
  };
  return Math.hypot(way.x, way.y) < 1e-6 ? null : unit(way);
}

/** Where open water (share [h,w]) ends above, in rows; above the picture where it reaches the top. */
function horizonRow(share: Float32Array, { height, width }: Grid): number {
  let first = 0;
  for (let row = height - 1; row >= 0; row--) {
    const sum = share.subarray(row * width, (row + 1) * width).reduce((total, value) => total + value, 0);
    if (sum > WATER_ROW * width) first = row;
  }
  return first > FROM_ABOVE * height ? first - HORIZON_MARGIN * height : -HORIZON_ABOVE * height;
}

/** The way to the near shores: the sum over the water's borders with land, weighted by nearness, short sides. */
function readShore(
  water: Uint8Array,
  land: Float32Array,
  foreshortening: Float32Array,
  { height, width }: Grid,
): Vector {
  const way = { x: 0, y: 0 };
  const steps = [
    { dx: 1, dy: 0 },
    { dx: -1, dy: 0 },
    { dx: 0, dy: 1 },
    { dx: 0, dy: -1 },
  ];
  water.forEach((isWater, cell) => {
    if (!isWater) return;
    const x = cell % width;
    const y = Math.floor(cell / width);
    for (const { dx, dy } of steps) {
      let ends = false;
      let near = false;
      for (let step = 1; step <= SHORE_CELLS; step++) {
        const column = x + step * dx;
        const row = y + step * dy;
        if (column < 0 || row < 0 || column >= width || row >= height) break;
        if (step === 1) ends = !water[row * width + column];
        if (land[row * width + column]! > MOSTLY) near = true;
      }
      if (!ends || !near) continue;
      way.x += dx * foreshortening[cell]!;
      way.y += dy * foreshortening[cell]!;
    }
  });
  const short = Math.min(height, width);
  return { x: way.x / short, y: way.y / short };
}

function unit({ x, y }: Vector): Vector {
  const size = Math.max(Math.hypot(x, y), TINY);
  return { x: x / size, y: y / size };
}
