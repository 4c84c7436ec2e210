import { clear, createStore, del, get, promisifyRequest, values } from 'idb-keyval';
import * as v from 'valibot';
import { AppError, isQuotaExceeded } from '../shared/errors';

/** A film as IndexedDB keeps it, under its SHA-256: the signed file and a picture of it. Nothing of the photo, nothing of the words. */
const filmRecord = v.object({
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** What the person calls it; empty for its date. */
  title: v.string(),
  /** Milliseconds since 1970. */
  keptAt: v.number(),
  width: v.number(),
  height: v.number(),
  durationSeconds: v.number(),
  /** The signed MP4. */
  file: v.instance(Blob),
  /** A still of the film, which bears its label; null where the browser could not draw one. */
  poster: v.nullable(v.instance(Blob)),
  /** True once the person reported it: it is not shown any more. */
  hidden: v.boolean(),
});
export type FilmRecord = v.InferOutput<typeof filmRecord>;

/** Opened at each use: a connection that the browser has closed is not held on to. */
function store() {
  return createStore('stillwake-album', 'films');
}

/** All films, in no order. What this version cannot read is left alone. Throws AppError `storage-blocked`, as all of these do. */
export function readRecords(): Promise<FilmRecord[]> {
  return attempt(async () => (await values<unknown>(store())).filter(isRecord));
}

/** One film, or undefined. */
export function readRecord(sha256: string): Promise<FilmRecord | undefined> {
  return attempt(async () => {
    const record = await get<unknown>(sha256, store());
    return isRecord(record) ? record : undefined;
  });
}

/** Adds a film, whole or not at all: it is one transaction. One that is there already stays as it is. Throws also AppError `storage-full`. */
export function addRecord(record: FilmRecord): Promise<void> {
  return transform(record.sha256, (last) => (last === undefined ? record : undefined));
}

/** Changes what the person says of a film, in one transaction; nothing happens where it is gone. Throws also AppError `storage-full`. */
export function changeRecord(
  sha256: string,
  change: Partial<Pick<FilmRecord, 'title' | 'hidden'>>,
): Promise<void> {
  return transform(sha256, (last) => (isRecord(last) ? { ...last, ...change } : undefined));
}

/** Erases a film. */
export function eraseRecord(sha256: string): Promise<void> {
  return attempt(() => del(sha256, store()));
}

/** Erases all films. */
export function eraseRecords(): Promise<void> {
  return attempt(() => clear(store()));
}

/** Puts what `next` makes of the stored value; undefined leaves it. */
function transform(sha256: string, next: (last: unknown) => FilmRecord | undefined): Promise<void> {
  return attempt(() =>
    store()('readwrite', async (films) => {
      const record = next(await promisifyRequest<unknown>(films.get(sha256)));
      if (record) films.put(record, sha256);
      return promisifyRequest(films.transaction);
    }),
  );
}

function isRecord(value: unknown): value is FilmRecord {
  return v.is(filmRecord, value);
}

async function attempt<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (cause) {
    const code = isQuotaExceeded(cause) ? 'storage-full' : 'storage-blocked';
    throw new AppError(code, `the album's storage: ${String(cause)}`, { cause });
  }
}
