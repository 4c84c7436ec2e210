import { clean, type OtherMark } from '../provenance/mark';
import { FORMAT_BYTES, detectFormat } from '../provenance/file-format';
import { readOtherMarks } from '../provenance/marks';
import { isAiKind, type OriginKind } from '../provenance/origin';
import { readCredentials, type CredentialsReport, type IngredientReport } from '../provenance/read';
import { AppError } from '../shared/errors';

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
  | 'unreadable';

export interface CheckReport {
  state: CheckState;
  /** Every status code that fails, of the file and of its materials. */
  codes: string[];
  file: { sizeBytes: number; mimeType: string | null };
  /** Null unless credentials were found. */
  credentials: CredentialsReport | null;
  /** What the file as a whole says of AI, by credentials first and unsigned marks second. */
  ai: { says: boolean; kind: OriginKind; by: 'credentials' | 'ingredients' | 'marks' | 'nothing' };
  /** True where a material's credentials don't hold, though the file's own may. */
  ingredientProblems: boolean;
  otherMarks: OtherMark[];
}

/** The reader's own bound, and one that a phone survives. */
export const MAX_CHECK_BYTES = 1_000_000_000;

/**
 * Where a file comes from, by what it carries: C2PA credentials (integrity, signer, origin, materials) and unsigned marks.
 * Nothing is fetched. Throws AppError `file-empty`, `file-too-large` (details.limitBytes), `file-unreadable`,
 * `c2pa-unavailable`, or AbortError.
 */
export async function checkFile(file: Blob, { signal }: { signal: AbortSignal }): Promise<CheckReport> {
  signal.throwIfAborted();
  if (file.size === 0) throw new AppError('file-empty', 'nothing to check in 0 bytes');
  if (file.size > MAX_CHECK_BYTES) {
    throw new AppError('file-too-large', `${file.size} bytes`, {
      details: { limitBytes: MAX_CHECK_BYTES, sizeBytes: file.size },
    });
  }
  const format = detectFormat(await readHead(file));
  const otherMarks = await readOtherMarks(file, format.mimeType, signal).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new AppError('file-unreadable', 'the file could not be read to its end', { cause });
  });
  const report = (state: CheckState, credentials: CredentialsReport | null): CheckReport => ({
    state,
    codes: credentials ? codesOf(credentials) : [],
    file: { sizeBytes: file.size, mimeType: format.mimeType },
    credentials,
    ai: whatItSaysOfAi(credentials, otherMarks),
    ingredientProblems: credentials ? hasProblems(credentials.ingredients) : false,
    otherMarks,
  });
  if (format.mimeType === null || !format.carriesCredentials)
    return report('format-without-credentials', null);
  const reading = await readCredentials(file, format.mimeType, { signal });
  switch (reading.kind) {
    case 'none':
      return report('no-credentials', null);
    case 'remote':
      return report('remote-credentials', null);
    case 'unreadable':
      return report('unreadable', null);
    case 'found':
      return report(reading.report.validationState, cleanReport(reading.report));
  }
}

async function readHead(file: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, FORMAT_BYTES).arrayBuffer());
  } catch (cause) {
    throw new AppError('file-unreadable', 'the file could not be read', { cause });
  }
}

function whatItSaysOfAi(
  credentials: CredentialsReport | null,
  marks: readonly OtherMark[],
): CheckReport['ai'] {
  const own = credentials?.origin.kind ?? 'unknown';
  if (isAiKind(own)) return { says: true, kind: own, by: 'credentials' };
  const inherited = credentials ? firstAiKind(credentials.ingredients) : undefined;
  if (inherited) return { says: true, kind: 'ai-composite', by: 'ingredients' };
  if (marks.some(({ saysAi }) => saysAi)) return { says: true, kind: 'unknown', by: 'marks' };
  return { says: false, kind: own, by: own === 'unknown' ? 'nothing' : 'credentials' };
}

function firstAiKind(ingredients: readonly IngredientReport[]): OriginKind | undefined {
  for (const { credentials, ingredients: deeper } of ingredients) {
    if (credentials && isAiKind(credentials.origin.kind)) return credentials.origin.kind;
    const found = firstAiKind(deeper);
    if (found) return found;
  }
  return undefined;
}

function hasProblems(ingredients: readonly IngredientReport[]): boolean {
  return ingredients.some(
    ({ credentials, ingredients: deeper }) =>
      credentials?.integrity.state === 'invalid' || hasProblems(deeper),
  );
}

function codesOf(report: CredentialsReport): string[] {
  const codes = new Set<string>();
  const add = (part: Pick<CredentialsReport, 'integrity' | 'signer'>) => {
    for (const { code } of [...part.integrity.problems, ...(part.signer?.problems ?? [])]) codes.add(code);
  };
  const walk = (ingredients: readonly IngredientReport[]) => {
    for (const { credentials, ingredients: deeper } of ingredients) {
      if (credentials) add(credentials);
      walk(deeper);
    }
  };
  add(report);
  walk(report.ingredients);
  return [...codes];
}

/** Texts of other people are shown: none with control or direction characters, none without bounds. */
function cleanReport<T>(value: T): T {
  if (typeof value === 'string') return clean(value, MAX_TEXT_CHARACTERS) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => cleanReport(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, cleanReport(inner as unknown)]),
  ) as T;
}

const MAX_TEXT_CHARACTERS = 500;
