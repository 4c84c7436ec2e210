import type { Ingredient, Manifest, ManifestStore, Reader, ValidationStatus } from '@contentauth/c2pa-web';
import { isAbort } from '../shared/errors';
import { C2PA_SETTINGS, withC2pa } from './c2pa';
import { existingDeviceIdentity, rootPem } from './identity';
import { recheckInputs } from './input-materials';
import { originOf, type Origin } from './origin';
import { axisOf, describeProblem, type Problem } from './problems';

export type IntegrityState =
  /** The content and every statement are as they were signed. */
  | 'valid'
  | 'invalid'
  /** The reader could not check (a signature it doesn't know, nothing that binds the content). */
  | 'not-checked';

export interface Integrity {
  state: IntegrityState;
  /** Empty when valid. */
  problems: Problem[];
}

export interface SignerReport {
  /** Common name, as the certificate says; anybody can write anything into a certificate that no list names. */
  name: string | null;
  organisation: string | null;
  /** Who issued the certificate, where the reader tells. */
  issuer: string | null;
  /** `own-device`: this device's root signed it; `listed`: a trust list names it. */
  known: 'own-device' | 'listed' | 'unknown';
  algorithm: string | null;
  /** ISO 8601. */
  validFrom: string | null;
  validUntil: string | null;
  /** Trusted time of signing; null without a time stamp. */
  timeStampedAt: string | null;
  /** The certificate's and time stamp's problems, `signer-unknown` not among them: `known` says it. */
  problems: Problem[];
}

/** A material that a file was made from, with all that is known of it. */
export interface IngredientReport {
  title: string | null;
  mimeType: string | null;
  /** parentOf, componentOf or inputTo. */
  relationship: string;
  description: string | null;
  /** What was found when it was taken in, and what is found now. Null where it had no credentials. */
  credentials: { integrity: Integrity; signer: SignerReport | null; origin: Origin } | null;
  ingredients: IngredientReport[];
}

export interface CredentialsReport {
  /** The library's word for the whole, after the recheck of what it skips. */
  validationState: 'invalid' | 'valid' | 'trusted';
  integrity: Integrity;
  signer: SignerReport | null;
  origin: Origin;
  ingredients: IngredientReport[];
  /** True where the tree of materials was too large to be walked to its end. */
  ingredientsCutShort: boolean;
  /** Assertions that were taken out of the materials' credentials. */
  redactions: string[];
}

export type CredentialsReading =
  | { kind: 'found'; report: CredentialsReport }
  | { kind: 'none' }
  /** Only an address on a server is in the file; this app doesn't go there. */
  | { kind: 'remote' }
  /** There is something, but neither file nor credentials can be made sense of. */
  | { kind: 'unreadable'; message: string };

/** Bounds for files that mean harm: a tree of more materials is cut short, and said so. */
const MAX_INGREDIENTS = 2000;
const MAX_DEPTH = 24;
const BASE_LIMIT_MILLISECONDS = 30_000;
const LIMIT_MILLISECONDS_PER_MEGABYTE = 500;

/** Reads and validates the C2PA credentials of a file. Throws AppError `c2pa-unavailable` or AbortError. */
export async function readCredentials(
  file: Blob,
  mimeType: string,
  { signal }: { signal: AbortSignal },
): Promise<CredentialsReading> {
  const own = await existingDeviceIdentity();
  // This device's root is the one anchor: 'trusted' then means that this device signed it.
  const settings = own ? { ...C2PA_SETTINGS, trust: { userAnchors: rootPem(own) } } : C2PA_SETTINGS;
  return withC2pa(
    async (sdk) => {
      let reader: Reader | null;
      try {
        reader = await sdk.reader.fromBlob(mimeType, file, settings);
      } catch (error) {
        if (isAbort(error)) throw error;
        const message = error instanceof Error ? error.message : String(error);
        return /RemoteManifestUrl/.test(message) ? { kind: 'remote' } : { kind: 'unreadable', message };
      }
      if (!reader) return { kind: 'none' };
      try {
        const store = await reader.manifestStore();
        const crJson: unknown = await reader.crJson();
        const rechecked = await recheckInputs(sdk, reader, store, crJson);
        return { kind: 'found', report: describeStore(store, readCertificates(crJson), rechecked) };
      } finally {
        await reader.free();
      }
    },
    {
      signal,
      limitMilliseconds: BASE_LIMIT_MILLISECONDS + (LIMIT_MILLISECONDS_PER_MEGABYTE * file.size) / 1e6,
    },
  );
}

