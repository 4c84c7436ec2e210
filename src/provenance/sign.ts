import type { Builder, C2paSdk, ManifestDefinition, Signer } from '@contentauth/c2pa-web';
import { APP_NAME, APP_VERSION } from '../shared/app';
import { AppError, isAbort } from '../shared/errors';
import type { GateName, Verdict } from '../shared/verdict';
import { withC2pa } from './c2pa';
import { coseSign1 } from './cose';
import { DIGITAL_SOURCE_TYPE, LABEL_TEXT, type DisclosureFacts } from './disclosure';
import { deviceIdentity, type DeviceIdentity } from './identity';
import { embeddedModeration, moderationAssertion, type ModerationFacts } from './moderation';
import { readPhotoHistory, type PhotoHistory } from './photo-history';

export interface SignRequest {
  /** The finished film, with its XMP and tags written, or a copy of it as GIF or WebP (its type says which): nothing may change it afterwards. */
  mp4: Blob;
  /** The photo as the person gave it. Only its own manifest store (redacted) is taken from it. */
  photoFile: Blob;
  /** What the photo is by its bytes. */
  photoMimeType: string;
  /** A JPEG of the photo as shown: no metadata, nothing of what was cropped away. */
  photoThumbnail: Blob;
  facts: DisclosureFacts;
  gates: Record<GateName, Verdict>;
  /** What judged in which gate, for the moderation assertion; the embedded models and rules unless given. */
  moderation?: ModerationFacts;
}

export interface SignedFile {
  mp4: Blob;
  provenance: {
    /** `trusted` where the device's root is among the trusted ones, else `valid`. */
    state: 'valid' | 'trusted';
    digitalSourceType: string;
    /** Common name of the certificate. */
    signer: string;
  };
  /** What went otherwise than a person may expect. */
  notices: ('photo-manifest-left-out' | 'identity-not-kept')[];
}

/** Private assertions of the app, described in docs/disclosure.md. */
export const MODERATION_LABEL = 'org.stillwake.moderation';
export const DISCLOSURE_LABEL = 'org.stillwake.disclosure';

/** Room for the COSE signature: about 700 bytes of certificate, the rest is padding that verifiers skip. */
const RESERVED_BYTES = 4096;
/** Signing and reading back take 40 ms for a few megabytes; the library slows down above 50 MB. */
const BASE_LIMIT_MILLISECONDS = 30_000;
const LIMIT_MILLISECONDS_PER_MEGABYTE = 500;
const THUMBNAIL_ID = 'photo-as-shown';
const INGREDIENT_LABEL = 'photo';

/**
 * Signs a film with the device's key (C2PA 2.x claim, the photo as `inputTo` ingredient) and reads the result back: what is
 * returned was found valid and says what it was meant to say.
 *
 * Throws AppError `sign-failed`, `c2pa-unavailable`, `storage-full`, or AbortError.
 */
export async function signVideo(request: SignRequest, signal: AbortSignal): Promise<SignedFile> {
  const identity = await deviceIdentity();
  const megabytes = (request.mp4.size + request.photoFile.size) / 1e6;
  return withC2pa(
    async (sdk) => {
      try {
        const name = request.photoFile instanceof File ? request.photoFile.name : '';
        const history = await readPhotoHistory(sdk, request.photoFile, request.photoMimeType, name);
        const signed = await signCarryingOver(sdk, request, history, identity);
        const provenance = await readBack(sdk, signed.mp4, request.facts);
        return {
          mp4: signed.mp4,
          provenance,
          notices: [
            ...(signed.history.kind === 'left-out' ? (['photo-manifest-left-out'] as const) : []),
            ...(identity.kept ? [] : (['identity-not-kept'] as const)),
          ],
        };
      } catch (cause) {
        if (cause instanceof AppError || isAbort(cause)) throw cause;
        throw new AppError('sign-failed', `C2PA could not sign: ${String(cause)}`, { cause });
      }
    },
    { signal, limitMilliseconds: BASE_LIMIT_MILLISECONDS + LIMIT_MILLISECONDS_PER_MEGABYTE * megabytes },
  );
}

/** Signs with the photo's history, or without it where that does not work out. */
async function signCarryingOver(
  sdk: C2paSdk,
  request: SignRequest,
  history: PhotoHistory,
  identity: DeviceIdentity,
): Promise<{ mp4: Blob; history: PhotoHistory }> {
  if (history.kind === 'carried') {
    try {
      const mp4 = await sign(sdk, request, history, identity);
      await readBack(sdk, mp4, request.facts);
      return { mp4, history };
    } catch (error) {
      if (isAbort(error)) throw error;
      // A store of another maker, redacted, that no longer makes a valid whole: a film without it is better than none.
    }
    history = { kind: 'left-out' };
  }
  return { mp4: await sign(sdk, request, history, identity), history };
}

async function sign(
  sdk: C2paSdk,
  request: SignRequest,
  history: PhotoHistory,
  identity: DeviceIdentity,
): Promise<Blob> {
  const builder = await sdk.builder.fromDefinition(manifestDefinition(request, history));
  try {
    await builder.setIntent({ create: DIGITAL_SOURCE_TYPE });
    // The film's first frame is the photo as shown, so one picture serves as thumbnail of both. c2pa-rs drops an
    // ingredient's fresh thumbnail when one of its manifest's own is redacted (ingredient.rs, fresh_thumb_is_suppressed).
    await builder.setThumbnailFromBlob(request.photoThumbnail.type, request.photoThumbnail);
    await builder.addResourceFromBlob(THUMBNAIL_ID, request.photoThumbnail);
    await addPhoto(builder, request, history);
    const bytes = await builder.sign(signerOf(identity), typeOf(request.mp4), request.mp4);
    return new Blob([bytes], { type: typeOf(request.mp4) });
  } finally {
    await builder.free();
  }
}

