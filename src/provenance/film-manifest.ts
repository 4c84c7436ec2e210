import type { ManifestDefinition } from '@contentauth/c2pa-web';
import { APP_NAME, APP_VERSION } from '../shared/app';
import { SOFT_BINDING_ALGORITHM } from '../shared/watermark/payload';
import { DIGITAL_SOURCE_TYPE, type DisclosureFacts } from './disclosure';
import { moderationAssertion, type ModerationRecord } from './moderation';

/** Private assertions of the app, described in docs/disclosure.md. */
export const MODERATION_LABEL = 'org.stillwake.moderation';
export const DISCLOSURE_LABEL = 'org.stillwake.disclosure';
/** C2PA 2.x section 18.10, and CAWG Training and Data Mining Assertion 1.1. */
export const SOFT_BINDING_LABEL = 'c2pa.soft-binding';
export const TRAINING_LABEL = 'cawg.training-mining';
/** Labels by which actions name their materials. */
export const AUDIO_LABEL = 'sound';
/** Of the photo at a place of the film, from 0. */
export function photoLabel(index: number): string {
  return index === 0 ? 'photo' : `photo-${index + 1}`;
}

/** Whether others may train on the film or mine it, as its maker wishes it. */
export type TrainingChoice = 'allowed' | 'notAllowed';

/** How scenes follow on each other. */
export const SCENE_TRANSITIONS = ['cut', 'cross-fade', 'fade-through-dark'] as const;
export type SceneTransition = (typeof SCENE_TRANSITIONS)[number];

/** How the film was made, as far as it gives nothing of the person away. */
export interface FilmFacts {
  width: number;
  height: number;
  framesPerSecond: number;
  durationSeconds: number;
  /** Whether the film shows a part of a photo alone. */
  cropped: boolean;
  /** Where the film shows several photos one after the other. */
  story?: {
    transition: SceneTransition;
    /** Whether the person's words (a title, a closing line) were painted in. Not which. */
    titled: boolean;
  };
  /** Models by id and version. */
  models: readonly { id: string; version: string }[];
}

/** Everything that a film's manifest says. */
export interface ManifestFacts {
  /** Type of the file that is signed. */
  format: string;
  facts: DisclosureFacts;
  moderation: ModerationRecord;
  film?: FilmFacts | undefined;
  training?: TrainingChoice | undefined;
  /** The person's own sound, where the film has it instead of a synthesised one. */
  ownAudio?: { mimeType: string } | undefined;
  /** Of how many photos the film was made; one unless given. */
  photoCount?: number;
  /** JUMBF addresses in the photo's own manifest that are left out. */
  redactions: readonly string[];
}

function created({ facts, photoCount = 1 }: ManifestFacts): string {
  const animated = `${photoCount > 1 ? 'Still photos' : 'A still photo'} animated on the device by a diffusion model`;
  return facts.ownSound ? `${animated}.` : `${animated}; the sound is synthesised.`;
}

const JOINED: Readonly<Record<SceneTransition, string>> = {
  cut: 'The scenes were put one after the other.',
  'cross-fade': 'The scenes were put one after the other, each fading into the next.',
  'fade-through-dark': 'The scenes were put one after the other, with a fade through dark between them.',
};

/** The definition of a film's manifest: claim version 2, every assertion a created one. */
export function filmManifest(about: ManifestFacts): ManifestDefinition {
  const { format, facts, redactions } = about;
  const isCopy = format !== 'video/mp4';
  return {
    claim_version: 2,
    claim_generator_info: [{ name: APP_NAME, version: APP_VERSION }],
    title: `${APP_NAME} video`,
    format,
    instance_id: `xmp:iid:${isCopy ? crypto.randomUUID() : facts.id}`,
    ...(redactions.length > 0 ? { redactions: [...redactions] } : {}),
    assertions: [
      {
        label: 'c2pa.actions.v2',
        created: true,
        data: { actions: actionsOf(about), allActionsIncluded: true },
      },
      {
        label: SOFT_BINDING_LABEL,
        created: true,
        data: { alg: SOFT_BINDING_ALGORITHM, blocks: [{ scope: {}, value: facts.watermark }] },
      },
      {
        label: TRAINING_LABEL,
        created: true,
        data: { entries: trainingEntries(about.training ?? 'notAllowed') },
      },
      {
        label: DISCLOSURE_LABEL,
        created: true,
        data: {
          id: facts.id,
          visibleLabel: facts.labelText,
          provider: APP_NAME,
          system: APP_NAME,
          version: APP_VERSION,
        },
      },
      { label: MODERATION_LABEL, created: true, data: moderationAssertion(about.moderation) },
    ],
  };
}

/** What was done, in order. There is no time stamp: `when` is this device's clock. */
function actionsOf(about: ManifestFacts) {
  const { format, facts, film, ownAudio, photoCount = 1, redactions } = about;
  const done = {
    when: facts.createdAt.toISOString(),
    softwareAgent: { name: APP_NAME, version: APP_VERSION },
  };
  const isCopy = format !== 'video/mp4';
  return [
    {
      ...done,
      action: 'c2pa.created',
      digitalSourceType: DIGITAL_SOURCE_TYPE,
      description: created(about),
      parameters: {
        ingredientIds: Array.from({ length: photoCount }, (_, index) => photoLabel(index)),
        ...(film
          ? {
              'org.stillwake.width': film.width,
              'org.stillwake.height': film.height,
              'org.stillwake.framesPerSecond': film.framesPerSecond,
              'org.stillwake.durationSeconds': film.durationSeconds,
              'org.stillwake.models': film.models.map(({ id, version }) => `${id} ${version}`),
            }
          : {}),
      },
    },
    ...(film?.cropped
      ? [
          {
            ...done,
            action: 'c2pa.cropped',
            description: `The film shows a part of ${photoCount > 1 ? 'photos' : 'the photo'}.`,
          },
        ]
      : []),
    ...(film?.story ? [{ ...done, action: 'c2pa.edited', description: JOINED[film.story.transition] }] : []),
    ...(film?.story?.titled
      ? [{ ...done, action: 'c2pa.addedText', description: 'Words that the person chose were painted in.' }]
      : []),
    ...(ownAudio
      ? [
          {
            ...done,
            action: 'c2pa.placed',
            description: 'Sound that the person chose.',
            parameters: { ingredientIds: [AUDIO_LABEL] },
          },
        ]
      : []),
    {
      ...done,
      action: 'c2pa.edited',
      description: 'A label that says so was painted into every frame.',
      parameters: { 'org.stillwake.label': facts.labelText },
    },
    {
      ...done,
      action: 'c2pa.watermarked.bound',
      description: 'An imperceptible watermark was put into every frame.',
      parameters: { 'org.stillwake.algorithm': SOFT_BINDING_ALGORITHM },
    },
    {
      ...done,
      action: 'c2pa.transcoded',
      description: isCopy
        ? 'A copy of the finished film in another format; the sound is left out.'
        : 'Encoded as H.264 and AAC.',
    },
    // Written here and not by addRedaction(), which would turn all actions into gathered ones, and undated.
    ...redactions.map((redacted) => ({
      ...done,
      action: 'c2pa.redacted',
      reason: 'c2pa.PII.present',
      parameters: { redacted },
    })),
  ];
}

function trainingEntries(choice: TrainingChoice): Record<string, { use: TrainingChoice }> {
  return Object.fromEntries(
    ['cawg.data_mining', 'cawg.ai_training', 'cawg.ai_generative_training', 'cawg.ai_inference'].map(
      (kind) => [kind, { use: choice }],
    ),
  );
}
