import { createSignal } from 'solid-js';
import type { ReopenedFilm } from '../pipeline/open-kept-film';
import { AppError, isAbort } from '../shared/errors';
import {
  addRecord,
  changeRecord,
  eraseRecord,
  eraseRecords,
  readRecord,
  readRecords,
  type FilmRecord,
} from './album-records';
import { workersAllowed } from './capabilities';
import { checkChosenFile } from './check';
import { failureOf } from './failure';
import { filmSaved } from './job';
import type { Failure, NewFilm } from './job-state';
import { stillOf } from './still';

/** A film of the album, as the views show it. */
export interface KeptFilm {
  /** The file's SHA-256. */
  id: string;
  /** What the person calls it; empty for its date. */
  title: string;
  /** Milliseconds since 1970. */
  keptAt: number;
  sizeBytes: number;
  width: number;
  height: number;
  durationSeconds: number;
  /** True once the person reported it. */
  hidden: boolean;
  /** True once its bytes were found changed. */
  damaged: boolean;
  /** Object URL of its still, owned by the album; null where there is none to show. */
  posterUrl: string | null;
}

interface Album {
  state: 'reading' | 'open' | 'failed';
  /** Newest first. */
  films: readonly KeptFilm[];
  failure: Failure | null;
  /** Whether the browser has promised not to clear it when room runs short. */
  persisted: boolean;
}

const [album, writeAlbum] = createSignal<Album>({
  state: 'reading',
  films: [],
  failure: null,
  persisted: false,
});
/** The album on this device. Empty until {@link watchAlbum}. */
export { album };

/** A film that was opened; `video` has passed the gates again. */
export type OpenedFilm =
  | { kind: 'opening' }
  /** `url` is an object URL of `file`. */
  | { kind: 'open'; file: File; url: string; credentials: ReopenedFilm['credentials'] }
  | { kind: 'failed'; failure: Failure }
  /** The person has reported it. */
  | { kind: 'hidden' }
  /** It is not in the album: removed here or in another tab. */
  | { kind: 'gone' };

const [openedFilm, setOpened] = createSignal<OpenedFilm>({ kind: 'opening' });
/** The one film that is open. */
export { openedFilm };

const [removedFilm, setRemoved] = createSignal<Pick<KeptFilm, 'title' | 'keptAt'> | undefined>();
/** The film that was removed last, as long as it can be taken back. */
export { removedFilm };

const POSTER_SIDE = 640;
const POSTER_QUALITY = 0.82;
/** Longest title, in UTF-16 units. */
export const MAX_TITLE_LENGTH = 120;

const posters = new Map<string, string>();
const damaged = new Set<string>();
let lastRemoved: FilmRecord | undefined;
let lastRead = 0;

/** Reads the album, and again whenever the person comes back to this tab: another may have changed it. Returns the stop. */
export function watchAlbum(): () => void {
  const stop = new AbortController();
  const read = () => {
    if (document.visibilityState === 'visible') void readAlbum();
  };
  addEventListener('focus', read, { signal: stop.signal });
  document.addEventListener('visibilitychange', read, { signal: stop.signal });
  void readAlbum();
  return () => stop.abort();
}

/** Reads what is kept. A storage that is shut is told by the state. */
export async function readAlbum(): Promise<void> {
  const current = ++lastRead;
  try {
    const [records, persisted] = await Promise.all([readRecords(), isPersisted()]);
    if (current !== lastRead) return;
    releasePosters(new Set(records.map(({ sha256 }) => sha256)));
    const films = records.map(toKeptFilm).sort((one, other) => other.keptAt - one.keptAt);
    writeAlbum((last) => ({ state: 'open', films: films.map(sameIn(last.films)), failure: null, persisted }));
  } catch (error) {
    if (current === lastRead) writeAlbum((last) => ({ ...last, state: 'failed', failure: failureOf(error) }));
  }
}

/** Whether the album has a finished film. */
export function isKept({ report }: NewFilm): boolean {
  return album().films.some(({ id }) => id === report.output.sha256);
}

/**
 * Puts a finished film into the album, after reading it back as when it is opened: what could not be shown again is not kept. Throws
 * AppError `storage-full`, `storage-blocked`, or what opening throws.
 */
export async function keepFilm({ file, report: { output } }: NewFilm): Promise<void> {
  askToPersist();
  const { sha256, width, height, durationSeconds } = output;
  const { video } = await reopen({ file, sha256 }, new AbortController().signal);
  const { copyOfFilm } = await import('../pipeline/gates');
  const poster = await copyOfFilm(video, posterOf).catch(() => null);
  await addRecord({
    sha256,
    width,
    height,
    durationSeconds,
    title: '',
    keptAt: Date.now(),
    file: video.mp4,
    poster: poster?.file ?? null,
    hidden: false,
  });
  filmSaved();
  await readAlbum();
}

/** Opens a film, to be watched until the returned function is called. */
export function openFilm(id: string): () => void {
  const controller = new AbortController();
  setOpened({ kind: 'opening' });
  // Another tab may just have put it there.
  void readAlbum();
  void open(id, controller.signal);
  return () => {
    controller.abort(new DOMException('closed', 'AbortError'));
    const shown = openedFilm();
    if (shown.kind === 'open') URL.revokeObjectURL(shown.url);
    setOpened({ kind: 'opening' });
  };
}

