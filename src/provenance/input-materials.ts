import type { C2paSdk, Ingredient, ManifestStore, Reader, ValidationStatus } from '@contentauth/c2pa-web';
import { manifestBoxes, signatureBox } from './jumbf';
import { axisOf, describeProblem } from './problems';

/**
 * c2pa-rs up to 0.90.1 skips `inputTo` ingredients when it validates (fixed upstream in contentauth/c2pa-rs#2455): their manifests
 * could be changed or exchanged unseen. So each is taken out and read by itself, and its signature is held against the hash
 * that the ingredient assertion keeps of it (C2PA 2.x section 15.11.3.3).
 */

/** A file with more has a recheck for these alone; the rest stays as recorded. */
const MAX_RECHECKS = 64;

/** Failures that the reader left out, by the JUMBF link of the ingredient assertion. */
export async function recheckInputs(
  sdk: C2paSdk,
  reader: Reader,
  store: ManifestStore,
  crJson: unknown,
): Promise<Map<string, ValidationStatus[]>> {
  const found = new Map<string, ValidationStatus[]>();
  const manifests = Object.entries(store.manifests ?? {});
  const redacted = new Set(manifests.flatMap(([, { redactions }]) => redactions ?? []));
  let left = MAX_RECHECKS;
  for (const [label, manifest] of manifests) {
    for (const ingredient of manifest.ingredients ?? []) {
      const source = ingredient.manifest_data?.identifier;
      if (ingredient.relationship !== 'inputTo' || !ingredient.active_manifest || !source || left-- <= 0)
        continue;
      const uri = `self#jumbf=/c2pa/${label}/c2pa.assertions/${ingredient.label ?? ''}`;
      const bytes = await reader.resourceToBytes(source);
      // What was wrong already when the material was taken in stands in the record, and breaks nothing of the file.
      const recorded = new Set(recordedFailures(ingredient).map(keyOf));
      const failures = (await recheck(sdk, bytes, redacted)).filter((status) => !recorded.has(keyOf(status)));
      const expected = signatureHash(crJson, label, ingredient.label ?? '');
      if (expected !== null && expected !== (await hashSignature(bytes, ingredient.active_manifest))) {
        failures.push({ code: 'ingredient.claimSignature.mismatch', url: uri });
      }
      if (failures.length > 0) found.set(uri, failures);
    }
  }
  return found;
}

function recordedFailures({
  validation_results: results,
  validation_status: statuses,
}: Ingredient): ValidationStatus[] {
  return [
    ...(results?.activeManifest?.failure ?? []),
    ...(results?.ingredientDeltas ?? []).flatMap((delta) => delta.validationDeltas.failure),
    ...(statuses ?? []),
  ];
}

function keyOf({ code, url }: ValidationStatus): string {
  return `${code} ${url ?? ''}`;
}

/** Reads a manifest store by itself. Its content isn't there, so what binds content is passed over; so is what was redacted. */
async function recheck(
  sdk: C2paSdk,
  store: Uint8Array<ArrayBuffer>,
  redacted: ReadonlySet<string>,
): Promise<ValidationStatus[]> {
  let reader: Reader | null;
  try {
    reader = await sdk.reader.fromBlob('application/c2pa', new Blob([store]));
  } catch {
    return [{ code: 'ingredient.manifest.mismatch' }];
  }
  if (!reader) return [{ code: 'ingredient.manifest.missing' }];
  try {
    const results = (await reader.manifestStore()).validation_results;
    return [
      ...(results?.activeManifest?.failure ?? []),
      ...(results?.ingredientDeltas ?? []).flatMap((delta) => delta.validationDeltas.failure),
    ].filter(
      (status) =>
        axisOf(describeProblem(status)) === 'integrity' &&
        !/^assertion\.(data|bmff|boxes|collection)Hash\./.test(status.code) &&
        !(status.code === 'assertion.missing' && redacted.has(status.url ?? '')) &&
        // Redacting changes a manifest's hash; its signature's, and those of what stays, are still compared.
        !(status.code === 'ingredient.manifest.mismatch' && redacted.size > 0),
    );
  } finally {
    await reader.free();
  }
}

/** The SHA-256 that an ingredient assertion keeps of its manifest's signature box, base64; null where it keeps none, or another hash. */
function signatureHash(crJson: unknown, manifestLabel: string, assertionLabel: string): string | null {
  const manifests = (crJson as { manifests?: { label?: string; assertions?: Record<string, unknown> }[] })
    .manifests;
  const assertion = manifests?.find(({ label }) => label === manifestLabel)?.assertions?.[assertionLabel];
  const link = (assertion as { claimSignature?: { alg?: string; hash?: string } } | undefined)
    ?.claimSignature;
  if (!link?.hash || (link.alg ?? 'sha256') !== 'sha256') return null;
  return link.hash.replace(/^b64'|'$/g, '');
}

/** SHA-256 over the content of a manifest's signature superbox, base64; '' where the store holds none. */
async function hashSignature(store: Uint8Array<ArrayBuffer>, manifestLabel: string): Promise<string> {
  const signature = signatureBox(manifestBoxes(store).get(manifestLabel));
  if (!signature) return '';
  return btoa(
    String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', signature.content))),
  );
}
