import { createStore, get, set } from 'idb-keyval';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  addRecord,
  changeRecord,
  eraseRecord,
  eraseRecords,
  readRecord,
  readRecords,
  type FilmRecord,
} from './album-records';

const id = (index: number) => index.toString(16).padStart(64, '0');

function record(index: number, text = `film ${index}`): FilmRecord {
  return {
    sha256: id(index),
    title: '',
    keptAt: index,
    width: 720,
    height: 1280,
    durationSeconds: 4,
    file: new Blob([text], { type: 'video/mp4' }),
    poster: null,
    hidden: false,
  };
}

beforeEach(eraseRecords);
afterEach(() => vi.restoreAllMocks());

describe('the album’s storage', () => {
  it('gives back what was put in', async () => {
    await addRecord(record(1));
    const found = await readRecord(id(1));
    expect(found).toMatchObject({ ...record(1), file: expect.any(Blob) as Blob });
    expect(await found!.file.text()).toBe('film 1');
    expect(await readRecord(id(2))).toBeUndefined();
  });

  it('leaves a film as it is that is kept once more', async () => {
    await addRecord(record(1));
    await changeRecord(id(1), { title: 'The sea' });
    await addRecord(record(1));
    expect(await readRecords()).toMatchObject([{ title: 'The sea' }]);
  });

  it('changes nothing of a film that is gone, and does not bring it back', async () => {
    await addRecord(record(1));
    await eraseRecord(id(1));
    await changeRecord(id(1), { title: 'A ghost' });
    expect(await readRecords()).toEqual([]);
  });

  it('loses no change where two tabs write at once', async () => {
    await addRecord(record(1));
    await Promise.all([changeRecord(id(1), { title: 'The sea' }), changeRecord(id(1), { hidden: true })]);
    expect(await readRecord(id(1))).toMatchObject({ title: 'The sea', hidden: true });
  });

  it('holds two hundred films, and reads their list without their bytes', async () => {
    for (let index = 0; index < 200; index++) await addRecord(record(index));
    const start = performance.now();
    expect(await readRecords()).toHaveLength(200);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('passes over what another version wrote, and leaves it there', async () => {
    const store = createStore('stillwake-album', 'films');
    await set(id(7), { version: 9 }, store);
    await addRecord(record(1));
    expect(await readRecords()).toHaveLength(1);
    await changeRecord(id(7), { title: 'x' });
    await addRecord(record(7));
    expect(await get(id(7), store)).toEqual({ version: 9 });
  });

  it('says that the storage is shut, as in some private windows', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    await expect(readRecords()).rejects.toMatchObject({ code: 'storage-blocked' });
    await expect(addRecord(record(1))).rejects.toMatchObject({ code: 'storage-blocked' });
  });

  it('says that there is no room, and has nothing half', async () => {
    await addRecord(record(1));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(addRecord(record(2))).rejects.toMatchObject({ code: 'storage-full' });
    vi.restoreAllMocks();
    expect(await readRecords()).toHaveLength(1);
    await addRecord(record(2));
    expect(await readRecords()).toHaveLength(2);
  });
});