async function open(id: string, signal: AbortSignal): Promise<void> {
  try {
    const record = await readRecord(id);
    signal.throwIfAborted();
    if (!record || record.hidden) {
      setOpened({ kind: record ? 'hidden' : 'gone' });
      return;
    }
    const { video, credentials } = await reopen(record, signal);
    signal.throwIfAborted();
    const file = new File([video.mp4], fileName(record), { type: video.mp4.type });
    setOpened({ kind: 'open', file, url: URL.createObjectURL(video.mp4), credentials });
  } catch (error) {
    if (signal.aborted || isAbort(error)) return;
    setOpened({ kind: 'failed', failure: failureOf(error) });
    if (error instanceof AppError && error.code === 'film-damaged') {
      damaged.add(id);
      await readAlbum();
    }
  }
}

/** Gives a film another name; an empty one stands for its date. Throws AppError `storage-full` or `storage-blocked`. */
export async function renameFilm(id: string, title: string): Promise<void> {
  await changeRecord(id, { title: title.trim().slice(0, MAX_TITLE_LENGTH) });
  await readAlbum();
}

/** Shows a film no more: the person has reported it. */
export async function hideFilm(id: string): Promise<void> {
  await changeRecord(id, { hidden: true }).catch(() => undefined);
  await readAlbum();
}

/** Removes a film. Until {@link forgetRemoved} or the end of the page {@link undoRemove} takes it back. Throws AppError `storage-blocked`. */
export async function removeFilm(id: string): Promise<void> {
  const record = await readRecord(id);
  // What the storage erases may be gone at once, so the bytes are taken out first. A file that cannot be read has nothing to take back.
  const copy = record && (await inMemory(record).catch(() => undefined));
  await eraseRecord(id);
  lastRemoved = copy;
  setRemoved(copy && { title: copy.title, keptAt: copy.keptAt });
  await readAlbum();
}

/** Takes the film back that was removed last. Throws AppError `storage-full` or `storage-blocked`; the film can still be taken back then. */
export async function undoRemove(): Promise<void> {
  if (lastRemoved) await addRecord(lastRemoved);
  forgetRemoved();
  await readAlbum();
}

/** Lets go of what {@link undoRemove} would take back. */
export function forgetRemoved(): void {
  lastRemoved = undefined;
  setRemoved(undefined);
}

/** Removes all films for good. Throws AppError `storage-blocked`. */
export async function removeAllFilms(): Promise<void> {
  await eraseRecords();
  forgetRemoved();
  await readAlbum();
}

/** Gives the open film to the Check view. */
export function checkOpenedFilm(): void {
  const shown = openedFilm();
  if (shown.kind === 'open') checkChosenFile(shown.file);
}

async function reopen(stored: { file: Blob; sha256: string }, signal: AbortSignal): Promise<ReopenedFilm> {
  await workersAllowed(signal);
  const { openKeptFilm } = await import('../pipeline/open-kept-film');
  return openKeptFilm(stored, signal);
}

function toKeptFilm(record: FilmRecord): KeptFilm {
  const { sha256: id, title, keptAt, width, height, durationSeconds, hidden, file } = record;
  const broken = damaged.has(id);
  return {
    ...{ id, title, keptAt, width, height, durationSeconds, hidden },
    damaged: broken,
    sizeBytes: file.size,
    posterUrl: hidden || broken ? null : posterUrl(record),
  };
}

/** The object that stood for a film before, where nothing of it has changed: what shows it need not be drawn anew. */
function sameIn(last: readonly KeptFilm[]): (film: KeptFilm) => KeptFilm {
  const known = new Map(last.map((film) => [film.id, film]));
  return (film) => {
    const before = known.get(film.id);
    return before && JSON.stringify(before) === JSON.stringify(film) ? before : film;
  };
}

function posterUrl({ sha256, poster }: FilmRecord): string | null {
  if (!poster) return null;
  const url = posters.get(sha256) ?? URL.createObjectURL(poster);
  posters.set(sha256, url);
  return url;
}

function releasePosters(kept: ReadonlySet<string>): void {
  for (const [id, url] of posters) {
    if (kept.has(id)) continue;
    URL.revokeObjectURL(url);
    posters.delete(id);
  }
}

async function posterOf(mp4: Blob): Promise<Blob> {
  const still = await stillOf(mp4, POSTER_SIDE);
  const poster = await new Promise<Blob | null>((resolve) => {
    if (still) still.toBlob(resolve, 'image/jpeg', POSTER_QUALITY);
    else resolve(null);
  });
  if (!poster) throw new AppError('encode-failed', 'no still of the film');
  return poster;
}

async function inMemory(record: FilmRecord): Promise<FilmRecord> {
  const copy = async (blob: Blob) => new Blob([await blob.arrayBuffer()], { type: blob.type });
  return {
    ...record,
    file: await copy(record.file),
    poster: record.poster && (await copy(record.poster)),
  };
}

/** A name for the file: its title, or the day on which it was kept. */
function fileName({ title, keptAt }: FilmRecord): string {
  const stem = title.replace(/[^\p{L}\p{M}\p{N} ._-]+/gu, '_').slice(0, 80);
  return `${stem || new Date(keptAt).toISOString().slice(0, 10)}-stillwake.mp4`;
}

/** Missing where the page is not served securely; a browser may also refuse the question. */
function storageManager(): Partial<StorageManager> {
  return (navigator as Partial<Navigator>).storage ?? {};
}

async function isPersisted(): Promise<boolean> {
  return (
    (await storageManager()
      .persisted?.()
      .catch(() => false)) ?? false
  );
}

/** Where a browser asks the person about it, they have just said that they want to keep something. */
function askToPersist(): void {
  void storageManager()
    .persist?.()
    .catch(() => false);
}
