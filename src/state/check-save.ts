import { toBase64 } from '../shared/base64';
import { checkedFile, checks, evidenceOf } from './check';
import { reportPage } from './check-page';
import type { CheckItem } from './check-state';

/** What can be saved of a checked file. */
export type SavedForm = 'page' | 'json' | 'manifest' | 'store';

const ENDINGS: Readonly<Record<SavedForm, string>> = {
  page: 'report.html',
  json: 'report.json',
  manifest: 'manifest.json',
  store: 'manifest.c2pa',
};

/** A checked file's report or manifest, as a file under a name of its own. Null where there is none. */
export async function savedFile(id: number, form: SavedForm): Promise<File | null> {
  const item = checks().find((other) => other.id === id);
  const blob = item && (await contentOf(item, form));
  if (!item || !blob) return null;
  const name = item.file.name
    .replace(/\.[^.]*$/, '')
    .replace(/[^\p{L}\p{N} ._-]+/gu, '_')
    .slice(0, 80);
  return new File([blob], `${name || 'file'}.${ENDINGS[form]}`, { type: blob.type });
}

async function contentOf({ id, file, status }: CheckItem, form: SavedForm): Promise<Blob | null> {
  const evidence = evidenceOf(id);
  if (form === 'store') return evidence?.manifestStore ?? null;
  if (form === 'manifest')
    return evidence && new Blob([evidence.manifestsJson], { type: 'application/json' });
  if (status.kind !== 'done' || !checkedFile(id)) return null;
  if (form === 'json') {
    const report = { file: { name: file.name, ...status.report.file }, ...withoutFile(status.report) };
    return new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' });
  }
  const pictures = new Map<string, string>();
  for (const [key, picture] of evidence?.thumbnails ?? []) {
    const bytes = new Uint8Array(await picture.arrayBuffer());
    pictures.set(key, `data:${picture.type};base64,${toBase64(bytes)}`);
  }
  return new Blob([reportPage(file, status.report, pictures)], { type: 'text/html' });
}

function withoutFile<T extends { file: unknown }>({ file: _, ...rest }: T): Omit<T, 'file'> {
  return rest;
}
