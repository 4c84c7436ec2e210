import { createSignal } from 'solid-js';
import type { CreatedVideo } from '../pipeline/make-film';
import type { CopyFormat } from '../pipeline/save-copy';
import { isAbort } from '../shared/errors';
import { workersAllowed } from './capabilities';
import { failureOf } from './failure';
import type { Failure } from './job-state';

export type { CopyFormat };

/** The formats beside MP4, and which of them can carry Content Credentials. */
export const COPY_FORMATS = ['gif', 'webp', 'webm'] as const satisfies readonly CopyFormat[];
export const SIGNED_FORMATS: ReadonlySet<CopyFormat> = new Set<CopyFormat>(['gif', 'webp']);

/** Where a copy is. `url` is an object URL of `file`, owned here. */
export type CopyState =
  | { kind: 'making'; fraction: number }
  | { kind: 'ready'; file: File; url: string }
  | { kind: 'failed'; failure: Failure };

const [copies, setCopies] = createSignal<Partial<Record<CopyFormat, CopyState>>>({});
/** The copies of the film that is shown. */
export { copies };

let controller: AbortController | undefined;
const [busy, setBusy] = createSignal<CopyFormat | undefined>();
/** The format that is being made; one at a time. */
export { busy as copyBusy };

/** What a copy is made of. */
export type CopySource = Pick<CreatedVideo, 'video' | 'signing'>;

/** Makes a copy of the film that is shown, named after it. */
export async function makeCopy(film: CopySource, format: CopyFormat, filmName: string): Promise<void> {
  if (busy()) return;
  const current = new AbortController();
  controller = current;
  setBusy(format);
  put(format, { kind: 'making', fraction: 0 });
  try {
    await workersAllowed(current.signal);
    const { saveCopy } = await import('../pipeline/save-copy');
    const { file } = await saveCopy(film, format, {
      signal: current.signal,
      onProgress: (_, completed, total) => {
        if (controller === current) put(format, { kind: 'making', fraction: completed / total });
      },
    });
    if (controller !== current) return;
    const named = new File([file], filmName.replace(/\.mp4$/, `.${format}`), { type: file.type });
    put(format, { kind: 'ready', file: named, url: URL.createObjectURL(named) });
  } catch (error) {
    if (controller !== current || isAbort(error)) return;
    put(format, { kind: 'failed', failure: failureOf(error) });
  } finally {
    if (controller === current) setBusy(undefined);
  }
}

/** Stops the copy in the making and forgets those that are made: with the panel that shows the film. */
export function forgetCopies(): void {
  controller?.abort(new DOMException('cancelled', 'AbortError'));
  controller = undefined;
  setBusy(undefined);
  for (const copy of Object.values(copies())) if (copy.kind === 'ready') URL.revokeObjectURL(copy.url);
  setCopies({});
}

function put(format: CopyFormat, state: CopyState): void {
  setCopies((all) => ({ ...all, [format]: state }));
}