/** What crJSON tells of a manifest's certificate. */
export interface CertificateFacts {
  issuer: string | null;
  organisation: string | null;
  validFrom: string | null;
  validUntil: string | null;
}

/**
 * Turns a manifest store into the report; pure. `certificates` by manifest label; `rechecked`: failures that the reader did not
 * find itself, by the link of the ingredient assertion.
 */
export function describeStore(
  store: ManifestStore,
  certificates: ReadonlyMap<string, CertificateFacts>,
  rechecked: ReadonlyMap<string, ValidationStatus[]> = new Map(),
): CredentialsReport {
  const activeLabel = store.active_manifest ?? '';
  const active = manifestsOf(store).get(activeLabel);
  const results = store.validation_results;
  const statuses = results?.activeManifest;
  const walk: Walk = {
    manifests: manifestsOf(store),
    certificates,
    deltas: collectFailures([
      ...rechecked,
      ...(results?.ingredientDeltas ?? []).map(
        (delta) => [delta.ingredientAssertionURI, delta.validationDeltas.failure] as const,
      ),
    ]),
    left: MAX_INGREDIENTS,
    cutShort: false,
  };
  const whole = rechecked.size === 0;
  const trusted = whole && store.validation_state === 'Trusted';
  const own = (statuses?.success ?? []).some(({ code }) => code === 'signingCredential.trusted');
  const failures = (statuses?.failure ?? store.validation_status ?? []).map(describeProblem);
  // An update manifest binds no content itself; its parent's match is told among the deltas.
  const successes = [
    ...(statuses?.success ?? []),
    ...(results?.ingredientDeltas ?? []).flatMap((delta) => delta.validationDeltas.success),
  ].map(({ code }) => code);
  return {
    validationState: trusted ? 'trusted' : whole && store.validation_state === 'Valid' ? 'valid' : 'invalid',
    integrity: integrityOf(failures, successes, !statuses),
    signer: active ? signerOf(active, failures, own, certificates.get(activeLabel)) : null,
    origin: originOf(active),
    ingredients: active ? ingredientsOf(active, activeLabel, walk, 0) : [],
    ingredientsCutShort: walk.cutShort,
    redactions: active?.redactions ?? [],
  };
}

function collectFailures(
  entries: readonly (readonly [string, readonly ValidationStatus[]])[],
): Map<string, ValidationStatus[]> {
  const collected = new Map<string, ValidationStatus[]>();
  for (const [uri, failures] of entries) collected.set(uri, [...(collected.get(uri) ?? []), ...failures]);
  return collected;
}

interface Walk {
  manifests: ReadonlyMap<string, Manifest>;
  certificates: ReadonlyMap<string, CertificateFacts>;
  /** Failures that the reader found now, by the JUMBF link of the ingredient assertion. */
  deltas: ReadonlyMap<string, readonly ValidationStatus[]>;
  left: number;
  cutShort: boolean;
}

function ingredientsOf(manifest: Manifest, label: string, walk: Walk, depth: number): IngredientReport[] {
  const reports: IngredientReport[] = [];
  for (const ingredient of manifest.ingredients ?? []) {
    if (walk.left-- <= 0 || depth >= MAX_DEPTH) {
      walk.cutShort = true;
      break;
    }
    reports.push(describeIngredient(ingredient, label, walk, depth));
  }
  return reports;
}

