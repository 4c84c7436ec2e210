import { createSignal } from 'solid-js';
import type { Evidence } from '../provenance/credentials';
import { isAbort } from '../shared/errors';
import { workersAllowed } from './capabilities';
import type { CheckItem, CheckReport, CheckStatus } from './check-state';
import { failureOf } from './failure';

/** The files of the list, in the order in which they came. */
const [checks, setChecks] = createSignal<readonly CheckItem[]>([]);
const [selectedId, setSelectedId] = createSignal<number | null>(null);
export { checks, selectedId };

/** What a signal must not hold: the files themselves, and what was found in them beside the report. */
interface Held {
  file: File;
  evidence: Evidence | null;
  /** Object URLs of thumbnails, by their key in the report. */
  pictures: Map<string, string>;
}

const held = new Map<number, Held>();
const MAX_FILES = 200;
/** Stands among the keys of thumbnails for the file itself; no manifest names one so. */
const FILE_KEY = '\0file';
let nextId = 1;
let running: { id: number; controller: AbortController } | undefined;

/** The file that is looked at. */
export function selectedCheck(): CheckItem | undefined {
  return checks().find(({ id }) => id === selectedId());
}

/** Shows a file of the list. */
export function selectCheck(id: number): void {
  setSelectedId(id);
}

/** Checks a file: chosen, dropped or pasted. */
export function checkChosenFile(file: File): void {
  checkChosenFiles([file]);
}

/** Puts files at the end of the list, shows the first of them, and checks them one after the other. */
export function checkChosenFiles(files: readonly File[]): void {
  const added = files.slice(0, Math.max(0, MAX_FILES - checks().length)).map((file): CheckItem => {
    const id = nextId++;
    held.set(id, { file, evidence: null, pictures: new Map() });
    return { id, file: { name: file.name, sizeBytes: file.size }, status: { kind: 'waiting' } };
  });
  const first = added[0];
  if (!first) return;
  setChecks((items) => [...items, ...added]);
  setSelectedId(first.id);
  void work();
}

/** Checks again what was checked before: whom the person trusts has changed. */
export function checkAgain(): void {
  const ids = checks()
    .filter(({ status }) => status.kind === 'done' && status.report.credentials !== null)
    .map(({ id }) => id);
  for (const id of ids) {
    release(id);
    setStatus(id, { kind: 'waiting' });
  }
  void work();
}

/** Stops a check, under way or waiting. The file stays in the list. */
export function cancelCheck(id: number): void {
  setStatus(id, { kind: 'cancelled' });
  if (running?.id === id) running.controller.abort(new DOMException('cancelled', 'AbortError'));
}

/** Takes a file off the list and frees what was held of it. */
export function removeCheck(id: number): void {
  const items = checks();
  const at = items.findIndex((item) => item.id === id);
  if (at < 0) return;
  cancelCheck(id);
  release(id);
  held.delete(id);
  const left = items.filter((item) => item.id !== id);
  setChecks(left);
  if (selectedId() === id) setSelectedId(left[Math.min(at, left.length - 1)]?.id ?? null);
}

/** Empties the list. */
export function clearChecks(): void {
  for (const { id } of checks()) removeCheck(id);
}

/** The file behind an entry of the list, for what is saved or reported of it. Undefined once it was taken off. */
export function checkedFile(id: number): File | undefined {
  return held.get(id)?.file;
}

/** What the report of an entry rests on; null where there are no credentials. */
export function evidenceOf(id: number): Evidence | null {
  return held.get(id)?.evidence ?? null;
}

/** Address of the file itself, for the browser to show; null once it was taken off. It lives as long as the entry. */
export function fileAddress(id: number): string | null {
  const entry = held.get(id);
  if (!entry) return null;
  const address = entry.pictures.get(FILE_KEY) ?? URL.createObjectURL(entry.file);
  entry.pictures.set(FILE_KEY, address);
  return address;
}

/** Address of a thumbnail of an entry's report, or null. It lives as long as the entry. */
export function pictureAddress(id: number, key: string | null): string | null {
  const entry = held.get(id);
  const picture = key === null ? undefined : entry?.evidence?.thumbnails.get(key);
  if (!entry || key === null || !picture) return null;
  const address = entry.pictures.get(key) ?? URL.createObjectURL(picture);
  entry.pictures.set(key, address);
  return address;
}

async function work(): Promise<void> {
  if (running) return;
  for (;;) {
    const next = checks().find(({ status }) => status.kind === 'waiting');
    if (!next) return;
    const controller = new AbortController();
    running = { id: next.id, controller };
    try {
      await checkOne(next.id, controller.signal);
    } finally {
      running = undefined;
    }
  }
}

async function checkOne(id: number, signal: AbortSignal): Promise<void> {
  const entry = held.get(id);
  if (!entry) return;
  setStatus(id, { kind: 'running', stage: 'marks', completed: 0, total: 0 });
  try {
    await workersAllowed(signal);
    const { checkFile } = await import('../pipeline/check-file');
    const { report, evidence } = await checkFile(entry.file, {
      signal,
      onProgress: (stage, completed, total) => {
        if (!signal.aborted) setStatus(id, { kind: 'running', stage, completed, total });
      },
    });
    signal.throwIfAborted();
    entry.evidence = evidence;
    setDone(id, report);
  } catch (error) {
    if (signal.aborted || isAbort(error)) return;
    setStatus(id, { kind: 'failed', failure: failureOf(error) });
  }
}

function setDone(id: number, report: CheckReport): void {
  setStatus(id, { kind: 'done', report });
}

function setStatus(id: number, status: CheckStatus): void {
  setChecks((items) => items.map((item) => (item.id === id ? { ...item, status } : item)));
}

function release(id: number): void {
  const entry = held.get(id);
  if (!entry) return;
  for (const address of entry.pictures.values()) URL.revokeObjectURL(address);
  entry.pictures.clear();
  entry.evidence = null;
}