/** Adds the photo as the material the film was made from, under a neutral title. */
async function addPhoto(builder: Builder, request: SignRequest, history: PhotoHistory): Promise<void> {
  const ingredient = {
    title: 'Photo',
    format: request.photoMimeType,
    // Identifiers of our own: the photo's XMP may hold ones by which it can be recognised elsewhere.
    instance_id: `xmp:iid:${crypto.randomUUID()}`,
    document_id: `xmp:did:${crypto.randomUUID()}`,
    relationship: 'inputTo' as const,
    label: INGREDIENT_LABEL,
    thumbnail: { format: request.photoThumbnail.type, identifier: THUMBNAIL_ID },
    description:
      history.kind === 'left-out'
        ? 'The photo that was animated. Its own Content Credentials were left out: they could not be carried over without private details.'
        : 'The photo that was animated.',
  };
  if (history.kind === 'carried') {
    await builder.addIngredientFromBlob(ingredient, request.photoMimeType, request.photoFile);
  } else {
    // From its description alone: not one byte of the file is read, whatever its format.
    await builder.addIngredient(ingredient);
  }
}

/** What is signed, by its bytes' own account. */
function typeOf(film: Blob): string {
  return film.type || 'video/mp4';
}

function manifestDefinition(
  { mp4, facts, gates, moderation }: SignRequest,
  history: PhotoHistory,
): ManifestDefinition {
  const isCopy = typeOf(mp4) !== 'video/mp4';
  const redactions = history.kind === 'carried' ? history.redactions : [];
  const agent = { name: APP_NAME, version: APP_VERSION };
  return {
    claim_version: 2,
    claim_generator_info: [agent],
    title: `${APP_NAME} video`,
    format: typeOf(mp4),
    instance_id: `xmp:iid:${isCopy ? crypto.randomUUID() : facts.id}`,
    ...(redactions.length > 0 ? { redactions } : {}),
    assertions: [
      {
        label: 'c2pa.actions.v2',
        created: true,
        data: {
          actions: [
            {
              action: 'c2pa.created',
              when: facts.createdAt.toISOString(),
              softwareAgent: agent,
              digitalSourceType: DIGITAL_SOURCE_TYPE,
              description:
                'A still photo animated on the device by a diffusion model; the sound is synthesised.',
              parameters: { ingredientIds: [INGREDIENT_LABEL] },
            },
            ...(isCopy
              ? [
                  {
                    action: 'c2pa.transcoded',
                    when: facts.createdAt.toISOString(),
                    softwareAgent: agent,
                    description: 'A copy of the finished film in another format; the sound is left out.',
                  },
                ]
              : []),
            // Written here and not by addRedaction(), which would turn all actions into gathered ones, and undated.
            ...redactions.map((redacted) => ({
              action: 'c2pa.redacted',
              when: facts.createdAt.toISOString(),
              softwareAgent: agent,
              reason: 'c2pa.PII.present',
              parameters: { redacted },
            })),
          ],
          allActionsIncluded: true,
        },
      },
      {
        label: DISCLOSURE_LABEL,
        created: true,
        data: {
          id: facts.id,
          visibleLabel: LABEL_TEXT,
          provider: APP_NAME,
          system: APP_NAME,
          version: APP_VERSION,
        },
      },
      {
        label: MODERATION_LABEL,
        created: true,
        data: moderationAssertion(gates, moderation ?? embeddedModeration()),
      },
    ],
  };
}

function signerOf(identity: DeviceIdentity): Signer {
  return {
    alg: 'es256',
    reserveSize: () => Promise.resolve(RESERVED_BYTES),
    sign: (claim, sizeBytes) => coseSign1(claim, identity, sizeBytes),
  };
}

/** Reads a signed film and holds it against what was to be written. Throws AppError `sign-failed`. */
async function readBack(sdk: C2paSdk, mp4: Blob, facts: DisclosureFacts): Promise<SignedFile['provenance']> {
  const reader = await sdk.reader.fromBlob(typeOf(mp4), mp4);
  if (!reader) throw new AppError('sign-failed', 'the signed file carries no manifest');
  try {
    const store = await reader.manifestStore();
    const state = store.validation_state;
    if (state !== 'Valid' && state !== 'Trusted') {
      const codes = (store.validation_results?.activeManifest?.failure ?? []).map(({ code }) => code);
      throw new AppError('sign-failed', `the signed file reads as ${String(state)}: ${codes.join(', ')}`);
    }
    const manifest = await reader.activeManifest();
    const dataOf = (label: string) =>
      manifest.assertions?.find((assertion) => assertion.label === label)?.data;
    const actions = dataOf('c2pa.actions.v2') as
      { actions?: { action?: string; digitalSourceType?: string }[] } | undefined;
    const created = actions?.actions?.find(({ action }) => action === 'c2pa.created');
    const disclosure = dataOf(DISCLOSURE_LABEL) as { id?: string; visibleLabel?: string } | undefined;
    const asWritten =
      created?.digitalSourceType === DIGITAL_SOURCE_TYPE &&
      disclosure?.id === facts.id &&
      disclosure.visibleLabel === LABEL_TEXT &&
      dataOf(MODERATION_LABEL) !== undefined &&
      manifest.ingredients?.length === 1 &&
      manifest.ingredients[0]?.relationship === 'inputTo' &&
      Boolean(manifest.thumbnail);
    if (!asWritten) throw new AppError('sign-failed', 'the signed file does not say what was written');
    return {
      state: state === 'Trusted' ? 'trusted' : 'valid',
      digitalSourceType: DIGITAL_SOURCE_TYPE,
      signer: manifest.signature_info?.common_name ?? '',
    };
  } finally {
    await reader.free();
  }
}
