import { describe, expect, it } from 'vitest';
import { promptDe } from '../src/i18n/prompt/de';
import { promptEn } from '../src/i18n/prompt/en';
import { promptEs } from '../src/i18n/prompt/es';
import { promptFr } from '../src/i18n/prompt/fr';
import { promptIt } from '../src/i18n/prompt/it';
import { promptJa } from '../src/i18n/prompt/ja';
import { promptVi } from '../src/i18n/prompt/vi';
import { promptZh } from '../src/i18n/prompt/zh';
import { PROMPT_NOTICES, promptNotices, type PromptNotice } from '../src/pipeline/prompt-notices';
import type { AtmosphereKind, CameraMove } from '../src/shared/atmosphere';
import { modelRecord } from '../src/shared/model-manifest';
import { SCENE_CLASSES, type SceneClass, type SceneSummary } from '../src/shared/scene';
import { FOLLOWED_BY_MOTION } from '../workers/animation/diffusion/followed-intents.test-support';
import { atmosphereFor, cameraFor } from '../workers/animation/staging/direct';
import { chooseSoundscape, type LayerName } from '../workers/sound/soundscape';

// Here, because no room may know all of those that follow a prompt.

/** What becomes of an intent: who follows it, or what is said. */
type Fate =
  | { camera: Pick<CameraMove, 'kind' | 'angleRadians'> }
  | { atmosphere: AtmosphereKind }
  | { sound: LayerName }
  | { silence: true }
  | { said: PromptNotice }
  | { asWithoutWords: true };

/** Every intent and remark of the prompt encoder that the motion does not follow. */
const FATES: Record<string, Fate> = {
  camera_in: { camera: { kind: 'push-in', angleRadians: 0 } },
  camera_out: { camera: { kind: 'pull-out', angleRadians: 0 } },
  camera_left: { camera: { kind: 'pan', angleRadians: Math.PI } },
  camera_right: { camera: { kind: 'pan', angleRadians: 0 } },
  weather_rain: { atmosphere: 'rain' },
  weather_snow: { atmosphere: 'snow' },
  weather_fog: { atmosphere: 'fog' },
  mood_sunset: { atmosphere: 'sky-hue' },
  mood_dawn: { atmosphere: 'sky-hue' },
  mood_storm: { atmosphere: 'cloud-shadow' },
  weather_wind: { sound: 'wind' },
  sound_waves: { sound: 'waves' },
  sound_stream: { sound: 'stream' },
  sound_wind: { sound: 'wind' },
  sound_rain: { sound: 'rain' },
  sound_thunder: { sound: 'thunder' },
  sound_birds: { sound: 'birds' },
  sound_fire: { sound: 'fire' },
  sound_silence: { silence: true },
  mood_night: { said: 'night-is-heard' },
  element_person: { said: 'people-stay' },
  element_animal: { said: 'animals-stay' },
  beyond: { said: 'prompt-beyond' },
  general: { asWithoutWords: true },
};

const LABELS = modelRecord('prompt-encoder').labels ?? [];
/** Everything is there, so that nothing is missed; and a bare room, in which nothing sounds by itself. */
const everything = sceneOf(Object.fromEntries(SCENE_CLASSES.map((name) => [name, 1 / SCENE_CLASSES.length])));
const bareRoom = sceneOf({ built: 1 });

function sceneOf(areas: Partial<Record<SceneClass, number>>): SceneSummary {
  return Object.fromEntries(SCENE_CLASSES.map((name) => [name, areas[name] ?? 0])) as SceneSummary;
}

const asks = (...intents: string[]) => Object.fromEntries(intents.map((intent) => [intent, 0.9]));
const layers = (intents: Record<string, number>) =>
  chooseSoundscape(bareRoom, intents, 0.02).map(({ name }) => name);

describe('every intent', () => {
  it('is followed or named', () => {
    expect(LABELS.length).toBeGreaterThan(50);
    expect([...FOLLOWED_BY_MOTION, ...Object.keys(FATES)].sort()).toEqual([...LABELS].sort());
  });

  it.each(Object.entries(FATES))('%s', (intent, fate) => {
    const intents = asks(intent);
    const said = promptNotices('words', intents, everything);
    if ('said' in fate) {
      expect(said).toEqual([fate.said]);
      return;
    }
    expect(said).toEqual([]);
    if ('camera' in fate) {
      expect(cameraFor(intents, false)).toMatchObject(fate.camera);
      expect(cameraFor({}, false).kind).toBe('none');
    } else if ('atmosphere' in fate) {
      expect(atmosphereFor(intents).map(({ kind }) => kind)).toEqual([fate.atmosphere]);
      expect(atmosphereFor({})).toEqual([]);
    } else if ('sound' in fate) {
      expect(layers(intents)).toContain(fate.sound);
      expect(layers({})).not.toContain(fate.sound);
    } else if ('silence' in fate) {
      expect(chooseSoundscape(everything, intents, 0.02)).toEqual([]);
      expect(chooseSoundscape(everything, {}, 0.02)).not.toEqual([]);
    } else {
      expect([cameraFor(intents, false), atmosphereFor(intents), layers(intents)]).toEqual([
        cameraFor({}, false),
        atmosphereFor({}),
        layers({}),
      ]);
    }
  });

  it.each(FOLLOWED_BY_MOTION.filter((intent) => intent.startsWith('element_')))(
    '%s is named where the photo has none',
    (intent) => {
      expect(promptNotices('words', asks(intent), bareRoom)).toHaveLength(1);
      expect(promptNotices('words', asks(intent), everything)).toEqual([]);
    },
  );
});

describe('what is said', () => {
  const languages = [promptEn, promptVi, promptIt, promptEs, promptFr, promptDe, promptZh, promptJa];

  it.each(PROMPT_NOTICES)('%s has a sentence of its own in each language', (notice) => {
    const sentences = languages.map((messages) => messages[notice]);
    expect(sentences.every((sentence) => /[.。]$/u.test(sentence))).toBe(true);
    expect(new Set(sentences).size).toBe(languages.length);
    for (const messages of languages) {
      expect(Object.values(messages).filter((sentence) => sentence === messages[notice])).toHaveLength(1);
    }
  });
});
