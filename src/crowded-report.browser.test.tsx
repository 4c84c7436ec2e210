import { render } from 'solid-js/web';
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { switchLocale } from './i18n/locale';
import { describeStore } from './provenance/describe-store';
import type { CheckItem } from './state/check-state';
import { HistoryTree } from './ui/check/history-tree';

it('a report of ten thousand materials shows two dozen, and no more than the bound when asked for all', async () => {
  await switchLocale('en');
  const ingredients = Array.from({ length: 10_000 }, (_, index) => ({
    title: `Material ${index}`,
    relationship: 'componentOf' as const,
  }));
  const credentials = describeStore({
    active_manifest: 'a',
    manifests: { a: { ingredients } },
    validation_state: 'Valid',
    validation_results: {
      activeManifest: { success: [{ code: 'claimSignature.validated' }], informational: [], failure: [] },
    },
  });
  expect(credentials.ingredientsCutShort).toBe(true);
  const item: CheckItem = { id: 1, file: { name: 'crowd.jpg', sizeBytes: 1 }, status: { kind: 'waiting' } };
  const root = document.createElement('div');
  document.body.append(root);
  const unmount = render(() => <HistoryTree item={item} credentials={credentials} />, root);
  try {
    // The file itself, 24 of its materials, and the button for the rest.
    expect(root.querySelectorAll('.tree li')).toHaveLength(26);
    await page.getByRole('button', { name: /more/i }).click();
    const shown = root.querySelectorAll('.tree li').length;
    expect(shown).toBeGreaterThan(1000);
    expect(shown).toBeLessThanOrEqual(2001);
  } finally {
    unmount();
    root.remove();
  }
});
