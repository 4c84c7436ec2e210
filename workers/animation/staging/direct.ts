import { STILL_CAMERA, type Atmosphere, type CameraMove } from '../../../src/shared/atmosphere';
import type { PromptIntents } from '../protocol';

/** Probability from which an intent of the prompt counts as asked for. */
const ASKED = 0.5;
/** How strong an effect is that a prompt asks for, calm and strong words moving it. */
const USUAL = 0.6;
const STRONG_WORDS = 0.3;

/** What is left where nothing in a photo moves: slow, and no more than a breath. */
const GENTLE_PUSH: Readonly<CameraMove> = { kind: 'push-in', strength: 0.35, angleRadians: 0 };

/**
 * The camera that a prompt asks for. Without one it stands still, but for a photo in which nothing moves: there it goes in gently, unless
 * the prompt asks for stillness.
 */
export function cameraFor(intents: PromptIntents, nothingMoves: boolean): CameraMove {
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
    return { ...(nothingMoves && !still ? GENTLE_PUSH : STILL_CAMERA) };
  }
  return { kind: asked.kind, strength: strengthOf(intents), angleRadians: asked.angleRadians };
}

/** The effects of light and air that a prompt asks for. A scene by itself brings none: snow that nobody wanted is a fault. */
export function atmosphereFor(intents: PromptIntents): Atmosphere[] {
  const has = (intent: string) => (intents[intent] ?? 0) >= ASKED;
  const strength = strengthOf(intents);
  const kinds: Atmosphere['kind'][] = [];
  if (has('weather_snow')) kinds.push('snow');
  if (has('weather_rain')) kinds.push('rain');
  if (has('weather_fog')) kinds.push('fog');
  if (has('mood_sunset') || has('mood_dawn')) kinds.push('sky-hue');
  if (has('mood_storm')) kinds.push('cloud-shadow');
  if (has('element_fire')) kinds.push('flicker');
  return kinds.map((kind) => ({ kind, strength }));
}

function strengthOf(intents: PromptIntents): number {
  const strong = (intents.strength_strong ?? 0) >= ASKED || (intents.speed_fast ?? 0) >= ASKED;
  const calm = (intents.strength_calm ?? 0) >= ASKED || (intents.speed_slow ?? 0) >= ASKED;
  return USUAL + (strong ? STRONG_WORDS : 0) - (calm ? STRONG_WORDS : 0);
}
