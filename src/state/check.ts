import { createSignal } from 'solid-js';
import { isAbort } from '../shared/errors';
import { workersAllowed } from './capabilities';
import type { CheckState } from './check-state';
import { failureOf } from './failure';

const [check, setCheck] = createSignal<CheckState>({ kind: 'idle' });
/** The one check of the page. */
export { check };

let running: AbortController | undefined;

/** Checks a file: chosen, dropped or pasted. A check under way gives place to it. */
export async function checkChosenFile(chosen: File): Promise<void> {
  running?.abort(new DOMException('cancelled', 'AbortError'));
  const controller = new AbortController();
  running = controller;
  const file = { name: chosen.name, sizeBytes: chosen.size };
  setCheck({ kind: 'running', file });
  try {
    await workersAllowed(controller.signal);
    const { checkFile } = await import('../pipeline/check-file');
    const report = await checkFile(chosen, { signal: controller.signal });
    if (running === controller) setCheck({ kind: 'done', file, report });
  } catch (error) {
    if (running !== controller || isAbort(error)) return;
    setCheck({ kind: 'failed', file, failure: failureOf(error) });
  } finally {
    if (running === controller) running = undefined;
  }
}

/** Stops the check under way. */
export function cancelCheck(): void {
  running?.abort(new DOMException('cancelled', 'AbortError'));
  running = undefined;
  setCheck({ kind: 'idle' });
}
