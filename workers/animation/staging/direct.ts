import { STILL_CAMERA, type Atmosphere, type CameraMove } from '../../../src/shared/atmosphere';
import { SCENE_CLASSES } from '../../../src/shared/scene';
import type { PromptIntents } from '../protocol';

/** Probability from which an intent of the prompt counts as asked for. */
const ASKED = 0.5;
/** How strong an effect is that a prompt asks for, calm and strong words moving it. */
const USUAL = 0.6;
const STRONG_WORDS = 0.3;
/** The evening of a sky that has nothing else to show, and what is added for one that a prompt asks for. */
const GENTLE_EVENING = 0.45;
const ASKED_EVENING = 0.2;

/**
 * Share of a picture's cells that more probably than not are fire from which it flickers. Of 660 photos looked at, the six with flames have 0.0017
 * (a rack of candles) and more; the nearest of the others, a low sun, has 0.0015.
 */
const FIRE_SEEN = 0.0016;

/** A fire that fills more of the picture than this flickers the less, so that no large field flashes. */
const SMALL_FIRE = 0.1;

/** What is left where little in a photo is seen to move: slow, and no more than a breath. */
const GENTLE_PUSH: Readonly<CameraMove> = { kind: 'push-in', strength: 0.35, angleRadians: 0 };

/**
 * The camera that a prompt asks for. Without one it stands still, but for a photo in which next to nothing is seen to move: there it goes in
 * gently, unless the prompt asks for stillness.
 */
export function cameraFor(intents: PromptIntents, quiet: boolean): CameraMove {
  const asked = (
    [
      ['camera_in', 'push-in', 0],
      ['camera_out', 'pull-out', 0],
      ['camera_left', 'pan', Math.PI],
      ['camera_right', 'pan', 0],
    ] as const
  )
    .map(([intent, kind, angleRadians]) => ({ probability: intents[intent] ?? 0, kind, angleRadians }))
    .filter(({ probability }) => probability >= ASKED)
    .sort((a, b) => b.probability - a.probability)[0];
  if (!asked) {
    const still = (intents.still ?? 0) >= ASKED;
    return { ...(quiet && !still ? GENTLE_PUSH : STILL_CAMERA) };
  }
  return { kind: asked.kind, strength: strengthOf(intents), angleRadians: asked.angleRadians };
}

/** What a scene itself asks for. */
export interface SceneCues {
  /** Share of the picture that is fire ({@link fireShare}). */
  fire?: number;
  /** A wide sky in which nothing is seen to drift. */
  skyStands?: boolean;
}

/**
 * The effects of light and air that a prompt asks for. A scene by itself brings two, unless the prompt asks for stillness or for something else
 * alone: a fire that is seen flickers, and a clear sky, in which no drift would be seen, has a gentle evening. Snow that nobody wanted is a fault.
 */
export function atmosphereFor(
  intents: PromptIntents,
  { fire = 0, skyStands = false }: SceneCues = {},
): Atmosphere[] {
  const has = (intent: string) => (intents[intent] ?? 0) >= ASKED;
  const free = !has('still') && !has('only');
  const strength = strengthOf(intents);
  const effects: Atmosphere[] = [];
  if (has('weather_snow')) effects.push({ kind: 'snow', strength });
  if (has('weather_rain')) effects.push({ kind: 'rain', strength });
  if (has('weather_fog')) effects.push({ kind: 'fog', strength });
  if (has('mood_sunset') || has('mood_dawn'))
    effects.push({ kind: 'sky-hue', strength: Math.min(1, strength + ASKED_EVENING) });
  else if (
    skyStands &&
    free &&
    !['exclude_sky', 'mood_storm', 'mood_night'].some(has) &&
    effects.length === 0
  )
    effects.push({ kind: 'sky-hue', strength: GENTLE_EVENING });
  if (has('mood_storm')) effects.push({ kind: 'cloud-shadow', strength });
  if (has('element_fire') || (fire >= FIRE_SEEN && free && !has('exclude_fire')))
    effects.push({ kind: 'flicker', strength: Math.min(1, SMALL_FIRE / fire) * strength });
  return effects;
}

/** Share of the cells that more probably than not are fire, 0..1. @param scene [16,h,w] probabilities in the order of SCENE_CLASSES */
export function fireShare(scene: Float32Array): number {
  const cells = scene.length / SCENE_CLASSES.length;
  const from = SCENE_CLASSES.indexOf('fire') * cells;
  let seen = 0;
  for (let cell = from; cell < from + cells; cell++) if (scene[cell]! > 0.5) seen++;
  return seen / cells;
}

function strengthOf(intents: PromptIntents): number {
  const strong = (intents.strength_strong ?? 0) >= ASKED || (intents.speed_fast ?? 0) >= ASKED;
  const calm = (intents.strength_calm ?? 0) >= ASKED || (intents.speed_slow ?? 0) >= ASKED;
  return USUAL + (strong ? STRONG_WORDS : 0) - (calm ? STRONG_WORDS : 0);
}
