import { render } from 'solid-js/web';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { switchLocale } from '../i18n/locale';
import { adjustJob, cancelJob, clearJob, job } from '../state/job';
import { missingParts } from '../state/capabilities';
import { preview } from '../state/preview';
import { setPrompt } from '../state/settings';
import { App } from './app';

let dispose: () => void;

async function photo(name = 'field.png', { width, height } = { width: 200, height: 120 }): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#3a7';
  context.fillRect(0, height / 3, width, height);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], name, { type: 'image/png' });
}

/** Gives a file as a person's choice does. */
function choose(file: File): void {
  const input = document.querySelector<HTMLInputElement>('main input[type=file]:not([accept^="audio"])')!;
  const transfer = new DataTransfer();
  transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

const button = (name: string) => page.getByRole('button', { name, exact: true });

beforeEach(async () => {
  location.hash = '';
  setPrompt('');
  await switchLocale('en');
  const root = document.createElement('div');
  document.body.append(root);
  const unmount = render(() => <App />, root);
  dispose = () => {
    unmount();
    root.remove();
  };
});

afterEach(() => {
  dispose();
  adjustJob();
  clearJob();
});

describe('Animate', () => {
  it('begins with the one thing to do', async () => {
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Wake a still photo.');
    await expect.element(button('Choose a photo')).toBeVisible();
    expect(document.activeElement).toBe(document.body);
  });

  it('shows the chosen photo, and moves the focus to what came', async () => {
    choose(await photo());
    await expect.element(page.getByRole('img', { name: 'The photo you chose' })).toBeVisible();
    await expect.element(page.getByLabelText('Describe the motion')).toBeVisible();
    await expect.element(button('Animate')).toBeEnabled();
    expect(document.activeElement?.tagName).toBe('H1');
  });

  it('takes an idea with the keyboard, and gives it back', async () => {
    choose(await photo());
    const idea = button('Gentle waves');
    (idea.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByLabelText('Describe the motion')).toHaveValue('Gentle waves');
    await expect.element(idea).toHaveAttribute('aria-pressed', 'true');
    await userEvent.keyboard(' ');
    await expect.element(page.getByLabelText('Describe the motion')).toHaveValue('');
  });

  it('changes length and shape with the keyboard', async () => {
    choose(await photo());
    const length = page.getByRole('slider', { name: 'Length' });
    (length.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(length).toHaveAttribute('aria-valuetext', '5 seconds');
    await userEvent.keyboard('{ArrowLeft}');
    (page.getByRole('radio', { name: 'Original' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(page.getByRole('radio', { name: '9:16' })).toBeChecked();
    await userEvent.keyboard('{ArrowLeft}');
  });

  it('says of a text with a photo’s name what it is, keeps the words, and takes the next photo', async () => {
    choose(await photo());
    await page.getByLabelText('Describe the motion').fill('slow clouds');
    choose(new File(['This is no photo. '.repeat(50)], 'holiday.jpg', { type: 'image/jpeg' }));
    await expect
      .element(page.getByRole('alert'), { timeout: 30_000 })
      .toHaveTextContent('This isn’t a photo');
    expect(document.activeElement).toBe(page.getByRole('alert').element());
    await expect.element(button('Animate')).not.toBeInTheDocument();
    choose(await photo('next.png'));
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
    await expect.element(page.getByLabelText('Describe the motion')).toHaveValue('slow clouds');
    await expect.element(page.getByRole('img', { name: 'The photo you chose' })).toBeVisible();
  });

  it('says at once that a picture of an impossible shape is none to animate', async () => {
    choose(await photo('panorama.png', { width: 900, height: 30 }));
    await expect
      .element(page.getByRole('alert'), { timeout: 30_000 })
      .toHaveTextContent('This picture is too long and thin');
  });

  it('takes a double click on Animate for one', async () => {
    choose(await photo());
    const animate = button('Animate').element();
    await userEvent.dblClick(animate);
    const cancel = button('Cancel').element();
    // The second half of the click, as it falls on what stands there now.
    cancel.dispatchEvent(new PointerEvent('click', { bubbles: true, cancelable: true, detail: 2 }));
    cancel.dispatchEvent(
      new PointerEvent('click', { bubbles: true, cancelable: true, detail: 1, pointerType: 'touch' }),
    );
    expect(job().kind).toBe('running');
    // A click that is one of its own cancels at once.
    cancel.dispatchEvent(
      new PointerEvent('click', { bubbles: true, cancelable: true, detail: 1, pointerType: 'mouse' }),
    );
    expect(job().kind).toBe('chosen');
  });

  it('takes no dropped photo in mid-job or in the settings, and does not leave the page for it', async () => {
    const transfer = new DataTransfer();
    transfer.items.add(await photo('dropped.png'));
    const drop = () => {
      const events = ['dragenter', 'dragover', 'drop'].map(
        (type) => new DragEvent(type, { dataTransfer: transfer, cancelable: true }),
      );
      for (const event of events) dispatchEvent(event);
      return events.at(-1)!.defaultPrevented;
    };
    choose(await photo());
    const chosen = job();
    await expect.element(button('Animate')).toBeEnabled();
    // All at once, so that the job is still going when the file is dropped.
    (button('Animate').element() as HTMLElement).click();
    expect(job().kind).toBe('running');
    dispatchEvent(new DragEvent('dragenter', { dataTransfer: transfer }));
    expect(document.body.textContent).not.toContain('Let go to use this photo');
    expect(drop()).toBe(true);
    cancelJob();
    expect(job()).toEqual(chosen);

    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Settings');
    expect(drop()).toBe(true);
    expect(job()).toEqual(chosen);
  });

  it('takes a photo that is dropped on the page, or pasted', async () => {
    const transfer = new DataTransfer();
    transfer.items.add(await photo('dropped.png'));
    dispatchEvent(new DragEvent('dragenter', { dataTransfer: transfer }));
    await expect.element(page.getByText('Let go to use this photo')).toBeVisible();
    dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
    await expect.element(page.getByText('Let go to use this photo')).not.toBeInTheDocument();
    await expect.poll(() => job().kind).toBe('chosen');
    clearJob();
    dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, cancelable: true }));
    await expect.poll(() => job().kind).toBe('chosen');
  });

  it('gives the preview’s memory back', async () => {
    choose(await photo());
    await expect.poll(() => preview().kind).toBe('shown');
    const shown = preview();
    if (shown.kind !== 'shown') throw new Error('not shown');
    clearJob();
    await expect(fetch(shown.url)).rejects.toThrow();
  });
});

describe('Check', () => {
  it('says honestly that a format can carry nothing, and moves the focus to the report', async () => {
    await page.getByRole('link', { name: 'Check', exact: true }).click();
    await expect.element(button('Check a file')).toBeVisible();
    choose(new File(['plain words'], 'notes.txt'));
    const report = page.getByRole('region', { name: 'Report on notes.txt' });
    await expect.element(report, { timeout: 30_000 }).toHaveTextContent('This format can’t carry them');
    await expect.element(report).toHaveTextContent('That is no proof that it was not.');
    expect(document.activeElement?.textContent).toBe('This format can’t carry them');
  });

  it('finds no credentials in a plain photo, and does not call it real', async () => {
    await page.getByRole('link', { name: 'Check', exact: true }).click();
    await expect.element(button('Check a file')).toBeVisible();
    choose(await photo());
    const report = page.getByRole('region', { name: 'Report on field.png' });
    await expect.element(report, { timeout: 30_000 }).toHaveTextContent('No credentials found');
    await expect.element(report).toHaveTextContent('That does not mean that it is real');
  });
});

describe('languages', () => {
  it('switch in the page, and say so on the document', async () => {
    await page.getByRole('combobox', { name: 'Language' }).selectOptions('Tiếng Việt');
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Đánh thức một bức ảnh.');
    expect(document.documentElement.lang).toBe('vi');
    localStorage.removeItem('locale');
  });
});

describe('missingParts', () => {
  it('finds nothing missing here, and names what an old browser lacks', () => {
    expect(missingParts()).toEqual([]);
    expect(missingParts({ isSecureContext: false })).toEqual([
      'webassembly',
      'workers',
      'secure-context',
      'offscreen-canvas',
    ]);
  });
});
