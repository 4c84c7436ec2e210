import type { SceneSummary } from '../../src/shared/scene';

/** What we can synthesise; each name is a file in layers/. */
export type LayerName =
  | 'waves'
  | 'lapping'
  | 'stream'
  | 'waterfall'
  | 'wind'
  | 'leaves'
  | 'rain'
  | 'thunder'
  | 'fire'
  | 'birds'
  | 'crickets'
  | 'city'
  | 'room';

/** A layer and how loud it stands in the mix (integrated loudness, LUFS). */
export interface LayerChoice {
  name: LayerName;
  loudnessLufs: number;
  /** 0..1: how rough the element is (calm to storm); the layer makes of it what it can. */
  force: number;
}

/** Loudness of a layer when its element fills the picture. By ear, against the whole: surf and rain forward, animals and rooms behind. */
const FULL_LUFS: Readonly<Record<LayerName, number>> = {
  waves: -19,
  lapping: -27,
  stream: -22,
  waterfall: -19,
  wind: -25,
  leaves: -25,
  rain: -21,
  thunder: -21,
  fire: -23,
  birds: -26,
  crickets: -29,
  city: -34,
  room: -44,
};

/** From this share of the picture on an element is as loud as it gets. */
const FULL_AREA = 0.35;
/** How much softer it is where it is only just there. */
const SMALL_DB = 12;
/** An intent counts from this probability on. */
const INTENDED = 0.5;
/** A sound that the prompt asks for by name is as loud as if its element filled a quarter of the picture, whatever the picture shows. */
const ASKED_AREA = 0.25;
/** Speed of the motion (short sides per second) at which nothing is made louder or softer. */
const USUAL_SPEED = 0.02;

/**
 * Chooses the layers of a film's sound. Pure.
 *
 * Reads these intents and ignores all others: `sound_*` (waves, stream, wind, rain, thunder, birds, fire: asked for by name;
 * silence: nothing sounds), `exclude_*` (an element that is to stay still is silent too, unless its sound is asked for),
 * `element_*` (fire, waterfall, moving_water, still_water, foliage, grass: named ones are heard from half the area on),
 * `weather_*` (rain, snow, wind), `mood_*` (night: crickets for birds; storm: wind, harder rain and waves; dawn: more birds),
 * `strength_*` (calm, strong).
 * @param meanSpeed of what moves, short sides per second: still pictures are softer
 */
export function chooseSoundscape(
  scene: SceneSummary,
  intents: Readonly<Record<string, number>>,
  meanSpeed: number,
): LayerChoice[] {
  const intends = (name: string) => (intents[name] ?? 0) >= INTENDED;
  if (intends('sound_silence')) return [];
  const isStorm = intends('mood_storm');
  const isNight = intends('mood_night');
  const isRain = intends('weather_rain') || intends('sound_rain');
  const force = Math.min(
    1,
    Math.max(
      0,
      0.45 +
        (isStorm ? 0.4 : 0) +
        (intends('strength_strong') ? 0.25 : 0) -
        (intends('strength_calm') ? 0.25 : 0),
    ),
  );
  const forceDb = 12 * (force - 0.45) + clamp(6 * Math.log10(Math.max(meanSpeed, 1e-4) / USUAL_SPEED), -3, 3);

  /** The share of the picture that can sound: 0 where it is excluded, more where it is named. */
  const area = (name: keyof SceneSummary) => {
    if (intends(`exclude_${name}`)) return 0;
    return scene[name] * (intends(`element_${name}`) ? 2 : 1);
  };
  const open = scene.sky + scene.cloud;
  const plants = area('foliage') + area('grass');
  const isOutdoors = open > 0.04 || plants + scene.moving_water + scene.still_water + scene.waterfall > 0.12;
  /** Surf needs an open sky over the water; between trees and rocks water runs. */
  const isSea = open >= 0.12 && open >= 0.5 * (scene.foliage + scene.grass);

  const choices: LayerChoice[] = [];
  const add = (name: LayerName, share: number, threshold: number, asked: boolean, extraDb = 0) => {
    const heard = asked ? Math.max(share, ASKED_AREA) : share;
    if (heard < threshold) return;
    const fullness = clamp(Math.log(heard / threshold) / Math.log(FULL_AREA / threshold), 0, 1);
    choices.push({
      name,
      loudnessLufs: FULL_LUFS[name] - SMALL_DB * (1 - fullness) + extraDb,
      force,
    });
  };

  const water = area('moving_water');
  add('waves', isSea ? water : 0, 0.03, intends('sound_waves'), forceDb);
  add('stream', isSea ? 0 : water, 0.02, intends('sound_stream'), 0.5 * forceDb);
  add('waterfall', area('waterfall'), 0.01, false);
  const hasWaves = choices.some(({ name }) => name === 'waves');
  add('lapping', hasWaves ? 0 : area('still_water'), 0.06, false, 0.5 * forceDb);
  add('fire', area('fire'), 0.008, intends('sound_fire'), 0.5 * forceDb);

  if (isRain) add('rain', isStorm ? FULL_AREA : 0.25, 0.03, true);
  if (intends('sound_thunder') || (isStorm && isRain)) add('thunder', FULL_AREA, 0.03, true);

  add('leaves', area('foliage') + 0.5 * area('grass'), 0.06, false, forceDb);
  const isWindy = intends('weather_wind') || intends('sound_wind') || isStorm || intends('weather_snow');
  const airy = 0.35 * open + 3 * area('flag') + (isOutdoors ? scene.hair : 0);
  add('wind', airy, 0.05, isWindy, forceDb + (isWindy ? 4 : 0));

  const isQuietDay = !isNight && !isStorm && !isRain && !intends('weather_snow');
  const birdDb = intends('mood_dawn') ? 3 : 0;
  add('birds', isQuietDay ? plants : 0, 0.1, intends('sound_birds'), birdDb);
  add('crickets', isNight && !isStorm && !isRain ? plants : 0, 0.06, false);
  add('city', open > 0.05 && !hasWaves ? scene.built : 0, 0.35, false);

  if (choices.length === 0) choices.push({ name: 'room', loudnessLufs: FULL_LUFS.room, force });
  return choices;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
