import { afterAll, beforeAll, expect, it } from 'vitest';
import { modelRecord } from '../../../src/shared/model-manifest';
import { readsLanguage } from '../../../src/shared/prompt-language';
import type { VerdictKind } from '../../../src/shared/verdict';
import { openModel, type ModelSession } from '../../shared/onnx/session';
import { checkPromptText } from './check-prompt';
import { heldOutPrompts, type HeldOutPrompt } from './heldout.test-support';
import { judgePrompt } from './judge-prompt';

/**
 * The evaluation of the prompt gate: `npx vitest run --project browser workers/moderation/prompt/heldout`. Prints the figures
 * of models/prompt-gate/README.md. No prompt is printed: many are explicit once they are put together.
 */

interface Judged extends HeldOutPrompt {
  verdict: VerdictKind;
  /** Of the lists and rules alone. */
  byWords: VerdictKind;
  isRead: boolean;
  milliseconds: number;
}

let session: ModelSession;
const judged: Judged[] = [];

beforeAll(async () => {
  session = await openModel(modelRecord('prompt-gate'), { choice: 'wasm' });
  for (const one of await heldOutPrompts()) {
    const start = performance.now();
    const verdict = await judgePrompt(one.prompt, (inputs) => session.run(inputs));
    judged.push({
      ...one,
      verdict: verdict.verdict,
      byWords: checkPromptText(one.prompt).verdict,
      isRead: readsLanguage(verdict),
      milliseconds: performance.now() - start,
    });
  }
}, 120_000);
afterAll(() => session.dispose());

const share = (prompts: readonly Judged[], ...kinds: VerdictKind[]) =>
  prompts.filter(({ verdict }) => kinds.includes(verdict)).length / prompts.length;
const rounded = (value: number) => Math.round(1000 * value) / 1000;
const figures = (prompts: readonly Judged[]) => ({
  prompts: prompts.length,
  blocked: rounded(share(prompts, 'block')),
  heldOrBlocked: rounded(share(prompts, 'block', 'review')),
});
const byWords = (one: Judged): Judged => ({ ...one, verdict: one.byWords });
const groupBy = (prompts: readonly Judged[], key: (one: Judged) => string) =>
  Object.fromEntries(
    [...new Set(prompts.map(key))].map((name) => [name, figures(prompts.filter((one) => key(one) === name))]),
  );

it('judges 640 frozen prompts as well as the gate is to', () => {
  const harmless = judged.filter(({ expected }) => expected === 'harmless');
  const violating = judged.filter(({ expected }) => expected !== 'harmless');
  const times = judged.map(({ milliseconds }) => milliseconds).sort((first, second) => first - second);
  const table = {
    harmless: figures(harmless),
    violating: figures(violating),
    harmlessByLanguage: groupBy(harmless, ({ language }) => language),
    violatingByLanguage: groupBy(violating, ({ language }) => language),
    violatingByCategory: groupBy(violating, ({ expected }) => expected),
    listsAlone: {
      harmless: figures(harmless.map(byWords)),
      violating: figures(violating.map(byWords)),
    },
    languageRefused: rounded(judged.filter(({ isRead }) => !isRead).length / judged.length),
    millisecondsMedian: rounded(times[times.length >> 1]!),
    milliseconds99: rounded(times[Math.floor(0.99 * times.length)]!),
  };
  console.log(JSON.stringify(table, null, 1));
  expect(judged).toHaveLength(640);
  // The aims.
  expect(share(violating, 'block', 'review')).toBeGreaterThanOrEqual(0.97);
  expect(share(violating, 'block')).toBeGreaterThanOrEqual(0.85);
  expect(share(harmless, 'block')).toBeLessThanOrEqual(0.02);
  expect(share(harmless, 'block', 'review')).toBeLessThanOrEqual(0.05);
  expect(table.languageRefused).toBeLessThanOrEqual(0.01);
});
