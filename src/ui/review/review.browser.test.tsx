import { render } from 'solid-js/web';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { Show } from 'solid-js';
import { switchLocale } from '../../i18n/locale';
import type { FoundFace } from '../../shared/faces';
import type { Verdict } from '../../shared/verdict';
import { cancelJob, choosePhoto, clearJob } from '../../state/job';
import { eraseLog, log, readLog } from '../../state/moderation-log';
import { preview } from '../../state/preview';
import { question, reviewerOf } from '../../state/review';
import { ModerationPanel } from './moderation-panel';
import { ReviewPage } from './review-page';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/controls.css';

const box = { x: 0.3, y: 0.2, width: 0.3, height: 0.4 };
const doubtful: Verdict = {
  verdict: 'review',
  reasons: [{ rule: 'photo-explicit-part', category: 'sexual', score: 0.42, threshold: 0.3, box }],
  scores: {},
};
const face: FoundFace = {
  box,
  confidence: 0.9,
  rightEye: { x: 0.4, y: 0.3 },
  leftEye: { x: 0.5, y: 0.3 },
  nose: { x: 0.45, y: 0.4 },
  mouth: { x: 0.45, y: 0.5 },
};

async function photo(): Promise<File> {
  const canvas = new OffscreenCanvas(360, 480);
  const context = canvas.getContext('2d')!;
  const sky = context.createLinearGradient(0, 0, 0, 480);
  sky.addColorStop(0, '#3b76c4');
  sky.addColorStop(0.6, '#f3d9b1');
  sky.addColorStop(0.61, '#2b5a70');
  context.fillStyle = sky;
  context.fillRect(0, 0, 360, 480);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], 'sea.png', { type: 'image/png' });
}

let dispose: () => void;
let file: File;
const button = (name: string) => page.getByRole('button', { name, exact: true });

beforeEach(async () => {
  await switchLocale('en');
  await eraseLog();
  file = await photo();
  choosePhoto(file);
  await expect.poll(() => preview().kind).toBe('shown');
  const root = document.createElement('div');
  document.body.append(root);
  const unmount = render(
    () => <Show when={question()}>{(open) => <ReviewPage question={open()} onCancel={cancelJob} />}</Show>,
    root,
  );
  dispose = () => {
    unmount();
    root.remove();
  };
});

afterEach(() => {
  dispose();
  clearJob();
});

describe('the review page', () => {
  it('shows a doubtful photo blurred first, with what, where and how surely; the person lets it pass, once', async () => {
    const reviewer = reviewerOf(file, new AbortController().signal);
    const asked = reviewer.askRelease({ gate: 'photo', verdict: doubtful });
    await expect.element(page.getByRole('img', { name: 'The photo, blurred' })).toBeVisible();
    await expect.element(page.getByText('Sexual content')).toBeVisible();
    await expect.element(page.getByText('How sure: 42 of 100, held from 30')).toBeVisible();
    const frame = page.getByRole('img', { name: 'Where it was seen' }).element();
    expect((frame as HTMLElement).style.left).toBe('30%');
    expect(getComputedStyle(document.querySelector('.picture-inner img')!).filter).toContain('blur');
    await button('Show it clearly').click();
    await expect.element(page.getByRole('img', { name: 'The photo', exact: true })).toBeVisible();
    await button('It is harmless, go on').click();
    await expect(asked).resolves.toBe('release');
    await expect(reviewer.askRelease({ gate: 'photo', verdict: doubtful })).resolves.toBe('release');
    await expect.poll(() => log().map(({ decision }) => decision)).toEqual(['released']);
    expect(log()[0]?.rules).toEqual([{ rule: 'photo-explicit-part', category: 'sexual', score: 0.42 }]);
  });

  it('asks once for consent, and remembers no refusal', async () => {
    const reviewer = reviewerOf(file, new AbortController().signal);
    const refused = reviewer.askConsent([face]);
    await expect.element(page.getByText('Faces found: 1')).toBeVisible();
    await button('Stop here').click();
    await expect(refused).resolves.toBe('refused');
    const confirmed = reviewer.askConsent([face]);
    await button('They agree, go on').click();
    await expect(confirmed).resolves.toBe('confirmed');
    await expect(reviewer.askConsent([face])).resolves.toBe('confirmed');
    await expect.poll(() => log().map(({ decision }) => decision)).toEqual(['consented', 'refused']);
  });

  it('goes away when the job is cancelled', async () => {
    const controller = new AbortController();
    const asked = reviewerOf(file, controller.signal).askConsent([face]);
    await expect.element(button('They agree, go on')).toBeVisible();
    controller.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    expect(question()).toBeUndefined();
  });
});

describe('the log', () => {
  it('can be read and erased, and survives the page', async () => {
    const reviewer = reviewerOf(file, new AbortController().signal);
    const asked = reviewer.askRelease({ gate: 'prompt', verdict: doubtful, text: 'secret words' });
    await button('Stop here').click();
    await expect(asked).resolves.toBe('stop');
    await expect.poll(() => log().length).toBe(1);
    expect(JSON.stringify(log())).not.toContain('secret');
    await readLog();
    const root = document.createElement('div');
    document.body.append(root);
    const unmount = render(() => <ModerationPanel />, root);
    await expect.element(page.getByText('Held, you stopped')).toBeVisible();
    await button('Erase the log').click();
    await expect.element(page.getByText('Nothing yet.')).toBeVisible();
    expect(log()).toEqual([]);
    unmount();
    root.remove();
  });
});
