import type { CredentialsReport, Evidence, IngredientReport } from '../provenance/credentials';
import { clean, type OtherMark } from '../provenance/mark';
import { isAiKind, type OriginKind } from '../provenance/origin';

/** In one word, for lists and the command line. The report's axes say more, and say it apart. */
export type CheckState =
  /** Credentials are there, whole, and the signer is known to this device. */
  | 'trusted'
  /** Credentials are there and whole; who signed can't be verified. Not broken. */
  | 'valid'
  /** Credentials are there, and something does not hold. */
  | 'invalid'
  /** None in the file. Says nothing about whether AI made it. */
  | 'no-credentials'
  /** This kind of file can't carry them. */
  | 'format-without-credentials'
  /** The credentials lie on a server; this app doesn't go there. */
  | 'remote-credentials'
  /** The file or its credentials can't be made sense of. */
  | 'unreadable'
  /** The reader took too long and was ended. */
  | 'not-finished';

/** What the state comes from: which sentence stands above the report. */
export type CheckSummary =
  | Exclude<CheckState, 'trusted' | 'valid' | 'invalid'>
  | 'own-device'
  /** Whole, and a list or a root of the person's names the signer. */
  | 'known-signer'
  | 'unknown-signer'
  /** The content or a statement is not as it was signed. */
  | 'altered'
  /** Whole, but the certificate was not in order. */
  | 'certificate'
  /** Whole, but a material's credentials are not. */
  | 'materials'
  /** Nothing was found that doesn't hold, nor was it proven to. */
  | 'not-proven'
  /** No credentials, but the picture itself says which film of ours it is. */
  | 'stripped';

/** What was found of this app's watermark in the picture itself. */
export type WatermarkReport =
  | {
      state: 'found';
      /** 16 lower-case hex digits: what the film's credentials hold as its soft binding. */
      payload: string;
      version: number;
      id: string;
      /** z score of the code word against the picture. */
      confidence: number;
      mirrored: boolean;
      /** The film's short side by the picture's; 1 where untouched. */
      scale: number;
      rotationDegrees: number;
      framesLookedAt: number;
      /** Whether the file's own credentials name the same film; `none` where they are gone. */
      credentials: 'same' | 'other' | 'none';
    }
  /** Says nothing about AI: it may be anybody's, or too damaged. */
  | { state: 'not-found'; framesLookedAt: number }
  /** No picture could be decoded here, so there was nothing to look at. */
  | { state: 'no-picture' }
  /** The search broke off: not found is not what it says. */
  | { state: 'failed' };

export interface CheckReport {
  state: CheckState;
  summary: CheckSummary;
  /** Every status code of failure that the reader gives, of the file and of what is found now in its materials. */
  codes: string[];
  file: { sizeBytes: number; mimeType: string | null };
  /** Null unless credentials were found. */
  credentials: CredentialsReport | null;
  /** What the file as a whole says of AI: by credentials first, then by our watermark, then by unsigned marks. */
  ai: {
    says: boolean;
    kind: OriginKind;
    by: 'credentials' | 'ingredients' | 'watermark' | 'marks' | 'nothing';
  };
  /** True where a material's credentials don't hold, though the file's own may. */
  ingredientProblems: boolean;
  otherMarks: OtherMark[];
  watermark: WatermarkReport;
}

/** A report, and what it rests on. */
export interface CheckOutcome {
  report: CheckReport;
  /** Null unless credentials were found. */
  evidence: Evidence | null;
}

/** The report on a file from what was found in it; pure. Texts of other people come out bounded, without control characters. */
export function assembleReport(found: {
  state: CheckState;
  file: CheckReport['file'];
  credentials: CredentialsReport | null;
  otherMarks: OtherMark[];
  watermark: WatermarkReport;
}): CheckReport {
  const credentials = found.credentials && cleaned(found.credentials);
  const ingredientProblems = credentials !== null && hasProblems(credentials.ingredients);
  return {
    state: found.state,
    file: found.file,
    otherMarks: found.otherMarks,
    watermark: found.watermark,
    credentials,
    summary: summaryOf(found.state, credentials, found.watermark),
    codes: credentials ? failureCodes(credentials) : [],
    ai: whatItSaysOfAi(credentials, found.watermark, found.otherMarks),
    ingredientProblems,
  };
}

function summaryOf(
  state: CheckState,
  credentials: CredentialsReport | null,
  watermark: WatermarkReport,
): CheckSummary {
  const none = state === 'no-credentials' || state === 'format-without-credentials';
  if (none && watermark.state === 'found') return 'stripped';
  if (state !== 'trusted' && state !== 'valid' && state !== 'invalid') return state;
  if (!credentials) return 'unreadable';
  const { integrity, signer } = credentials;
  if (integrity.state === 'invalid') return 'altered';
  if (state === 'invalid' && (signer?.problems.length ?? 0) > 0) return 'certificate';
  if (state === 'invalid') return hasProblems(credentials.ingredients) ? 'materials' : 'not-proven';
  if (integrity.state === 'not-checked') return 'not-proven';
  if (state === 'valid' || !signer) return 'unknown-signer';
  return signer.known === 'own-device' ? 'own-device' : 'known-signer';
}

function whatItSaysOfAi(
  credentials: CredentialsReport | null,
  watermark: WatermarkReport,
  marks: readonly OtherMark[],
): CheckReport['ai'] {
  const own = credentials?.origin.kind ?? 'unknown';
  if (isAiKind(own)) return { says: true, kind: own, by: 'credentials' };
  if (credentials && anyAiKind(credentials.ingredients))
    return { says: true, kind: 'ai-composite', by: 'ingredients' };
  // What this app makes is never anything else: a photo that a trained model set in motion.
  if (watermark.state === 'found') return { says: true, kind: 'ai-composite', by: 'watermark' };
  if (marks.some(({ saysAi }) => saysAi)) return { says: true, kind: 'unknown', by: 'marks' };
  return { says: false, kind: own, by: own === 'unknown' ? 'nothing' : 'credentials' };
}

function anyAiKind(ingredients: readonly IngredientReport[]): boolean {
  return ingredients.some(
    ({ credentials, ingredients: deeper }) =>
      (credentials !== null && isAiKind(credentials.origin.kind)) || anyAiKind(deeper),
  );
}

function hasProblems(ingredients: readonly IngredientReport[]): boolean {
  return ingredients.some(
    ({ credentials, ingredients: deeper }) =>
      credentials?.integrity.state === 'invalid' || hasProblems(deeper),
  );
}

function failureCodes({ statuses }: CredentialsReport): string[] {
  return [...new Set(statuses.filter(({ kind }) => kind === 'failure').map(({ code }) => code))];
}

const MAX_TEXT_CHARACTERS = 500;

/** Texts of other people are shown: none with control or direction characters, none without bounds. */
function cleaned<T>(value: T): T {
  if (typeof value === 'string') return clean(value, MAX_TEXT_CHARACTERS) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => cleaned(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, cleaned(inner as unknown)]),
  ) as T;
}
