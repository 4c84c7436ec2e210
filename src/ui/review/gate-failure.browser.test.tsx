import { render } from 'solid-js/web';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { switchLocale } from '../../i18n/locale';
import { sha256Hex } from '../../shared/sha256';
import { choosePhoto, clearJob } from '../../state/job';
import type { Failure } from '../../state/job-state';
import { eraseLog, log, noteDecision } from '../../state/moderation-log';
import { preview } from '../../state/preview';
import { isReported } from '../../state/report';
import { ReportButton } from '../report/report-button';
import { GateFailure } from './gate-failure';
import { ModerationPanel } from './moderation-panel';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/controls.css';

/** Files that were handed to the person. */
let saved: Blob[];
let unmount: () => void;
const button = (name: string) => page.getByRole('button', { name, exact: true });

beforeEach(async () => {
  await switchLocale('en');
  await eraseLog();
  saved = [];
  const createUrl = URL.createObjectURL.bind(URL);
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    if (blob instanceof File && blob.type === 'application/json') saved.push(blob);
    return createUrl(blob);
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
});

afterEach(() => {
  unmount();
  clearJob();
  vi.restoreAllMocks();
});

function show(view: () => ReturnType<typeof GateFailure>): void {
  const root = document.createElement('div');
  document.body.append(root);
  const stop = render(view, root);
  unmount = () => {
    stop();
    root.remove();
  };
}

async function choose(): Promise<void> {
  const canvas = new OffscreenCanvas(64, 96);
  canvas.getContext('2d')!.fillRect(0, 0, 64, 48);
  choosePhoto(
    new File([await canvas.convertToBlob({ type: 'image/png' })], 'secret-name.png', { type: 'image/png' }),
  );
  await expect.poll(() => preview().kind).toBe('shown');
}

const box = { x: 0.25, y: 0.5, width: 0.5, height: 0.25 };
const failure = (gate: 'photo' | 'video', verdict: 'review' | 'block', rule: string): Failure => ({
  code: verdict === 'review' ? 'gate-held' : 'gate-blocked',
  gate,
  verdict: {
    verdict,
    reasons: [{ rule, category: 'distortion', score: 0.08, threshold: 0.04, box }],
    scores: {},
  },
  details: {},
});

describe('a doubtful film', () => {
  it('is not shown: its score and a box over the photo are, with a weaker motion or another on offer', async () => {
    await choose();
    show(() => <GateFailure failure={failure('video', 'review', 'video-face')} />);
    await expect.element(page.getByText('A face is distorted')).toBeVisible();
    await expect.element(page.getByText('How sure: 8 of 100, held from 4')).toBeVisible();
    const heat = page.getByRole('img', { name: 'Where it was seen' }).element() as HTMLElement;
    expect([heat.style.left, heat.style.top, heat.style.width]).toEqual(['25%', '50%', '50%']);
    expect(document.querySelector('video')).toBeNull();
    await expect.element(button('Try a weaker motion')).toBeVisible();
    await expect.element(button('Try another motion')).toBeVisible();
  });
});

describe('a blocked photo', () => {
  it('can be disputed by a file without the photo, and cannot be let pass', async () => {
    await choose();
    show(() => <GateFailure failure={failure('photo', 'block', 'photo-explicit')} />);
    await expect.element(page.getByText('The whole photo may be explicit')).toBeVisible();
    expect(page.getByRole('button', { name: /go on|weaker|another/i }).elements()).toEqual([]);
    await page.getByRole('button').first().click();
    const text = await saved[0]!.text();
    expect(JSON.parse(text)).toMatchObject({
      kind: 'disputed-decision',
      gate: 'photo',
      verdict: 'block',
      reasons: [{ rule: 'photo-explicit', score: 0.08, threshold: 0.04, box }],
    });
    expect(text).not.toContain('secret-name');
    expect(text).not.toContain('data:');
  });
});

describe('the log and the policy in the settings', () => {
  it('hand the log out as a file, and show every rule with its thresholds', async () => {
    await noteDecision('photo', 'blocked', [{ rule: 'photo-explicit', category: 'sexual', score: 0.9 }]);
    show(() => <ModerationPanel />);
    await button('Save as a file').click();
    expect(JSON.parse(await saved[0]!.text())).toMatchObject({
      entries: [{ gate: 'photo', decision: 'blocked', rules: [{ rule: 'photo-explicit', score: 0.9 }] }],
    });
    await page.getByText('What is looked at').click();
    await expect.element(page.getByRole('columnheader', { name: 'Blocked from' })).toBeVisible();
    const flashing = page.getByRole('row', { name: /Much of the picture flashes too often/ });
    await expect.element(flashing).toHaveTextContent('25');
    // Words, too.
    await expect
      .element(page.getByRole('row', { name: /What the words mean together Self-harm 45 97/ }))
      .toBeVisible();
  });
});

describe('a report', () => {
  it('hides the film at once, and is a signed file that holds by itself', async () => {
    const film = new Blob(['the bytes of a film'], { type: 'video/mp4' });
    show(() => <ReportButton file={() => film} credentials={() => ({ state: 'valid' })} />);
    await page.getByRole('button').first().click();
    await page.getByRole('radio', { name: 'Passes for a real person or event' }).click();
    await button('Save the report').click();
    await expect.element(page.getByText('Reported, and hidden here.', { exact: false })).toBeVisible();
    expect(isReported(film)).toBe(true);
    await expect.poll(() => saved.length).toBe(1);
    const bundle = JSON.parse(await saved[0]!.text()) as { report: string; signature: unknown };
    expect(bundle.signature).toBeTruthy();
    expect(JSON.parse(atob(bundle.report))).toMatchObject({
      reason: 'deception',
      credentials: { state: 'valid' },
      file: { sha256: await sha256Hex(await film.arrayBuffer()) },
    });
    await expect.poll(() => log().map(({ decision }) => decision)).toEqual(['reported']);
  });
});
