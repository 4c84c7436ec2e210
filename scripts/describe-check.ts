import type { CheckReport } from '../src/pipeline/check-file';
import type { IngredientReport } from '../src/provenance/read';

/** A provenance report as lines of text, the four axes apart. */
export function describeCheck(report: CheckReport): string {
  const { credentials } = report;
  const lines = [
    `file         ${report.file.mimeType ?? 'unknown type'}, ${report.file.sizeBytes} bytes`,
    `credentials  ${report.state}`,
  ];
  if (credentials) {
    const { integrity, signer, origin } = credentials;
    lines.push(
      `integrity    ${integrity.state}${integrity.problems.map(({ code }) => `\n             ${code}`).join('')}`,
    );
    lines.push(`signer       ${signer ? `${signer.name ?? 'no name'} (${signer.known})` : 'none'}`);
    lines.push(`origin       ${origin.kind}`);
    for (const line of describeIngredients(credentials.ingredients, 0)) lines.push(line);
  }
  lines.push(
    `says AI      ${report.ai.says ? `yes (${report.ai.kind}, by ${report.ai.by})` : 'no; this does not mean that no AI was used'}`,
  );
  for (const mark of report.otherMarks) lines.push(`mark         ${mark.where} ${mark.field}: ${mark.value}`);
  return lines.join('\n');
}

function describeIngredients(ingredients: readonly IngredientReport[], depth: number): string[] {
  return ingredients.flatMap((ingredient) => [
    `ingredient   ${'  '.repeat(depth)}${ingredient.title ?? 'untitled'} (${ingredient.relationship}), ${
      ingredient.credentials ? ingredient.credentials.integrity.state : 'no credentials'
    }`,
    ...describeIngredients(ingredient.ingredients, depth + 1),
  ]);
}