function describeIngredient(
  ingredient: Ingredient,
  parentLabel: string,
  walk: Walk,
  depth: number,
): IngredientReport {
  const label = ingredient.active_manifest ?? '';
  const manifest = walk.manifests.get(label);
  const recorded = ingredient.validation_results?.activeManifest;
  const uri = `self#jumbf=/c2pa/${parentLabel}/c2pa.assertions/${ingredient.label ?? ''}`;
  const failures = unique(
    [
      ...(recorded?.failure ?? []),
      ...(ingredient.validation_results?.ingredientDeltas ?? []).flatMap(
        (delta) => delta.validationDeltas.failure,
      ),
      ...(ingredient.validation_status ?? []).filter(({ success }) => success !== true),
      ...(walk.deltas.get(uri) ?? []),
    ].map(describeProblem),
  );
  const has = label !== '' || failures.length > 0;
  return {
    title: ingredient.title ?? null,
    mimeType: ingredient.format ?? null,
    relationship: ingredient.relationship ?? 'componentOf',
    description: ingredient.description ?? null,
    credentials: has
      ? {
          integrity: integrityOf(
            failures,
            (recorded?.success ?? []).map(({ code }) => code),
            !recorded,
          ),
          signer: manifest ? signerOf(manifest, failures, false, walk.certificates.get(label)) : null,
          origin: originOf(manifest),
        }
      : null,
    ingredients: manifest ? ingredientsOf(manifest, label, walk, depth + 1) : [],
  };
}

/**
 * Valid takes proof, not only the want of failures: a checked signature and a hash of the content that matched. Old
 * materials record failures alone (`failuresOnly`); there, none is what their maker found.
 */
function integrityOf(
  problems: readonly Problem[],
  successes: readonly string[],
  failuresOnly: boolean,
): Integrity {
  const own = problems.filter((problem) => axisOf(problem) === 'integrity');
  if (own.length > 0) return { state: 'invalid', problems: own };
  const proven =
    successes.includes('claimSignature.validated') &&
    successes.some((code) => /^assertion\.(data|bmff|boxes|collection)Hash\.match$/.test(code));
  return { state: proven || failuresOnly ? 'valid' : 'not-checked', problems: [] };
}

function signerOf(
  manifest: Manifest,
  problems: readonly Problem[],
  own: boolean,
  certificate: CertificateFacts | undefined,
): SignerReport | null {
  const info = manifest.signature_info;
  if (!info) return null;
  return {
    name: info.common_name ?? null,
    organisation: certificate?.organisation ?? info.issuer ?? null,
    issuer: certificate?.issuer ?? null,
    known: own ? 'own-device' : 'unknown',
    algorithm: info.alg ?? null,
    validFrom: certificate?.validFrom ?? null,
    validUntil: certificate?.validUntil ?? null,
    timeStampedAt: info.time ?? null,
    problems: problems.filter((problem) => axisOf(problem) === 'signer' && problem.key !== 'signer-unknown'),
  };
}

function manifestsOf(store: ManifestStore): ReadonlyMap<string, Manifest> {
  return new Map(Object.entries(store.manifests ?? {}));
}

function unique(problems: readonly Problem[]): Problem[] {
  const seen = new Map(problems.map((problem) => [`${problem.code} ${problem.where ?? ''}`, problem]));
  return [...seen.values()];
}

/** Certificate facts by manifest label, out of crJSON; what has not the expected shape is left out. */
export function readCertificates(crJson: unknown): Map<string, CertificateFacts> {
  const found = new Map<string, CertificateFacts>();
  const manifests = field(crJson, 'manifests');
  for (const manifest of Array.isArray(manifests) ? (manifests as unknown[]) : []) {
    const label = field(manifest, 'label');
    const info = field(field(manifest, 'signature'), 'certificateInfo');
    if (typeof label !== 'string' || info === undefined) continue;
    found.set(label, {
      issuer: text(field(field(info, 'issuer'), 'CN')) ?? text(field(field(info, 'issuer'), 'O')),
      organisation: text(field(field(info, 'subject'), 'O')),
      validFrom: text(field(field(info, 'validity'), 'notBefore')),
      validUntil: text(field(field(info, 'validity'), 'notAfter')),
    });
  }
  return found;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
