import { render } from 'solid-js/web';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { switchLocale } from './i18n/locale';
import { endC2pa } from './provenance/c2pa';
import { patched, samplePhoto, signedFilm } from './provenance/samples.test-support';
import { sha256Hex } from './shared/sha256';
import { addRecord, changeRecord, eraseRecord, eraseRecords, readRecords } from './state/album-records';
import { clearChecks } from './state/check';
import { filmHash } from './state/view';
import { App } from './ui/app';

const button = (name: string) => page.getByRole('button', { name, exact: true });
const heading = () => page.getByRole('heading', { level: 1 });
const tiles = () => page.getByRole('list', { name: 'Films' }).getByRole('link');

let film: Blob;
let sha256: string;
let dispose: () => void;

/** Puts a film into the storage as it is kept, or as it was damaged there. */
async function put(title: string, keptAt: number, file = film, id = sha256): Promise<void> {
  const poster = await samplePhoto('image/jpeg', 96);
  const size = { width: 160, height: 96, durationSeconds: 1 };
  await addRecord({ sha256: id, title, keptAt, ...size, file, poster, hidden: false });
}

async function go(hash: string): Promise<void> {
  location.hash = hash;
  await new Promise((resolve) => setTimeout(resolve));
}

beforeAll(async () => {
  film = (await signedFilm(await samplePhoto())).mp4;
  sha256 = await sha256Hex(await film.arrayBuffer());
});
beforeEach(async () => {
  await eraseRecords();
  await switchLocale('en');
  location.hash = '#/album';
  const root = document.createElement('div');
  document.body.append(root);
  const unmount = render(() => <App />, root);
  dispose = () => {
    unmount();
    root.remove();
  };
});
afterEach(async () => {
  dispose();
  clearChecks();
  location.hash = '';
  await switchLocale('en');
});
afterAll(endC2pa);

describe('the album', () => {
  it('says what to do while it is empty, in the language in use', async () => {
    await expect.element(heading()).toHaveTextContent('Your album');
    await expect.element(page.getByRole('heading', { name: 'Nothing kept yet' })).toBeVisible();
    await expect.element(page.getByRole('link', { name: 'Animate a photo' })).toHaveAttribute('href', '#/');
    await switchLocale('de');
    await expect.element(heading()).toHaveTextContent('Dein Album');
  });

  it('shows what another tab keeps, newest first, and goes on where one is removed there', async () => {
    await expect.element(page.getByRole('heading', { name: 'Nothing kept yet' })).toBeVisible();
    await put('The sea', 1000, film, 'a'.repeat(64));
    await put('', Date.UTC(2026, 10, 23, 12));
    dispatchEvent(new Event('focus'));
    await expect.element(tiles().nth(1)).toHaveTextContent(/The sea.*1 second · 160 × 96/);
    await expect.element(tiles().nth(0)).toHaveTextContent('2026');
    await expect.element(page.getByText(/^2 films, /)).toBeVisible();
    const seaTile = tiles().nth(1).element();
    await eraseRecord(sha256);
    dispatchEvent(new Event('focus'));
    await expect.element(tiles()).toHaveTextContent('The sea');
    // What did not change is not drawn anew: a person's focus stays on it.
    expect(tiles().element()).toBe(seaTile);
  });

  it('opens a film, plays it, names it anew and hands it to the check', async () => {
    await put('The sea', 1000);
    await go(filmHash(sha256));
    const video = page.getByLabelText('The film, looping');
    await expect.element(video, { timeout: 30_000 }).toBeVisible();
    await expect.element(heading()).toHaveTextContent('The sea');
    await expect
      .poll(() => (video.element() as HTMLVideoElement).currentTime, { timeout: 10_000 })
      .toBeGreaterThan(0);
    await expect
      .element(page.getByRole('link', { name: 'Download' }))
      .toHaveAttribute('download', 'The sea-stillwake.mp4');

    await button('Rename').click();
    const field = page.getByRole('textbox', { name: 'Name of the film' });
    expect(document.activeElement).toBe(field.element());
    await userEvent.keyboard('Evening{Escape}');
    await expect.element(heading()).toHaveTextContent('The sea');
    expect(document.activeElement).toBe(button('Rename').element());
    await button('Rename').click();
    await userEvent.keyboard('Evening at the sea{Enter}');
    await expect.element(heading()).toHaveTextContent('Evening at the sea');
    expect((await readRecords())[0]!.title).toBe('Evening at the sea');

    await page.getByRole('link', { name: 'Check this file' }).click();
    await expect
      .element(page.getByRole('region', { name: /^report/i }), { timeout: 60_000 })
      .toHaveTextContent(/AI-generated/);
  });

  it('removes a film, and takes that back', async () => {
    await put('The sea', 1000);
    await go(filmHash(sha256));
    await button('Remove').click();
    await expect.element(page.getByText('Removed “The sea”')).toBeVisible();
    expect(location.hash).toBe('#/album');
    expect(await readRecords()).toHaveLength(0);
    await button('Undo').click();
    await expect.element(tiles()).toHaveTextContent('The sea');
    const [back] = await readRecords();
    expect(await sha256Hex(await back!.file.arrayBuffer())).toBe(sha256);
  });

  it('never plays a film whose bytes have changed, and keeps the others', async () => {
    const broken = await patched(film, film.size - 10, [1, 2, 3]);
    await put('Broken', 1000, broken, 'b'.repeat(64));
    await put('Whole', 2000);
    await go(filmHash('b'.repeat(64)));
    await expect
      .element(page.getByRole('alert'), { timeout: 30_000 })
      .toHaveTextContent('This film is damaged');
    expect(document.querySelector('video')).toBeNull();
    expect(page.getByRole('link', { name: 'Download' }).elements()).toEqual([]);
    await page.getByRole('link', { name: 'All films' }).click();
    await expect.element(tiles().nth(1)).toHaveTextContent('Damaged');
    await tiles().nth(0).click();
    await expect.element(page.getByLabelText('The film, looping'), { timeout: 30_000 }).toBeVisible();
  });

  it('does not show a film again that the person has reported', async () => {
    await put('The sea', 1000);
    await changeRecord(sha256, { hidden: true });
    await go(filmHash(sha256));
    await expect.element(page.getByText('Reported, and hidden here.')).toBeVisible();
    expect(document.querySelector('video')).toBeNull();
    await page.getByRole('link', { name: 'All films' }).click();
    await expect.element(tiles()).toHaveTextContent('Reported and hidden');
    expect(document.querySelector('.shelf img')).toBeNull();
  });

  it('says that a film is gone', async () => {
    await go(filmHash('c'.repeat(64)));
    await expect.element(heading()).toHaveTextContent('This film isn’t in the album');
  });

  it('removes all only after asking', async () => {
    await put('The sea', 1000);
    dispatchEvent(new Event('focus'));
    await button('Remove all').click();
    const asked = page.getByRole('alertdialog');
    await asked.getByRole('button', { name: 'Keep them' }).click();
    expect(await readRecords()).toHaveLength(1);
    await button('Remove all').click();
    await asked.getByRole('button', { name: 'Remove all' }).click();
    await expect.element(page.getByRole('heading', { name: 'Nothing kept yet' })).toBeVisible();
    expect(await readRecords()).toHaveLength(0);
  });
});
