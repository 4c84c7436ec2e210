import { render } from 'solid-js/web';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { switchLocale } from '../../i18n/locale';
import { job } from '../../state/job';
import { choosePhotos, clearPhotos, storyPhotos } from '../../state/story-photos';
import { App } from '../app';

let dispose: () => void;

async function photo(name: string, colour: string): Promise<File> {
  const canvas = new OffscreenCanvas(120, 160);
  const context = canvas.getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 120, 160);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], name, { type: 'image/png' });
}

const photos = () =>
  Promise.all([photo('red.png', '#c33'), photo('green.png', '#3a5'), photo('blue.png', '#35c')]);
const names = () => storyPhotos().map(({ file }) => file.name);
const tile = (number: number, count = 3) =>
  page.getByRole('button', { name: `Photo ${number} of ${count}`, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });

beforeEach(async () => {
  location.hash = '';
  await switchLocale('en');
  const root = document.createElement('div');
  document.body.append(root);
  const unmount = render(() => <App />, root);
  dispose = () => {
    unmount();
    root.remove();
  };
  choosePhotos(await photos());
  await expect.element(tile(3)).toBeVisible();
});

afterEach(() => {
  dispose();
  clearPhotos();
});

describe('several photos', () => {
  it('are a story, in the order given, and no single job', () => {
    expect(names()).toEqual(['red.png', 'green.png', 'blue.png']);
    expect(job().kind).toBe('idle');
  });

  it('are put in another order by dragging', async () => {
    await userEvent.dragAndDrop(tile(3), tile(1));
    expect(names()).toEqual(['blue.png', 'red.png', 'green.png']);
  });

  it('are moved and taken out with keys alone, the focus following', async () => {
    (tile(1).element() as HTMLElement).focus();
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}');
    expect(names()).toEqual(['green.png', 'red.png', 'blue.png']);
    expect(document.activeElement).toBe(tile(2).element());
    await userEvent.keyboard('{Delete}');
    expect(names()).toEqual(['green.png', 'blue.png']);
    expect(document.activeElement).toBe(tile(2, 2).element());
  });

  it('become more by what is added, up to ten, and it is said that there is room for no more', async () => {
    for (let round = 0; round < 3; round++) choosePhotos(await photos());
    expect(names()).toHaveLength(10);
    expect(names().slice(0, 4)).toEqual(['red.png', 'green.png', 'blue.png', 'red.png']);
    await expect.element(page.getByText('A story has room for 10 photos.')).toBeVisible();
  });

  it('must be two at least', async () => {
    await expect.element(button('Make the story')).toBeEnabled();
    await button('Take out').click();
    await button('Take out').click();
    await expect.element(page.getByText('A story needs at least two photos.')).toBeVisible();
    await expect.element(button('Make the story')).toBeDisabled();
    await button('Take out').click();
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Wake a still photo.');
  });

  it('speak the language that is chosen', async () => {
    await switchLocale('ja');
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('あなたのストーリー');
  });
});
