import type { Builder, C2paSdk, Manifest, Signer } from '@contentauth/c2pa-web';
import { AppError, isAbort } from '../shared/errors';
import { withC2pa } from './c2pa';
import { coseSign1, signatureRoom } from './cose';
import { DIGITAL_SOURCE_TYPE, type DisclosureFacts } from './disclosure';
import {
  AUDIO_LABEL,
  DISCLOSURE_LABEL,
  MODERATION_LABEL,
  PHOTO_LABEL,
  SOFT_BINDING_LABEL,
  TRAINING_LABEL,
  filmManifest,
  type FilmFacts,
  type TrainingChoice,
} from './film-manifest';
import type { ModerationRecord } from './moderation';
import { readPhotoHistory, type PhotoHistory } from './photo-history';
import { signingIdentity, type SigningIdentity } from './signing-identity';

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

/**
 * Signs a film with the device's key (C2PA 2.x claim, the photo as `inputTo` ingredient) and reads the result back: what is
 * returned was found valid and says what it was meant to say.
 *
 * Throws AppError `sign-failed`, `c2pa-unavailable`, `storage-full`, or AbortError.
 */
export async function signVideo(request: SignRequest, signal: AbortSignal): Promise<SignedFile> {
  const identity = await signingIdentity();
  const megabytes = (request.mp4.size + request.photoFile.size) / 1e6;
  return withC2pa(
    async (sdk) => {
      try {
        const name = request.photoFile instanceof File ? request.photoFile.name : '';
        const history = await readPhotoHistory(sdk, request.photoFile, request.photoMimeType, name);
        const signed = await signCarryingOver(sdk, request, history, identity);
        const provenance = await readBack(sdk, signed.mp4, request);
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
  identity: SigningIdentity,
): Promise<{ mp4: Blob; history: PhotoHistory }> {
  if (history.kind === 'carried') {
    try {
      const mp4 = await sign(sdk, request, history, identity);
      await readBack(sdk, mp4, request);
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
  identity: SigningIdentity,
): Promise<Blob> {
  const redactions = history.kind === 'carried' ? history.redactions : [];
  const builder = await sdk.builder.fromDefinition(
    filmManifest({ ...request, format: typeOf(request.mp4), redactions }),
  );
  try {
    await builder.setIntent({ create: DIGITAL_SOURCE_TYPE });
    // The film's first frame is the photo as shown, so one picture serves as thumbnail of both. c2pa-rs drops an
    // ingredient's fresh thumbnail when one of its manifest's own is redacted (ingredient.rs, fresh_thumb_is_suppressed).
    await builder.setThumbnailFromBlob(request.photoThumbnail.type, request.photoThumbnail);
    await builder.addResourceFromBlob(THUMBNAIL_ID, request.photoThumbnail);
    await addPhoto(builder, request, history);
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

/** Adds the photo as the material the film was made from, under a neutral title. */
async function addPhoto(builder: Builder, request: SignRequest, history: PhotoHistory): Promise<void> {
  const ingredient = {
    title: 'Photo',
    format: request.photoMimeType,
    // Identifiers of our own: the photo's XMP may hold ones by which it can be recognised elsewhere.
    instance_id: `xmp:iid:${crypto.randomUUID()}`,
    document_id: `xmp:did:${crypto.randomUUID()}`,
    relationship: 'inputTo' as const,
    label: PHOTO_LABEL,
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

function saysWhatWasWritten(manifest: Manifest, { facts, ownAudio }: SignRequest): boolean {
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
    materials.filter((relationship) => relationship === 'inputTo').length === 1 &&
    materials.length === (ownAudio ? 2 : 1) &&
    Boolean(manifest.thumbnail)
  );
}
