import type { Ingredient, Manifest, ManifestStore, ValidationStatus } from '@contentauth/c2pa-web';
import type { CredentialsReport, IngredientReport, Integrity, SoftBinding, StatusEntry } from './credentials';
import { originOf } from './origin';
import { axisOf, describeProblem, type Problem } from './problems';
import { signerOf, type SignerFacts } from './signers';

/** Bounds for files that mean harm: a tree of more materials is cut short, and said so. */
const MAX_INGREDIENTS = 2000;
const MAX_DEPTH = 24;
const MAX_STATUSES = 1000;
const MAX_LABELS = 200;

/** What is known of a store beside itself. */
export interface StoreFacts {
  /** By manifest label. */
  signers: ReadonlyMap<string, SignerFacts>;
  /** Failures that the reader did not find itself, by the JUMBF link of the ingredient assertion. */
  rechecked: ReadonlyMap<string, readonly ValidationStatus[]>;
}

const NO_FACTS: StoreFacts = { signers: new Map(), rechecked: new Map() };

/** Turns a manifest store into the report; pure. */
export function describeStore(store: ManifestStore, facts: StoreFacts = NO_FACTS): CredentialsReport {
  const activeLabel = store.active_manifest ?? '';
  const manifests: ReadonlyMap<string, Manifest> = new Map(Object.entries(store.manifests ?? {}));
  const active = manifests.get(activeLabel);
  const results = store.validation_results;
  const statuses = results?.activeManifest;
  const deltas = results?.ingredientDeltas ?? [];
  const walk: Walk = {
    manifests,
    signers: facts.signers,
    failures: gather([
      ...facts.rechecked,
      ...deltas.map((delta) => [delta.ingredientAssertionURI, delta.validationDeltas.failure] as const),
    ]),
    successes: gather(
      deltas.map((delta) => [delta.ingredientAssertionURI, delta.validationDeltas.success] as const),
    ),
    left: MAX_INGREDIENTS,
    cutShort: false,
  };
  const whole = facts.rechecked.size === 0;
  const trusted = whole && store.validation_state === 'Trusted';
  const problems = (statuses?.failure ?? store.validation_status ?? []).map(describeProblem);
  const own = (statuses?.success ?? []).map(({ code }) => code);
  // An update manifest binds no content itself; its parent's match is told among the deltas.
  const successes = [...own, ...[...walk.successes.values()].flat().map(({ code }) => code)];
  return {
    validationState: trusted ? 'trusted' : whole && store.validation_state === 'Valid' ? 'valid' : 'invalid',
    title: active?.title ?? null,
    thumbnail: active?.thumbnail?.identifier ?? null,
    integrity: integrityOf(problems, successes, !statuses),
    signer: active ? signerOf(active, { successes: own, problems }, facts.signers.get(activeLabel)) : null,
    origin: originOf(active),
    ingredients: active ? ingredientsOf(active, activeLabel, walk, 0) : [],
    ingredientsCutShort: walk.cutShort,
    redactions: (active?.redactions ?? []).slice(0, MAX_LABELS),
    softBindings: softBindingsOf(active),
    assertions: (active?.assertions ?? []).slice(0, MAX_LABELS).map(({ label }) => label),
    statuses: statusesOf(store, facts.rechecked),
  };
}

function gather(
  entries: Iterable<readonly [string, readonly ValidationStatus[]]>,
): Map<string, ValidationStatus[]> {
  const gathered = new Map<string, ValidationStatus[]>();
  for (const [uri, statuses] of entries) {
    const before = gathered.get(uri);
    if (before) before.push(...statuses);
    else gathered.set(uri, [...statuses]);
  }
  return gathered;
}

interface Walk {
  manifests: ReadonlyMap<string, Manifest>;
  signers: ReadonlyMap<string, SignerFacts>;
  /** What the reader found now, by the JUMBF link of the ingredient assertion. */
  failures: ReadonlyMap<string, readonly ValidationStatus[]>;
  successes: ReadonlyMap<string, readonly ValidationStatus[]>;
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
  const problems = unique(
    [
      ...(recorded?.failure ?? []),
      ...(ingredient.validation_results?.ingredientDeltas ?? []).flatMap(
        (delta) => delta.validationDeltas.failure,
      ),
      ...(ingredient.validation_status ?? []).filter(({ success }) => success !== true),
      ...(walk.failures.get(uri) ?? []),
    ].map(describeProblem),
  );
  const now = (walk.successes.get(uri) ?? []).map(({ code }) => code);
  const then = (recorded?.success ?? []).map(({ code }) => code);
  // Its maker may not have known the signer, and a list at hand does; never the other way round.
  const judged = now.includes('signingCredential.trusted')
    ? problems.filter(({ key }) => key !== 'signer-unknown')
    : problems;
  const has = label !== '' || problems.length > 0;
  return {
    title: ingredient.title ?? null,
    mimeType: ingredient.format ?? null,
    relationship: ingredient.relationship ?? 'componentOf',
    description: ingredient.description ?? null,
    thumbnail: ingredient.thumbnail?.identifier ?? manifest?.thumbnail?.identifier ?? null,
    credentials: has
      ? {
          integrity: integrityOf(problems, then, !recorded),
          signer: manifest
            ? signerOf(manifest, { successes: now, problems: judged }, walk.signers.get(label))
            : null,
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

function softBindingsOf(manifest: Manifest | undefined): SoftBinding[] {
  return (manifest?.assertions ?? [])
    .filter(({ label }) => /^c2pa\.soft-binding(__\d+)?$/.test(label))
    .flatMap(({ data }) => {
      const { alg, blocks } = (data ?? {}) as { alg?: unknown; blocks?: unknown };
      if (typeof alg !== 'string' || !Array.isArray(blocks)) return [];
      return (blocks as unknown[])
        .map((block) => (block as { value?: unknown } | null)?.value)
        .filter((value) => typeof value === 'string')
        .map((value) => ({ algorithm: alg, value }));
    })
    .slice(0, MAX_LABELS);
}

function statusesOf(store: ManifestStore, rechecked: StoreFacts['rechecked']): StatusEntry[] {
  const results = store.validation_results;
  const entries = (
    kind: StatusEntry['kind'],
    statuses: readonly ValidationStatus[] | undefined,
    material: string | null,
  ) =>
    (statuses ?? []).map((status): StatusEntry => ({
      code: status.code,
      kind,
      where: describeProblem(status).where,
      material,
    }));
  const codes = results?.activeManifest;
  return [
    ...entries('failure', codes?.failure ?? store.validation_status ?? undefined, null),
    ...[...rechecked].flatMap(([uri, statuses]) => entries('failure', statuses, uri)),
    ...(results?.ingredientDeltas ?? []).flatMap(({ ingredientAssertionURI: uri, validationDeltas }) => [
      ...entries('failure', validationDeltas.failure, uri),
      ...entries('informational', validationDeltas.informational, uri),
      ...entries('success', validationDeltas.success, uri),
    ]),
    ...entries('informational', codes?.informational, null),
    ...entries('success', codes?.success, null),
  ].slice(0, MAX_STATUSES);
}

function unique(problems: readonly Problem[]): Problem[] {
  const seen = new Map(problems.map((problem) => [`${problem.code} ${problem.where ?? ''}`, problem]));
  return [...seen.values()];
}
