import type { CheckReport } from '../src/pipeline/check-report';
import type { IngredientReport, SignerReport } from '../src/provenance/credentials';

/** A report as the command line gives it: the axes side by side, null where there are no credentials. */
export function flatReport(report: CheckReport, externalRequests: number) {
  const { state, summary, codes, file, ai, otherMarks, watermark, ingredientProblems, credentials } = report;
  return {
    state,
    summary,
    codes,
    file,
    integrity: credentials?.integrity ?? null,
    signer: credentials?.signer ?? null,
    trust: credentials?.signer ? trustOf(credentials.signer) : null,
    origin: credentials?.origin ?? null,
    ai,
    ingredients: credentials?.ingredients ?? [],
    ingredientsCutShort: credentials?.ingredientsCutShort ?? false,
    ingredientProblems,
    statuses: credentials?.statuses ?? [],
    softBindings: credentials?.softBindings ?? [],
    otherMarks,
    watermark,
    externalRequests,
  };
}

function trustOf({ known, list, revocation, problems }: SignerReport) {
  return { known, list, revocation, problems: problems.map(({ code }) => code) };
}

/** A provenance report as lines of text, the four axes apart. */
export function describeCheck(report: CheckReport): string {
  const { credentials, watermark } = report;
  const lines = [
    `file         ${report.file.mimeType ?? 'unknown type'}, ${report.file.sizeBytes} bytes`,
    `credentials  ${report.state}${report.summary === report.state ? '' : ` (${report.summary})`}`,
  ];
  if (credentials) {
    const { integrity, signer, origin } = credentials;
    lines.push(
      `integrity    ${integrity.state}${integrity.problems.map(({ code }) => `\n             ${code}`).join('')}`,
    );
    lines.push(`signer       ${signer ? describeSigner(signer) : 'none'}`);
    lines.push(
      `origin       ${[origin.kind, origin.aiTool ?? origin.claimGenerator, origin.when].filter(Boolean).join(', ')}`,
    );
    for (const line of describeIngredients(credentials.ingredients, 0)) lines.push(line);
  }
  lines.push(
    `says AI      ${report.ai.says ? `yes (${report.ai.kind}, by ${report.ai.by})` : 'no; this does not mean that no AI was used'}`,
  );
  lines.push(
    `watermark    ${watermark.state === 'found' ? `${watermark.payload} (its credentials: ${watermark.credentials})` : watermark.state}`,
  );
  for (const mark of report.otherMarks) {
    const generator = mark.generator ? ` (${mark.generator})` : '';
    lines.push(`mark         ${mark.where} ${mark.field}${generator}: ${mark.value}`);
  }
  return lines.join('\n');
}

function describeSigner({ name, known, list, problems }: SignerReport): string {
  const trust = list ? `${known}, ${list.name} of ${list.addedAt.slice(0, 10)}` : known;
  return `${name ?? 'no name'} (${trust})${problems.map(({ code }) => `\n             ${code}`).join('')}`;
}

function describeIngredients(ingredients: readonly IngredientReport[], depth: number): string[] {
  return ingredients.flatMap(({ title, relationship, credentials, ingredients: deeper }) => {
    const problems = [
      ...(credentials?.integrity.problems ?? []),
      ...(credentials?.signer?.problems ?? []),
    ].map(({ code }) => code);
    const state = [credentials ? credentials.integrity.state : 'no credentials', ...problems].join(', ');
    return [
      `ingredient   ${'  '.repeat(depth)}${title ?? 'untitled'} (${relationship}), ${state}`,
      ...describeIngredients(deeper, depth + 1),
    ];
  });
}
