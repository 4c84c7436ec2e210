import type { PromptIntents } from '../../workers/animation/protocol';
import { readsLanguage } from '../shared/prompt-language';
import type { SceneClass, SceneSummary } from '../shared/scene';
import type { Verdict } from '../shared/verdict';

/** What of a prompt could not be followed, and why; src/i18n/prompt has a sentence for each. */
export const PROMPT_NOTICES = [
  'prompt-language-not-read',
  'prompt-not-understood',
  'prompt-beyond',
  'no-sky',
  'no-water',
  'no-waterfall',
  'no-plants',
  'no-fire',
  'no-smoke',
  'no-flag',
  'no-hair',
  'people-stay',
  'animals-stay',
  'night-is-heard',
  'directions-differ',
  'paces-differ',
  'one-camera',
  'own-sound-plays',
] as const;
export type PromptNotice = (typeof PROMPT_NOTICES)[number];

/** Probability from which on an intent counts as asked for. */
const ASKED = 0.5;
/** Share of the photo's area below which something is not there. */
const PRESENT = 0.004;

/** Elements that a prompt may ask to move, the classes of the scene that are such, and what is said where there are none. */
const ELEMENTS: { asked: string[]; classes: SceneClass[]; notice: PromptNotice }[] = [
  { asked: ['sky', 'cloud'], classes: ['sky', 'cloud'], notice: 'no-sky' },
  {
    asked: ['still_water', 'moving_water', 'waterfall'],
    classes: ['still_water', 'moving_water', 'waterfall'],
    notice: 'no-water',
  },
  { asked: ['foliage', 'grass'], classes: ['foliage', 'grass'], notice: 'no-plants' },
  { asked: ['fire'], classes: ['fire'], notice: 'no-fire' },
  { asked: ['smoke'], classes: ['smoke'], notice: 'no-smoke' },
  { asked: ['flag'], classes: ['flag'], notice: 'no-flag' },
  // Thin hair is taken for the face or the body it hangs over.
  { asked: ['hair'], classes: ['hair', 'face', 'body'], notice: 'no-hair' },
];

/** Intents of which a film follows one: it has one wind, one pace and one camera. */
const ONE_OF: { asked: string[]; notice: PromptNotice }[] = [
  { asked: ['direction_left', 'direction_right'], notice: 'directions-differ' },
  { asked: ['direction_up', 'direction_down'], notice: 'directions-differ' },
  { asked: ['speed_slow', 'speed_fast'], notice: 'paces-differ' },
  { asked: ['strength_calm', 'strength_strong'], notice: 'paces-differ' },
  { asked: ['camera_in', 'camera_out', 'camera_left', 'camera_right'], notice: 'one-camera' },
];

/** Crickets take over; the light of the photo stays. */
const NIGHT = 'mood_night';
/** Says of a prompt that it asks for motion at large: "bring it to life". */
const GENERAL = 'general';
/** Says of a prompt that it asks for what this app does not do: "add a dragon". */
const BEYOND = 'beyond';

/** What else decides how a film is made. */
export interface FilmChoices {
  /** The person brought a sound, which plays in place of the one that words could shape. */
  ownSound: boolean;
}

/**
 * What of a prompt cannot be followed in this photo and film, in the order of {@link PROMPT_NOTICES}: nothing where it was
 * understood and all it names is there. No prompt gives none.
 */
export function promptNotices(
  prompt: string,
  intents: PromptIntents,
  scene: SceneSummary,
  { ownSound }: FilmChoices = { ownSound: false },
): PromptNotice[] {
  if (prompt.trim() === '') return [];
  const asks = (name: string) => (intents[name] ?? 0) > ASKED;
  const known = Object.keys(intents).filter((name) => name !== GENERAL && name !== BEYOND);
  if (!known.some(asks)) {
    if (asks(GENERAL)) return asks(BEYOND) ? ['prompt-beyond'] : [];
    return [asks(BEYOND) ? 'prompt-beyond' : 'prompt-not-understood'];
  }
  const notices = new Set<PromptNotice>(asks(BEYOND) ? ['prompt-beyond'] : []);
  for (const { asked, classes, notice } of ELEMENTS) {
    const area = classes.reduce((sum, name) => sum + scene[name], 0);
    if (asked.some((name) => asks(`element_${name}`)) && area < PRESENT) notices.add(notice);
  }
  const wantsFalls =
    asks('element_waterfall') && !asks('element_still_water') && !asks('element_moving_water');
  if (wantsFalls && scene.waterfall < PRESENT && !notices.has('no-water')) notices.add('no-waterfall');
  if (asks('element_person')) notices.add('people-stay');
  if (asks('element_animal')) notices.add('animals-stay');
  if (asks(NIGHT)) notices.add('night-is-heard');
  for (const { asked, notice } of ONE_OF) {
    if (asked.filter(asks).length > 1) notices.add(notice);
  }
  if (ownSound && known.some((name) => name.startsWith('sound_') && asks(name)))
    notices.add('own-sound-plays');
  return PROMPT_NOTICES.filter((notice) => notices.has(notice));
}

/** What is said of a checked prompt: of one that is in a language the app does not read, that alone. */
export function noticesOfPrompt(
  { text, verdict }: { text: string; verdict: Verdict },
  intents: PromptIntents,
  scene: SceneSummary,
  choices?: FilmChoices,
): PromptNotice[] {
  return readsLanguage(verdict) ? promptNotices(text, intents, scene, choices) : ['prompt-language-not-read'];
}
