import { REGIONS, type Region } from '../../../../src/shared/atmosphere';
import type { Motion } from '../../../../src/shared/motion';
import type { RenderPlan } from '../plan';
import { boxBlur, smoothstep } from '../planes';
import type { EveningPlace } from './evening';

/** A sun is seen where the sky is at least so bright and so much brighter than all of it, in levels of luma; else it stands above the picture. */
const SUN_LUMA = 225;
const SUN_RISE = 35;
const SUN_ABOVE = 0.3;
/** Luma (levels) of the sky or of all, whichever is brighter, at which a night ends and a day has begun, and of a bright day. */
const NIGHT_LUMA = 35;
const DAY_LUMA = 75;
const BRIGHT_LUMA = 150;
/** Least brightness of an evening's colours. */
const DIMMEST = 0.7;
/** Mean spread of the channels (levels) of a picture without colours, and of one with some. */
const GREY_SPREAD = 3;
const COLOUR_SPREAD = 12;
/** Part of the sky's cells above its first and below its last row: lone cells among leaves. */
const SKY_STRAYS = 0.04;

/** What effects of light ask of a photo: where the sun is, the colour of its haze, where lamps and lit windows are, and its evening. */
export interface PhotoSurvey {
  /** In pixels; above the picture where none is seen. */
  sun: { x: number; y: number };
  /** Levels. */
  haze: [number, number, number];
  ray: [number, number, number];
  /** [h,w] of the motion's grid, 0..1. */
  lamps: Float32Array;
  evening: EveningPlace;
}

/** Surveys a photo once for all of its frames. */
export function surveyPhoto(plan: RenderPlan, motion: Motion): PhotoSurvey {
  const { width, height, photo } = plan;
  const grid = motion.grid;
  const cells = grid.width * grid.height;
  const sums = [0, 1, 2, 3].map(() => new Float32Array(cells));
  const counts = new Float32Array(cells);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * grid.height) / height) * grid.width;
    for (let x = 0; x < width; x++) {
      const cell = row + Math.floor((x * grid.width) / width);
      const pixel = photo[y * width + x]!;
      const red = pixel & 255;
      const green = (pixel >>> 8) & 255;
      const blue = (pixel >>> 16) & 255;
      counts[cell]!++;
      sums[0]![cell]! += red;
      sums[1]![cell]! += green;
      sums[2]![cell]! += blue;
      if (red > 200 && green > 130 && red > blue + 35) sums[3]![cell]!++;
    }
  }
  const luma = new Float32Array(cells);
  let total = 0;
  let spread = 0;
  for (let i = 0; i < cells; i++) {
    const count = Math.max(1, counts[i]!);
    for (const sum of sums) sum[i]! /= count;
    luma[i] = 0.3 * sums[0]![i]! + 0.6 * sums[1]![i]! + 0.1 * sums[2]![i]!;
    total += luma[i]! / cells;
    const means = sums.slice(0, 3).map((sum) => sum[i]!);
    spread += (Math.max(...means) - Math.min(...means)) / cells;
  }
  const plane = (region: Region, cell: number) =>
    motion.regions ? motion.regions[REGIONS.indexOf(region) * cells + cell]! : 0;
  // Lamps are seen at dusk: in a bright picture warm light is paint.
  const dusk = 1 - smoothstep(70, 120, total);
  const lamps = boxBlur(
    sums[3]!.map((share, i) => dusk * Math.min(1, 4 * share) * plane('built', i)),
    grid.width,
    grid.height,
    1,
  );
  const blurred = boxBlur(luma, grid.width, grid.height, 2);
  let sunCell = 0;
  let brightest = 0;
  let skyLuma = 0;
  let skyCells = 1e-6;
  const skyRows = new Float32Array(grid.height);
  // The brighter side of the picture, -1 left .. 1 right: where the light comes from that no sun is seen of.
  let lean = 0;
  const haze = [0, 0, 0];
  let hazeWeight = 0;
  for (let i = 0; i < cells; i++) {
    const sky = motion.regions ? plane('sky', i) : 0;
    if (sky > 0.7) {
      skyLuma += blurred[i]!;
      skyCells++;
      skyRows[Math.floor(i / grid.width)]!++;
      if (blurred[i]! > brightest) {
        brightest = blurred[i]!;
        sunCell = i;
      }
    }
    lean += ((blurred[i]! - total) * (((i % grid.width) + 0.5) / grid.width - 0.5)) / (cells * 4);
    const weight = 0.02 + sky;
    hazeWeight += weight;
    for (let c = 0; c < 3; c++) haze[c]! += weight * sums[c]![i]!;
  }
  const isSeen = brightest >= SUN_LUMA && brightest >= skyLuma / skyCells + SUN_RISE;
  const side = lean < 0 ? 0.2 : 0.8;
  // Sunlight, coloured as the sky is.
  const strongest = Math.max(1, ...haze);
  const ray = (c: number, white: number) => 0.4 * white + (0.6 * 255 * haze[c]!) / strongest;
  const lift = (c: number) =>
    Math.min(245, 0.55 * (haze[c]! / hazeWeight) + 0.45 * Math.max(110, Math.min(235, 1.5 * total)));
  const sun = isSeen
    ? {
        x: (((sunCell % grid.width) + 0.5) / grid.width) * width,
        y: ((Math.floor(sunCell / grid.width) + 0.5) / grid.height) * height,
      }
    : { x: side * width, y: -SUN_ABOVE * Math.min(width, height) };
  const light = Math.max(total, skyLuma / skyCells);
  const rowOf = (part: number) => {
    let seen = 0;
    const row = skyRows.findIndex((count) => (seen += count) >= part * skyCells);
    return (Math.max(0, row) * height) / grid.height;
  };
  return {
    sun,
    haze: [lift(0), lift(1), lift(2)],
    ray: [ray(0, 255), ray(1, 236), ray(2, 200)],
    lamps,
    evening: {
      skyTop: rowOf(SKY_STRAYS),
      horizon: rowOf(1 - SKY_STRAYS),
      sunAcross: sun.x / width,
      brightness: Math.min(1, Math.max(DIMMEST, light / BRIGHT_LUMA)),
      day: smoothstep(NIGHT_LUMA, DAY_LUMA, light),
      colour: smoothstep(GREY_SPREAD, COLOUR_SPREAD, spread),
    },
  };
}
