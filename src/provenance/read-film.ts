import * as v from 'valibot';
import { AppError } from '../shared/errors';
import { SOFT_BINDING_ALGORITHM } from '../shared/watermark/payload';
import type { VerdictKind } from '../shared/verdict';
import type { CredentialsReport } from './credentials';
import { DISCLOSURE_LABEL, MODERATION_LABEL } from './film-manifest';
import { isAiKind } from './origin';
import { readCredentials } from './read';

/** A film of this app, as its own credentials tell of it. */
export interface OwnFilm {
  credentials: CredentialsReport;
  /** What the video gate said when it was made. */
  videoGate: VerdictKind;
}

const moderationData = v.object({
  gates: v.array(v.object({ gate: v.string(), verdict: v.picklist(['allow', 'review', 'block']) })),
});
const manifests = v.object({
  manifestStore: v.object({
    active_manifest: v.string(),
    manifests: v.record(
      v.string(),
      v.object({
        assertions: v.optional(v.array(v.object({ label: v.string(), data: v.optional(v.unknown()) }))),
      }),
    ),
  }),
});

/**
 * Reads a film of this app back: picture, sound and statements are as they were signed, and they say what every film of ours says (made
 * with AI, labelled, watermarked, judged by the gates). Whether its certificate has run out since is not asked: that changes no film.
 *
 * Throws AppError `film-damaged` where any of it is not so, `worker-stalled` where the reader did not finish, `c2pa-unavailable`, or
 * AbortError.
 */
export async function readOwnFilm(mp4: Blob, signal: AbortSignal): Promise<OwnFilm> {
  const reading = await readCredentials(mp4, mp4.type, { signal });
  if (reading.kind === 'not-finished') throw new AppError('worker-stalled', 'the C2PA reader took too long');
  if (reading.kind !== 'found') throw damaged(`its credentials: ${reading.kind}`);
  const { report: credentials, evidence } = reading;
  if (credentials.integrity.state !== 'valid') throw damaged(`integrity: ${credentials.integrity.state}`);
  const videoGate = videoGateOf(evidence.manifestsJson);
  const ours =
    isAiKind(credentials.origin.kind) &&
    credentials.assertions.includes(DISCLOSURE_LABEL) &&
    credentials.softBindings.some(({ algorithm }) => algorithm === SOFT_BINDING_ALGORITHM);
  if (!ours || !videoGate) throw damaged('it does not say what films of this app say');
  return { credentials, videoGate };
}

function videoGateOf(manifestsJson: string): VerdictKind | undefined {
  const read = v.safeParse(manifests, JSON.parse(manifestsJson));
  if (!read.success) return undefined;
  const { active_manifest: active, manifests: all } = read.output.manifestStore;
  const record = all[active]?.assertions?.find(({ label }) => label === MODERATION_LABEL);
  const data = v.safeParse(moderationData, record?.data);
  return data.success ? data.output.gates.find(({ gate }) => gate === 'video')?.verdict : undefined;
}

function damaged(how: string): AppError {
  return new AppError('film-damaged', how);
}
