import type { C2paSdk } from '@contentauth/c2pa-web';

/** What of a photo's own manifest store goes into the film. */
export type PhotoHistory =
  | { kind: 'none' }
  /** Carried over, with the assertions of `redactions` (JUMBF URIs) taken out. */
  | { kind: 'carried'; redactions: string[] }
  /** There is one, and it can't be carried over without private parts, or can't be read. */
  | { kind: 'left-out' };

/**
 * Assertions that may stay. Everything else goes (location, identity, EXIF, IPTC, thumbnails of what may have been cropped
 * away, makers' own): a list of what is known to be harmless fails safe, a list of what is known to be private doesn't.
 * Actions and hashes can't be redacted (C2PA 2.x section 6.8.2).
 */
const KEPT_ASSERTIONS =
  /^(c2pa\.actions(\.v2)?|c2pa\.hash\..+|c2pa\.ingredient(\.v[23])?|(c2pa|cawg)\.training-mining|c2pa\.soft-binding|c2pa\.certificate-status|c2pa\.time-stamp)$/;

/** Keys that give away a place or a person in what can't be redacted. */
const PRIVATE_KEY =
  /gps|latitude|longitude|location|author|creator|actors|credentials|identif(y|ier|ied)|email|phone/i;

const EMAIL = /[\w.+-]+@[\w-]+\.\w/;

/** One manifest of c2pa-rs's crJSON, as far as it is looked at. */
interface CrManifest {
  label: string;
  assertions?: Record<string, unknown>;
  [claimOrOther: string]: unknown;
}

/** Reads a photo's own manifest store and decides what may be carried over. `fileName` is what the person calls the photo. */
export async function readPhotoHistory(
  sdk: C2paSdk,
  photo: Blob,
  mimeType: string,
  fileName: string,
): Promise<PhotoHistory> {
  let manifests: CrManifest[];
  try {
    const reader = await sdk.reader.fromBlob(mimeType, photo);
    if (!reader) return { kind: 'none' };
    try {
      manifests = ((await reader.crJson()) as { manifests: CrManifest[] }).manifests;
    } finally {
      await reader.free();
    }
  } catch {
    // A store that this reader can't make sense of, or one that lies on somebody's server.
    return { kind: 'left-out' };
  }
  return planHistory(manifests, fileName);
}

/** Decides, from crJSON manifests, which assertions are redacted or whether the store has to stay out. */
export function planHistory(manifests: readonly CrManifest[], fileName: string): PhotoHistory {
  const alreadyRedacted = new Set(
    manifests.flatMap((manifest) => stringsOf(claimOf(manifest)['redacted_assertions'])).map(pathOf),
  );
  const redactions: string[] = [];
  for (const manifest of manifests) {
    const claim = claimOf(manifest);
    // A certificate can't be redacted either, and some are made out to a person's address.
    const kept: unknown[] = [claim, manifest['signature']];
    for (const segment of assertionsOf(claim)) {
      const uri = `self#jumbf=/c2pa/${manifest.label}/c2pa.assertions/${segment}`;
      if (!KEPT_ASSERTIONS.test(segment.replace(/__\d+$/, ''))) {
        if (!alreadyRedacted.has(pathOf(uri))) redactions.push(uri);
      } else if (!segment.startsWith('c2pa.hash.')) kept.push(manifest.assertions?.[segment]);
    }
    if ('credentials' in manifest || kept.some((part) => isPrivate(part, fileName)))
      return { kind: 'left-out' };
  }
  return { kind: 'carried', redactions };
}

/** `claim.v2`, or `claim` of C2PA 1.x. */
function claimOf(manifest: CrManifest): Record<string, unknown> {
  const claim = manifest['claim.v2'] ?? manifest['claim'];
  return typeof claim === 'object' && claim !== null ? (claim as Record<string, unknown>) : {};
}

/** The last segments of the claim's assertion links, such as `stds.exif` or `c2pa.ingredient.v3__1`. */
function assertionsOf(claim: Record<string, unknown>): string[] {
  return ['created_assertions', 'gathered_assertions', 'assertions']
    .flatMap((list) => (Array.isArray(claim[list]) ? (claim[list] as unknown[]) : []))
    .map((link) => (typeof link === 'object' && link !== null ? (link as { url?: unknown }).url : undefined))
    .filter((url) => typeof url === 'string')
    .map((url) => url.slice(url.lastIndexOf('/') + 1));
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function pathOf(uri: string): string {
  return uri.replace(/^self#jumbf=\/?/, '').replace(/^c2pa\//, '');
}

function isPrivate(value: unknown, fileName: string): boolean {
  if (typeof value === 'string') return EMAIL.test(value) || namesFile(value, fileName);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, inner]) => (!Array.isArray(value) && PRIVATE_KEY.test(key)) || isPrivate(inner, fileName),
  );
}

/** Whether a text gives away what the person calls the file: the whole name anywhere, or the name alone without its ending. */
function namesFile(text: string, fileName: string): boolean {
  if (fileName === '') return false;
  return text === fileName.replace(/\.[^.]*$/, '') || (/\../.test(fileName) && text.includes(fileName));
}
