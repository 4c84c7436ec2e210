import { en } from '../src/i18n/en';
import type { ErrorPayload } from '../src/shared/errors';
import type { GateName, Verdict } from '../src/shared/verdict';

/** An error as one clear line: what it is, why, what to do next. The developers' text stands in brackets where it adds something. */
export function explain(error: ErrorPayload): string {
  if (error.code === 'cancelled') return 'Cancelled.';
  if (error.details?.['because'] === 'no-consent') {
    return 'There are people in this photo: if they agreed to be animated, add --consent. [gate-held]';
  }
  const { title, text, next } = en.errors[error.code];
  const gate = error.details?.['gate'] as GateName | undefined;
  const verdict = error.details?.['verdict'] as Verdict | undefined;
  const because = verdict
    ? ` Rule: ${verdict.reasons.map(({ rule, category }) => `${rule} (${category})`).join(', ')}.`
    : '';
  const filled = text.replace('{{ gate }}', gate ? en.gates[gate] : 'the input');
  return `${title}: ${filled}${because} ${next} [${error.code}: ${error.message.replaceAll('\n', ' ')}]`;
}
