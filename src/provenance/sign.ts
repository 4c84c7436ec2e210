import type { Builder, C2paSdk, Manifest, Signer } from '@contentauth/c2pa-web';
import { AppError, isAbort } from '../shared/errors';
import { withC2pa } from './c2pa';
import { coseSign1, signatureRoom } from './cose';
import { DIGITAL_SOURCE_TYPE, type DisclosureFacts } from './disclosure';
import {
  AUDIO_LABEL,
  DISCLOSURE_LABEL,
  MODERATION_LABEL,
  SOFT_BINDING_LABEL,
  TRAINING_LABEL,
  filmManifest,
  photoLabel,
  type FilmFacts,
  type TrainingChoice,
} from './film-manifest';
import type { ModerationRecord } from './moderation';
import { readPhotoHistory, type PhotoHistory } from './photo-history';
import { signingIdentity, type SigningIdentity } from './signing-identity';

/** A photo that a film was made of. */
export interface PhotoMaterial {
  /** As the person gave it. Only its own manifest store (redacted) is taken from it. */
  file: Blob;
  /** What it is by its bytes. */
  mimeType: string;
  /** A JPEG of it as shown: no metadata, nothing of what was cropped away. */
  thumbnail: Blob;
}

export interface SignRequest {
  /** The finished film, with its XMP and tags written, or a copy of it as GIF or WebP (its type says which): nothing may change it afterwards. */
  mp4: Blob;
  /** What the film was made of, in the order in which it shows them. At least one. */
  photos: readonly PhotoMaterial[];
  facts: DisclosureFacts;
  /** What the gates said, for the moderation assertion. */
  moderation: ModerationRecord;
  /** How the film was made, for its record. */
  film?: FilmFacts;
  /** Whether others may train on the film; they may not unless given. */
  training?: TrainingChoice;
  /** The person's own sound. It is named by its type alone: not one byte of the file is read. */
  ownAudio?: { mimeType: string };
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

/** Signing and reading back take 40 ms for a few megabytes; the library slows down above 50 MB. */
const BASE_LIMIT_MILLISECONDS = 30_000;
const LIMIT_MILLISECONDS_PER_MEGABYTE = 500;
const THUMBNAIL_ID = 'photo-as-shown';

/** A photo, and what of its own credentials goes into the film. */
interface Material {
  photo: PhotoMaterial;
  history: PhotoHistory;
}

/**
 * Signs a film with the device's key (C2PA 2.x claim, each photo as `inputTo` ingredient) and reads the result back: what is
 * returned was found valid and says what it was meant to say.
 *
 * Throws AppError `sign-failed`, `c2pa-unavailable`, `storage-full`, or AbortError.
 */
export async function signVideo(request: SignRequest, signal: AbortSignal): Promise<SignedFile> {
  const identity = await signingIdentity();
  const photoBytes = request.photos.reduce((sum, { file }) => sum + file.size, 0);
  const megabytes = (request.mp4.size + photoBytes) / 1e6;
  return withC2pa(
    async (sdk) => {
      try {
        const materials: Material[] = [];
        for (const photo of request.photos) {
          const name = photo.file instanceof File ? photo.file.name : '';
          materials.push({ photo, history: await readPhotoHistory(sdk, photo.file, photo.mimeType, name) });
        }
        const signed = await signCarryingOver(sdk, request, materials, identity);
        const provenance = await readBack(sdk, signed.mp4, request);
        return {
          mp4: signed.mp4,
          provenance,
          notices: [
            ...(signed.materials.some(({ history }) => history.kind === 'left-out')
              ? (['photo-manifest-left-out'] as const)
              : []),
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

/** Signs with the photos' history, or without any where that does not work out. */
async function signCarryingOver(
  sdk: C2paSdk,
  request: SignRequest,
  materials: readonly Material[],
  identity: SigningIdentity,
): Promise<{ mp4: Blob; materials: readonly Material[] }> {
  let used = materials;
  if (materials.some(({ history }) => history.kind === 'carried')) {
    try {
      const mp4 = await sign(sdk, request, materials, identity);
      await readBack(sdk, mp4, request);
      return { mp4, materials };
    } catch (error) {
      if (isAbort(error)) throw error;
      // A store of another maker, redacted, that no longer makes a valid whole: a film without it is better than none.
    }
    used = materials.map(({ photo, history }) => ({
      photo,
      history: history.kind === 'carried' ? { kind: 'left-out' } : history,
    }));
  }
  return { mp4: await sign(sdk, request, used, identity), materials: used };
}

async function sign(
  sdk: C2paSdk,
  request: SignRequest,
  materials: readonly Material[],
  identity: SigningIdentity,
): Promise<Blob> {
  const redactions = materials.flatMap(({ history }) =>
    history.kind === 'carried' ? history.redactions : [],
  );
  const builder = await sdk.builder.fromDefinition(
    filmManifest({ ...request, photoCount: materials.length, format: typeOf(request.mp4), redactions }),
  );
  try {
    await builder.setIntent({ create: DIGITAL_SOURCE_TYPE });
    // The film's first frame is the first photo as shown, so one picture serves as thumbnail of both. c2pa-rs drops an
    // ingredient's fresh thumbnail when one of its manifest's own is redacted (ingredient.rs, fresh_thumb_is_suppressed).
    const { thumbnail } = materials[0]!.photo;
    await builder.setThumbnailFromBlob(thumbnail.type, thumbnail);
    for (const [index, material] of materials.entries()) await addPhoto(builder, material, index);
    if (request.ownAudio) {
      await builder.addIngredient({
        title: 'Sound',
        format: request.ownAudio.mimeType,
        instance_id: `xmp:iid:${crypto.randomUUID()}`,
        relationship: 'componentOf',
        label: AUDIO_LABEL,
        description: 'Sound that the person chose.',
      });
    }
    const bytes = await builder.sign(signerOf(identity), typeOf(request.mp4), request.mp4);
    return new Blob([bytes], { type: typeOf(request.mp4) });
  } finally {
    await builder.free();
  }
}

/** Adds a photo as material that the film was made from, under a neutral title. */
async function addPhoto(builder: Builder, { photo, history }: Material, index: number): Promise<void> {
  const thumbnailId = index === 0 ? THUMBNAIL_ID : `${THUMBNAIL_ID}-${index + 1}`;
  await builder.addResourceFromBlob(thumbnailId, photo.thumbnail);
  const ingredient = {
    title: 'Photo',
    format: photo.mimeType,
    // Identifiers of our own: the photo's XMP may hold ones by which it can be recognised elsewhere.
    instance_id: `xmp:iid:${crypto.randomUUID()}`,
    document_id: `xmp:did:${crypto.randomUUID()}`,
    relationship: 'inputTo' as const,
    label: photoLabel(index),
    thumbnail: { format: photo.thumbnail.type, identifier: thumbnailId },
    description:
      history.kind === 'left-out'
        ? 'The photo that was animated. Its own Content Credentials were left out: they could not be carried over without private details.'
        : 'The photo that was animated.',
  };
  if (history.kind === 'carried') {
    await builder.addIngredientFromBlob(ingredient, photo.mimeType, photo.file);
  } else {
    // From its description alone: not one byte of the file is read, whatever its format.
    await builder.addIngredient(ingredient);
  }
}

/** What is signed, by its bytes' own account. */
function typeOf(film: Blob): string {
  return film.type || 'video/mp4';
}

function signerOf(identity: SigningIdentity): Signer {
  return {
    alg: identity.algorithm,
    reserveSize: () => Promise.resolve(signatureRoom(identity)),
    sign: (claim, sizeBytes) => coseSign1(claim, identity, sizeBytes),
  };
}

/** Reads a signed film and holds it against what was to be written. Throws AppError `sign-failed`. */
async function readBack(sdk: C2paSdk, mp4: Blob, request: SignRequest): Promise<SignedFile['provenance']> {
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
    const asWritten = saysWhatWasWritten(manifest, request);
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

function saysWhatWasWritten(manifest: Manifest, { facts, ownAudio, photos }: SignRequest): boolean {
  const dataOf = (label: string) => manifest.assertions?.find((assertion) => assertion.label === label)?.data;
  const actions = dataOf('c2pa.actions.v2') as
    { actions?: { action?: string; digitalSourceType?: string }[] } | undefined;
  const created = actions?.actions?.find(({ action }) => action === 'c2pa.created');
  const disclosure = dataOf(DISCLOSURE_LABEL) as { id?: string; visibleLabel?: string } | undefined;
  const binding = dataOf(SOFT_BINDING_LABEL) as { blocks?: { value?: string }[] } | undefined;
  const materials = (manifest.ingredients ?? []).map(({ relationship }) => relationship);
  return (
    created?.digitalSourceType === DIGITAL_SOURCE_TYPE &&
    disclosure?.id === facts.id &&
    disclosure.visibleLabel === facts.labelText &&
    binding?.blocks?.[0]?.value === facts.watermark &&
    dataOf(TRAINING_LABEL) !== undefined &&
    dataOf(MODERATION_LABEL) !== undefined &&
    materials.filter((relationship) => relationship === 'inputTo').length === photos.length &&
    materials.length === photos.length + (ownAudio ? 1 : 0) &&
    Boolean(manifest.thumbnail)
  );
}
