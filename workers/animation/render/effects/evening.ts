/**
 * The light of an evening on a photo: warm at the horizon and towards the sun, violet overhead. A deep blue sky has next to no red that a gain could
 * raise, so most of it is a veil that hangs in the sky alone; what of the sky is seen through it keeps its clouds.
 */

type Rgb = readonly [number, number, number];

/** What an evening asks of a photo (positions in pixels of the picture). */
export interface EveningPlace {
  /** Rows between which nearly all of the sky lies. */
  skyTop: number;
  horizon: number;
  /** Where the light comes from: 0 left .. 1 right. */
  sunAcross: number;
  /** Brightness of its colours, 1 for a bright day. */
  brightness: number;
  /** 0 for a night, which has its own light, 1 for a day. */
  day: number;
  /** 0 for a picture without colours (it gets none), 1 for one in colours. */
  colour: number;
}

/** An evening at one place; gains are of linear light, the veil in levels times its cover. */
export interface EveningLight {
  sky: Rgb;
  ground: Rgb;
  veil: Rgb;
  cover: number;
}

/** By eye on 18 photos with skies from deep blue to haze: colours of the veil, in levels, and its cover at the height of an evening. */
const AT_HORIZON: Rgb = [255, 176, 104];
const BETWEEN: Rgb = [240, 146, 138];
const OVERHEAD: Rgb = [128, 108, 176];
const COVER_AT_HORIZON = 0.72;
const COVER_OVERHEAD = 0.38;
/** How the cover falls with height over the horizon. */
const FALL = 1.4;
/** What is left of it on the side away from the sun. */
const AWAY = 0.7;
/** Gains of linear light in the sky and on the ground. */
const SKY_GAIN: Rgb = [1.2, 0.92, 0.8];
const GROUND_GAIN: Rgb = [1.16, 0.97, 0.82];

/**
 * @param across 0 left .. 1 right
 * @param y row in pixels
 * @param amount 0 none .. 1 the height of the evening
 */
export function eveningAt(place: EveningPlace, across: number, y: number, amount: number): EveningLight {
  const part = amount * place.day;
  const low = Math.min(1, Math.max(0, (y - place.skyTop) / Math.max(1, place.horizon - place.skyTop)));
  const side = AWAY + (1 - AWAY) * Math.exp(-4 * (across - place.sunAcross) ** 2);
  const cover = part * side * (COVER_OVERHEAD + (COVER_AT_HORIZON - COVER_OVERHEAD) * low ** FALL);
  const colour = low < 0.5 ? blend(OVERHEAD, BETWEEN, 2 * low) : blend(BETWEEN, AT_HORIZON, 2 * low - 1);
  const grey = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2];
  const veil = colour.map(
    (level) => cover * place.brightness * (grey + place.colour * (level - grey)),
  ) as unknown as Rgb;
  const gains = (gain: Rgb) => gain.map((g) => 1 + (g - 1) * part * place.colour) as unknown as Rgb;
  return { sky: gains(SKY_GAIN), ground: gains(GROUND_GAIN), veil, cover };
}

function blend(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}
