import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en';
import { IMAGE_POLICY_VERSION, PROMPT_POLICY_VERSION } from '../src/shared/policy-version';
import { POLICY_CATEGORIES } from '../src/shared/verdict';
import { POLICY, policyTable } from '../workers/moderation/policy';
import { PROMPT_RULES } from '../workers/moderation/prompt/check-prompt';

// Here, because neither room may know the other.
describe('policy categories', () => {
  it('all have a name for people', () => {
    const used = new Set([...POLICY, ...PROMPT_RULES].map(({ category }) => category));
    expect(used.size).toBeGreaterThan(1);
    for (const category of [...used, ...POLICY_CATEGORIES]) {
      expect(Object.keys(en.categories)).toContain(category);
    }
  });
});

describe('docs/moderation.md', () => {
  it('holds the policy in force', () => {
    const text = readFileSync(new URL('../docs/moderation.md', import.meta.url), 'utf8');
    const [, written = ''] = /<!-- policy -->\n([\s\S]*?)<!-- end of policy -->/.exec(text) ?? [];
    expect(cells(written)).toEqual(
      cells(policyTable({ pictures: IMAGE_POLICY_VERSION, words: PROMPT_POLICY_VERSION })),
    );
  });
});

/** Without the spaces that a formatter puts into tables. */
function cells(markdown: string): string[] {
  return markdown
    .split('\n')
    .map((line) => line.replace(/-{3,}/g, '---').replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}
