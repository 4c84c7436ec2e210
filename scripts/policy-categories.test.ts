import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en';
import { IMAGE_RULES } from '../workers/moderation/image-policy';
import { PROMPT_RULES } from '../workers/moderation/prompt/check-prompt';

// Here, because neither room may know the other.
describe('policy categories', () => {
  it('all have a name for people', () => {
    const used = new Set([...IMAGE_RULES, ...PROMPT_RULES].map(({ category }) => category));
    expect(used.size).toBeGreaterThan(1);
    for (const category of used) expect(Object.keys(en.categories)).toContain(category);
  });
});
